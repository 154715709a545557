import type { Failure } from './failure.ts';
import type { GroupState, GroupType } from './group.ts';
import { isRebalancing } from './group.ts';
import type { UnknownField } from './unknown.ts';

/**
 * How BEHIND is known. `exact`: the timestamp of the record at the committed offset was fetched; `bisected`: found by asking
 * ListOffsets for times until it is known within a second; `estimated`: interpolated between polls.
 */
export type BehindMethod = 'exact' | 'bisected' | 'estimated';

/** What a partition's or a group's consumption looks like over the observed window (see lag-verdict.ts). */
export type Verdict = 'ok' | 'slow' | 'stalled' | 'stopped' | 'rewind' | 'learning' | 'unknown';

/** A consumer group on one partition. Offsets are Kafka's; null means unknown and is explained in `unknown`. */
export type PartitionLag = {
	readonly topic: string;
	readonly partition: number;
	/** The offset the group will read next; null when it never committed or when that could not be read. */
	readonly committed: bigint | null;
	/** Share groups commit nothing: the first offset that is not settled yet. Absent for other groups, and where the broker does not tell it. */
	readonly startOffset?: bigint;
	/** Log start offset and high watermark. */
	readonly begin: bigint | null;
	readonly end: bigint | null;
	/**
	 * The last stable offset, where consumers of read_committed stop; absent while nothing lags, or where it was not asked or not told.
	 * It is behind `end` while a transaction is open.
	 */
	readonly lastStable?: bigint;
	/** end − committed, as Kafka's own tool prints it (negative when the topic was created anew below the commit); of a share group what the broker tells. */
	readonly lag: bigint | null;
	/** Offsets below the log start that the group never read: gone by retention or deletion. */
	readonly lost: bigint | null;
	/** Age in milliseconds of the oldest unread record; 0 when nothing is unread; undefined while it has not been asked. */
	readonly behindMs: number | null | undefined;
	readonly behindMethod: BehindMethod | null;
	/** How far its group may be behind. */
	readonly maxBehindMs: number;
	readonly verdict: Verdict;
	/** `learning 4/10`: how much of the window is filled; null once the verdict speaks. */
	readonly learning: { readonly samples: number; readonly needed: number } | null;
	/** Records a second the group moved forward over the observed window; null while unknown. */
	readonly ratePerSecond: number | null;
	readonly memberId: string | null;
	readonly clientId: string | null;
	readonly host: string | null;
	readonly neverCommitted: boolean;
	/** The topic or partition does not exist any more: what is left is the commit. */
	readonly isGone?: true;
	/** What stood in the way when something asked for could not be read (denied, dead, timed out); what one run cannot know does not count. */
	readonly failure: Failure | null;
	readonly unknown: readonly UnknownField[];
};

export type GroupLag = {
	readonly group: string;
	readonly state: GroupState;
	readonly type: GroupType;
	readonly protocol: string;
	readonly coordinator: number;
	/** Number of members; null when the group could not be described. */
	readonly members: number | null;
	readonly topics: readonly string[];
	/** Sum over the partitions whose lag is known; null when none is. */
	readonly lag: bigint | null;
	readonly lost: bigint | null;
	/** The oldest unread record over all partitions. */
	readonly behindMs: number | null | undefined;
	readonly behindMethod: BehindMethod | null;
	/** Allowed age of the oldest unread record: of the config file, else the default. */
	readonly maxBehindMs: number;
	readonly verdict: Verdict;
	readonly learning: { readonly samples: number; readonly needed: number } | null;
	readonly partitions: readonly PartitionLag[];
	/** Partitions of subscribed topics that no member of a live group owns. */
	readonly unassigned: readonly string[];
	/** What stood in the way when the group itself could not be described or its commits not be read; see also its partitions. */
	readonly failure: Failure | null;
	/** When these values were true (epoch ms), where a later look could not read the group; absent while they are of this look. */
	readonly asOfMs?: number;
	readonly unknown: readonly UnknownField[];
};

/** end − committed; null when either is unknown. */
export const lagOf = (committed: bigint | null, end: bigint | null): bigint | null =>
	committed === null || end === null ? null : end - committed;

/** Offsets from the commit up to the log start: records that retention or DeleteRecords took before the group read them. */
export const lostOf = (committed: bigint | null, begin: bigint | null): bigint | null =>
	committed === null || begin === null ? null : committed < begin ? begin - committed : 0n;

/**
 * Offsets that a transaction holds back from the group: it has read all that read_committed may read, and the rest waits for the
 * transaction to end. 0 when nothing is, as far as is known: a group that reads uncommitted records goes past it.
 */
export const heldBackOf = ({ committed, end, lastStable }: Pick<PartitionLag, 'committed' | 'end' | 'lastStable'>): bigint =>
	lastStable !== undefined && committed === lastStable && end !== null && end > lastStable ? end - lastStable : 0n;

/** Sums what is known; null when nothing is. A negative part (topic created anew) must not hide another partition's lag. */
export const sumKnown = (values: readonly (bigint | null)[]): bigint | null => {
	let sum: bigint | null = null;
	for (const value of values) if (value !== null) sum = (sum ?? 0n) + (value > 0n ? value : 0n);
	return sum;
};

/** Worst first: what an operator has to look at before anything else. */
export const VERDICT_ORDER: readonly Verdict[] = ['stalled', 'stopped', 'rewind', 'slow', 'unknown', 'learning', 'ok'];

/** The worst of several verdicts; `unknown` when there are none. */
export const worstVerdict = (verdicts: Iterable<Verdict>): Verdict => {
	let worst: Verdict | undefined;
	for (const v of verdicts) if (worst === undefined || VERDICT_ORDER.indexOf(v) < VERDICT_ORDER.indexOf(worst)) worst = v;
	return worst ?? 'unknown';
};

/** Default for a group's allowed age of the oldest unread record: 5 minutes. */
export const DEFAULT_MAX_BEHIND_MS = 300_000;

/** Why a group is not fine in a single look. */
export type NotFineReason = 'behind' | 'lost' | 'unassigned' | 'rebalancing' | 'noMembers' | 'unreadable';

/** Lists why a group is not fine; empty when it is. `maxBehindMs` takes the place of its own limit. */
export const notFineReasons = (group: GroupLag, maxBehindMs = group.maxBehindMs): readonly NotFineReason[] => {
	const reasons: NotFineReason[] = [];
	if (isBehindLimit(group, maxBehindMs)) reasons.push('behind');
	if (group.lost !== null && group.lost > 0n) reasons.push('lost');
	if (group.members !== null && group.members > 0 && group.unassigned.length > 0) reasons.push('unassigned');
	if (isRebalancing(group.state)) reasons.push('rebalancing');
	if (group.members === 0 && group.lag !== null && group.lag > 0n) reasons.push('noMembers');
	if (hasUnreadable(group)) reasons.push('unreadable');
	return reasons;
};

/** True when a partition is known to be further behind than allowed; one that is not known proves nothing. */
export const isBehindLimit = (group: GroupLag, maxBehindMs = group.maxBehindMs): boolean =>
	group.partitions.some(p => typeof p.behindMs === 'number' && p.behindMs > maxBehindMs);

/** True when the group or any of its partitions could not be read. */
export const hasUnreadable = (group: GroupLag): boolean => group.failure !== null || group.partitions.some(p => p.failure !== null);

/**
 * The first partition that counts and could not be read. While there is one, sums and maxima of the group are lower bounds: true for
 * what could be read, and no figure of the group.
 */
export const unreadPartition = (group: GroupLag): PartitionLag | undefined => group.partitions.find(p => p.failure !== null);

/** Worst first: what could not be read, then by age, then by lag; a group that never committed comes before the fine ones. */
export const compareWorstFirst = (a: GroupLag, b: GroupLag): number => {
	const age = (g: GroupLag) => {
		if (typeof g.behindMs === 'number') return g.behindMs;
		if (g.lag !== null) return -1;
		return g.failure === null ? 0.5 : Number.POSITIVE_INFINITY;
	};
	if (age(a) !== age(b)) return age(b) - age(a);
	const lag = (g: GroupLag) => g.lag ?? 0n;
	if (lag(a) !== lag(b)) return lag(a) < lag(b) ? 1 : -1;
	return a.group < b.group ? -1 : a.group > b.group ? 1 : 0;
};
