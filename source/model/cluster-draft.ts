import type { Access, Environment } from './connection-settings.ts';

/** A cluster that is to stand in the config file, as it was typed; an empty text is none. It holds no secret, only where one is. */
export type ClusterDraft = {
	readonly name: string;
	/** `host:port,…` */
	readonly bootstrap: string;
	/** Empty: from the port of an MSK host, plaintext elsewhere. */
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

/** What is wrong with one field of it, as a sentence that says what it must be. */
export type DraftMistake = { readonly field: keyof ClusterDraft; readonly text: string };
