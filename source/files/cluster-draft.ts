/** A cluster as it was typed: what is wrong with it, the settings it comes to, and the entry it becomes. Pure. */
import { homedir } from 'node:os';
import { dirname, resolve } from 'node:path';
import type { ClusterDraft, DraftMistake } from '../model/cluster-draft.ts';
import { type Authentication, type ConnectionSettings, type SecretSource, usesTls } from '../model/connection-settings.ts';
import { Failure } from '../model/failure.ts';
import { isMskHost, mskPortKind } from '../model/msk-address.ts';
import { AUTHENTICATION_WORDS, type AuthenticationWord } from './cluster-config.ts';
import { resolveConnectionSettings } from './connection-settings-resolution.ts';
import { parseBootstrap } from './host-port.ts';
import { parseSecretSource, SECRET_SOURCES } from './secret-source.ts';

type Fields = Partial<Record<keyof ClusterDraft, string>>;

/** How it authenticates: as it says, else by the port of an MSK host, plaintext elsewhere; undefined where neither tells. */
export const draftAuthentication = (draft: ClusterDraft): AuthenticationWord | undefined => {
	if (draft.auth !== '') return AUTHENTICATION_WORDS.find(word => word === draft.auth);
	const brokers = tried(() => parseBootstrap(draft.bootstrap));
	if (brokers === undefined) return undefined;
	const kinds = new Set(brokers.map(at => (isMskHost(at.host) ? mskPortKind(at.port) : 'plaintext')));
	return kinds.size === 1 ? [...kinds][0] : undefined;
};

/** The first mistake in the order of the fields, as far as it can be told without the file and the cluster. */
export const draftMistake = (draft: ClusterDraft): DraftMistake | undefined => {
	const mistake = (field: keyof ClusterDraft, text: string): DraftMistake => ({ field, text });
	if (draft.bootstrap.trim() === '') return mistake('bootstrap', 'one broker at least, as HOST:PORT');
	const brokers = tried(() => parseBootstrap(draft.bootstrap));
	if (brokers === undefined) return mistake('bootstrap', 'must be HOST:PORT, more of them after commas');
	if (draft.name.trim() === '') return mistake('name', 'a name to call it by');
	if (!/^[^\s-]\S*$/u.test(draft.name) || draft.name.startsWith('arn:'))
		return mistake('name', 'one word that does not begin with - or arn:, so that --cluster can name it');
	const kind = draftAuthentication(draft);
	if (kind === undefined) return mistake('auth', 'the port does not tell how to authenticate: choose it');
	if (kind === 'scram') {
		if (draft.username === '') return mistake('username', 'SCRAM needs a user');
		if (draft.passwordFrom !== '' && tried(() => parseSecretSource(draft.passwordFrom)) === undefined)
			return mistake('passwordFrom', `where the password is, never the password itself: ${SECRET_SOURCES}`);
	}
	if (kind === 'mtls' && draft.tlsCert === '') return mistake('tlsCert', 'mTLS needs a client certificate (PEM)');
	if (kind === 'mtls' && draft.tlsKey === '') return mistake('tlsKey', 'the key of the client certificate (PEM)');
	return undefined;
};

/** The fields that mean something for how it authenticates; what was typed into others stays out. */
export const meaningfulFields = (kind: AuthenticationWord): readonly (keyof ClusterDraft)[] => [
	...(kind === 'iam' ? (['profile', 'region', 'roleArn'] as const) : []),
	...(kind === 'scram' ? (['username', 'passwordFrom', 'scramMechanism'] as const) : []),
	...(kind === 'mtls' ? (['tlsCert', 'tlsKey'] as const) : []),
	...(kind === 'plaintext' ? [] : (['tlsCa'] as const)),
];

/** The settings it comes to; relative paths count from the config file. Throws a Failure where `draftMistake` would find something. */
export const draftSettings = (draft: ClusterDraft, configFile: string): ConnectionSettings => {
	const kind = draftAuthentication(draft);
	const given: Fields = Object.fromEntries(
		(kind === undefined ? [] : meaningfulFields(kind)).filter(field => draft[field] !== '').map(field => [field, draft[field]]),
	);
	const path = (text: string | undefined): string | undefined =>
		text === undefined ? undefined : text.startsWith('~/') ? resolve(homedir(), text.slice(2)) : resolve(dirname(configFile), text);
	const settings = resolveConnectionSettings({
		options: {
			...given,
			bootstrap: draft.bootstrap,
			auth: kind,
			tlsCa: path(given.tlsCa),
			tlsCert: path(given.tlsCert),
			tlsKey: path(given.tlsKey),
		},
		env: {},
		config: { file: null, clusters: new Map() },
	});
	return { ...settings, name: draft.name, environment: draft.environment, access: draft.access };
};

/** The entry of `clusters`, as plain values in the order in which they are written. */
export const draftEntry = (draft: ClusterDraft, configFile: string): Readonly<Record<string, unknown>> => {
	const { bootstrap, authentication } = draftSettings(draft, configFile);
	const tls = withoutEmpty({ ca: draft.tlsCa, ...(authentication.kind === 'mtls' && { cert: draft.tlsCert, key: draft.tlsKey }) });
	return {
		bootstrap: bootstrap.map(({ host, port }) => `${host.includes(':') ? `[${host}]` : host}:${port}`),
		auth: authenticationEntry(authentication),
		...(usesTls(authentication) && Object.keys(tls).length > 0 && { tls }),
		environment: draft.environment,
		access: draft.access,
	};
};

const authenticationEntry = (authentication: Authentication): Readonly<Record<string, unknown>> => {
	const { kind } = authentication;
	if (kind === 'iam') return { kind, ...authentication.aws };
	if (kind !== 'scram') return { kind };
	return {
		kind,
		username: authentication.username,
		password: secretEntry(authentication.password),
		...(authentication.mechanism !== 'SCRAM-SHA-512' && { mechanism: authentication.mechanism.toLowerCase() }),
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

const withoutEmpty = (texts: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
	Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== ''));

const tried = <T>(read: () => T): T | undefined => {
	try {
		return read();
	} catch (error) {
		if (error instanceof Failure) return undefined;
		throw error;
	}
};
