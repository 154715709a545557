import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type RecordRow, rowBytes, rowOf } from '../../../source/state/records/record-row.ts';
import { TailBuffer } from '../../../source/state/records/tail-buffer.ts';

const row = (n: number): RecordRow =>
	rowOf({ topic: 'orders', partition: 0, offset: BigInt(n), timestampMs: n, key: null, value: null, headers: [], sizeBytes: 100 });
const fill = (buffer: TailBuffer, from: number, to: number): void => {
	for (let n = from; n < to; n++) buffer.add(row(n));
};
const offsets = (buffer: TailBuffer): readonly number[] => buffer.rows().map(r => Number(r.offset));
const BYTES = rowBytes(row(0));

describe('what a tail holds', () => {
	it('is the newest records, newest first, however many come', () => {
		const buffer = new TailBuffer({ liveRows: 3, liveBytes: 100 * BYTES, pausedBytes: 100 * BYTES });
		fill(buffer, 0, 1_000);
		assert.deepEqual(offsets(buffer), [999, 998, 997]);
	});

	it('is bounded by bytes too, and keeps a record that is larger than all of them', () => {
		const buffer = new TailBuffer({ liveRows: 100, liveBytes: 2 * BYTES, pausedBytes: 2 * BYTES });
		fill(buffer, 0, 10);
		assert.deepEqual(offsets(buffer), [9, 8]);
		buffer.add({ ...row(10), sizeBytes: 1_000_000 });
		assert.deepEqual(offsets(buffer), [10]);
	});

	it('loses nothing in a pause while the bytes last, and counts every record beyond', () => {
		const buffer = new TailBuffer({ liveRows: 3, liveBytes: 100 * BYTES, pausedBytes: 8 * BYTES });
		fill(buffer, 0, 5);
		buffer.pause();
		fill(buffer, 5, 10);
		assert.deepEqual(offsets(buffer), [9, 8, 7, 6, 5, 4, 3, 2]);
		assert.deepEqual([buffer.arrived, buffer.passedOver], [5, 0]);
		fill(buffer, 10, 17);
		assert.deepEqual(offsets(buffer), [9, 8, 7, 6, 5, 4, 3, 2], 'what is held has no hole in it');
		assert.deepEqual([buffer.arrived, buffer.passedOver], [12, 7]);
		assert.equal(buffer.resume(), 7);
		fill(buffer, 17, 18);
		assert.deepEqual(offsets(buffer), [17, 9, 8]);
		buffer.pause();
		assert.deepEqual([buffer.arrived, buffer.passedOver], [0, 0], 'each pause counts anew');
	});
});
