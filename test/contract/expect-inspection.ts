/** What `inspect` counts, compared batch by batch with Kafka's own DumpLogSegments on the files of the brokers. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { javaTool } from '../../scripts/kafka/java-tool.ts';
import type { OpenedCluster } from '../../source/composition.ts';
import { inspectTopic } from '../../source/operations/inspect-topic.ts';
import type { SharedBroker } from '../helpers/real-broker.ts';

type DumpedBatch = { readonly count: number; readonly codec: string; readonly size: number; readonly kind: string };

/** Every batch of a topic without replicas, as Kafka's tool reads it from the log. */
const dumped = async ({ cluster }: SharedBroker, topic: string, partitions: number): Promise<readonly DumpedBatch[]> => {
	const files = Array.from({ length: partitions }, (_, p) => {
		const folder = cluster.brokers.map(b => join(b.dataPath, `${topic}-${p}`)).find(path => existsSync(path));
		assert.ok(folder, `${topic}-${p} has a log`);
		return join(folder, '00000000000000000000.log');
	});
	const run = (main: string) => javaTool(cluster, main, ['--files', files.join(',')]);
	const { code, stdout, stderr } = await run('kafka.tools.DumpLogSegments');
	assert.equal(code, 0, stderr);
	return [
		...stdout.matchAll(
			/^baseOffset: .* count: (\d+) .*producerId: (-?\d+) .*isTransactional: (\w+) isControl: (\w+) .* size: (\d+) .*compresscodec: (\w+)/gm,
		),
	].map(([, count, producerId, isTransactional, isControl, size, codec]) => ({
		count: Number(count),
		codec: codec!.toLowerCase(),
		size: Number(size),
		kind: isControl === 'true' ? 'control' : isTransactional === 'true' ? 'transactional' : producerId === '-1' ? 'plain' : 'idempotent',
	}));
};

/** Inspects a topic without replicas and compares every count with the files of the brokers. */
export const expectInspection = async (broker: SharedBroker, cluster: OpenedCluster, topic: string, partitions: number) => {
	const { source } = await cluster.records();
	const { inspection, unread, holes } = await inspectTopic(cluster.known.reader, source, topic, {
		sampleBytes: 1 << 26,
		bytesPerSecond: null,
		nowMs: Date.now(),
	});
	assert.deepEqual([unread, holes, inspection.sample.unread], [[], [], []]);
	const { sample } = inspection;
	assert.equal(inspection.sampledOffsets, inspection.logOffsets, 'all of a small topic is its sample');
	const all = await dumped(broker, topic, partitions);
	const batches = all.filter(b => b.kind !== 'control');
	const sum = (some: readonly DumpedBatch[], of: (b: DumpedBatch) => number) => some.reduce((total, b) => total + of(b), 0);
	const codecs = Object.entries(Object.groupBy(batches, b => b.codec)).map(([codec, some = []]) => ({
		codec,
		batches: some.length,
		records: sum(some, b => b.count),
		bytes: sum(some, b => b.size),
	}));
	const byName = (a: { codec: string }, b: { codec: string }) => a.codec.localeCompare(b.codec);
	assert.deepEqual([...sample.codecs].sort(byName), codecs.sort(byName));
	assert.equal(sample.controlBatches, all.length - batches.length);
	assert.equal(sample.recordsPerBatch.max, Math.max(...batches.map(b => b.count)));
	assert.equal(sample.batchBytes.max, Math.max(...batches.map(b => b.size)));
	assert.equal(sample.batchBytes.average, sum(batches, b => b.size) / batches.length);
	const transactional = batches.filter(b => b.kind === 'transactional');
	const idempotent = batches.filter(b => b.kind !== 'plain');
	assert.equal(
		sample.transactionalRecords,
		sum(transactional, b => b.count),
	);
	assert.equal(
		sample.idempotentRecords,
		sum(idempotent, b => b.count),
	);
	return inspection;
};
