/** The form for a new cluster: which fields there are, which of them mean something now, and what they say. Pure. */
import { type ClusterDraft, type DraftField, isArn, meaningfulFields } from '../../model/cluster-draft.ts';
import type { Access, Authentication, Environment } from '../../model/connection-settings.ts';
import { isMskHost, mskClusterArn } from '../../model/msk-address.ts';
import type { StyleName } from '../theme.ts';

type Kind = Authentication['kind'];
export type FieldId = DraftField;

export type FormField = {
	readonly id: FieldId;
	readonly label: string;
	/** What to put there, for the last line while the field is chosen. */
	readonly help: string;
	/** The values one chooses from; without them it is typed. */
	readonly choices?: readonly string[];
	/** Shown in an empty field. */
	readonly empty?: string;
};

const ENVIRONMENTS: readonly Environment[] = ['prod', 'staging', 'dev'];
const ACCESSES: readonly Access[] = ['read-only', 'read-write', 'locked'];

const FIELDS: readonly FormField[] = [
	{
		id: 'bootstrap',
		label: 'Brokers or ARN',
		help: 'HOST:PORT, more after commas; or the ARN of an MSK cluster, which tells them',
		empty: 'HOST:PORT,… or arn:aws:kafka:…',
	},
	{ id: 'name', label: 'Name', help: 'what --cluster will call it' },
	{
		id: 'auth',
		label: 'Authentication',
		help: 'without a choice: by the port (MSK), else plaintext; of an ARN what it offers',
		choices: ['', 'iam', 'scram', 'mtls', 'tls', 'plaintext'],
	},
	{ id: 'profile', label: 'AWS profile', help: 'a profile of ~/.aws; else the usual chain', empty: 'the usual chain' },
	{
		id: 'region',
		label: 'AWS region',
		help: 'else that of the ARN or the MSK host name',
		empty: 'that of the ARN or host name',
	},
	{ id: 'roleArn', label: 'AWS role', help: 'ARN of a role to assume first', empty: 'none' },
	{ id: 'username', label: 'User', help: 'the SCRAM user' },
	{
		id: 'passwordFrom',
		label: 'Password from',
		help: 'env:VAR, file:PATH, command:…, secret:ARN or prompt; never the password itself',
		empty: 'prompt',
	},
	{
		id: 'scramMechanism',
		label: 'Mechanism',
		help: "MSK's only one is scram-sha-512",
		choices: ['', 'scram-sha-256'],
	},
	{ id: 'tlsCert', label: 'Certificate', help: 'the client certificate, a PEM file', empty: 'PEM file' },
	{ id: 'tlsKey', label: 'Key', help: 'its key, a PEM file', empty: 'PEM file' },
	{
		id: 'tlsCa',
		label: 'Authorities',
		help: 'a PEM file of certificate authorities instead of the built-in ones; MSK needs none',
		empty: 'the built-in ones',
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
export const fieldsFor = (draft: ClusterDraft, kind: Kind | undefined): readonly FormField[] => {
	const means = meaningfulFields(draft, kind ?? null);
	return FIELDS.filter(field => means.has(field.id));
};

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
	if (isArn(bootstrap)) return free(mskClusterArn(bootstrap.trim())?.name ?? '', taken);
	const host = (bootstrap.split(',')[0] ?? '').trim().replace(/:\d*$/, '');
	const labels = host.split('.');
	const base = (isMskHost(host) && /^b-\d+(?:-public)?$/i.test(labels[0]!) ? labels[1] : /^[\d.]+$|:/.test(host) ? '' : labels[0]) ?? '';
	return free(base.replace(/[^\w-]/g, '').replace(/^-+/, ''), taken);
};

/** The name, or with a number where it is taken. */
const free = (name: string, taken: readonly string[]): string => {
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
	{ bootstrap }: ClusterDraft,
): { readonly text: string; readonly style?: StyleName | undefined } => {
	if (id === 'auth' && value === '')
		return { text: isArn(bootstrap) ? 'what MSK offers, IAM first' : kind === undefined ? 'by the port' : `${kind}, by the port` };
	if (id === 'scramMechanism' && value === '') return { text: 'scram-sha-512' };
	if (id === 'environment') return { text: value.toUpperCase(), style: BADGES[value as Environment] };
	return { text: value };
};
