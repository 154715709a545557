/**
 * Writes test/decoding/vectors: bytes made by the reference implementations (Apache Avro, Google's Protobuf, Kafka's coordinators, AWS's Glue
 * serializers), so that our readers are not only tested against themselves. Needs Maven and Java 17: `node scripts/decoding-vectors.ts`.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { jarFolder, kafkaJars, kafkaVersion } from './protocol/kafka-jars.ts';

/** Fetches artifacts with what they need into a folder of their own, once. */
const jarsOf = (name: string, artifacts: readonly string[]): string => {
	const folder = join(jarFolder(), name);
	if (!existsSync(folder)) {
		const dependencies = artifacts.map(artifact => {
			const [group, id, version] = artifact.split(':');
			return `<dependency><groupId>${group}</groupId><artifactId>${id}</artifactId><version>${version}</version></dependency>`;
		});
		const pom = join(mkdtempSync(join(tmpdir(), 'vectors-')), 'pom.xml');
		writeFileSync(
			pom,
			`<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion><groupId>x</groupId><artifactId>x</artifactId><version>1</version><dependencies>${dependencies.join('')}</dependencies></project>`,
		);
		const goal = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies';
		execFileSync('mvn', ['-q', '-B', '-f', pom, goal, '-DincludeScope=runtime', `-DoutputDirectory=${folder}`], {
			stdio: ['ignore', 'inherit', 'inherit'],
		});
	}
	return join(folder, '*');
};

const target = join(import.meta.dirname, '../test/decoding/vectors');
mkdirSync(target, { recursive: true });

const write = (name: string, program: string, classPath: string): void => {
	const path = join(import.meta.dirname, 'vectors', program);
	const text = execFileSync('java', ['-cp', classPath, path], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
	writeFileSync(join(target, `${name}.tsv`), text);
	console.log(`${name}: ${text.trim().split('\n').length} vectors`);
};

write('avro', 'AvroVectors.java', jarsOf('avro', ['org.apache.avro:avro:1.12.0']));
write('protobuf', 'ProtobufVectors.java', jarsOf('protobuf', ['com.google.protobuf:protobuf-java-util:4.29.3']));
write('glue', 'GlueVectors.java', jarsOf('glue', ['software.amazon.glue:schema-registry-serde:1.1.20']));
const coordinator = jarsOf('coordinator', [`org.apache.kafka:kafka-group-coordinator:${kafkaVersion}`]);
write('group-records', 'GroupRecordVectors.java', [...kafkaJars(), coordinator].join(delimiter));
