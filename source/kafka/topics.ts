import type { Failure } from '../model/failure.ts';
import { eachInSlices } from '../model/in-slices.ts';
import { describeTopicRight } from '../model/needed-right.ts';
import type { Partition, Topic } from '../model/topic.ts';
import type { ReadOptions, TopicsAnswer } from '../ports/cluster-reader.ts';
import type { ResponseOf } from '../protocol/messages.ts';
import { failureOfCode } from './broker-errors.ts';
import { type ClusterLink, toBroker } from './cluster-link.ts';

type TopicMetadata = ResponseOf<'Metadata'>['topics'][number];

/** Codes on a topic under which its partitions are still told: an offline partition must not hide the topic. */
const LEADER_NOT_AVAILABLE = 5;
const REPLICA_NOT_AVAILABLE = 9;

/** Reads topics through Metadata; a topic with an offline partition is still a topic, with that partition's leader null. */
export const readTopics = async (link: ClusterLink, names: readonly string[] | null, options?: ReadOptions): Promise<TopicsAnswer> => {
	if (names !== null && names.length === 0) return { topics: [], failures: new Map() };
	const answer = await link.readMetadata(names, link.deadline(options));
	const topics: Topic[] = [];
	const failures = new Map<string, Failure>();
	const take = (topic: TopicMetadata): void => {
		const name = topic.name ?? topic.topicId;
		const isUsable = topic.partitions.length > 0 && (topic.errorCode === LEADER_NOT_AVAILABLE || topic.errorCode === REPLICA_NOT_AVAILABLE);
		const failure = isUsable ? undefined : failureOfCode(topic.errorCode, { resource: `topic ${name}`, needs: describeTopicRight(name) });
		if (failure === undefined) topics.push(toTopic(topic, name));
		else failures.set(name, failure);
	};
	await eachInSlices(answer.topics, take, options?.signal);
	return { topics, failures, brokers: answer.brokers.map(toBroker) };
};

const toTopic = (topic: TopicMetadata, name: string): Topic => ({
	name,
	topicId: topic.topicId,
	isInternal: topic.isInternal,
	partitions: topic.partitions.map(toPartition).sort((a, b) => a.partition - b.partition),
});

const toPartition = (p: TopicMetadata['partitions'][number]): Partition => ({
	partition: p.partitionIndex,
	leader: p.leaderId < 0 ? null : p.leaderId,
	leaderEpoch: p.leaderEpoch,
	replicas: p.replicaNodes,
	isr: p.isrNodes,
	offlineReplicas: p.offlineReplicas,
});
