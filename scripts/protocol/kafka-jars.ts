/** Fetches Kafka's client library, from which the protocol is generated and against which it is tested. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/** The version of kafka-clients whose definitions are in source/protocol/generated. */
export const kafkaVersion = '4.4.0';

// slf4j: the table of errors logs; jackson: Kafka's own conversion of messages to JSON, the oracle of the tests.
const artifacts = [
	['org.apache.kafka', 'kafka-clients', kafkaVersion],
	['org.slf4j', 'slf4j-api', '1.7.36'],
	['com.fasterxml.jackson.core', 'jackson-databind', '2.21.1'],
	['com.fasterxml.jackson.core', 'jackson-core', '2.21.1'],
	['com.fasterxml.jackson.core', 'jackson-annotations', '2.21'],
	// What the coordinators write into __consumer_offsets and __transaction_state.
	['org.apache.kafka', 'kafka-group-coordinator', kafkaVersion],
	['org.apache.kafka', 'kafka-transaction-coordinator', kafkaVersion],
] as const;

/** Tells where jars are kept between runs: outside the tree, under `$XDG_CACHE_HOME/msk-tui/maven`. */
export const jarFolder = (): string => join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'msk-tui', 'maven');

/** Returns the paths of kafka-clients and what it needs, kafka-clients first; runs Maven once for each one not yet there. */
export const kafkaJars = (): readonly string[] =>
	artifacts.map(([group, name, version]) => {
		const path = join(jarFolder(), `${name}-${version}.jar`);
		if (!existsSync(path)) {
			mkdirSync(jarFolder(), { recursive: true });
			const plugin = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy';
			const options = [`-Dartifact=${group}:${name}:${version}`, `-DoutputDirectory=${jarFolder()}`];
			execFileSync('mvn', ['-q', '-B', plugin, ...options], { stdio: ['ignore', 'inherit', 'inherit'] });
		}
		return path;
	});

/** Runs a single-file Java program with Kafka on its class path and returns what it printed. */
export const runJava = (program: string, args: readonly string[], input = ''): string =>
	execFileSync('java', ['-XX:TieredStopAtLevel=1', '-cp', kafkaJars().join(delimiter), program, ...args], {
		encoding: 'utf8',
		input,
		maxBuffer: 2 ** 28,
		stdio: ['pipe', 'pipe', 'pipe'],
	});
