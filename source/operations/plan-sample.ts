import { earlier, later } from '../model/offset-order.ts';
import type { PlannedPartition } from '../model/record-scan.ts';

/** Offsets that tell how large those of a partition are. */
export const PROBE_OFFSETS = 16n;
/** So few offsets say little; they are read of every partition as long as that stays within the sample. */
const LEAST_OFFSETS = 200;

/** A partition whose records are to be sampled. */
export type SampledPartition = {
	readonly plan: PlannedPartition;
	/** Offsets written in the time that the sample should stand for. */
	readonly recentOffsets: bigint;
	/** Bytes an offset takes, measured at the end of the log; null when nothing was seen there. */
	readonly offsetBytes: number | null;
};

/**
 * Cuts from every partition the newest part, the same part of what it took lately: so the sample covers about the same time everywhere, and a
 * busy partition counts as much more as it is busier. Where what was written lately is less than the sample may hold, the whole log is.
 */
export const planSample = (partitions: readonly SampledPartition[], sampleBytes: number): readonly PlannedPartition[] => {
	const known = partitions.flatMap(({ offsetBytes }) => (offsetBytes === null ? [] : [offsetBytes]));
	const usual = known.length === 0 ? 1 : known.reduce((sum, bytes) => sum + bytes, 0) / known.length;
	const sized = partitions.map(p => ({ ...p, bytes: Math.max(1, p.offsetBytes ?? usual) }));
	const total = (offsetsOf: (p: SampledPartition) => bigint): number => sized.reduce((sum, p) => sum + Number(offsetsOf(p)) * p.bytes, 0);
	const inLog = ({ plan }: SampledPartition): bigint => plan.toOffset - plan.beginOffset;
	const recent = (p: SampledPartition): bigint => p.recentOffsets;
	const chosen = total(recent) >= sampleBytes ? recent : inLog;
	const share = Math.min(1, sampleBytes / Math.max(1, total(chosen)));
	return sized.map(p => {
		const least = Math.min(LEAST_OFFSETS, Math.floor(sampleBytes / partitions.length / p.bytes));
		const offsets = BigInt(Math.max(1, least, Math.floor(Number(chosen(p)) * share)));
		return { ...p.plan, fromOffset: later(p.plan.beginOffset, earlier(p.plan.toOffset - offsets, p.plan.toOffset)) };
	});
};
