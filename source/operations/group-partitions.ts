import type { Outcome } from '../model/failure.ts';
import type { GroupDescription, GroupMember } from '../model/group.ts';
import { type PartitionKey, partitionKey } from '../model/partition-key.ts';
import type { Topic } from '../model/topic.ts';
import type { Commits } from '../ports/cluster-reader.ts';

/** Which partitions concern a group, who owns each, and which of them nobody owns though the group is alive. */
export type GroupPartitions = {
	readonly keys: readonly PartitionKey[];
	readonly owners: ReadonlyMap<PartitionKey, GroupMember>;
	readonly unassigned: readonly PartitionKey[];
};

/**
 * A group's partitions are those it committed or shares, those its members own, and – while it has members – every partition of the topics they
 * subscribe to: a partition that nobody owns and nobody committed is exactly what other tools leave out.
 */
export const partitionsOf = (
	commits: Outcome<Commits> | undefined,
	description: Outcome<GroupDescription> | undefined,
	topics: ReadonlyMap<string, Topic>,
	onlyTopic: string | undefined,
): GroupPartitions => {
	const owners = new Map<PartitionKey, GroupMember>();
	const keys = new Set<PartitionKey>();
	const isWanted = (topic: string) => onlyTopic === undefined || topic === onlyTopic;
	const members = description?.ok ? description.value.members : [];
	if (commits?.ok) for (const key of commits.value.keys()) if (isWanted(key.slice(0, key.lastIndexOf('/')))) keys.add(key);
	for (const member of members)
		for (const own of member.assignment ?? []) {
			if (!isWanted(own.topic)) continue;
			const key = partitionKey(own.topic, own.partition);
			keys.add(key);
			owners.set(key, member);
		}
	for (const { topic, partition } of description?.ok ? description.value.shareOffsets : [])
		if (isWanted(topic)) keys.add(partitionKey(topic, partition));
	const unassigned: PartitionKey[] = [];
	for (const name of subscribedTopics(members)) {
		if (!isWanted(name)) continue;
		for (const p of topics.get(name)?.partitions ?? []) {
			const key = partitionKey(name, p.partition);
			keys.add(key);
			if (!owners.has(key)) unassigned.push(key);
		}
	}
	return { keys: [...keys], owners, unassigned };
};

/** Topics that members ask for, by name. */
export const subscribedTopics = (members: readonly GroupMember[]): ReadonlySet<string> => new Set(members.flatMap(m => m.subscribedTopics));
