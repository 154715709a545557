import { Failure } from '../../model/failure.ts';
import { readTopicRight } from '../../model/needed-right.ts';
import type { Isolation } from '../../model/record-scan.ts';
import { errorByCode } from '../../protocol/error-codes.ts';
import { wholeBatches } from '../../records/batch-span.ts';
import { failureOfCode, isMoved } from '../broker-errors.ts';
import type { FetchedPartition } from './fetch-call.ts';
import type { ScannedPartition } from './scanned-partition.ts';

/** What an answer means for a partition. */
export type Judged =
	/** Offsets up to `nextOffset` are covered, by these bytes or, where there are none, by gaps. */
	| { readonly kind: 'covered'; readonly nextOffset: bigint; readonly bytes: Buffer; readonly readableOffset: bigint }
	/** There is nothing yet, or there was no room for it. */
	| { readonly kind: 'nothing' }
	/** The log is shorter than it was; a leader may catch up with it. */
	| { readonly kind: 'short'; readonly failure: Failure }
	| { readonly kind: 'outOfRange' }
	/** Another broker is to be asked. */
	| { readonly kind: 'moved'; readonly failure: Failure }
	| { readonly kind: 'failed'; readonly failure: Failure };

const NO_BYTES = Buffer.alloc(0);

/** `isTold`: the answer says all there is to say of this partition, also by being empty. */
export const judgeFetched = (p: ScannedPartition, got: FetchedPartition, isolation: Isolation, isTold: boolean): Judged => {
	if (got.errorCode !== 0) return judgeError(p.topic, got.errorCode);
	const readableOffset = isolation === 'read_committed' && got.lastStableOffset >= 0n ? got.lastStableOffset : got.highWatermark;
	const records = got.records ?? NO_BYTES;
	const { nextOffset, length } = wholeBatches(records);
	if (nextOffset !== undefined && nextOffset > p.position)
		return { kind: 'covered', nextOffset, bytes: records.subarray(0, length), readableOffset };
	if (!isTold || p.endOffset === null) return { kind: 'nothing' };
	if (records.length > 0) {
		const text = `What is stored at offset ${p.position} is no record batch that can be read.`;
		return { kind: 'failed', failure: new Failure('incomplete', text) };
	}
	// Compaction may have taken everything up to the end; then no batch ever comes that would reach it.
	if (readableOffset >= p.endOffset) return { kind: 'covered', nextOffset: p.endOffset, bytes: NO_BYTES, readableOffset };
	const text = `The log ends at offset ${readableOffset} now and ended at ${p.endOffset} when the scan began: a leader that was not in sync took over.`;
	return { kind: 'short', failure: new Failure('incomplete', text) };
};

/** Errors after which another look at metadata tells what happened. */
const LOOK_AGAIN: ReadonlySet<string> = new Set([
	'UNKNOWN_TOPIC_OR_PARTITION',
	'UNKNOWN_TOPIC_ID',
	'INCONSISTENT_TOPIC_ID',
	'UNKNOWN_SERVER_ERROR',
]);

const judgeError = (topic: string, code: number): Judged => {
	const name = errorByCode(code)?.name ?? '';
	if (name === 'OFFSET_OUT_OF_RANGE') return { kind: 'outOfRange' };
	const failure = failureOfCode(code, { resource: `the records of topic ${topic}`, needs: readTopicRight(topic) })!;
	return { kind: LOOK_AGAIN.has(name) || isMoved(failure) ? 'moved' : 'failed', failure };
};
