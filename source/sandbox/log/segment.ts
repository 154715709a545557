/** A record's place in time. */
export type TimedOffset = { readonly offset: bigint; readonly timestampMs: number };

/** A run of a partition's log that is deleted as a whole. Its last one, the active segment, grows. */
export type Segment = {
	readonly baseOffset: bigint;
	/** The offset after its last record. */
	readonly endOffset: bigint;
	readonly sizeBytes: number;
	/** Timestamp of its first record, epoch ms. */
	readonly firstTimestampMs: number;
	/** Its newest timestamp, of the first record that has it. */
	readonly newest: TimedOffset;
	/** Whole batches from the one that holds `offset` on; at least one, then as many as fit into `maxBytes`. */
	readonly read: (offset: bigint, maxBytes: number) => readonly Buffer[];
	/** The first record at or after both a time and an offset. */
	readonly firstAtOrAfter: (timeMs: number, fromOffset: bigint) => Promise<TimedOffset | undefined> | TimedOffset | undefined;
};
