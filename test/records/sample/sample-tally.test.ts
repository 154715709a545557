import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { topicAdvice } from '../../../source/columns/topic-advice.ts';
import { runInSlices } from '../../../source/model/in-slices.ts';
import { encodeBatch, type NewRecord } from '../../../source/records/encode-batch.ts';
import { DistinctCount } from '../../../source/records/sample/distinct-count.ts';
import { FrequentKeys } from '../../../source/records/sample/frequent-keys.ts';
import { SampleTally } from '../../../source/records/sample/sample-tally.ts';
import { SizeCounts } from '../../../source/records/sample/size-counts.ts';
import { type Codec, compressedBatch } from '../../helpers/compressed-batch.ts';
import { batchBytes } from '../record-bytes.ts';

const NOW = 1_700_000_000_000;

const record = (n: number, more: Partial<NewRecord> = {}): NewRecord => ({
	key: Buffer.from(`k${n}`),
	value: Buffer.from('{"state":"packed","city":"Bremen"}'.repeat(4)),
	timestampMs: NOW + n,
	...more,
});

const sampleOf = async (pieces: readonly { readonly partition: number; readonly bytes: Buffer }[], endOffset = 1_000_000n) => {
	const tally = new SampleTally(2, NOW);
	for (const piece of pieces) for (const _ of tally.add({ topic: 't', endOffset, ...piece }));
	return runInSlices(tally.result());
};

const many = (count: number, codec: Codec, baseOffset = 0n, more: Partial<NewRecord> = {}) =>
	compressedBatch(
		encodeBatch(
			Array.from({ length: count }, (_, n) => record(n, more)),
			{ baseOffset },
		),
		codec,
	);

describe('a sample of batches', () => {
	it('counts batches, codecs, nulls, headers and times', async () => {
		const [a, b, c] = [
			many(10, 'none'),
			many(30, 'zstd', 10n),
			encodeBatch(
				[
					record(0, { key: null, timestampMs: NOW - 5_000 }),
					record(1, { value: null, timestampMs: NOW + 600_000, headers: [{ name: 'h', value: null }] }),
				],
				{ baseOffset: 40n },
			),
		];
		const sample = await sampleOf([
			{ partition: 0, bytes: Buffer.concat([a, b, c]) },
			{ partition: 1, bytes: batchBytes({ baseOffset: 0, attributes: 0b11_0000, records: [{ offsetDelta: 0, timestampDelta: 0 }] }) },
		]);
		assert.deepEqual([sample.batches, sample.records, sample.controlBatches, sample.bytes], [3, 42, 1, a.length + b.length + c.length]);
		assert.deepEqual(Object.fromEntries(sample.codecs.map(({ codec, ...counts }) => [codec, counts])), {
			none: { batches: 2, records: 12, bytes: a.length + c.length },
			zstd: { batches: 1, records: 30, bytes: b.length },
		});
		assert.deepEqual([sample.recordsPerBatch.p50, sample.recordsPerBatch.max], [10, 30]);
		assert.deepEqual([sample.nullKeys, sample.nullValues, sample.withHeaders, sample.distinctKeys], [1, 1, 1, 30]);
		assert.deepEqual([sample.ahead, sample.furthestAheadMs, sample.outOfOrder], [1, 600_000, 10], 'the second batch starts anew');
		assert.equal(sample.furthestBackMs, 5_029);
		assert.deepEqual([sample.idempotentRecords, sample.transactionalRecords, sample.producers], [0, 0, 0]);
	});

	it('leaves out what was written after the sample was planned, and says what it cannot read', async () => {
		const sample = await sampleOf([{ partition: 0, bytes: Buffer.concat([many(3, 'none'), many(4, 'none', 3n)]) }], 3n);
		assert.deepEqual([sample.batches, sample.records], [1, 3]);
		const broken = many(5, 'gzip');
		broken.fill(0, 61);
		const { unread, records } = await sampleOf([{ partition: 0, bytes: Buffer.concat([broken, many(5, 'lz4', 5n)]) }]);
		assert.equal(records, 10);
		assert.deepEqual(unread, [{ reason: 'incorrect header check', batches: 1 }]);
	});

	it('packs again what stands for all: also of very many batches some of every part', async () => {
		const small = many(1, 'none');
		const { recompression } = await sampleOf([{ partition: 0, bytes: Buffer.concat(Array.from({ length: 6_000 }, () => small)) }]);
		assert.ok(recompression !== null);
		const bodyBytes = small.length - 61;
		assert.ok(recompression.storedBytes % bodyBytes === 0 && recompression.storedBytes / bodyBytes >= 1_000, 'every fourth is left');
		assert.ok(recompression.zstdBytes < recompression.storedBytes);
		assert.ok(recompression.zstdJoinedBytes < recompression.zstdBytes / 4, 'alike records pack better together');
	});
});

describe('the parts of a sample', () => {
	it('give percentiles by nearest rank', () => {
		const sizes = new SizeCounts();
		for (let size = 1; size <= 100; size++) sizes.add(size);
		assert.deepEqual(sizes.spread(), { average: 50.5, p50: 50, p95: 95, p99: 99, max: 100 });
		assert.equal(new SizeCounts().spread().p50, null);
	});

	it('estimate how many keys differ, within five per cent', () => {
		for (const count of [0, 1, 100, 5_000, 200_000]) {
			const distinct = new DistinctCount();
			for (let round = 0; round < 2; round++) for (let i = 0; i < count; i++) distinct.add(Buffer.from(`order-${i}`));
			const estimate = distinct.estimate();
			assert.ok(Math.abs(estimate - count) <= count * 0.05, `${estimate} for ${count}`);
		}
	});

	it('find hot keys among more than are counted, any bytes as they are', () => {
		const keys = new FrequentKeys();
		const hot = Buffer.from([0xff, 0x00, 0xe9, 0x0a]);
		for (let i = 0; i < 60_000; i++) {
			keys.add(Buffer.from(`k${i}`), 1);
			if (i % 10 === 0) keys.add(hot, 0);
		}
		const [first] = keys.top(1);
		assert.deepEqual([first!.key, first!.partition], [hot, 0]);
		assert.ok(first!.records <= 6_000 && first!.records + keys.error() >= 6_000);
		assert.ok(keys.error() <= (66_000 * 2) / 8_192);
	});
});

describe('advice', () => {
	const inspect = async (bytes: Buffer, writes: readonly [number, number][]) =>
		topicAdvice({
			topic: 't',
			sample: await sampleOf([{ partition: 0, bytes }]),
			writes: writes.map(([hour, day], partition) => ({
				partition,
				inLog: BigInt(day),
				lastHour: BigInt(hour),
				lastDay: BigInt(day),
			})),
			logOffsets: 200n,
			sampledOffsets: 200n,
		}).map(({ id }) => id);
	const even: [number, number][] = [
		[10, 200],
		[10, 200],
	];

	it('follows from what was seen, and is silent where nothing is wrong', async () => {
		const fine = batchBytes({
			baseOffset: 0,
			records: Array.from({ length: 200 }, (_, i) => ({ offsetDelta: i, timestampDelta: i, value: 'v'.repeat(10) })),
		});
		fine.writeBigInt64BE(7n, 43);
		assert.deepEqual(await inspect(compressedBatch(fine, 'zstd'), even), []);
		assert.deepEqual(await inspect(many(200, 'none'), even), ['compression', 'idempotence']);
		assert.deepEqual(
			await inspect(compressedBatch(fine, 'zstd'), [
				[10, 900],
				[0, 0],
				[10, 20],
			]),
			['skew'],
		);
		assert.deepEqual(await inspect(many(200, 'zstd', 0n, { key: Buffer.from('one') }), even), ['hotKey', 'idempotence']);
		const single = Buffer.concat(
			Array.from({ length: 200 }, (_, i) => compressedBatch(encodeBatch([record(i)], { baseOffset: BigInt(i) }), 'zstd')),
		);
		assert.deepEqual(
			await inspect(single, [
				[400_000, 400_000],
				[400_000, 400_000],
			]),
			['linger', 'idempotence'],
		);
		const mixed = Buffer.concat([many(100, 'zstd'), many(100, 'zstd', 100n, { key: null, timestampMs: NOW + 86_400_000 })]);
		assert.deepEqual(await inspect(mixed, even), ['nullKeys', 'timestamps', 'idempotence']);
	});
});
