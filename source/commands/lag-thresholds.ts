import { Failure } from '../model/failure.ts';
import type { GroupLag, PartitionLag } from '../model/lag.ts';
import type { RightScope } from '../model/needed-right.ts';
import { type Gap, gapOf } from '../model/unknown.ts';
import { groupedText } from '../units/count.ts';
import { ageText } from '../units/duration.ts';

/** The limits the person asked for; undefined when not asked. */
export type LagThresholds = { readonly maxLag: bigint | undefined; readonly maxBehindMs: number | undefined };

/**
 * Groups that are proven to be over a limit, each with a sentence. What is not known proves nothing: then the gap decides the exit code.
 * Known partitions of a group that is known in part still prove it; values of an earlier look do not.
 */
export const crossedThresholds = (groups: readonly GroupLag[], { maxLag, maxBehindMs }: LagThresholds): ReadonlyMap<string, string> => {
	const crossed = new Map<string, string>();
	for (const { group, lag, partitions, asOfMs } of groups) {
		if (asOfMs !== undefined) continue;
		const oldest = partitions.reduce((most, p) => Math.max(most, p.behindMs ?? 0), 0);
		if (maxLag !== undefined && lag !== null && lag > maxLag)
			crossed.set(group, `${group}: lag ${groupedText(lag)} is over ${groupedText(maxLag)}`);
		else if (maxBehindMs !== undefined && oldest > maxBehindMs)
			crossed.set(group, `${group}: ${ageText(oldest)} behind is over ${ageText(maxBehindMs)}`);
	}
	return crossed;
};

/**
 * Groups of which nobody can say whether they are over a limit, though everything could be read: an age without timestamps, a share
 * group. Without this a check would be green out of ignorance. A share group that was not asked for by name is only a doubt: it never
 * has an age, and one such group would spoil the check of all others.
 */
export const unprovenThresholds = (
	groups: readonly GroupLag[],
	thresholds: LagThresholds,
	{ named, scope }: { readonly named: readonly string[]; readonly scope: RightScope },
): readonly Gap[] => {
	const crossed = crossedThresholds(groups, thresholds);
	return groups.flatMap(group => {
		if (crossed.has(group.group) || group.failure !== null) return [];
		const reason = unproven(group, thresholds);
		if (reason === undefined) return [];
		const gap = gapOf(
			`groups.${group.group}`,
			new Failure('incomplete', `${group.group} is not proven to be within the limit: ${reason}`),
			scope,
		);
		return [group.type === 'share' && !named.includes(group.group) ? { ...gap, isDoubt: true } : gap];
	});
};

const unproven = (group: GroupLag, { maxLag, maxBehindMs }: LagThresholds): string | undefined => {
	if (group.type === 'share') {
		if (maxLag !== undefined && group.lag === null) return 'the broker tells no lag of this share group.';
		return maxBehindMs !== undefined && group.lag !== 0n ? 'share groups have no commits to measure an age from.' : undefined;
	}
	if (maxBehindMs === undefined) return undefined;
	const ageless = group.partitions.filter(isAgeless);
	const [first] = ageless;
	if (first === undefined) return undefined;
	const why = first.unknown.find(u => u.field === 'behindMs')?.reason ?? 'the age of its oldest unread record is not known.';
	return `${first.topic}/${first.partition}${ageless.length === 1 ? '' : ` and ${ageless.length - 1} more`}: ${why}`;
};

/** Something is unread and its age is not known, for a reason that is no failure to read: those are gaps already. */
const isAgeless = (p: PartitionLag): boolean => p.failure === null && p.lag !== null && p.lag !== 0n && p.behindMs === null;
