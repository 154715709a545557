import { createHash } from 'node:crypto';
import type { Member } from '../cluster/group.ts';
import type { Topic } from '../cluster/topic.ts';

const RACKS = ['use1-az1', 'use1-az2', 'use1-az3'];

/** Makes members of the given client ids that share the topics' partitions, each on a host of its own. */
export const assignEvenly = (topics: readonly Topic[], clientIds: readonly string[]): readonly Member[] =>
	clientIds.map((clientId, i) => ({
		memberId: `${clientId}-${uuidOf(`${clientId} ${i}`)}`,
		instanceId: null,
		clientId,
		clientHost: `/10.0.${(i % RACKS.length) + 1}.${20 + i}`,
		rackId: RACKS[i % RACKS.length] ?? null,
		topics: topics.map(topic => topic.name),
		assignment: new Map(
			topics.flatMap(topic => {
				const own = Array.from({ length: topic.partitionCount }, (_, p) => p).filter(p => p % clientIds.length === i);
				return own.length > 0 ? [[topic.name, own] as const] : [];
			}),
		),
	}));

const uuidOf = (seed: string): string => {
	const hex = createHash('sha256').update(seed).digest('hex');
	return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};
