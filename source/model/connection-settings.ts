/** Where a cluster is and how to prove who we are: what every way of naming a cluster (options, config file, ARN) ends in. */

import type { BehindRule } from './behind-rule.ts';
import type { RecordSettings } from './record-settings.ts';

export type HostPort = { readonly host: string; readonly port: number };

/** `host:port`; an IPv6 address in brackets. */
export const hostPortText = ({ host, port }: HostPort): string => (host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`);

/** Where a secret comes from; never the secret itself, so settings can be shown and logged. */
export type SecretSource =
	| { readonly kind: 'env'; readonly name: string }
	| { readonly kind: 'file'; readonly path: string }
	| { readonly kind: 'command'; readonly command: string }
	| { readonly kind: 'prompt' }
	| { readonly kind: 'secret'; readonly id: string };

/** TLS material as paths of PEM files. */
export type TlsFiles = { readonly ca?: string; readonly cert?: string; readonly key?: string };

export type AwsSettings = { readonly profile?: string; readonly region?: string; readonly roleArn?: string };

export type Authentication =
	| { readonly kind: 'plaintext' }
	| { readonly kind: 'tls' }
	| { readonly kind: 'mtls' }
	| {
			readonly kind: 'scram';
			readonly mechanism: 'SCRAM-SHA-512' | 'SCRAM-SHA-256';
			readonly username: string;
			readonly password: SecretSource;
	  }
	| { readonly kind: 'iam'; readonly aws: AwsSettings };

export type Environment = 'prod' | 'staging' | 'dev';

/** Read-only is the default; `locked` is never opened. */
export type Access = 'read-only' | 'read-write' | 'locked';

export type ConnectionSettings = {
	/** The ARN it was found by. */
	readonly arn?: string;
	/** Whom to be towards AWS, and where; under IAM the same as the authentication's. */
	readonly aws?: AwsSettings;
	/** The config file it was found in, by its name; absent for a cluster that is named by its brokers. */
	readonly configFile?: string;
	/** Bytes a second that a scan of records may read unless somebody says otherwise; null for no limit. */
	readonly scanRate: number | null;
	/** How its records are read and masked; absent when the config file says nothing. */
	readonly records?: RecordSettings;
	/** The context's name, or the first bootstrap host when there is none. */
	readonly name: string;
	readonly bootstrap: readonly HostPort[];
	readonly authentication: Authentication;
	readonly tls: TlsFiles;
	/** Advertised broker address → address to connect to (SSH tunnels); TLS names stay those of the broker. */
	readonly addressMap: ReadonlyMap<string, HostPort>;
	/** Absent in the config counts as prod. */
	readonly environment: Environment;
	readonly access: Access;
	/** How far its groups may be behind; absent where nothing is said. */
	readonly maxBehind?: readonly BehindRule[];
	/** Milliseconds that connecting may take. */
	readonly connectTimeoutMs: number;
};

export const usesTls = (authentication: Authentication): boolean => authentication.kind !== 'plaintext';
