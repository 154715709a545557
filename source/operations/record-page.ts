import { type PartitionKey, partitionKey } from '../model/partition-key.ts';
import type { PlannedPartition, ScanCoverage, ScanPlan } from '../model/record-scan.ts';
import type { RecordSource } from '../ports/record-source.ts';
import type { DetachedRecord } from '../records/record-view.ts';
import { byPartition } from './merge-by-time.ts';
import { scanRecords } from './scan-records.ts';

export type PageWishes = {
	/** Records of the page. */
	readonly count: number;
	readonly bytesPerSecond: number | null;
	readonly signal?: AbortSignal | undefined;
};

/** Some records of a plan by time, oldest first, and what of the plan is left for the next page. */
export type RecordPage = {
	readonly records: readonly DetachedRecord[];
	/** The plan of the next page in the same direction; without partitions there is none. */
	readonly rest: ScanPlan;
	/** What was looked at for this page. */
	readonly coverage: ScanCoverage;
	readonly isInterrupted: boolean;
};

/** For a few records a partition need not send megabytes; a batch comes whole in any case. */
const BYTES_A_RECORD = 4096;
const PARTITION_BYTES = { least: 64 * 1024, most: 4 * 1024 * 1024 } as const;

/** Reads spans of a plan whole, as part of a page. */
export const readSpans = async (
	source: RecordSource,
	plan: ScanPlan,
	spans: readonly PlannedPartition[],
	{ count, bytesPerSecond, signal }: PageWishes,
) => {
	const job = scanRecords(
		source,
		{ ...plan, unread: [], heldBackOffsets: 0n, partitions: spans },
		{
			filter: { needle: null, test: null, whereFailures: () => [] },
			bytesPerSecond,
			signal,
			partitionBytes: Math.min(PARTITION_BYTES.most, Math.max(PARTITION_BYTES.least, count * BYTES_A_RECORD)),
		},
	);
	const records: DetachedRecord[] = [];
	for await (const found of job) records.push(...found);
	return { found: byPartition(records), coverage: job.coverage(), isInterrupted: job.end() !== 'covered' };
};

export const keyOf = ({ topic, partition }: { readonly topic: string; readonly partition: number }): PartitionKey =>
	partitionKey(topic, partition);
