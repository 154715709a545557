import { later } from '../model/offset-order.ts';
import type { PlannedPartition, ScanPlan } from '../model/record-scan.ts';
import type { RecordSource } from '../ports/record-source.ts';
import type { DetachedRecord } from '../records/record-view.ts';
import { newestOf } from './merge-by-time.ts';
import { keyOf, type PageWishes, type RecordPage, readSpans } from './record-page.ts';
import { addCoverage, emptyCoverage } from './scan-coverage.ts';

/** Fewest offsets that a partition is read back by, and how many times more where that was not enough. */
const LEAST_STEP = 16;
const STEP_FACTOR = 4n;

type Side = { readonly plan: PlannedPartition; records: readonly DetachedRecord[]; lowOffset: bigint; step: bigint };

/**
 * Reads the newest records over all partitions of a plan. A log can only be read forwards, so every partition is read from some offsets before
 * its end, and from further back where that was not enough: where compaction or markers took offsets, or where most of the newest are.
 */
export const readNewest = async (source: RecordSource, plan: ScanPlan, wishes: PageWishes): Promise<RecordPage> => {
	const { count } = wishes;
	const share = Math.max(LEAST_STEP, Math.ceil(count / Math.max(1, plan.partitions.length)));
	const sides: readonly Side[] = plan.partitions
		.filter(p => p.toOffset > p.fromOffset)
		.map(p => ({ plan: p, records: [], lowOffset: p.toOffset, step: BigInt(Math.min(share, count)) }));
	let coverage = emptyCoverage(plan);
	let newest: readonly DetachedRecord[] = [];
	let isInterrupted = false;
	for (let open = sides; open.length > 0 && !isInterrupted; open = sides.filter(side => mayHoldMore(side, newest, count))) {
		const spans = open.map(({ plan: own, lowOffset, step }) => ({
			...own,
			fromOffset: later(own.fromOffset, lowOffset - step),
			toOffset: lowOffset,
		}));
		const read = await readSpans(source, plan, spans, wishes);
		for (const [i, side] of open.entries()) {
			const records = [...(read.found.get(keyOf(side.plan)) ?? []), ...side.records];
			// More than are wanted in all cannot be shown; the next page reads them again.
			side.records = records.slice(-count);
			side.lowOffset = records.length > count ? side.records[0]!.offset : spans[i]!.fromOffset;
			side.step *= STEP_FACTOR;
		}
		newest = newestOf(new Map(sides.map(side => [keyOf(side.plan), side.records])), count);
		coverage = addCoverage(coverage, read.coverage);
		isInterrupted = read.isInterrupted;
	}
	return { records: newest, rest: restBefore(plan, sides, newest), coverage: { ...coverage, matched: newest.length }, isInterrupted };
};

/** A partition that was not read to its beginning, and whose unread records could be among the newest. */
const mayHoldMore = ({ plan, records, lowOffset }: Side, newest: readonly DetachedRecord[], count: number): boolean => {
	if (lowOffset <= plan.fromOffset || records.length >= count) return false;
	if (newest.length < count || records.length === 0) return true;
	return records[0]!.timestampMs > newest[0]!.timestampMs;
};

/** What lies before the shown records, partition by partition. */
const restBefore = (plan: ScanPlan, sides: readonly Side[], shown: readonly DetachedRecord[]): ScanPlan => {
	const first = new Map<string, bigint>();
	for (const record of shown) if (!first.has(keyOf(record))) first.set(keyOf(record), record.offset);
	const partitions = sides.map(({ plan: own, records, lowOffset }) => {
		const firstShown = first.get(keyOf(own));
		const firstRead = records[0]?.offset;
		// Where all that was read is shown, what lies between is known to be empty.
		return { ...own, toOffset: firstShown === firstRead ? lowOffset : (firstShown ?? own.toOffset) };
	});
	return { ...plan, partitions: partitions.filter(p => p.toOffset > p.fromOffset) };
};
