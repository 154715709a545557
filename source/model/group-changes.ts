import type { GroupListing, GroupState } from './group.ts';
import type { GroupLag, PartitionLag, Verdict } from './lag.ts';

/** One thing about a group that is otherwise than it was a look ago. */
export type GroupChange =
	| { readonly kind: 'groupAppeared' | 'groupVanished'; readonly group: string }
	| { readonly kind: 'groupState'; readonly group: string; readonly from: GroupState; readonly to: GroupState }
	| { readonly kind: 'membersChanged'; readonly group: string; readonly from: number; readonly to: number }
	/** `from` is null for the first verdict that was not good: it may have been so before anybody looked. */
	| { readonly kind: 'verdictChanged'; readonly group: string; readonly from: Verdict | null; readonly to: Verdict }
	/** Retention or DeleteRecords took offsets that the group had not read. */
	| { readonly kind: 'dataLost'; readonly group: string; readonly topics: readonly string[]; readonly offsets: bigint };

/** A group's state and when the look began that told it. */
export type SeenGroup = { readonly state: GroupState; readonly seenMs: number };

/** One look at all groups. A group that no broker told of keeps its place until it is known to be gone. */
export type GroupsLook = {
	readonly groups: ReadonlyMap<string, SeenGroup>;
	/** When the last look began in which every broker listed its groups; null before there was one. */
	readonly completeMs: number | null;
};

/** A list of groups. `gone` are those that it lacks and whose coordinator said that they do not exist. */
export type GroupsTold = {
	readonly startedMs: number;
	readonly listed: readonly GroupListing[];
	readonly gone: ReadonlySet<string>;
	readonly isComplete: boolean;
};

/** Makes the look that follows `before`. */
export const nextGroupsLook = (before: GroupsLook | undefined, { startedMs, listed, gone, isComplete }: GroupsTold): GroupsLook => {
	const groups = new Map<string, SeenGroup>(listed.map(g => [g.group, { state: g.state, seenMs: startedMs }]));
	for (const [group, seen] of before?.groups ?? []) if (!groups.has(group) && !gone.has(group)) groups.set(group, seen);
	return { groups, completeMs: isComplete ? startedMs : (before?.completeMs ?? null) };
};

/** Says what changed between two looks at groups. */
export const groupChanges = (before: GroupsLook, after: GroupsLook): readonly GroupChange[] => {
	const changes: GroupChange[] = [];
	for (const [group, { state: to }] of after.groups) {
		const from = before.groups.get(group)?.state;
		// Before every broker has listed its groups once, a group that is new to us need not be new.
		if (from === undefined) changes.push(...(before.completeMs === null ? [] : [{ kind: 'groupAppeared', group } as const]));
		// A state this program does not know says nothing.
		else if (from !== to && from !== 'Unknown' && to !== 'Unknown') changes.push({ kind: 'groupState', group, from, to });
	}
	for (const group of before.groups.keys()) if (!after.groups.has(group)) changes.push({ kind: 'groupVanished', group });
	return changes;
};

/** When the changes may have begun: after all they concern was last seen as it was. */
export const groupsSinceMs = (before: GroupsLook, changes: readonly GroupChange[]): number =>
	changes.reduce((since, c) => Math.min(since, before.groups.get(c.group)?.seenMs ?? before.completeMs ?? since), Number.POSITIVE_INFINITY);

/** What was last known of how a group reads. */
export type SeenLag = { readonly members: number | null; readonly verdict: Verdict | null; readonly partitions: readonly PartitionLag[] };

const SPOKEN: ReadonlySet<Verdict> = new Set(['ok', 'slow', 'stalled', 'stopped', 'rewind']);

/** Takes in a look at a group's lag. A look that could not read the group leaves all as it was. */
export const nextSeenLag = (before: SeenLag | undefined, group: GroupLag): SeenLag | undefined => {
	if (group.failure !== null || group.asOfMs !== undefined) return before;
	return {
		members: group.members ?? before?.members ?? null,
		verdict: SPOKEN.has(group.verdict) ? group.verdict : (before?.verdict ?? null),
		partitions: group.partitions,
	};
};

/** Says what changed in how a group reads. */
export const lagChanges = (group: string, before: SeenLag, after: SeenLag): readonly GroupChange[] => {
	const changes: GroupChange[] = [];
	if (before.members !== null && after.members !== null && before.members !== after.members)
		changes.push({ kind: 'membersChanged', group, from: before.members, to: after.members });
	if (after.verdict !== null && after.verdict !== before.verdict && (before.verdict !== null || after.verdict !== 'ok'))
		changes.push({ kind: 'verdictChanged', group, from: before.verdict, to: after.verdict });
	const lost = lostSince(before.partitions, after.partitions);
	if (lost.offsets > 0n) changes.push({ kind: 'dataLost', group, ...lost });
	return changes;
};

/** Adds up by how much more is lost, partition by partition, where it was known before and after. */
const lostSince = (
	before: readonly PartitionLag[],
	after: readonly PartitionLag[],
): { readonly topics: readonly string[]; readonly offsets: bigint } => {
	const topics = new Set<string>();
	let offsets = 0n;
	let old: Map<string, PartitionLag> | undefined;
	for (const [i, p] of after.entries()) {
		if (p.lost === null || p.lost === 0n) continue;
		let was = before[i];
		if (was?.topic !== p.topic || was.partition !== p.partition) {
			// Partitions mostly keep their order: the map is made only where they did not.
			old ??= new Map(before.map(b => [`${b.topic}/${b.partition}`, b]));
			was = old.get(`${p.topic}/${p.partition}`);
		}
		if (was === undefined || was.lost === null || was.committed === null || p.committed === null) continue;
		const more = p.lost - was.lost;
		// A commit that went back below the start of the log was set there: retention took nothing meanwhile.
		if (more <= 0n || p.committed < was.committed) continue;
		offsets += more;
		topics.add(p.topic);
	}
	return { topics: [...topics], offsets };
};
