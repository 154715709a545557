/** Writes properties files with which Java's tools log in to a test cluster. */
import { join } from 'node:path';
import type { Certificates } from './certificates.ts';
import { type ClientListener, type TestCluster, writePrivateFile } from './cluster-file.ts';
import type { Credentials, ScramUser } from './credentials.ts';

const scramLines = (user: ScramUser, certificates: Certificates): readonly string[] => [
	'security.protocol=SASL_SSL',
	'sasl.mechanism=SCRAM-SHA-512',
	'ssl.truststore.type=PEM',
	`ssl.truststore.location=${certificates.ca}`,
	`sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required username="${user.username}" password="${user.password}";`,
];

/** Writes one file per login into the cluster's folder, for `--command-config`, and returns their paths. */
export const writeClientProperties = (
	folder: string,
	bootstrap: Readonly<Record<ClientListener, string>>,
	credentials: Credentials,
	certificates: Certificates,
): TestCluster['clientProperties'] => {
	const write = (name: string, listener: ClientListener, lines: readonly string[]): string => {
		const path = join(folder, `${name}.properties`);
		writePrivateFile(path, `${[`bootstrap.servers=${bootstrap[listener]}`, ...lines].join('\n')}\n`);
		return path;
	};
	return {
		plaintext: write('plaintext', 'PLAINTEXT', []),
		admin: write('admin', 'SCRAM', scramLines(credentials.scram.admin, certificates)),
		operator: write('operator', 'SCRAM', scramLines(credentials.scram.operator, certificates)),
		reader: write('reader', 'SCRAM', scramLines(credentials.scram.reader, certificates)),
	};
};
