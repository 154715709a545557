import type { PartitionWrites } from './topic-sample.ts';

/** How unevenly partitions are written to. */
export type WriteSkew = {
	/** What was counted: offsets of the last day, or of the whole log where nothing was written for a day. */
	readonly over: 'lastDay' | 'log';
	readonly offsets: bigint;
	readonly busiest: number;
	readonly busiestOffsets: bigint;
	/** Times the average of all partitions; 1 is even. */
	readonly factor: number;
	/** Partitions that took nothing. */
	readonly idle: number;
};

/** Null where nothing was ever written, or nothing is left. */
export const writeSkew = (writes: readonly PartitionWrites[]): WriteSkew | null => {
	const sum = (offsetsOf: (w: PartitionWrites) => bigint): bigint => writes.reduce((total, w) => total + offsetsOf(w), 0n);
	const over = sum(w => w.lastDay) > 0n ? 'lastDay' : 'log';
	const offsetsOf = (w: PartitionWrites): bigint => (over === 'lastDay' ? w.lastDay : w.inLog);
	const offsets = sum(offsetsOf);
	if (offsets === 0n) return null;
	const busiest = writes.reduce((most, w) => (offsetsOf(w) > offsetsOf(most) ? w : most));
	return {
		over,
		offsets,
		busiest: busiest.partition,
		busiestOffsets: offsetsOf(busiest),
		factor: (Number(offsetsOf(busiest)) * writes.length) / Number(offsets),
		idle: writes.filter(w => offsetsOf(w) === 0n).length,
	};
};

/** Bytes that an offset takes in the log, by the sample; null without one. */
export const offsetBytes = ({
	sample,
	sampledOffsets,
}: {
	readonly sample: { readonly bytes: number };
	readonly sampledOffsets: bigint;
}) => (sampledOffsets === 0n || sample.bytes === 0 ? null : sample.bytes / Number(sampledOffsets));
