import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readBatchHeader } from '../../source/records/batch-header.ts';
import { encodeBatch, hasValidCrc } from '../../source/records/encode-batch.ts';
import { firstRecordTime } from '../../source/records/first-record-time.ts';
import { PartitionLog } from '../../source/sandbox/log/partition-log.ts';
import type { Recipe } from '../../source/sandbox/log/synthetic-segment.ts';

const START = 1_790_000_000_000;
const MINUTE = 60_000;
const wide = { segmentBytes: 1 << 30, segmentMs: 7 * 24 * 60 * MINUTE };
const recipe: Recipe = (partition, n) => ({ key: Buffer.from(`${partition}-${n}`), value: Buffer.from(`value ${n}`) });

const produce = (log: PartitionLog, timesMs: readonly number[], limits = wide): bigint => {
	const batch = encodeBatch(
		timesMs.map(timestampMs => ({ key: null, value: Buffer.from('v'), timestampMs })),
		{ baseOffset: 0n },
	);
	return log.append(readBatchHeader(batch, 0)!, batch, 0, limits);
};

describe('a partition log', () => {
	it('gives produced batches consecutive offsets and reads them back from any offset', () => {
		const log = new PartitionLog(0);
		assert.deepEqual([produce(log, [START, START + 1]), produce(log, [START + 5])], [0n, 2n]);
		assert.deepEqual([log.startOffset, log.endOffset], [0n, 3n]);
		const [first] = log.read(1n, 1)!;
		assert.ok(hasValidCrc(first!), 'setting the offset leaves the checksum valid');
		assert.equal(log.read(0n, 1)?.length, 1, 'at least one batch, however few bytes are asked for');
		assert.equal(log.read(0n, 10_000)?.length, 2);
		assert.deepEqual(log.read(3n, 10_000), []);
		assert.deepEqual([log.read(4n, 1), log.read(-1n, 1)], [undefined, undefined]);
	});
	it('finds times inside batches, and the newest record', async () => {
		const log = new PartitionLog(0);
		produce(log, [START, START + 10, START + 20]);
		produce(log, [START + 30]);
		assert.deepEqual(await log.offsetForTime(START + 11), { offset: 2n, timestampMs: START + 20 });
		assert.deepEqual(await log.offsetForTime(0), { offset: 0n, timestampMs: START });
		assert.equal(await log.offsetForTime(START + 31), undefined);
		assert.deepEqual(log.newest, { offset: 3n, timestampMs: START + 30 });
		log.deleteBefore(2n);
		assert.deepEqual(await log.offsetForTime(0), { offset: 2n, timestampMs: START + 20 });
	});
	it('lets traffic flow that reads the same in whatever steps it came', async () => {
		const at = (steps: number): PartitionLog => {
			const log = new PartitionLog(3);
			for (let i = 1; i <= steps; i++) log.flow({ recipe, stepMs: 100 }, START, START + (10_000 / steps) * i, wide);
			return log;
		};
		const [one, many] = [at(1), at(40)];
		assert.deepEqual([one.endOffset, many.endOffset], [101n, 101n]);
		assert.deepEqual(Buffer.concat(one.read(0n, 1 << 20)!), Buffer.concat(many.read(0n, 1 << 20)!));
		assert.deepEqual(await many.offsetForTime(START + 4_950), { offset: 50n, timestampMs: START + 5_000 });
		assert.deepEqual(firstRecordTime(Buffer.concat(many.read(50n, 1)!), 50n), { offset: 50n, timestampMs: START + 5_000 });
	});
	it('mixes produced records with traffic', () => {
		const log = new PartitionLog(0);
		log.flow({ recipe, stepMs: 100 }, START, START + 900, wide);
		assert.equal(produce(log, [START + 950]), 10n);
		log.flow({ recipe, stepMs: 100 }, START + 1000, START + 1900, wide);
		assert.equal(log.endOffset, 21n);
		assert.equal(log.segments, 3);
		assert.deepEqual(
			log.read(0n, 1 << 20)!.map(batch => readBatchHeader(batch, 0)?.baseOffset),
			[0n, 10n, 11n],
		);
	});
	it('loses whole segments to age, and never a part of one', () => {
		const log = new PartitionLog(0);
		log.flow({ recipe, stepMs: 1000 }, START, START + 10 * MINUTE, { ...wide, segmentMs: MINUTE });
		assert.equal(log.segments, 11);
		assert.equal(log.retain({ retentionMs: 5 * MINUTE, retentionBytes: -1 }, START + 10 * MINUTE), 5);
		assert.equal(log.startOffset, 300n);
		assert.equal(log.retain({ retentionMs: 5 * MINUTE, retentionBytes: -1 }, START + 10 * MINUTE), 0);
		assert.equal(log.retain({ retentionMs: MINUTE, retentionBytes: -1 }, START + 60 * MINUTE), 6, 'also the active one');
		assert.deepEqual([log.startOffset, log.endOffset], [601n, 601n]);
	});
	it('loses segments to size only while more than the limit stays without them', () => {
		const log = new PartitionLog(0);
		log.flow({ recipe, stepMs: 1000 }, START, START + 10 * MINUTE, { ...wide, segmentMs: MINUTE });
		const half = log.sizeBytes / 2;
		log.retain({ retentionMs: -1, retentionBytes: half }, START);
		assert.ok(log.sizeBytes >= half && log.sizeBytes < half * 1.3);
		assert.equal(log.retain({ retentionMs: -1, retentionBytes: -1 }, START + 1e12), 0);
	});
});
