import type { Compression } from '../model/change.ts';

/** A record to write: its bytes, its headers in their order, and its time in epoch milliseconds. */
export type OutgoingRecord = {
	readonly partition: number;
	readonly key: Buffer | null;
	readonly value: Buffer | null;
	readonly headers: readonly { readonly name: string; readonly value: Buffer | null }[];
	readonly timestampMs: number;
};

/** What Kafka made of the records of one partition. */
export type Written = { readonly partition: number; readonly records: number; readonly baseOffset: bigint };

/**
 * Writes records into one topic: acknowledged by all replicas in sync, each once (idempotent), those of a partition in their order. Whoever
 * holds one can change the cluster, so only apply-change opens it (ClusterWriter).
 */
export type RecordSink = {
	/**
	 * Resolves when Kafka has all of them. Rejects with a Failure when it refuses some: those of other partitions may have been written then,
	 * and where nobody can know whether they were, `details.isUncertain` is true.
	 */
	readonly write: (records: readonly OutgoingRecord[]) => Promise<readonly Written[]>;
	readonly close: () => Promise<void>;
};

export type SinkOptions = { readonly topic: string; readonly compression: Compression };
