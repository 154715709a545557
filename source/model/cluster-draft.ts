import type { Access, Authentication, Environment } from './connection-settings.ts';

/** A cluster that is to stand in the config file, as it was typed; an empty text is none. It holds no secret, only where one is. */
export type ClusterDraft = {
	readonly name: string;
	/** `host:port,…`, or the ARN of an MSK cluster. */
	readonly bootstrap: string;
	/** Empty: from the port of an MSK host, plaintext elsewhere; for an ARN what MSK offers. */
	readonly auth: string;
	readonly username: string;
	/** `env:VAR`, `file:PATH`, `command:…`, `secret:…` or `prompt`. */
	readonly passwordFrom: string;
	readonly scramMechanism: string;
	readonly profile: string;
	readonly region: string;
	readonly roleArn: string;
	readonly tlsCa: string;
	readonly tlsCert: string;
	readonly tlsKey: string;
	readonly environment: Environment;
	readonly access: Access;
};

export type DraftField = keyof ClusterDraft;

/** What is wrong with one field of it, as a sentence that says what it must be. */
export type DraftMistake = { readonly field: DraftField; readonly text: string };

const ALWAYS: readonly DraftField[] = ['name', 'bootstrap', 'auth', 'environment', 'access'];
const AWS: readonly DraftField[] = ['profile', 'region', 'roleArn'];
const TLS: readonly DraftField[] = ['tlsCa'];
const BY_KIND: Readonly<Record<Authentication['kind'], readonly DraftField[]>> = {
	iam: [...AWS, ...TLS],
	scram: ['username', 'passwordFrom', 'scramMechanism', ...TLS],
	mtls: ['tlsCert', 'tlsKey', ...TLS],
	tls: TLS,
	plaintext: [],
};

export const isArn = (text: string): boolean => text.trim().startsWith('arn:');

/** The fields that mean something for how it authenticates, null where that is not known; what was typed into others stays out. */
export const meaningfulFields = (draft: ClusterDraft, kind: Authentication['kind'] | null): ReadonlySet<DraftField> =>
	new Set([
		...ALWAYS,
		...(kind === null ? [] : BY_KIND[kind]),
		// Who asks MSK for the brokers, or Secrets Manager for the password.
		...(isArn(draft.bootstrap) || (kind === 'scram' && draft.passwordFrom.startsWith('secret:')) ? AWS : []),
	]);
