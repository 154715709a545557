import type { GroupMember } from '../model/group.ts';
import type { TopicPartition } from '../model/partition-key.ts';
import { decodeAssignment, decodeSubscription } from '../protocol/consumer-protocol.ts';
import type { ResponseOf } from '../protocol/messages.ts';

type ClassicMember = ResponseOf<'DescribeGroups'>['groups'][number]['members'][number];
type ConsumerMember = ResponseOf<'ConsumerGroupDescribe'>['groups'][number]['members'][number];
type ShareMember = ResponseOf<'ShareGroupDescribe'>['groups'][number]['members'][number];
type StreamsGroup = ResponseOf<'StreamsGroupDescribe'>['groups'][number];

/** Brokers print a client's address as Java does, `/10.0.1.7`. */
const hostText = (clientHost: string): string => clientHost.replace(/^\//, '');

type TopicPartitions = readonly { readonly topicName: string; readonly partitions: readonly number[] }[];
const flatten = (assigned: TopicPartitions): TopicPartition[] =>
	assigned.flatMap(t => t.partitions.map(partition => ({ topic: t.topicName, partition })));

/** A member of a classic group; its assignment and subscription are bytes that only consumers write in Kafka's form. */
export const classicMember = (member: ClassicMember, protocolType: string): GroupMember => {
	const isConsumer = protocolType === 'consumer';
	const assigned = isConsumer ? tryDecode(decodeAssignment, member.memberAssignment) : undefined;
	const subscribed = isConsumer ? tryDecode(decodeSubscription, member.memberMetadata) : undefined;
	return {
		memberId: member.memberId,
		instanceId: member.groupInstanceId,
		clientId: member.clientId,
		host: hostText(member.clientHost),
		rack: subscribed?.rackId ?? null,
		assignment: isConsumer
			? (assigned?.assignedPartitions ?? []).flatMap(t => t.partitions.map(partition => ({ topic: t.topic, partition })))
			: null,
		subscribedTopics: subscribed?.topics ?? [],
	};
};

export const consumerMember = (member: ConsumerMember): GroupMember => ({
	memberId: member.memberId,
	instanceId: member.instanceId,
	clientId: member.clientId,
	host: hostText(member.clientHost),
	rack: member.rackId,
	assignment: flatten(member.assignment.topicPartitions),
	subscribedTopics: member.subscribedTopicNames,
});

/** Share group members share partitions: the same one may be assigned to several. */
export const shareMember = (member: ShareMember): GroupMember => ({
	memberId: member.memberId,
	instanceId: null,
	clientId: member.clientId,
	host: hostText(member.clientHost),
	rack: member.rackId,
	assignment: flatten(member.assignment.topicPartitions),
	subscribedTopics: member.subscribedTopicNames,
});

/** A member of a streams group owns tasks; an active task reads that partition of each source topic of its subtopology. */
export const streamsMembers = (group: StreamsGroup): readonly GroupMember[] => {
	const subtopologies = group.topology?.subtopologies ?? [];
	const sources = new Map(
		subtopologies.map(s => [s.subtopologyId, [...s.sourceTopics, ...s.repartitionSourceTopics.map(t => t.name)]] as const),
	);
	const subscribedTopics = [...new Set([...sources.values()].flat())];
	return group.members.map(member => ({
		memberId: member.memberId,
		instanceId: member.instanceId,
		clientId: member.clientId,
		host: hostText(member.clientHost),
		rack: member.rackId,
		assignment: member.assignment.activeTasks.flatMap(task =>
			(sources.get(task.subtopologyId) ?? []).flatMap(topic => task.partitions.map(partition => ({ topic, partition }))),
		),
		subscribedTopics,
	}));
};

/** What does not parse as Kafka's consumer protocol was written by something else; a member that owns nothing yet has no bytes. */
const tryDecode = <T>(decode: (bytes: Buffer) => T, bytes: Buffer): T | undefined => {
	if (bytes.length === 0) return undefined;
	try {
		return decode(bytes);
	} catch {
		return undefined;
	}
};
