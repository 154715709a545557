import type { BatchHeader } from './batch-header.ts';
import { Varints } from './varints.ts';

/** A transaction that was aborted, as Fetch lists those that reach into its answer. */
export type AbortedTransaction = { readonly producerId: bigint; readonly firstOffset: bigint };

/** Kafka's ControlRecordType: the key of a control record is int16 version, int16 type. */
const ABORT_MARKER = 0;

/**
 * Tells which batches of one answer belong to aborted transactions, the way Kafka's own consumer does: a transaction counts from its first
 * offset until the abort marker of its producer. Ask for every batch, in order, control batches too.
 */
export const abortedFilter = (transactions: readonly AbortedTransaction[]) => {
	if (transactions.length === 0) return (): boolean => false;
	const waiting = [...transactions].sort((a, b) => (a.firstOffset < b.firstOffset ? -1 : a.firstOffset > b.firstOffset ? 1 : 0));
	const open = new Set<bigint>();
	let next = 0;
	return (set: Buffer, batch: BatchHeader): boolean => {
		for (; next < waiting.length && waiting[next]!.firstOffset <= batch.lastOffset; next++) open.add(waiting[next]!.producerId);
		if (!batch.isTransactional) return false;
		if (!batch.isControl) return open.has(batch.producerId);
		if (controlType(set, batch) === ABORT_MARKER) open.delete(batch.producerId);
		return false;
	};
};

/** The type of a control batch's record; undefined where compaction took it. Control batches are never packed. */
const controlType = (set: Buffer, batch: BatchHeader): number | undefined => {
	if (batch.recordsCount < 1) return undefined;
	const cursor = new Varints(set, batch.recordsAt);
	cursor.next();
	cursor.position++;
	cursor.next();
	cursor.next();
	const keyLength = cursor.next();
	return keyLength < 4 || cursor.position + 4 > batch.end ? undefined : set.readInt16BE(cursor.position + 2);
};
