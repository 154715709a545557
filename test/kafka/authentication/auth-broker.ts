import { readFileSync, writeFileSync } from 'node:fs';
import { readCluster, type TestCluster } from '../../../scripts/kafka/cluster-file.ts';
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
	readonly region: string;
	readonly account: string;
	readonly ca: string;
	readonly client: KeyPair;
	readonly user: { readonly name: string; readonly password: string };
	readonly iamKey: IamKeyPair;
	/** Another identity, to be seen refused when a session changes its principal. */
	readonly otherIamKey: IamKeyPair;
	/** Makes keys of a role known to the verifier; the session token tells the session (see scripts/kafka/credentials.ts). */
	readonly addRoleKey: (key: IamKeyPair, role: string) => void;
};

export type IamKeyPair = { readonly accessKeyId: string; readonly secretAccessKey: string };

/** Looks at a test cluster the way these tests do. */
export const authBrokerOf = (cluster: TestCluster): AuthBroker => {
	const first = (bootstrap: string): HostPort => {
		const [host = '', port] = (bootstrap.split(',')[0] ?? '').split(':');
		return { host, port: Number(port) };
	};
	const { credentials, tls } = cluster;
	return {
		plaintext: first(cluster.bootstrap.PLAINTEXT),
		tls: first(cluster.bootstrap.TLS),
		mtls: first(cluster.bootstrap.MTLS),
		scram: first(cluster.bootstrap.SCRAM),
		iam: first(cluster.bootstrap.IAM),
		region: credentials.region,
		account: credentials.account,
		ca: readFileSync(tls.ca, 'utf8'),
		client: { cert: readFileSync(tls.clientCertificate, 'utf8'), key: readFileSync(tls.clientKey, 'utf8') },
		user: { name: credentials.scram.reader.username, password: credentials.scram.reader.password },
		iamKey: credentials.iam.admin,
		otherIamKey: credentials.iam.operator,
		addRoleKey: (key, role) => {
			const known = JSON.parse(readFileSync(cluster.iamKeysPath, 'utf8')) as { keys: unknown[] };
			known.keys.push({ ...key, kind: 'role', name: role });
			writeFileSync(cluster.iamKeysPath, JSON.stringify(known));
		},
	};
};

/**
 * The cluster whose cluster.json the variable names; undefined without one. `scripts/kafka.ts start` prints MSK_TUI_TEST_CLUSTER;
 * MSK_TUI_REAUTH_CLUSTER is one started with `--reauth-ms 3000`, whose sessions would disturb all other tests.
 */
export const authBroker = (variable: 'MSK_TUI_TEST_CLUSTER' | 'MSK_TUI_REAUTH_CLUSTER'): AuthBroker | undefined => {
	const file = process.env[variable];
	const cluster = file === undefined ? undefined : readCluster(file);
	return cluster === undefined ? undefined : authBrokerOf(cluster);
};
