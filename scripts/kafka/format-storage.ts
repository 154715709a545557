/** Formats the data folders of brokers as Kafka's StorageTool does. */
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { cpSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Artifacts, classPath, hasPreviews, isKafka4 } from './artifacts.ts';
import type { TestBroker } from './cluster-file.ts';

/** Makes a random id as Kafka writes it: 16 bytes in base64url that do not begin with a dash, which its tools take for an option. */
export const randomKafkaId = (): string => {
	const id = randomBytes(16).toString('base64url');
	return id.startsWith('-') ? randomKafkaId() : id;
};

/** Names the features beside metadata.version that make groups of all kinds possible; 4.0 knows no streams groups. */
const features = (version: string): readonly string[] => {
	if (!isKafka4(version)) return [];
	return ['group.version', 'share.version', ...(version.startsWith('4.0.') ? [] : ['streams.version'])];
};

const format = (artifacts: Artifacts, into: string): void => {
	const properties = [
		'process.roles=broker,controller',
		'node.id=1',
		`log.dirs=${into}`,
		'controller.quorum.voters=1@127.0.0.1:9093',
		'controller.listener.names=CONTROLLER',
		'listeners=PLAINTEXT://127.0.0.1:9092,CONTROLLER://127.0.0.1:9093',
		'listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
		...(hasPreviews(artifacts.version) ? ['unstable.feature.versions.enable=true'] : []),
	];
	const path = `${into}.properties`;
	writeFileSync(path, properties.join('\n'));
	const args = ['format', '-t', randomKafkaId(), '-c', path, ...features(artifacts.version).flatMap(name => ['--feature', `${name}=1`])];
	try {
		execFileSync('java', ['-XX:TieredStopAtLevel=1', '-cp', classPath(artifacts), 'kafka.tools.StorageTool', ...args], { stdio: 'pipe' });
	} catch (error) {
		rmSync(into, { recursive: true, force: true });
		throw error;
	} finally {
		rmSync(path, { force: true });
	}
};

/**
 * Formats the data folders of all brokers. StorageTool takes a JVM and two seconds a broker, so it runs once per version;
 * what it wrote is copied, with the ids of cluster, broker and folder put in.
 */
export const formatStorage = (artifacts: Artifacts, clusterId: string, brokers: readonly TestBroker[]): void => {
	const template = join(artifacts.folder, 'formatted');
	if (!existsSync(template)) {
		const partial = `${template}.partial-${process.pid}`;
		format(artifacts, partial);
		if (existsSync(template)) rmSync(partial, { recursive: true });
		else renameSync(partial, template);
	}
	for (const broker of brokers) {
		cpSync(template, broker.dataPath, { recursive: true });
		const values: Record<string, string> = { 'cluster.id': clusterId, 'node.id': String(broker.id), 'directory.id': randomKafkaId() };
		const meta = readFileSync(join(template, 'meta.properties'), 'utf8').replace(/^([a-z.]+)=.*$/gm, (line, key: string) =>
			values[key] === undefined ? line : `${key}=${values[key]}`,
		);
		writeFileSync(join(broker.dataPath, 'meta.properties'), meta);
	}
};
