import type { GroupLag } from '../model/lag.ts';
import { groupedText } from '../units/count.ts';
import { ageText } from '../units/duration.ts';

/** The limits the person asked for; undefined when not asked. */
export type LagThresholds = { readonly maxLag: bigint | undefined; readonly maxBehindMs: number | undefined };

/**
 * Groups that are proven to be over a limit, each with a sentence. What is not known proves nothing: then the gap decides the exit code.
 * Known partitions of a group that is known in part still prove it.
 */
export const crossedThresholds = (groups: readonly GroupLag[], { maxLag, maxBehindMs }: LagThresholds): ReadonlyMap<string, string> => {
	const crossed = new Map<string, string>();
	for (const { group, lag, partitions } of groups) {
		const oldest = partitions.reduce((most, p) => Math.max(most, p.behindMs ?? 0), 0);
		if (maxLag !== undefined && lag !== null && lag > maxLag)
			crossed.set(group, `${group}: lag ${groupedText(lag)} is over ${groupedText(maxLag)}`);
		else if (maxBehindMs !== undefined && oldest > maxBehindMs)
			crossed.set(group, `${group}: ${ageText(oldest)} behind is over ${ageText(maxBehindMs)}`);
	}
	return crossed;
};
