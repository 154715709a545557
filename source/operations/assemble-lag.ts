import { Failure, type Outcome } from '../model/failure.ts';
import type { GroupDescription, GroupListing } from '../model/group.ts';
import { type BehindMethod, DEFAULT_MAX_BEHIND_MS, type GroupLag, lagOf, lostOf, type PartitionLag, sumKnown } from '../model/lag.ts';
import { describeTopicRight, type RightScope } from '../model/needed-right.ts';
import { type PartitionKey, partitionKey, splitPartitionKey } from '../model/partition-key.ts';
import { type UnknownField, unknownOf } from '../model/unknown.ts';
import type { Commits, OffsetAnswer } from '../ports/cluster-reader.ts';
import type { GroupPartitions } from './group-partitions.ts';

/** When the oldest unread record was written, and how that is known; or why it is not. */
export type RecordAge = Outcome<{ readonly timeMs: number; readonly method: BehindMethod }>;

/** What was read for all groups at once. `behind` is keyed by `topic/partition@position`; empty while it has not been asked. */
export type LagFacts = {
	readonly scope: RightScope;
	readonly nowMs: number;
	readonly begins: ReadonlyMap<PartitionKey, Outcome<OffsetAnswer>>;
	readonly ends: ReadonlyMap<PartitionKey, Outcome<OffsetAnswer>>;
	readonly behind: ReadonlyMap<string, RecordAge>;
	/** Last stable offsets, of lagging partitions only. */
	readonly lastStables?: ReadonlyMap<PartitionKey, Outcome<OffsetAnswer>> | undefined;
	/** How far each group may be behind; absent: the default for all. */
	readonly maxBehindMs?: ((group: string) => number) | undefined;
};

export type GroupFacts = {
	readonly listing: GroupListing;
	readonly description: Outcome<GroupDescription> | undefined;
	/** Undefined for groups that have no commits (share). */
	readonly commits: Outcome<Commits> | undefined;
	readonly partitions: GroupPartitions;
};

/** Samples a verdict needs before it speaks, and the interval at which a watch takes them. */
export const VERDICT_SAMPLES = 10;

const LEARNING = { samples: 1, needed: VERDICT_SAMPLES } as const;

const OWNER_FIELDS = ['memberId', 'clientId', 'host'] as const;
const NO_OWNER: readonly UnknownField[] = OWNER_FIELDS.map(field => ({ field, reason: 'no member owns the partition', needs: null }));
const NO_RATE: UnknownField = { field: 'ratePerSecond', reason: 'One look tells no rate.', needs: '--watch' };
/** What is said of nearly every partition: one list for all of them, not one a partition. */
const usualUnknowns = { owned: [NO_RATE], unowned: [...NO_OWNER, NO_RATE] } as const;

/** The offset a group will really read next: its commit, or the log start where retention has passed the commit. */
export const readPosition = (committed: bigint, begin: bigint): bigint => (committed < begin ? begin : committed);

const limitOf = ({ listing }: GroupFacts, { maxBehindMs }: LagFacts): number => maxBehindMs?.(listing.group) ?? DEFAULT_MAX_BEHIND_MS;

/** Puts one group's lag together from what was read; pure. */
export const assembleGroupLag = (group: GroupFacts, facts: LagFacts): GroupLag => {
	const { listing, description, commits } = group;
	const described = description?.ok ? description.value : undefined;
	const failure = failureOf(description) ?? failureOf(commits);
	const maxBehindMs = limitOf(group, facts);
	const shares = new Map(described?.shareOffsets.map(o => [partitionKey(o.topic, o.partition), o]));
	const partitions = group.partitions.keys
		.map(key => assemblePartition(key, group, facts, { maxBehindMs, share: shares.get(key) }))
		.sort(byTopicAndPartition);
	const known = partitions.filter(p => typeof p.behindMs === 'number');
	const oldest = known.reduce<PartitionLag | undefined>(
		(worst, p) => (worst === undefined || p.behindMs! > worst.behindMs! ? p : worst),
		undefined,
	);
	const lag = sumKnown(partitions.map(p => p.lag));
	const lost = sumKnown(partitions.map(p => p.lost));
	const isPending = partitions.some(p => p.behindMs === undefined);
	return {
		group: listing.group,
		state: described?.state ?? listing.state,
		type: listing.type,
		protocol: described?.protocol ?? '',
		coordinator: listing.coordinator,
		members: described?.members.length ?? null,
		topics: [...new Set(partitions.map(p => p.topic))],
		lag,
		lost,
		behindMs: isPending ? undefined : (oldest?.behindMs ?? null),
		behindMethod: isPending ? null : (oldest?.behindMethod ?? null),
		maxBehindMs,
		verdict: failure === undefined && lag !== null && listing.type !== 'share' ? 'learning' : 'unknown',
		learning: failure === undefined && lag !== null && listing.type !== 'share' ? LEARNING : null,
		partitions,
		unassigned: group.partitions.unassigned,
		failure: failure ?? null,
		unknown: groupUnknowns(
			group,
			failure,
			{ lag, lost, oldest, hasNoCommit: partitions.every(p => p.neverCommitted), hasNone: partitions.length === 0 },
			facts.scope,
		),
	};
};

const failureOf = (outcome: Outcome<unknown> | undefined): Failure | undefined => (outcome?.ok === false ? outcome.failure : undefined);

type Sums = {
	readonly lag: bigint | null;
	readonly lost: bigint | null;
	readonly oldest: PartitionLag | undefined;
	/** No partition has a commit; also where there are no partitions at all. */
	readonly hasNoCommit: boolean;
	/** There are no partitions. */
	readonly hasNone: boolean;
};

const groupUnknowns = (
	group: GroupFacts,
	failure: Failure | undefined,
	{ lag, lost, oldest, hasNoCommit, hasNone }: Sums,
	scope: RightScope,
): UnknownField[] => {
	const unknown: UnknownField[] = [];
	const { type } = group.listing;
	const why = failure === undefined ? undefined : unknownOf(failure, scope);
	if (group.description?.ok === false) unknown.push({ field: 'members', ...unknownOf(group.description.failure, scope) });
	const because = (field: string, ofShare: string, other: string): void => {
		const reason =
			type === 'share' ? ofShare : hasNone ? 'No commit of the group can be seen.' : hasNoCommit ? 'The group never committed.' : other;
		unknown.push({ field, ...(why ?? { reason, needs: null }) });
	};
	if (lag === null) because('lag', NO_SHARE_LAG, 'No partition has a known lag.');
	if (lost === null) because('lost', NO_SHARE_LOSS, 'No partition has a commit and a known log start.');
	if (oldest === undefined) because('behindMs', NO_SHARE_AGE, 'The age of the oldest unread record is known for no partition.');
	if (type === 'share') unknown.push(NO_SHARE_VERDICT);
	return unknown;
};

const NO_SHARE_LAG = 'The broker tells no lag of this share group (they have no commits).';
const NO_SHARE_LOSS = 'Share groups have no commits that could be passed by.';
const NO_SHARE_AGE = 'Share groups have no commits to measure from.';
const NO_SHARE_VERDICT: UnknownField = { field: 'verdict', reason: 'Share groups have no commits to judge by.', needs: null };

type Share = GroupDescription['shareOffsets'][number];

const assemblePartition = (
	key: PartitionKey,
	group: GroupFacts,
	facts: LagFacts,
	{ maxBehindMs, share }: { readonly maxBehindMs: number; readonly share: Share | undefined },
): PartitionLag => {
	const { topic, partition } = splitPartitionKey(key);
	const unknown: UnknownField[] = [];
	let failure: Failure | null = null;
	const note = (field: string, cause: Failure) => {
		unknown.push({ field, ...unknownOf(cause, facts.scope) });
		// A topic that is gone is a fact, not a failure to read.
		if (cause.kind !== 'notFound') failure ??= cause;
	};
	const begin = offsetOf('begin', facts.begins.get(key), key, note);
	const end = offsetOf('end', facts.ends.get(key), key, note);
	const commit = group.commits?.ok ? (group.commits.value.get(key) ?? null) : null;
	const hidden = commit === null && group.commits?.ok === true ? hiddenTopic(key, facts) : undefined;
	const neverCommitted = group.commits?.ok === true && commit === null && hidden === undefined;
	if (group.commits?.ok === false) note('committed', group.commits.failure);
	else if (hidden !== undefined) note('committed', hidden);
	else if (commit === null)
		unknown.push({
			field: 'committed',
			reason: group.commits === undefined ? 'Share groups do not commit offsets.' : 'never committed',
			needs: null,
		});
	const isShare = group.listing.type === 'share';
	const lag = isShare ? (share?.lag ?? null) : lagOf(commit, end);
	const lost = lostOf(commit, begin);
	if (lag === null)
		unknown.push({
			field: 'lag',
			reason: isShare
				? NO_SHARE_LAG
				: hidden !== undefined
					? hidden.message
					: commit === null
						? 'no committed offset'
						: 'the end offset is unknown',
			needs: null,
		});
	if (lost === null)
		unknown.push({
			field: 'lost',
			reason: isShare
				? NO_SHARE_LOSS
				: hidden !== undefined
					? hidden.message
					: commit === null
						? 'no committed offset'
						: 'the log start offset is unknown',
			needs: null,
		});
	const { behindMs, behindMethod } = ageOf(commit, begin, lag, key, facts, note, unknown);
	const owner = group.partitions.owners.get(key);
	const isUnowned = owner === undefined && group.description?.ok !== false;
	if (owner === undefined && group.description?.ok === false) noteOwner(group.description.failure, unknown, facts.scope);
	const verdict = failure !== null || isShare || lag === null || lag < 0n ? 'unknown' : 'learning';
	if (isShare) unknown.push(NO_SHARE_VERDICT);
	const usual = usualUnknowns[isUnowned ? 'unowned' : 'owned'];
	const row: PartitionLag = {
		topic,
		partition,
		committed: commit,
		begin,
		end,
		lag,
		lost,
		behindMs,
		behindMethod,
		maxBehindMs,
		verdict,
		learning: verdict === 'learning' ? LEARNING : null,
		ratePerSecond: null,
		memberId: owner?.memberId ?? null,
		clientId: owner?.clientId ?? null,
		host: owner?.host ?? null,
		neverCommitted,
		failure,
		unknown: unknown.length === 0 ? usual : [...unknown, ...usual],
	};
	const ending = facts.ends.get(key);
	const stable = isShare ? undefined : facts.lastStables?.get(key);
	// The usual row, ten thousand times: not copied for fields it does not have.
	if (ending?.ok !== false && stable === undefined && share === undefined) return row;
	return {
		...row,
		...(share?.startOffset != null && { startOffset: share.startOffset }),
		...(ending?.ok === false && ending.failure.kind === 'notFound' && { isGone: true as const }),
		...(stable?.ok && stable.value.offset !== null && { lastStable: stable.value.offset }),
	};
};

type Note = (field: string, cause: Failure) => void;

const offsetOf = (field: string, outcome: Outcome<OffsetAnswer> | undefined, key: string, note: Note): bigint | null => {
	if (outcome?.ok) return outcome.value.offset;
	note(field, outcome?.failure ?? notVisible(key));
	return null;
};

const notVisible = (key: string): Failure => {
	const { topic } = splitPartitionKey(key);
	return new Failure('authorization', `Topic ${topic} is not visible.`, { needs: describeTopicRight(topic) });
};

/** Kafka leaves commits on topics that may not be described out without a word: no commit there is not one that was never made. */
const hiddenTopic = (key: PartitionKey, { ends }: LagFacts): Failure | undefined => {
	const end = ends.get(key);
	if (end === undefined) return notVisible(key);
	return !end.ok && end.failure.kind === 'authorization' ? end.failure : undefined;
};

/** Nothing unread is an age of zero; an age that was not asked for yet stays undefined. */
const ageOf = (
	commit: bigint | null,
	begin: bigint | null,
	lag: bigint | null,
	key: PartitionKey,
	facts: LagFacts,
	note: Note,
	unknown: UnknownField[],
): { readonly behindMs: number | null | undefined; readonly behindMethod: BehindMethod | null } => {
	const none = (reason: string) => {
		unknown.push({ field: 'behindMs', reason, needs: null });
		return { behindMs: null, behindMethod: null };
	};
	if (lag === 0n) return { behindMs: 0, behindMethod: 'exact' };
	if (lag === null) return none('The lag is unknown.');
	if (commit === null) return none(NO_SHARE_AGE);
	if (lag < 0n) return none('The commit is beyond the end: the topic was created anew or lost its tail.');
	const age = facts.behind.get(`${key}@${readPosition(commit, begin ?? commit)}`);
	if (age === undefined) return { behindMs: undefined, behindMethod: null };
	if (!age.ok) {
		if (age.failure.kind === 'incomplete') return none(age.failure.message);
		note('behindMs', age.failure);
		return { behindMs: null, behindMethod: null };
	}
	const { timeMs, method } = age.value;
	if (timeMs <= 0) return none('The oldest unread record carries no timestamp.');
	if (timeMs > facts.nowMs + CLOCK_TOLERANCE_MS)
		return none('The oldest unread record carries a timestamp in the future: of its producer’s clock, or this machine’s is slow.');
	return { behindMs: Math.max(0, facts.nowMs - timeMs), behindMethod: method };
};

/** Producers' clocks differ a little from ours; beyond this a timestamp is not believed. */
const CLOCK_TOLERANCE_MS = 60_000;

const noteOwner = (failure: Failure, unknown: UnknownField[], scope: RightScope): void => {
	const why = unknownOf(failure, scope);
	for (const field of OWNER_FIELDS) unknown.push({ field, ...why });
};

const byTopicAndPartition = (a: PartitionLag, b: PartitionLag): number =>
	a.topic === b.topic ? a.partition - b.partition : a.topic < b.topic ? -1 : 1;
