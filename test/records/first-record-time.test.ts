import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { lz4Compress, snappyCompress } from '@platformatic/wasm-utils';
import { readBatchHeader } from '../../source/records/batch-header.ts';
import { decompress, MOST_UNPACKED_BYTES } from '../../source/records/decompress.ts';
import { firstRecordTime, OldMessageFormat } from '../../source/records/first-record-time.ts';
import { readVarint } from '../../source/records/varint.ts';
import { batchBytes, varint } from './record-bytes.ts';

const T = 1_700_000_000_000;
const three = [0, 1, 2].map(n => ({ offsetDelta: n, timestampDelta: n * 10 }));

/** Snappy as Kafka's Java clients frame it (xerial): a header, then blocks with their lengths. */
const xerial = (bytes: Buffer): Buffer => {
	const half = Math.ceil(bytes.length / 2);
	const blocks = [bytes.subarray(0, half), bytes.subarray(half)].flatMap(part => {
		const packed = snappyCompress(part);
		const length = Buffer.alloc(4);
		length.writeInt32BE(packed.length);
		return [length, packed];
	});
	return Buffer.concat([Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0, 0, 0, 0, 1, 0, 0, 0, 1]), ...blocks]);
};

const CODECS: readonly (readonly [string, number, (bytes: Buffer) => Buffer])[] = [
	['none', 0, b => b],
	['gzip', 1, b => gzipSync(b)],
	['snappy, bare', 2, b => snappyCompress(b)],
	['snappy in xerial blocks', 2, xerial],
	['lz4', 3, b => lz4Compress(b)],
	['zstd', 4, b => zstdCompressSync(b)],
];

describe('the time of the first record at or after an offset', () => {
	for (const [name, code, pack] of CODECS)
		it(`is read from a batch packed with ${name}`, () => {
			const set = batchBytes({ baseOffset: 100, records: three, attributes: code, pack });
			assert.deepEqual(firstRecordTime(set, 101n), { offset: 101n, timestampMs: T + 10 });
		});

	it('is that of the next batch where this one ends before the offset', () => {
		const set = Buffer.concat([
			batchBytes({ baseOffset: 0, records: three }),
			batchBytes({ baseOffset: 3, records: three, baseTimestampMs: T + 1000 }),
		]);
		assert.deepEqual(firstRecordTime(set, 3n), { offset: 3n, timestampMs: T + 1000 });
	});

	it('is that of the next record where compaction took the one asked for', () => {
		const set = batchBytes({ baseOffset: 10, records: [{ offsetDelta: 5, timestampDelta: -7 }] });
		assert.deepEqual(firstRecordTime(set, 11n), { offset: 15n, timestampMs: T - 7 });
	});

	it('passes over a batch whose last records compaction took, and over control batches', () => {
		const emptied = batchBytes({ baseOffset: 0, records: [{ offsetDelta: 0, timestampDelta: 0 }], lastOffsetDelta: 9 });
		const control = batchBytes({ baseOffset: 10, records: [{ offsetDelta: 0, timestampDelta: 0 }], attributes: 0b110000 });
		const set = Buffer.concat([emptied, control, batchBytes({ baseOffset: 11, records: three })]);
		assert.equal(firstRecordTime(set, 5n)?.offset, 11n);
	});

	it('is the broker’s where the topic keeps LogAppendTime', () => {
		const set = batchBytes({ baseOffset: 0, records: three, attributes: 8, maxTimestampMs: T + 99 });
		assert.deepEqual(firstRecordTime(set, 1n), { offset: 1n, timestampMs: T + 99 });
	});

	it('is not there in an empty set, in a batch that is cut off, and behind the end', () => {
		const set = batchBytes({ baseOffset: 0, records: three });
		assert.equal(firstRecordTime(Buffer.alloc(0), 0n), undefined);
		for (const cut of [1, 60, 61, set.length - 1]) assert.equal(firstRecordTime(set.subarray(0, cut), 0n), undefined);
		assert.equal(firstRecordTime(set, 3n), undefined);
	});

	it('is refused for message formats before v2', () => {
		assert.throws(() => firstRecordTime(batchBytes({ baseOffset: 0, records: three, magic: 1 }), 0n), OldMessageFormat);
	});

	it('never runs on: a batch with a hostile length or count ends or throws', () => {
		const set = batchBytes({ baseOffset: 0, records: three });
		for (const length of [-1, 0, 48, 0x7fffffff]) {
			const bad = Buffer.from(set);
			bad.writeInt32BE(length, 8);
			assert.equal(firstRecordTime(bad, 0n), undefined, String(length));
		}
		const many = Buffer.from(set);
		many.writeInt32BE(0x7fffffff, 57);
		assert.equal(firstRecordTime(many, 1000n), undefined);
		const endless = batchBytes({ baseOffset: 0, records: three, pack: () => Buffer.from([0x01, 0, 0, 0]), lastOffsetDelta: 9 });
		assert.doesNotThrow(() => {
			try {
				firstRecordTime(endless, 5n);
			} catch (error) {
				assert.ok(error instanceof RangeError);
			}
		});
	});
});

describe('a batch header', () => {
	it('tells attributes', () => {
		const header = readBatchHeader(batchBytes({ baseOffset: 7, records: three, attributes: 0b111011 }), 0)!;
		assert.deepEqual(
			[
				header.baseOffset,
				header.lastOffset,
				header.compression,
				header.isLogAppendTime,
				header.isTransactional,
				header.isControl,
				header.recordsCount,
			],
			[7n, 9n, 3, true, true, true, 3],
		);
	});
});

describe('unpacking', () => {
	it('throws for an unknown codec and for bytes that are not what the codec says', () => {
		assert.throws(() => decompress(5, Buffer.alloc(4)), /not one of Kafka's/);
		for (const code of [1, 2, 3, 4])
			assert.throws(() => decompress(code, Buffer.from('these are no packed bytes at all')), Error, String(code));
	});

	it('throws for a snappy block that is cut off', () => {
		const packed = xerial(Buffer.from('abcdefgh'.repeat(10)));
		assert.throws(() => decompress(2, packed.subarray(0, packed.length - 3)), /cut off/);
	});

	it('stops at a limit instead of filling the memory', () => {
		const bomb = Buffer.alloc(MOST_UNPACKED_BYTES + 1);
		for (const [code, pack] of [
			[1, (b: Buffer) => gzipSync(b, { level: 1 })],
			[4, (b: Buffer) => zstdCompressSync(b)],
		] as const)
			assert.throws(() => decompress(code, pack(bomb)), /larger than|length|size/i);
	});

	it('stops at the limit for snappy and lz4 by what their headers say, before anything is unpacked', () => {
		const TOO_MUCH = /unpack to more than/;
		// Snappy starts with the unpacked length as a varint: here 1 GiB.
		const snappy = Buffer.from([0x80, 0x80, 0x80, 0x80, 0x04, 0x00]);
		assert.throws(() => decompress(2, snappy), TOO_MUCH);
		const length = Buffer.alloc(4);
		length.writeInt32BE(snappy.length);
		const xerial = Buffer.concat([Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0, 0, 0, 0, 1, 0, 0, 0, 1]), length, snappy]);
		assert.throws(() => decompress(2, xerial), TOO_MUCH);
		// Blocks of 64 KiB that take a few hundred bytes each, as lz4 packs zeros: 4 MiB become 1.2 GiB when the blocks come again and again.
		const packed = Buffer.from(lz4Compress(Buffer.alloc(4 * 1024 * 1024)));
		assert.equal(decompress(3, packed).length, 4 * 1024 * 1024);
		const blocks = packed.subarray(7, packed.length - 4);
		const bomb = Buffer.concat([packed.subarray(0, 7), ...Array.from({ length: 300 }, () => blocks), packed.subarray(packed.length - 4)]);
		assert.throws(() => decompress(3, bomb), TOO_MUCH);
	});
});

describe('a varint', () => {
	it('reads what Kafka writes', () => {
		for (const value of [0, 1, -1, 63, 64, -64, -65, 300, 2 ** 31 - 1, -(2 ** 31), 2 ** 52]) {
			const bytes = varint(value);
			assert.deepEqual(readVarint(Buffer.concat([Buffer.from([9]), bytes]), 1), { value, next: 1 + bytes.length });
		}
	});

	it('throws where the bytes end or run on', () => {
		assert.throws(() => readVarint(Buffer.from([0x80, 0x80]), 0), RangeError);
		assert.throws(() => readVarint(Buffer.alloc(11, 0x80), 0), RangeError);
		assert.throws(() => readVarint(Buffer.alloc(0), 0), RangeError);
	});
});
