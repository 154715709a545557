/** What a sample of a topic's records says of those who write it. Counts are of the sample; shares are of its records, 0 to 1. */

export const CODECS = ['none', 'gzip', 'snappy', 'lz4', 'zstd'] as const;
/** Kafka's own words for compression codes 0 to 4. */
export type CodecName = (typeof CODECS)[number];

/** How large things are; null where there was none. */
export type Spread = {
	readonly average: number | null;
	readonly p50: number | null;
	readonly p95: number | null;
	readonly p99: number | null;
	readonly max: number | null;
};

export type CodecShare = { readonly codec: string; readonly batches: number; readonly records: number; readonly bytes: number };

/** Bytes that some of the sampled batches take: as they are, and packed otherwise. Batch headers are not in it. */
export type Recompression = {
	readonly unpackedBytes: number;
	readonly storedBytes: number;
	readonly zstdBytes: number;
	readonly lz4Bytes: number;
	/** By zstd, the batches joined to at least 64 KiB. */
	readonly zstdJoinedBytes: number;
};

/** A key that many records have. */
export type HotKey = { readonly key: Buffer; readonly partition: number; readonly records: number };

export type TopicSample = {
	readonly partitions: number;
	readonly batches: number;
	readonly records: number;
	/** Transaction markers, which are no records. */
	readonly controlBatches: number;
	/** Whole batches as they are stored. */
	readonly bytes: number;
	/** Records as they were before packing. */
	readonly unpackedBytes: number;
	/** Earliest and latest timestamp of the sample, epoch ms; null without any. */
	readonly oldestMs: number | null;
	readonly newestMs: number | null;
	readonly codecs: readonly CodecShare[];
	readonly recordsPerBatch: Spread;
	readonly batchBytes: Spread;
	readonly keyBytes: Spread;
	readonly valueBytes: Spread;
	readonly nullKeys: number;
	readonly nullValues: number;
	readonly withHeaders: number;
	/** Different keys, an estimate within about 2 %; exact below some hundred. */
	readonly distinctKeys: number;
	/** Most frequent first; each count may be too low by `hotKeyError`. */
	readonly hotKeys: readonly HotKey[];
	readonly hotKeyError: number;
	readonly logAppendTimeRecords: number;
	/** Records whose timestamp is lower than that of one before them in their partition, and how far back the furthest lies. */
	readonly outOfOrder: number;
	readonly furthestBackMs: number;
	/** Records whose timestamp lies more than a minute ahead of this machine's clock, and how far the furthest. */
	readonly ahead: number;
	readonly furthestAheadMs: number;
	readonly idempotentRecords: number;
	readonly transactionalRecords: number;
	/** Different ids of idempotent and transactional producers. */
	readonly producers: number;
	readonly recompression: Recompression | null;
	/** Batches that could not be read, each reason with how many. */
	readonly unread: readonly { readonly reason: string; readonly batches: number }[];
};

/** Offsets that a partition took, as far as its log still has them; markers of transactions count like records. */
export type PartitionWrites = {
	readonly partition: number;
	readonly inLog: bigint;
	readonly lastHour: bigint;
	readonly lastDay: bigint;
};

export type TopicInspection = {
	readonly topic: string;
	readonly sample: TopicSample;
	readonly writes: readonly PartitionWrites[];
	/** Offsets of the log, and those of them that were sampled. */
	readonly logOffsets: bigint;
	readonly sampledOffsets: bigint;
};

/** What part of something a part is, 0 to 1; null of nothing. */
export const shareOf = (part: number | bigint, whole: number | bigint): number | null =>
	Number(whole) === 0 ? null : Number(part) / Number(whole);
