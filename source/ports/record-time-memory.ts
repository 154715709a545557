import type { BehindMethod } from '../model/lag.ts';
import type { TimePoint } from '../model/time-search.ts';

/** When a record was written (epoch ms), and how that was found. */
export type RecordTimeFound = { readonly timeMs: number; readonly method: BehindMethod };

/** Remembers for a while when records were written, for whoever looks again and again. */
export type RecordTimeMemory = {
	/** What was found for `topic/partition@offset` lately. */
	found(position: string): RecordTimeFound | undefined;
	/** The nearest known records of a partition at or below an offset and above it. */
	around(partition: string, offset: bigint): { readonly low: TimePoint | undefined; readonly high: TimePoint | undefined };
	learn(position: string, found: RecordTimeFound): void;
	learnPoints(partition: string, points: readonly TimePoint[]): void;
};
