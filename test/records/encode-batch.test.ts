import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readBatchHeader } from '../../source/records/batch-header.ts';
import { crc32c } from '../../source/records/crc32c.ts';
import { encodeBatch, hasValidCrc } from '../../source/records/encode-batch.ts';
import { firstRecordTime } from '../../source/records/first-record-time.ts';

const text = (value: string): Buffer => Buffer.from(value);

describe('encoding a record batch', () => {
	it('computes the checksum that RFC 3720 gives for its examples', () => {
		assert.equal(crc32c(text('123456789')), 0xe3069283);
		assert.equal(crc32c(Buffer.alloc(32)), 0x8a9136aa);
		assert.equal(crc32c(Buffer.alloc(32, 0xff)), 0x62a8ab43);
	});
	it('writes what the reader reads', () => {
		const records = [
			{ key: text('a'), value: text('1'), timestampMs: 1_000 },
			{ key: null, value: null, timestampMs: 900, headers: [{ name: 'h', value: null }] },
			{ key: text(''), value: text('x'.repeat(300)), timestampMs: 5_000 },
		];
		const batch = encodeBatch(records, { baseOffset: 40n, leaderEpoch: 3 });
		assert.ok(hasValidCrc(batch));
		const header = readBatchHeader(batch, 0);
		assert.ok(header);
		assert.deepEqual(
			[header.baseOffset, header.lastOffset, header.magic, header.recordsCount, header.baseTimestampMs, header.maxTimestampMs, header.end],
			[40n, 42n, 2, 3, 1_000, 5_000, batch.length],
		);
		assert.deepEqual(firstRecordTime(batch, 41n), { offset: 41n, timestampMs: 900 });
		assert.deepEqual(firstRecordTime(batch, 42n), { offset: 42n, timestampMs: 5_000 });
	});
	it('notices a byte that changed, and refuses a batch without records', () => {
		const batch = encodeBatch([{ key: null, value: text('v'), timestampMs: 1 }], { baseOffset: 0n });
		batch[batch.length - 2]! ^= 1;
		assert.equal(hasValidCrc(batch), false);
		assert.throws(() => encodeBatch([], { baseOffset: 0n }), RangeError);
	});
});
