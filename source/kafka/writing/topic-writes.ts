import type { PartitionOffset, SettingEdit } from '../../model/change.ts';
import { Failure, failed, type Outcome } from '../../model/failure.ts';
import { alterTopicConfigRight, alterTopicRight, createTopicRight, deleteTopicRight } from '../../model/needed-right.ts';
import { type PartitionKey, partitionKey } from '../../model/partition-key.ts';
import type { NewTopic, WriteOptions } from '../../ports/cluster-writer.ts';
import { configOperation, configResource } from '../../protocol/enums.ts';
import type { ClusterLink } from '../cluster-link.ts';
import { groupBy } from '../cluster-link.ts';
import { unanswered, writeOutcome } from './write-outcome.ts';

/** How long a change may take before the outcome counts as open; brokers wait this long for the controller. */
export const WRITE_MS = 30_000;
const BROKER_DEFAULT = -1;

/** The broker to send changes of topics to: the controller of a ZooKeeper cluster; under KRaft any broker passes them on, and Metadata names one. */
export const controllerOf = async (link: ClusterLink): Promise<number> => {
	const { controllerId } = await link.readMetadata([], link.deadline());
	const id = link.brokerIds.includes(controllerId) ? controllerId : link.brokerIds[0];
	if (id === undefined) throw new Failure('connection', 'No broker is known that could be asked for a change.');
	return id;
};

export const alterTopicSettings = async (
	link: ClusterLink,
	topics: readonly string[],
	edits: readonly SettingEdit[],
	{ isTrial }: WriteOptions,
): Promise<ReadonlyMap<string, Outcome<null>>> => {
	const configs = edits.map(({ name, value }) => ({
		name,
		configOperation: value === null ? configOperation.DELETE : configOperation.SET,
		value,
	}));
	const resources = topics.map(resourceName => ({ resourceType: configResource.TOPIC, resourceName, configs }));
	const deadline = link.deadline().atMost(WRITE_MS);
	const { responses } = await link.once(
		await controllerOf(link),
		'IncrementalAlterConfigs',
		{ resources, validateOnly: isTrial },
		{ deadline },
	);
	const outcomes = new Map<string, Outcome<null>>(topics.map(t => [t, unanswered(`topic ${t}`)]));
	for (const { resourceName, errorCode, errorMessage } of responses)
		outcomes.set(
			resourceName,
			writeOutcome(errorCode, { resource: `topic ${resourceName}`, needs: alterTopicConfigRight(resourceName) }, errorMessage),
		);
	return outcomes;
};

export const createTopic = async (
	link: ClusterLink,
	{ topic, partitions, replicationFactor, settings }: NewTopic,
	{ isTrial }: WriteOptions,
): Promise<Outcome<null>> => {
	const topics = [
		{
			name: topic,
			numPartitions: partitions ?? BROKER_DEFAULT,
			replicationFactor: replicationFactor ?? BROKER_DEFAULT,
			assignments: [],
			configs: settings,
		},
	];
	const deadline = link.deadline().atMost(WRITE_MS);
	const answer = await link.once(
		await controllerOf(link),
		'CreateTopics',
		{ topics, timeoutMs: WRITE_MS, validateOnly: isTrial },
		{ deadline, minVersion: 4 },
	);
	const result = answer.topics.find(t => t.name === topic);
	if (result === undefined) return unanswered(`topic ${topic}`);
	return writeOutcome(result.errorCode, { resource: `topic ${topic}`, needs: createTopicRight(topic) }, result.errorMessage);
};

export const deleteTopic = async (link: ClusterLink, topic: string): Promise<Outcome<null>> => {
	const deadline = link.deadline().atMost(WRITE_MS);
	const answer = await link.once(
		await controllerOf(link),
		'DeleteTopics',
		{ topics: [{ name: topic }], topicNames: [topic], timeoutMs: WRITE_MS },
		{ deadline },
	);
	const result = answer.responses[0];
	if (result === undefined) return unanswered(`topic ${topic}`);
	return writeOutcome(result.errorCode, { resource: `topic ${topic}`, needs: deleteTopicRight(topic) }, result.errorMessage);
};

export const addPartitions = async (link: ClusterLink, topic: string, total: number, { isTrial }: WriteOptions): Promise<Outcome<null>> => {
	const topics = [{ name: topic, count: total, assignments: null }];
	const deadline = link.deadline().atMost(WRITE_MS);
	const answer = await link.once(
		await controllerOf(link),
		'CreatePartitions',
		{ topics, timeoutMs: WRITE_MS, validateOnly: isTrial },
		{ deadline },
	);
	const result = answer.results[0];
	if (result === undefined) return unanswered(`topic ${topic}`);
	return writeOutcome(result.errorCode, { resource: `topic ${topic}`, needs: alterTopicRight(topic) }, result.errorMessage);
};

/** Each leader is asked about its partitions once; one that does not answer leaves its partitions open, the others are done. */
export const deleteRecords = async (
	link: ClusterLink,
	below: readonly PartitionOffset[],
): Promise<ReadonlyMap<PartitionKey, Outcome<null>>> => {
	const deadline = link.deadline().atMost(WRITE_MS);
	await link.readMetadata([...new Set(below.map(p => p.topic))], deadline);
	const outcomes = new Map<PartitionKey, Outcome<null>>(
		below.map(p => [partitionKey(p.topic, p.partition), unanswered(`${p.topic}/${p.partition}`)]),
	);
	const settle = (asked: readonly PartitionOffset[], outcome: Outcome<null>): void => {
		for (const p of asked) outcomes.set(partitionKey(p.topic, p.partition), outcome);
	};
	const byLeader = groupBy(below, p => link.leaders.leaderOf(p.topic, p.partition) ?? null);
	await Promise.all(
		[...byLeader].map(async ([leader, asked]) => {
			if (leader === null) return settle(asked, failed(new Failure('connection', 'No broker leads the partition.')));
			const topics = [...groupBy(asked, p => p.topic)].map(([name, partitions]) => ({
				name,
				partitions: partitions.map(p => ({ partitionIndex: p.partition, offset: p.offset })),
			}));
			try {
				const answer = await link.once(leader, 'DeleteRecords', { topics, timeoutMs: WRITE_MS }, { deadline });
				for (const { name, partitions } of answer.topics)
					for (const { partitionIndex, errorCode } of partitions)
						outcomes.set(
							partitionKey(name, partitionIndex),
							writeOutcome(errorCode, { resource: `topic ${name}`, needs: deleteTopicRight(name) }),
						);
			} catch (error) {
				if (!(error instanceof Failure)) throw error;
				settle(asked, failed(error));
			}
		}),
	);
	return outcomes;
};
