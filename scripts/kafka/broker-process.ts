/** Starts the process of one broker and watches over its first seconds. */
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { classPath } from './artifacts.ts';
import { archiveOptions } from './class-archive.ts';
import { type TestBroker, type TestCluster, writePrivateFile } from './cluster-file.ts';
import { isAlive, startDetached } from './java-process.ts';
import { processMark } from './stop-cluster.ts';

/** Writes the logging set-up of brokers: warnings, and of the server itself what it does, into broker-N/broker.log. */
export const writeBrokerLogging = (folder: string): void =>
	writePrivateFile(
		join(folder, 'broker-log4j.properties'),
		[
			'log4j.rootLogger=WARN, stdout',
			'log4j.appender.stdout=org.apache.log4j.ConsoleAppender',
			'log4j.appender.stdout.layout=org.apache.log4j.PatternLayout',
			'log4j.appender.stdout.layout.ConversionPattern=%d %p %c{1}: %m%n',
			'log4j.logger.kafka.server.KafkaRaftServer=INFO',
			'log4j.logger.kafka.server.BrokerServer=INFO',
			'',
		].join('\n'),
	);

/** Starts a broker and returns its pid; `heapMiB` is its heap at most. */
export const startBroker = (
	cluster: Pick<TestCluster, 'name' | 'folder' | 'libraries' | 'fixtureJar' | 'iamKeysPath'>,
	broker: Pick<TestBroker, 'propertiesPath' | 'logPath'>,
	heapMiB = 512,
): number => {
	return startDetached(
		'java',
		[
			processMark(cluster.name),
			'-Xms128m',
			`-Xmx${heapMiB}m`,
			'-XX:+UseSerialGC',
			'-XX:TieredStopAtLevel=1',
			'-XX:-UsePerfData',
			'-XX:+ExitOnOutOfMemoryError',
			...archiveOptions(cluster.fixtureJar),
			'-Djava.awt.headless=true',
			`-Dlog4j.configuration=file:${join(cluster.folder, 'broker-log4j.properties')}`,
			`-Dmsk-tui.iam.keys=${cluster.iamKeysPath}`,
			'-cp',
			classPath(cluster),
			'kafka.Kafka',
			broker.propertiesPath,
		],
		broker.logPath,
	);
};

const accepts = (port: number): Promise<boolean> =>
	new Promise(resolve => {
		const socket = connect(port, '127.0.0.1');
		socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
		socket.once('connect', () => socket.destroy());
	});

/** Returns when a broker accepts connections. Throws with the end of its log when it died, or after `patienceMs`. */
export const waitForBroker = async (broker: TestBroker, patienceMs = 120_000): Promise<void> => {
	const giveUpAt = Date.now() + patienceMs;
	while (!(await accepts(broker.ports.PLAINTEXT))) {
		const isDead = broker.pid === undefined || !isAlive(broker.pid);
		if (isDead || Date.now() > giveUpAt) {
			const log = readFileSync(broker.logPath, 'utf8').trimEnd().split('\n').slice(-25).join('\n');
			throw new Error(`broker ${broker.id} ${isDead ? 'died' : 'does not listen'}; the end of ${broker.logPath}:\n${log}`);
		}
		await delay(50);
	}
};
