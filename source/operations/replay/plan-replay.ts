import type { ReplayCount, ReplayRange } from '../../model/change.ts';
import type { FilterQuestion } from '../../model/filter-question.ts';
import type { PlannedPartition, ScanCoverage, ScanEnd, ScanPlan } from '../../model/record-scan.ts';
import { isComplete } from '../../model/record-scan.ts';
import type { DetachedRecord } from '../../records/record-view.ts';
import type { RecordAccess } from '../record-access.ts';
import { recordFilter } from '../record-filter.ts';
import { type RecordJob, scanRecords } from '../scan-records.ts';

export const SAMPLE = 10;

export type CountAsk = {
	readonly plan: ScanPlan;
	readonly filter: FilterQuestion;
	readonly limit: number | null;
	readonly bytesPerSecond: number | null;
	readonly signal?: AbortSignal | undefined;
	/** Told of the scan when it begins, for a progress line; what it returns is called at the end. */
	readonly watch?: (job: RecordJob) => { readonly end: () => void };
};

export type Counted = {
	readonly count: ReplayCount;
	readonly sample: readonly DetachedRecord[];
	readonly coverage: ScanCoverage;
	readonly end: ScanEnd | undefined;
};

/** Reads what a replay would write, and writes nothing. */
export const countRecords = async (access: RecordAccess, ask: CountAsk): Promise<Counted> => {
	const job = scanRecords(access.source, ask.plan, {
		filter: await recordFilter(ask.filter, access.decoder),
		limit: ask.limit ?? undefined,
		bytesPerSecond: ask.bytesPerSecond,
		signal: ask.signal,
	});
	const count = { records: 0, bytes: 0, largestBytes: 0, withoutKey: 0 };
	const sample: DetachedRecord[] = [];
	const watched = ask.watch?.(job);
	try {
		for await (const records of job)
			for (const record of records) {
				count.records += 1;
				count.bytes += record.sizeBytes;
				count.largestBytes = Math.max(count.largestBytes, record.sizeBytes);
				if (record.key === null) count.withoutKey += 1;
				if (sample.length < SAMPLE) sample.push(record);
			}
	} finally {
		watched?.end();
	}
	const coverage = job.coverage();
	const isPartial = job.end() === 'interrupted' || (job.end() === 'covered' && !isComplete(coverage));
	return { count: { ...count, isPartial }, sample, coverage, end: job.end() };
};

export const rangesOf = ({ partitions }: ScanPlan): readonly ReplayRange[] =>
	partitions.map(({ topic, topicId, partition, fromOffset, toOffset }) => ({ topic, topicId, partition, fromOffset, toOffset }));

/** The plan that reads the ranges. */
export const planOf = (ranges: readonly ReplayRange[], isolation: ScanPlan['isolation']): ScanPlan => ({
	isolation,
	partitions: ranges.map((r): PlannedPartition => ({ ...r, beginOffset: r.fromOffset, readableOffset: r.toOffset })),
	unread: [],
	heldBackOffsets: 0n,
});
