import type { Failure } from '../model/failure.ts';
import type { TopicPartition } from '../model/partition-key.ts';
import type { Isolation } from '../model/record-scan.ts';

/** Which offsets of a partition are read: from the first to before the end, which stands still, or on for ever (null). */
export type ScanRange = TopicPartition & { readonly fromOffset: bigint; readonly endOffset: bigint | null };

export type ScanOptions = {
	readonly isolation: Isolation;
	/** Most bytes to take a second from all brokers together; null for no limit. */
	readonly bytesPerSecond: number | null;
	/** Bytes of one partition to ask for at once; for a few records less is quicker. */
	readonly partitionBytes?: number;
	/** Reads on into partitions that are added to the topics, from their first record: for a tail. */
	readonly followsGrowth?: boolean;
	readonly signal?: AbortSignal | undefined;
};

/** What a scan comes upon, partition by partition in the order of offsets. */
export type ScanEvent =
	| (TopicPartition & {
			readonly kind: 'records';
			/** Offsets from one to before the other are covered: by records, by transaction markers, or by gaps that compaction left. */
			readonly fromOffset: bigint;
			readonly nextOffset: bigint;
			/**
			 * Whole record batches; they may start before `fromOffset` and reach over the end of the range. Their memory is used again once the
			 * next event is asked for: whoever keeps something copies it.
			 */
			readonly bytes: Buffer;
			/** Transactions aborted in these bytes; null when uncommitted records are read. */
			readonly aborted: readonly { readonly producerId: bigint; readonly firstOffset: bigint }[] | null;
			/** End of what may be read now: the high watermark, or the last stable offset. */
			readonly readableOffset: bigint;
	  })
	/** Retention or somebody deleted these records while, or before, they were read. */
	| (TopicPartition & { readonly kind: 'lost'; readonly fromOffset: bigint; readonly nextOffset: bigint })
	/** The partition cannot be read any further. */
	| (TopicPartition & { readonly kind: 'failed'; readonly atOffset: bigint; readonly failure: Failure })
	/** The topic has grown by a partition, which is followed from now on. */
	| (TopicPartition & { readonly kind: 'added' });

/** A scan under way. Events wait, a bounded number of bytes of them, until they are taken; then no more is fetched. */
export type RecordScan = AsyncIterable<ScanEvent> & {
	/** Partitions that wait for something now, e.g. for a leader, and why. */
	readonly waiting: () => readonly (TopicPartition & { readonly failure: Failure })[];
	/** Ends it at once: its connections are its own. */
	readonly close: () => void;
};

/** Reads records. It joins no group and commits nothing. */
export type RecordSource = {
	/**
	 * Starts reading; nothing is sent before the first event is asked for. The iteration ends when every range is covered or has failed, and
	 * rejects when no broker can be reached or asked at all, or with the signal's reason.
	 */
	readonly scan: (ranges: readonly ScanRange[], options: ScanOptions) => RecordScan;
};
