/** A cluster as it was typed: what is wrong with it, and the entry it becomes. Pure. */
import { homedir } from 'node:os';
import { dirname, resolve } from 'node:path';
import { type ClusterDraft, type DraftMistake, isArn, meaningfulFields } from '../model/cluster-draft.ts';
import { type AwsSettings, type HostPort, hostPortText, type SecretSource, type TlsFiles } from '../model/connection-settings.ts';
import { Failure } from '../model/failure.ts';
import { isMskHost, mskClusterArn, mskPortKind } from '../model/msk-address.ts';
import {
	AUTHENTICATION_WORDS,
	type AuthenticationConfig,
	type AuthenticationWord,
	type ClusterConfig,
	SCRAM_WORDS,
} from './cluster-config.ts';
import { parseBootstrap } from './host-port.ts';
import { parseSecretSource, SECRET_SOURCES } from './secret-source.ts';
import type { ConnectionSources } from './which-cluster.ts';

/**
 * How it authenticates: as it says, else by the port of an MSK host, plaintext elsewhere. Undefined where neither tells, and for an ARN
 * that MSK was not asked about.
 */
export const draftAuthentication = (draft: ClusterDraft): AuthenticationWord | undefined => {
	if (draft.auth !== '') return AUTHENTICATION_WORDS.find(word => word === draft.auth);
	const brokers = isArn(draft.bootstrap) ? undefined : tried(() => parseBootstrap(draft.bootstrap));
	if (brokers === undefined) return undefined;
	const kinds = new Set(brokers.map(at => (isMskHost(at.host) ? mskPortKind(at.port) : 'plaintext')));
	return kinds.size === 1 ? [...kinds][0] : undefined;
};

/** The first mistake in the order of the fields, as far as it can be told without the file and the cluster. */
export const draftMistake = (draft: ClusterDraft): DraftMistake | undefined => {
	const mistake = (field: keyof ClusterDraft, text: string): DraftMistake => ({ field, text });
	if (draft.bootstrap.trim() === '') return mistake('bootstrap', 'one broker at least, as HOST:PORT, or an ARN');
	if (isArn(draft.bootstrap)) {
		const arn = mskClusterArn(draft.bootstrap.trim());
		if (arn === undefined) return mistake('bootstrap', 'not the ARN of an MSK cluster: arn:aws:kafka:REGION:ACCOUNT:cluster/NAME/UUID');
		if (draft.region !== '' && draft.region !== arn.region) return mistake('region', `the ARN says ${arn.region}`);
	} else if (tried(() => parseBootstrap(draft.bootstrap)) === undefined)
		return mistake('bootstrap', 'must be HOST:PORT, more of them after commas, or an ARN');
	if (draft.name.trim() === '') return mistake('name', 'a name to call it by');
	if (!/^[^\s-]\S*$/u.test(draft.name) || isArn(draft.name))
		return mistake('name', 'one word that does not begin with - or arn:, so that --cluster can name it');
	const kind = draftAuthentication(draft);
	if (kind === undefined && !isArn(draft.bootstrap)) return mistake('auth', 'the port does not tell how to authenticate: choose it');
	if (kind === 'scram') {
		const password = draft.passwordFrom === '' ? undefined : tried(() => parseSecretSource(draft.passwordFrom));
		if (draft.username === '' && password?.kind !== 'secret') return mistake('username', 'SCRAM needs a user');
		if (draft.passwordFrom !== '' && password === undefined)
			return mistake('passwordFrom', `where the password is, never the password itself: ${SECRET_SOURCES}`);
	}
	if (kind === 'mtls' && draft.tlsCert === '') return mistake('tlsCert', 'mTLS needs a client certificate (PEM)');
	if (kind === 'mtls' && draft.tlsKey === '') return mistake('tlsKey', 'the key of the client certificate (PEM)');
	return undefined;
};

/** Where the cluster is and how to get in, as if the draft stood in the file. Throws a Failure where `draftMistake` would find something. */
export const draftSources = (draft: ClusterDraft, configFile: string): ConnectionSources => {
	const { auth, aws, tls, ...place } = partsOf(draft);
	const path = (text: string | undefined): string | undefined =>
		text === undefined ? undefined : text.startsWith('~/') ? resolve(homedir(), text.slice(2)) : resolve(dirname(configFile), text);
	const cluster: ClusterConfig = {
		...place,
		...(auth !== undefined && { auth: { ...auth, aws: auth.kind === 'iam' ? aws : {} } }),
		...(auth?.kind !== 'iam' && Object.keys(aws).length > 0 && { aws }),
		...(Object.keys(tls).length > 0 && { tls: given({ ca: path(tls.ca), cert: path(tls.cert), key: path(tls.key) }) }),
	};
	// Without a file: what is tested is no context yet.
	return { options: { cluster: draft.name }, env: {}, config: { file: null, clusters: new Map([[draft.name, cluster]]) } };
};

/** The entry of `clusters`, as plain values in the order in which they are written. */
export const draftEntry = (draft: ClusterDraft): Readonly<Record<string, unknown>> => {
	const { arn, bootstrap, auth, aws, tls, environment, access } = partsOf(draft);
	return {
		...(arn === undefined ? { bootstrap: bootstrap?.map(hostPortText) } : { arn }),
		...(auth !== undefined && {
			auth: {
				...auth,
				...(auth.kind === 'iam' && aws),
				...(auth.password !== undefined && { password: secretEntry(auth.password) }),
			},
		}),
		...(auth?.kind !== 'iam' && Object.keys(aws).length > 0 && { aws }),
		...(Object.keys(tls).length > 0 && { tls }),
		environment,
		access,
	};
};

/** What the fields come to; paths are still as they were typed. */
type Parts = Pick<ClusterDraft, 'environment' | 'access'> & {
	readonly arn?: string;
	readonly bootstrap?: readonly HostPort[];
	readonly auth: Omit<AuthenticationConfig, 'aws'> | undefined;
	readonly aws: AwsSettings;
	readonly tls: TlsFiles;
};

const partsOf = (draft: ClusterDraft): Parts => {
	const kind = draftAuthentication(draft);
	const means = meaningfulFields(draft, kind ?? null);
	const text = (field: keyof ClusterDraft): string | undefined =>
		means.has(field) && draft[field].trim() !== '' ? draft[field].trim() : undefined;
	const username = text('username');
	const passwordFrom = text('passwordFrom');
	const mechanism = SCRAM_WORDS.find(word => word === text('scramMechanism'));
	return {
		...(isArn(draft.bootstrap) ? { arn: draft.bootstrap.trim() } : { bootstrap: parseBootstrap(draft.bootstrap) }),
		auth:
			kind === undefined
				? undefined
				: {
						kind,
						...(username !== undefined && { username }),
						...(kind === 'scram' && { password: parseSecretSource(passwordFrom ?? 'prompt') }),
						...(mechanism !== undefined && { mechanism }),
					},
		aws: given({ profile: text('profile'), region: text('region'), roleArn: text('roleArn') }),
		tls: given({ ca: text('tlsCa'), cert: text('tlsCert'), key: text('tlsKey') }),
		environment: draft.environment,
		access: draft.access,
	};
};

const secretEntry = (source: SecretSource): unknown => {
	switch (source.kind) {
		case 'env':
			return { env: source.name };
		case 'file':
			return { file: source.path };
		case 'command':
			return { command: source.command };
		case 'secret':
			return { secret: source.id };
		case 'prompt':
			return 'prompt';
	}
};

/** Without what is not given. */
const given = <T extends string>(texts: Readonly<Record<T, string | undefined>>): { readonly [K in T]?: string } =>
	Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== undefined)) as { readonly [K in T]?: string };

const tried = <T>(read: () => T): T | undefined => {
	try {
		return read();
	} catch (error) {
		if (error instanceof Failure) return undefined;
		throw error;
	}
};
