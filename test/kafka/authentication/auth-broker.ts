import { readFileSync } from 'node:fs';
import type { HostPort } from '../../../source/model/connection-settings.ts';
import type { KeyPair } from './certificates.ts';

/** What the tests of this folder need of a real Apache Kafka: a listener for each way to authenticate, and who may get in. */
export type AuthBroker = {
	readonly plaintext: HostPort;
	readonly tls: HostPort;
	/** A TLS listener that requires a client certificate. */
	readonly mtls: HostPort;
	/** SCRAM-SHA-512 and -256. */
	readonly scram: HostPort;
	/** OAUTHBEARER with a verifier for MSK IAM tokens. */
	readonly iam: HostPort;
	/** The same with sessions of some seconds. */
	readonly iamShort: HostPort;
	readonly ca: string;
	readonly client: KeyPair;
	readonly user: { readonly name: string; readonly password: string };
	readonly iamKey: { readonly accessKeyId: string; readonly secretAccessKey: string };
	/** Another identity, to be seen refused when a session changes its principal. */
	readonly otherIamKey: { readonly accessKeyId: string; readonly secretAccessKey: string };
};

/** The broker described by the JSON file that MSK_TUI_AUTH_BROKER names; undefined without one. */
export const authBroker = (): AuthBroker | undefined => {
	const file = process.env.MSK_TUI_AUTH_BROKER;
	return file === undefined ? undefined : (JSON.parse(readFileSync(file, 'utf8')) as AuthBroker);
};
