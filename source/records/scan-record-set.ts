import { type AbortedTransaction, abortedFilter } from './aborted-transactions.ts';
import { type BatchHeader, readBatchHeader } from './batch-header.ts';
import { readBatchSpan } from './batch-span.ts';
import { decompress } from './decompress.ts';
import { hasValidCrc } from './encode-batch.ts';
import type { Needle } from './needle.ts';
import { type BatchFrame, nextRecord, type RecordView } from './record-view.ts';
import { BrokenRecord, Varints } from './varints.ts';

/** A piece of a partition as Fetch gives it, and what of it is wanted. */
export type RecordSet = {
	readonly topic: string;
	readonly partition: number;
	/** Whole batches; a cut-off one at the end is left out. */
	readonly bytes: Buffer;
	/** Records before this offset are not wanted: a batch may start earlier than what was asked for. */
	readonly fromOffset: bigint;
	/** Nor are records from this one on; null for no end. */
	readonly endOffset: bigint | null;
	/** Null reads uncommitted and aborted records like all others. */
	readonly aborted: readonly AbortedTransaction[] | null;
};

/** Offsets that could not be read, both ends included, and why: `the checksum is wrong`. */
export type UnreadBatch = { readonly fromOffset: bigint; readonly lastOffset: bigint; readonly reason: string };

/** What was seen; a scan adds to it. */
export type ScanTally = {
	/** Records within the wanted offsets, whether they match or not; neither control records nor those of aborted transactions. */
	records: number;
	/** Records of aborted transactions that were left out. */
	aborted: number;
	/** Bytes of records, unpacked. */
	bytes: number;
	readonly unread: UnreadBatch[];
};

export const emptyTally = (): ScanTally => ({ records: 0, aborted: 0, bytes: 0, unread: [] });

export type ScanOptions = {
	/** Only records whose bytes, key and value and all, hold these are visited; the others are counted. Null visits every record. */
	readonly needle: Needle | null;
	/** Compares every batch with its checksum. */
	readonly verifies: boolean;
};

/**
 * Visits the records of a set, batch by batch, and counts them all; after each it pauses, so that a screen stays alive, and tells the offset
 * up to which everything was seen.
 * A batch that cannot be read is noted and passed over: one bad batch must not hide what is behind it.
 */
export function* scanRecordSet(
	set: RecordSet,
	{ needle, verifies }: ScanOptions,
	tally: ScanTally,
	visit: (record: RecordView) => void,
): Generator<bigint, void> {
	const { bytes, fromOffset, endOffset } = set;
	const isAborted = abortedFilter(set.aborted ?? []);
	for (let at = 0; ; ) {
		const span = readBatchSpan(bytes, at);
		if (span === undefined) return;
		const start = at;
		at = span.end;
		const batch = span.magic === 2 ? readBatchHeader(bytes, start) : undefined;
		if (batch === undefined) {
			if (span.nextOffset > fromOffset) tally.unread.push(unreadSpan(span.nextOffset, span.magic));
			continue;
		}
		try {
			const isOut = isAborted(bytes, batch);
			if (batch.lastOffset < fromOffset || (endOffset !== null && batch.baseOffset >= endOffset)) continue;
			if (verifies && !hasValidCrc(bytes.subarray(start, batch.end))) throw new BrokenRecord('the checksum is wrong');
			if (batch.isControl) continue;
			if (isOut) tally.aborted += batch.recordsCount;
			else scanBatch(set, batch, needle, tally, visit);
		} catch (error) {
			// Of what unpacking throws the first line says enough; nothing that a batch holds may end a scan.
			const reason = error instanceof Error ? error.message.split('\n')[0]! : String(error);
			tally.unread.push({ fromOffset: batch.baseOffset, lastOffset: batch.lastOffset, reason });
		}
		yield batch.lastOffset + 1n;
	}
}

const unreadSpan = (nextOffset: bigint, magic: number): UnreadBatch => ({
	fromOffset: nextOffset - 1n,
	lastOffset: nextOffset - 1n,
	reason: `message format v${magic}, from before Kafka 0.11, is not read`,
});

const scanBatch = (
	set: RecordSet,
	batch: BatchHeader,
	needle: Needle | null,
	tally: ScanTally,
	visit: (record: RecordView) => void,
): void => {
	const records = decompress(batch.compression, set.bytes.subarray(batch.recordsAt, batch.end));
	tally.bytes += records.length;
	const frame: BatchFrame = {
		topic: set.topic,
		partition: set.partition,
		bytes: records,
		baseOffset: batch.baseOffset,
		baseTimestampMs: batch.baseTimestampMs,
		appendTimestampMs: batch.isLogAppendTime ? batch.maxTimestampMs : null,
	};
	const isWhole = batch.baseOffset >= set.fromOffset && (set.endOffset === null || batch.lastOffset < set.endOffset);
	const cursor = new Varints(records);
	if (needle !== null && isWhole) {
		findInBatch(frame, needle, cursor, visit);
		tally.records += batch.recordsCount;
		return;
	}
	const fromDelta = Number(set.fromOffset - batch.baseOffset);
	const endDelta = set.endOffset === null ? Number.POSITIVE_INFINITY : Number(set.endOffset - batch.baseOffset);
	let seen = 0;
	for (let n = 0; n < batch.recordsCount; n++) {
		const record = nextRecord(frame, cursor);
		if (record.offsetDelta < fromDelta || record.offsetDelta >= endDelta) continue;
		seen++;
		visit(record);
	}
	if (cursor.position !== records.length) throw new BrokenRecord(`${records.length - cursor.position} bytes follow its last record`);
	tally.records += seen;
};

/** Visits the records that the needle touches, and reads of the others only how long they are. */
const findInBatch = (frame: BatchFrame, needle: Needle, cursor: Varints, visit: (record: RecordView) => void): void => {
	const { bytes } = frame;
	for (let hit = needle.find(bytes, 0); hit >= 0; hit = needle.find(bytes, cursor.position)) {
		for (;;) {
			const start = cursor.position;
			const length = cursor.next();
			const end = cursor.position + length;
			if (length < 0 || end > bytes.length) throw new BrokenRecord('a record is longer than its batch');
			cursor.position = end > hit ? start : end;
			if (end > hit) break;
		}
		visit(nextRecord(frame, cursor));
	}
};
