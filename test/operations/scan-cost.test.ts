import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scanCostText } from '../../source/columns/scan-text.ts';
import { Failure } from '../../source/model/failure.ts';
import type { PlannedPartition, ScanPlan } from '../../source/model/record-scan.ts';
import { isSmallScan, scanCost } from '../../source/operations/scan-cost.ts';
import { fakeCluster, logDir, partition, topic } from '../helpers/fake-reader.ts';

const MIB = 1024n * 1024n;
const SCOPE = { isIam: false };

const planned = (number: number, fromOffset: bigint, toOffset: bigint): PlannedPartition => ({
	topic: 'orders',
	topicId: 'id-orders',
	partition: number,
	beginOffset: 1_000n,
	readableOffset: 2_000n,
	fromOffset,
	toOffset,
});
const plan = (...partitions: readonly PlannedPartition[]): ScanPlan => ({
	isolation: 'read_committed',
	partitions,
	unread: [],
	heldBackOffsets: 0n,
});

const orders = topic('orders', [partition(0), partition(1, { leader: 2 })]);

test('a scan costs the share of each log that lies between its offsets, on the disk of the leader', async () => {
	const { reader } = fakeCluster({
		readTopics: async () => ({ topics: [orders], failures: new Map() }),
		readLogDirs: async () =>
			new Map([
				[1, logDir([['orders', 0, 200n * MIB]])],
				[2, logDir([['orders', 1, 80n * MIB]])],
			]),
	});
	// A quarter of the first; of the second the half from its log start on, though an offset before it is asked for.
	const cost = await scanCost(reader, plan(planned(0, 1_750n, 2_000n), planned(1, 0n, 1_500n)));
	assert.deepEqual(cost, { offsets: 1_750n, bytes: 90n * MIB, failure: null });
	assert.equal(isSmallScan(cost, null), false);
	assert.deepEqual(
		[null, 32 * 1024 * 1024, 1024 * 1024].map(rate => isSmallScan({ ...cost, bytes: 21n * MIB }, rate)),
		[true, true, false],
	);
	assert.equal(scanCostText(cost, 2 * 1024 * 1024, SCOPE), 'about 90 MiB, 1,750 offsets, at most 2.0 MiB/s: 45s or more');
	assert.equal(scanCostText(cost, null, SCOPE), 'about 90 MiB, 1,750 offsets');
});

test('one size that is not known makes the bytes unknown, with the reason; a few offsets stay small', async () => {
	const { reader } = fakeCluster({
		readTopics: async () => ({ topics: [orders], failures: new Map() }),
		readLogDirs: async () =>
			new Map([
				[1, logDir([['orders', 0, 200n * MIB]])],
				[2, { ok: false as const, failure: new Failure('authorization', 'Not allowed to describe the cluster.') }],
			]),
	});
	const cost = await scanCost(reader, plan(planned(0, 1_000n, 2_000n), planned(1, 1_000n, 2_000n)));
	assert.deepEqual([cost.bytes, cost.failure?.kind], [null, 'authorization']);
	assert.equal(scanCostText(cost, null, SCOPE), '2,000 offsets; how many bytes is not known: Not allowed to describe the cluster.');
	assert.equal(isSmallScan(cost, null), true);
	assert.equal(isSmallScan({ ...cost, offsets: 1_000_000n }, null), false);
});

test('nothing to read costs nothing and asks nobody; an abort is not taken for an unknown size', async () => {
	const { reader } = fakeCluster({ readTopics: async (_names, options) => options?.signal?.throwIfAborted() as never });
	assert.deepEqual(await scanCost(reader, plan(planned(0, 2_000n, 2_000n))), { offsets: 0n, bytes: 0n, failure: null });
	const reason = new Error('given up');
	await assert.rejects(scanCost(reader, plan(planned(0, 1_000n, 2_000n)), { signal: AbortSignal.abort(reason) }), reason);
});
