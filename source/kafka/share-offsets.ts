import type { GroupDescription } from '../model/group.ts';
import type { ClusterLink } from './cluster-link.ts';
import type { Deadline } from './deadline.ts';

const NOT_TOLD = -1n;

/**
 * Reads the start offsets of share groups (they have no commits). The API came later than share groups themselves:
 * where the broker lacks it or refuses, the group is described without.
 */
export const readShareOffsets = async (
	link: ClusterLink,
	coordinator: number,
	groupIds: readonly string[],
	deadline: Deadline,
): Promise<ReadonlyMap<string, GroupDescription['shareOffsets']>> => {
	const found = new Map<string, GroupDescription['shareOffsets']>();
	try {
		const answer = await link.broker(
			coordinator,
			'DescribeShareGroupOffsets',
			{ groups: groupIds.map(groupId => ({ groupId, topics: null })) },
			{ deadline },
		);
		for (const group of answer.groups) {
			if (group.errorCode !== 0) continue;
			found.set(
				group.groupId,
				group.topics.flatMap(t =>
					t.partitions.map(p => ({
						topic: t.topicName,
						partition: p.partitionIndex,
						startOffset: p.startOffset === NOT_TOLD ? null : p.startOffset,
						lag: p.lag === NOT_TOLD ? null : p.lag,
					})),
				),
			);
		}
	} catch {
		deadline.signal?.throwIfAborted();
	}
	return found;
};
