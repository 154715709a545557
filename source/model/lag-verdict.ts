import type { Verdict } from './lag.ts';

/**
 * Judges how a group consumes one partition from the last polls, after Burrow's evaluator (LinkedIn) with the changes that polling needs:
 * OffsetFetch tells no commit times, so every poll counts as a sample and Burrow's STOP (a long silence of commits) becomes
 * "the offset did not move over the whole window", split by whether anybody owns the partition.
 */

/** One poll of one partition. `lag` is null when it was not known at that moment. */
export type LagSample = {
	readonly atMs: number;
	readonly committed: bigint;
	readonly lag: bigint | null;
	/** End of the log at that moment. */
	readonly end: bigint;
	/** Start of the log, and age in ms of the oldest unread record; null where not known. */
	readonly begin: bigint | null;
	readonly behindMs: number | null;
};

export type VerdictQuestion = {
	/** Oldest first; one per poll. */
	readonly samples: readonly LagSample[];
	/** How many samples a full window has. */
	readonly needed: number;
	/** A member owns the partition now. */
	readonly isOwned: boolean;
	/** Lag that counts as none. */
	readonly allowedLag?: bigint;
};

/**
 * - rewind: the offset went back and has not come forward again to where it was (said before the window is full: it was seen).
 * - learning: the window is not full. Never green in that time.
 * - ok: nothing unread now, or it was caught up at some moment of the window, or the lag falls.
 * - stalled / stopped: the offset stood still over the whole window with lag throughout; somebody owns the partition / nobody does.
 * - slow: it moves, but the lag never fell over the whole window.
 */
export const judge = ({ samples, needed, isOwned, allowedLag = 0n }: VerdictQuestion): Verdict => {
	const last = samples.at(-1);
	if (last === undefined || last.lag === null) return 'unknown';
	if (last.lag > allowedLag && isRewound(samples)) return 'rewind';
	if (samples.length < needed) return 'learning';
	if (last.lag <= allowedLag) return 'ok';
	const lags = samples.map(s => s.lag).filter(lag => lag !== null);
	if (lags.some(lag => lag <= allowedLag)) return 'ok';
	if (samples.every(s => s.committed === last.committed)) return isOwned ? 'stalled' : 'stopped';
	return neverFalls(lags) ? 'slow' : 'ok';
};

const isRewound = (samples: readonly LagSample[]): boolean => {
	for (let i = 1; i < samples.length; i++) {
		const before = samples[i - 1]!.committed;
		if (samples[i]!.committed < before) return !samples.slice(i).some(s => s.committed >= before);
	}
	return false;
};

const neverFalls = (lags: readonly bigint[]): boolean => lags.every((lag, i) => i === 0 || lag >= lags[i - 1]!);

/** Records a second that the group moved forward over the window; null below two samples or after a rewind. */
export const consumeRate = (samples: readonly LagSample[]): number | null => rate(samples, s => s.committed);

/** Records a second that the lag grew (negative: shrank) over the window; null below two samples. */
export const lagGrowth = (samples: readonly LagSample[]): number | null => {
	const known = samples.filter(s => s.lag !== null);
	const first = known[0];
	const last = known.at(-1);
	return first === undefined || last === undefined || last.atMs <= first.atMs
		? null
		: (Number(last.lag! - first.lag!) * 1000) / (last.atMs - first.atMs);
};

const rate = (samples: readonly LagSample[], value: (s: LagSample) => bigint): number | null => {
	const first = samples[0];
	const last = samples.at(-1);
	if (first === undefined || last === undefined || last.atMs <= first.atMs || value(last) < value(first)) return null;
	return (Number(value(last) - value(first)) * 1000) / (last.atMs - first.atMs);
};
