import type { Failure } from './failure.ts';
import type { TopicPartition } from './partition-key.ts';

/** `read_committed` leaves out records of aborted transactions and ends before the first open one; Kafka's own words. */
export type Isolation = 'read_committed' | 'read_uncommitted';

/** A point in every partition that is read: an end of the log, the first record at or after a time, or an offset. */
export type RecordPoint = 'beginning' | 'end' | { readonly atMs: number } | { readonly offset: bigint };

/** Which offsets of a partition are to be read, with the ends of its log as they were when that was decided. */
export type PlannedPartition = TopicPartition & {
	/** Kafka's id of the topic: another one later means another topic of the same name. */
	readonly topicId: string;
	readonly beginOffset: bigint;
	/** End of what may be read: the last stable offset under read_committed, else the high watermark. */
	readonly readableOffset: bigint;
	readonly fromOffset: bigint;
	/** The first offset that is not read any more. */
	readonly toOffset: bigint;
};

/** Something that was to be read and cannot be; a null partition stands for the whole topic. */
export type UnreadPart = { readonly topic: string; readonly partition: number | null; readonly failure: Failure };

/** What a scan is going to read. It stands still: what is written later is not in it. */
export type ScanPlan = {
	readonly isolation: Isolation;
	readonly partitions: readonly PlannedPartition[];
	readonly unread: readonly UnreadPart[];
	/** Offsets behind the first open transaction of a partition, which read_committed does not reach. */
	readonly heldBackOffsets: bigint;
};

/** What reading a plan is going to take. */
export type ScanCost = {
	readonly offsets: bigint;
	/** Bytes on the leaders' disks between the offsets: an estimate by their share of the log. Null where a size is not known. */
	readonly bytes: bigint | null;
	/** Why it is not known. */
	readonly failure: Failure | null;
};

/** Offsets of a partition, the first one in and the last one out. */
export type OffsetSpan = TopicPartition & { readonly fromOffset: bigint; readonly nextOffset: bigint };

/** Why offsets within the plan were not looked at. */
export type ScanHole = OffsetSpan & {
	readonly kind: 'failed' | 'deleted' | 'unreadable';
	readonly reason: string;
	/** What failed, for the exit code and the right that is missing. */
	readonly failure: Failure | null;
};

export type ScanEnd = 'covered' | 'limit' | 'interrupted';

/** What a scan looked at, so far or in the end. Offsets covered and records seen differ on compacted and transactional topics. */
export type ScanCoverage = {
	readonly isolation: Isolation;
	readonly partitions: number;
	readonly plannedOffsets: bigint;
	readonly coveredOffsets: bigint;
	readonly recordsSeen: number;
	readonly matched: number;
	/** Records of aborted transactions, left out. */
	readonly abortedRecords: number;
	readonly heldBackOffsets: bigint;
	readonly holes: readonly ScanHole[];
	readonly unread: readonly UnreadPart[];
	/** The checksum of every batch was compared. */
	readonly isVerified: boolean;
	readonly whereFailures: readonly { readonly reason: string; readonly records: number }[];
	/** Bytes that came over the wire, and bytes of records once unpacked. */
	readonly fetchedBytes: number;
	readonly unpackedBytes: number;
};

/** What was asked for was looked at, all of it. */
export const isComplete = ({ holes, unread, plannedOffsets, coveredOffsets }: ScanCoverage): boolean =>
	holes.length === 0 && unread.length === 0 && coveredOffsets >= plannedOffsets;
