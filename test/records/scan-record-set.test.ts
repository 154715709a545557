import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { wholeBatches } from '../../source/records/batch-span.ts';
import { encodeBatch, type NewRecord } from '../../source/records/encode-batch.ts';
import { needleOf } from '../../source/records/needle.ts';
import { detached, type RecordView } from '../../source/records/record-view.ts';
import { emptyTally, type RecordSet, type ScanOptions, scanRecordSet } from '../../source/records/scan-record-set.ts';
import { type Codec, compressedBatch } from '../helpers/compressed-batch.ts';
import { batchBytes, varint } from './record-bytes.ts';

const T = 1_700_000_000_000;
const text = (value: string): Buffer => Buffer.from(value);
const record = (key: string | null, value: string | null, headers: NewRecord['headers'] = []): NewRecord => ({
	key: key === null ? null : text(key),
	value: value === null ? null : text(value),
	headers,
	timestampMs: T,
});

const scan = (bytes: Buffer, set: Partial<RecordSet> = {}, options: Partial<ScanOptions> = {}) => {
	const tally = emptyTally();
	const found: RecordView[] = [];
	const whole = { topic: 't', partition: 3, bytes, fromOffset: 0n, endOffset: null, aborted: null, ...set };
	let batches = 0;
	for (const _ of scanRecordSet(whole, { needle: null, verifies: true, ...options }, tally, view => found.push(view))) batches++;
	return { tally, found, batches, offsets: found.map(view => Number(view.offset)) };
};

const TRANSACTIONAL = 16;
const CONTROL = 32;
const OF_PRODUCER = 43;

/** A batch of a transactional producer, or its marker. */
const transactional = (baseOffset: number, producerId: bigint, count: number): Buffer => {
	const batch = batchBytes({
		baseOffset,
		records: Array.from({ length: count }, (_, offsetDelta) => ({ offsetDelta, timestampDelta: 0 })),
		attributes: TRANSACTIONAL,
	});
	batch.writeBigInt64BE(producerId, OF_PRODUCER);
	return batch;
};
const marker = (baseOffset: number, producerId: bigint, type: 'abort' | 'commit'): Buffer => {
	const key = Buffer.from([0, 0, 0, type === 'abort' ? 0 : 1]);
	const value = Buffer.alloc(6);
	const body = Buffer.concat([Buffer.of(0), varint(0), varint(0), varint(key.length), key, varint(value.length), value, varint(0)]);
	const batch = batchBytes({
		baseOffset,
		records: [{ offsetDelta: 0, timestampDelta: 0 }],
		attributes: TRANSACTIONAL | CONTROL,
		pack: () => Buffer.concat([varint(body.length), body]),
	});
	batch.writeBigInt64BE(producerId, OF_PRODUCER);
	return batch;
};

describe('scanning a record set', () => {
	it('gives every record with everything that it holds', () => {
		const records = [
			record('a', '1', [
				{ name: 'h', value: text('x') },
				{ name: 'h', value: null },
				{ name: '', value: text('') },
			]),
			record(null, null),
			record('', ''),
		];
		const { found, tally } = scan(encodeBatch(records, { baseOffset: 40n }));
		assert.deepEqual(
			found.map(view => {
				const { topic, partition, offset, timestampMs, key, value, headers } = detached(view);
				return {
					topic,
					partition,
					offset,
					timestampMs,
					key: key?.toString(),
					value: value?.toString(),
					headers: headers.map(h => [h.name, h.value?.toString()]),
				};
			}),
			[
				{
					topic: 't',
					partition: 3,
					offset: 40n,
					timestampMs: T,
					key: 'a',
					value: '1',
					headers: [
						['h', 'x'],
						['h', undefined],
						['', ''],
					],
				},
				{ topic: 't', partition: 3, offset: 41n, timestampMs: T, key: undefined, value: undefined, headers: [] },
				{ topic: 't', partition: 3, offset: 42n, timestampMs: T, key: '', value: '', headers: [] },
			],
		);
		assert.deepEqual([tally.records, tally.aborted, tally.unread], [3, 0, []]);
	});

	it('leaves out what lies before and behind the range, and counts it neither', () => {
		const set = Buffer.concat(
			[0, 5, 10].map(base =>
				encodeBatch(
					Array.from({ length: 5 }, () => record('k', 'v')),
					{ baseOffset: BigInt(base) },
				),
			),
		);
		for (const needle of [null, needleOf(text('v'))]) {
			const { offsets, tally } = scan(set, { fromOffset: 3n, endOffset: 12n }, { needle });
			assert.deepEqual(offsets, [3, 4, 5, 6, 7, 8, 9, 10, 11]);
			assert.equal(tally.records, 9);
		}
	});

	for (const codec of ['none', 'gzip', 'snappy', 'lz4', 'zstd'] satisfies Codec[])
		it(`finds bytes in batches packed with ${codec} and counts the rest`, () => {
			const records = Array.from({ length: 500 }, (_, i) => record(`key-${i}`, `some value ${i} of a record`));
			const batch = compressedBatch(encodeBatch(records, { baseOffset: 1000n }), codec);
			const { offsets, tally } = scan(batch, {}, { needle: needleOf(text('value 77 of')) });
			assert.deepEqual(offsets, [1077]);
			assert.equal(tally.records, 500);
			assert.deepEqual(scan(batch, {}, { needle: needleOf(text('nowhere in it')) }).offsets, []);
		});

	it('visits each record once that holds a needle several times, and those that follow each other', () => {
		const batch = encodeBatch([record('xx', 'xx'), record('a', 'b'), record('c', 'xx'), record('xx', null)], { baseOffset: 0n });
		assert.deepEqual(scan(batch, {}, { needle: needleOf(text('xx')) }).offsets, [0, 2, 3]);
	});

	it('lets a needle longer than its quick part be found at the edges of the bytes', () => {
		const needle = text('abcdefghijkl');
		for (const haystack of [needle, Buffer.concat([text('abcdefgh'), needle]), Buffer.concat([needle, text('abc')])])
			assert.equal(needleOf(needle).find(haystack, 0), haystack.indexOf(needle));
		assert.equal(needleOf(needle).find(text('abcdefghijk'), 0), -1);
		assert.equal(needleOf(needle).find(needle, 1), -1);
	});

	it('takes the broker’s time where the topic keeps LogAppendTime', () => {
		const set = batchBytes({ baseOffset: 0, records: [{ offsetDelta: 0, timestampDelta: 5 }], attributes: 8, maxTimestampMs: T + 99 });
		assert.equal(scan(set, {}, { verifies: false }).found[0]?.timestampMs, T + 99);
	});

	it('leaves out aborted transactions until their marker, and markers always', () => {
		// Producers 1 and 2 write at the same time; 1 aborts, then writes again and commits.
		const set = Buffer.concat([
			transactional(0, 1n, 2),
			transactional(2, 2n, 2),
			transactional(4, 1n, 1),
			marker(5, 1n, 'abort'),
			transactional(6, 1n, 2),
			marker(8, 2n, 'commit'),
			marker(9, 1n, 'commit'),
		]);
		const aborted = [{ producerId: 1n, firstOffset: 0n }];
		const committed = scan(set, { aborted }, { verifies: false });
		assert.deepEqual(committed.offsets, [2, 3, 6, 7]);
		assert.deepEqual([committed.tally.records, committed.tally.aborted], [4, 3]);
		assert.deepEqual(scan(set, { aborted: null }, { verifies: false }).offsets, [0, 1, 2, 3, 4, 6, 7]);
		// A scan that starts behind the first records of the transaction.
		assert.deepEqual(scan(set, { aborted, fromOffset: 3n }, { verifies: false }).offsets, [3, 6, 7]);
	});

	it('passes over what cannot be read, and says which offsets and why', () => {
		const good = encodeBatch([record('a', '1'), record('b', '2')], { baseOffset: 0n });
		const wrong = encodeBatch([record('c', '3')], { baseOffset: 2n });
		wrong[wrong.length - 2]! ^= 1;
		const packed = compressedBatch(encodeBatch([record('d', '4')], { baseOffset: 3n }), 'gzip');
		packed.fill(0, 65);
		const behind = encodeBatch([record('e', '5')], { baseOffset: 4n });
		const set = Buffer.concat([good, wrong, packed, behind]);
		const checked = scan(set);
		assert.deepEqual(checked.offsets, [0, 1, 4]);
		assert.deepEqual(
			checked.tally.unread.map(({ fromOffset, lastOffset, reason }) => [fromOffset, lastOffset, reason]),
			[
				[2n, 2n, 'the checksum is wrong'],
				[3n, 3n, 'the checksum is wrong'],
			],
		);
		const unchecked = scan(set, {}, { verifies: false });
		assert.deepEqual(unchecked.offsets, [0, 1, 2, 4]);
		assert.equal(unchecked.tally.unread.length, 1);
	});

	it('says that message formats before v2 are not read, offset by offset', () => {
		const old = (offset: number, magic: number): Buffer => {
			const body = Buffer.alloc(magic === 0 ? 14 : 22);
			body[4] = magic;
			body.writeInt32BE(-1, body.length - 8);
			body.writeInt32BE(-1, body.length - 4);
			const head = Buffer.alloc(12);
			head.writeBigInt64BE(BigInt(offset));
			head.writeInt32BE(body.length, 8);
			return Buffer.concat([head, body]);
		};
		const set = Buffer.concat([old(7, 0), old(8, 1), encodeBatch([record('a', '1')], { baseOffset: 9n })]);
		assert.equal(wholeBatches(set).nextOffset, 10n);
		const { offsets, tally } = scan(set, { fromOffset: 8n });
		assert.deepEqual(offsets, [9]);
		assert.deepEqual(tally.unread, [{ fromOffset: 8n, lastOffset: 8n, reason: 'message format v1, from before Kafka 0.11, is not read' }]);
	});

	it('ends at a batch that is cut off', () => {
		const set = Buffer.concat([encodeBatch([record('a', '1')], { baseOffset: 0n }), encodeBatch([record('b', '2')], { baseOffset: 1n })]);
		const first = wholeBatches(set.subarray(0, set.length - 1));
		assert.deepEqual([first.nextOffset, first.length < set.length - 1], [1n, true]);
		for (let length = first.length; length < set.length; length++) {
			assert.deepEqual(scan(set.subarray(0, length)).offsets, [0]);
			assert.equal(wholeBatches(set.subarray(0, length)).length, first.length);
		}
		assert.deepEqual(wholeBatches(Buffer.alloc(0)), { nextOffset: undefined, length: 0 });
	});

	it('never runs on, whatever a batch claims', () => {
		const sane = encodeBatch([record('abc', 'defghi', [{ name: 'h', value: text('x') }]), record('k', 'v')], { baseOffset: 0n });
		for (let at = 57; at < sane.length; at++)
			for (const byte of [0, 1, 0x7f, 0x80, 0xff]) {
				const bad = Buffer.from(sane);
				bad[at] = byte;
				for (const needle of [null, needleOf(text('k'))]) {
					const { found, tally } = scan(bad, {}, { needle, verifies: false });
					for (const view of found)
						try {
							detached(view);
						} catch (error) {
							assert.equal((error as Error).name, 'BrokenRecord');
						}
					assert.ok(tally.unread.length <= 1);
				}
			}
	});

	it('does not unpack what would fill the memory', () => {
		const bomb = batchBytes({
			baseOffset: 0,
			records: [],
			attributes: 1,
			lastOffsetDelta: 4,
			pack: () => gzipSync(Buffer.alloc(300 * 1024 * 1024), { level: 1 }),
		});
		const { tally } = scan(bomb, {}, { verifies: false });
		assert.equal(tally.unread[0]?.lastOffset, 4n);
	});
});
