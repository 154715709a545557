import { earlier } from '../model/offset-order.ts';
import type { PlannedPartition, ScanPlan } from '../model/record-scan.ts';
import type { RecordSource } from '../ports/record-source.ts';
import type { DetachedRecord } from '../records/record-view.ts';
import { oldestOf } from './merge-by-time.ts';
import { keyOf, type PageWishes, type RecordPage, readSpans } from './record-page.ts';
import { addCoverage, emptyCoverage } from './scan-coverage.ts';

const STEP_FACTOR = 4n;

type Side = { readonly plan: PlannedPartition; readonly records: DetachedRecord[]; highOffset: bigint; step: bigint };

/**
 * Reads the first records over all partitions of a plan, by time. Of each partition as many offsets are read as records are wanted in all, and
 * more where compaction or markers took them.
 */
export const readOldest = async (source: RecordSource, plan: ScanPlan, wishes: PageWishes): Promise<RecordPage> => {
	const { count } = wishes;
	const sides: readonly Side[] = plan.partitions.map(p => ({ plan: p, records: [], highOffset: p.fromOffset, step: BigInt(count) }));
	let coverage = emptyCoverage(plan);
	let isInterrupted = false;
	for (
		let open = sides.filter(isOpen);
		open.length > 0 && !isInterrupted;
		open = open.filter(side => isOpen(side) && side.records.length < count)
	) {
		const spans = open.map(({ plan: own, highOffset, step }) => ({
			...own,
			fromOffset: highOffset,
			toOffset: earlier(own.toOffset, highOffset + step),
		}));
		const read = await readSpans(source, plan, spans, wishes);
		for (const [i, side] of open.entries()) {
			side.records.push(...(read.found.get(keyOf(side.plan)) ?? []));
			side.highOffset = spans[i]!.toOffset;
			side.step *= STEP_FACTOR;
		}
		coverage = addCoverage(coverage, read.coverage);
		isInterrupted = read.isInterrupted;
	}
	const records = oldestOf(new Map(sides.map(side => [keyOf(side.plan), side.records])), count);
	return { records, rest: restAfter(plan, sides, records), coverage: { ...coverage, matched: records.length }, isInterrupted };
};

const isOpen = ({ plan, highOffset }: Side): boolean => highOffset < plan.toOffset;

/** What follows the shown records, partition by partition; what was read and is not shown comes with the next page. */
const restAfter = (plan: ScanPlan, sides: readonly Side[], shown: readonly DetachedRecord[]): ScanPlan => {
	const counts = new Map<string, number>();
	for (const record of shown) counts.set(keyOf(record), (counts.get(keyOf(record)) ?? 0) + 1);
	const partitions = sides.map(({ plan: own, records, highOffset }) => ({
		...own,
		fromOffset: records[counts.get(keyOf(own)) ?? 0]?.offset ?? highOffset,
	}));
	return { ...plan, partitions: partitions.filter(p => p.toOffset > p.fromOffset) };
};
