import assert from 'node:assert/strict';
import type { TestCluster } from '../../scripts/kafka/cluster-file.ts';
import { javaTool } from '../../scripts/kafka/java-tool.ts';

/** Writes records given as `key:value` with Kafka's own console producer. */
export const produceLines = async (cluster: TestCluster, topic: string, lines: readonly string[]): Promise<void> => {
	const args = ['--bootstrap-server', cluster.bootstrap.PLAINTEXT, '--topic', topic];
	const settings = ['--property', 'parse.key=true', '--property', 'key.separator=:'];
	const produce = (main: string) => javaTool(cluster, main, [...args, ...settings], `${lines.join('\n')}\n`);
	const modern = await produce('org.apache.kafka.tools.ConsoleProducer');
	// Kafka 3.9 has it under its old name.
	const { code, stderr } = modern.code === 0 ? modern : await produce('kafka.tools.ConsoleProducer');
	assert.equal(code, 0, stderr);
};
