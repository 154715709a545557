import { type BatchHeader, readBatchHeader } from './batch-header.ts';
import { decompress } from './decompress.ts';
import { readVarint } from './varint.ts';

/** Message formats before v2 (Kafka < 0.11) carry their records differently and are not read. */
export class OldMessageFormat extends Error {
	override readonly name = 'OldMessageFormat';
}

/**
 * Finds the first record at or after `offset` in a record set and tells its offset and timestamp (epoch ms).
 * Undefined when the set holds none: control batches carry no records, and compaction may have taken all.
 */
export const firstRecordTime = (set: Buffer, offset: bigint): { readonly offset: bigint; readonly timestampMs: number } | undefined => {
	for (let at = 0; ; ) {
		const batch = readBatchHeader(set, at);
		if (batch === undefined) return undefined;
		if (batch.magic !== 2) throw new OldMessageFormat(`message format v${batch.magic} is not supported`);
		if (!batch.isControl && batch.lastOffset >= offset) {
			const found = firstInBatch(set, batch, offset);
			if (found !== undefined) return found;
		}
		at = batch.end;
	}
};

/** Record: length varint, attributes int8, timestampDelta varint, offsetDelta varint, then key, value and headers. */
const firstInBatch = (set: Buffer, batch: BatchHeader, offset: bigint) => {
	const records = decompress(batch.compression, set.subarray(batch.recordsAt, batch.end));
	for (let at = 0, n = 0; n < batch.recordsCount && at < records.length; n++) {
		const length = readVarint(records, at);
		const timestampDelta = readVarint(records, length.next + 1);
		const offsetDelta = readVarint(records, timestampDelta.next);
		const found = batch.baseOffset + BigInt(offsetDelta.value);
		if (found >= offset) {
			return { offset: found, timestampMs: batch.isLogAppendTime ? batch.maxTimestampMs : batch.baseTimestampMs + timestampDelta.value };
		}
		at = length.next + length.value;
	}
	return undefined;
};
