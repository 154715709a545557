/** The form for a new cluster: which fields there are, which of them mean something now, and what they say. Pure. */
import type { ClusterDraft } from '../../model/cluster-draft.ts';
import type { Access, Authentication, Environment } from '../../model/connection-settings.ts';
import { isMskHost } from '../../model/msk-address.ts';
import type { StyleName } from '../theme.ts';

type Kind = Authentication['kind'];
export type FieldId = keyof ClusterDraft;

export type FormField = {
	readonly id: FieldId;
	readonly label: string;
	/** What to put there, for the last line while the field is chosen. */
	readonly help: string;
	/** The values one chooses from; without them it is typed. */
	readonly choices?: readonly string[];
	/** Shown in an empty field. */
	readonly empty?: string;
	/** It means something for these kinds only. */
	readonly kinds?: readonly Kind[];
};

const ENVIRONMENTS: readonly Environment[] = ['prod', 'staging', 'dev'];
const ACCESSES: readonly Access[] = ['read-only', 'read-write', 'locked'];
const WITH_TLS: readonly Kind[] = ['iam', 'scram', 'mtls', 'tls'];

const FIELDS: readonly FormField[] = [
	{
		id: 'bootstrap',
		label: 'Brokers',
		help: 'HOST:PORT, more after commas: aws kafka get-bootstrap-brokers prints them for MSK',
		empty: 'HOST:PORT,…',
	},
	{ id: 'name', label: 'Name', help: 'what --cluster will call it' },
	{
		id: 'auth',
		label: 'Authentication',
		help: 'without a choice: by the port of an MSK broker, plaintext elsewhere',
		choices: ['', 'iam', 'scram', 'mtls', 'tls', 'plaintext'],
	},
	{ id: 'profile', label: 'AWS profile', help: 'a profile of ~/.aws; else the usual chain', empty: 'the usual chain', kinds: ['iam'] },
	{
		id: 'region',
		label: 'AWS region',
		help: 'else that of the MSK host name, or of the profile',
		empty: 'that of the host name',
		kinds: ['iam'],
	},
	{ id: 'roleArn', label: 'AWS role', help: 'ARN of a role to assume first', empty: 'none', kinds: ['iam'] },
	{ id: 'username', label: 'User', help: 'the SCRAM user', kinds: ['scram'] },
	{
		id: 'passwordFrom',
		label: 'Password from',
		help: 'env:VAR, file:PATH, command:…, secret:ARN or prompt; never the password itself',
		empty: 'prompt',
		kinds: ['scram'],
	},
	{
		id: 'scramMechanism',
		label: 'Mechanism',
		help: "MSK's only one is scram-sha-512",
		choices: ['', 'scram-sha-256'],
		kinds: ['scram'],
	},
	{ id: 'tlsCert', label: 'Certificate', help: 'the client certificate, a PEM file', empty: 'PEM file', kinds: ['mtls'] },
	{ id: 'tlsKey', label: 'Key', help: 'its key, a PEM file', empty: 'PEM file', kinds: ['mtls'] },
	{
		id: 'tlsCa',
		label: 'Authorities',
		help: 'a PEM file of certificate authorities instead of the built-in ones; MSK needs none',
		empty: 'the built-in ones',
		kinds: WITH_TLS,
	},
	{
		id: 'environment',
		label: 'Environment',
		help: 'how careful to be: on prod a change asks for the name',
		choices: ENVIRONMENTS,
	},
	{
		id: 'access',
		label: 'Access',
		help: 'read-only can be opened for one run, locked never',
		choices: ACCESSES,
	},
];

/** The fields that mean something for how the cluster authenticates; undefined as long as that is not known. */
export const fieldsFor = (kind: Kind | undefined): readonly FormField[] =>
	FIELDS.filter(field => field.kinds === undefined || (kind !== undefined && field.kinds.includes(kind)));

export const emptyDraft: ClusterDraft = {
	name: '',
	bootstrap: '',
	auth: '',
	username: '',
	passwordFrom: '',
	scramMechanism: '',
	profile: '',
	region: '',
	roleArn: '',
	tlsCa: '',
	tlsCert: '',
	tlsKey: '',
	environment: 'prod',
	access: 'read-only',
};

/** A name for it, as long as none is typed: the cluster's own in an MSK host name, else the first word of the host. Empty before there is one. */
export const suggestedName = (bootstrap: string, taken: readonly string[]): string => {
	const host = (bootstrap.split(',')[0] ?? '').trim().replace(/:\d*$/, '');
	const labels = host.split('.');
	const base = (isMskHost(host) && /^b-\d+(?:-public)?$/i.test(labels[0]!) ? labels[1] : /^[\d.]+$|:/.test(host) ? '' : labels[0]) ?? '';
	const name = base.replace(/[^\w-]/g, '').replace(/^-+/, '');
	if (name === '' || !taken.includes(name)) return name;
	for (let n = 2; ; n++) if (!taken.includes(`${name}-${n}`)) return `${name}-${n}`;
};

/** The next choice of a field, `by` steps on, round and round. */
export const nextChoice = (choices: readonly string[], now: string, by: 1 | -1): string =>
	choices[(choices.indexOf(now) + by + choices.length) % choices.length]!;

const BADGES: Readonly<Record<Environment, StyleName>> = { prod: 'critical', staging: 'warning', dev: 'ok' };

/** What a choice is called, and in which style. */
export const choiceText = (
	id: FieldId,
	value: string,
	kind: Kind | undefined,
): { readonly text: string; readonly style?: StyleName | undefined } => {
	if (id === 'auth' && value === '') return { text: kind === undefined ? 'by the port' : `${kind}, by the port` };
	if (id === 'scramMechanism' && value === '') return { text: 'scram-sha-512' };
	if (id === 'environment') return { text: value.toUpperCase(), style: BADGES[value as Environment] };
	return { text: value };
};
