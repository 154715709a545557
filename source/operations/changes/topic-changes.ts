import {
	deleteConditions,
	judgeAddPartitions,
	judgeCreate,
	judgeDelete,
	judgePurge,
	type TopicChangeFacts,
	topicConditions,
} from '../../guardrails/judge-topic-changes.ts';
import type { UnknownFact } from '../../guardrails/retention-facts.ts';
import type { AddPartitions, CreateTopic, DeleteTopic, PurgeRecords } from '../../model/change.ts';
import { type Outcome, success } from '../../model/failure.ts';
import { partitionKey } from '../../model/partition-key.ts';
import type { ReadOptions } from '../../ports/cluster-reader.ts';
import type { KnownCluster } from '../../ports/known-cluster.ts';
import type { ChangeSteps } from './change-steps.ts';
import { readGroupFacts } from './read-group-facts.ts';
import { readEnds, readStorage, readTopicSettings } from './read-settings-facts.ts';

const RECENT_MS = 15 * 60_000;

/** Reads all that a change of a topic is judged by: offsets and sizes, who has a place on it, who reads and writes it now. */
export const readTopicChangeFacts = async (known: KnownCluster, name: string, options?: ReadOptions): Promise<TopicChangeFacts> => {
	const named = await readTopicSettings(known, [name], options);
	const { topic, facts } = named[0]!;
	const unknown: UnknownFact[] = [];
	const [ends, storage, groups, readers, writers] = await Promise.all([
		readEnds(known, named, unknown, options),
		readStorage(known, named, unknown, options),
		readGroupFacts(known, [name], unknown, options),
		readReaders(known, name, options),
		readWriters(
			known,
			name,
			topic.partitions.map(p => p.partition),
			options,
		),
	]);
	const partitions = facts.partitions.map(p => ({ ...p, ...ends(name, p.partition), sizeBytes: storage.sizeOf(name, p.partition) }));
	return { topic: { ...facts, partitions }, groups, readers, writers, unknown };
};

/** Groups with a member that owns a partition of the topic; groups that cannot be described are named by readGroupFacts already. */
const readReaders = async ({ reader }: KnownCluster, topic: string, options?: ReadOptions): Promise<readonly string[]> => {
	const { groups } = await reader.listGroups(options);
	const described = await reader.describeGroups(groups, options);
	return [...described].flatMap(([group, outcome]) =>
		outcome.ok && outcome.value.members.some(m => m.assignment?.some(p => p.topic === topic) || m.subscribedTopics.includes(topic))
			? [group]
			: [],
	);
};

const readWriters = async (
	{ reader, clock }: KnownCluster,
	topic: string,
	partitions: readonly number[],
	options?: ReadOptions,
): Promise<number | null> => {
	const answers = await reader.readProducers(
		partitions.map(partition => ({ topic, partition })),
		options,
	);
	const recent = new Set<string>();
	for (const outcome of answers.values()) {
		if (!outcome.ok) return null;
		for (const p of outcome.value) if (p.lastWriteMs !== null && clock.now() - p.lastWriteMs < RECENT_MS) recent.add(String(p.producerId));
	}
	return recent.size;
};

const exists = async ({ reader }: KnownCluster, name: string, options?: ReadOptions): Promise<boolean> => {
	const { topics, failures } = await reader.readTopics([name], options);
	if (topics.some(t => t.name === name)) return true;
	const failure = failures.get(name);
	// Only "does not exist" says so; a topic that may not be described could be there.
	if (failure !== undefined && failure.kind !== 'notFound') throw failure;
	return false;
};

const one = <T>(item: string, value: T): Map<string, Outcome<T>> => new Map([[item, success(value)]]);

const conditionsOf = async (known: KnownCluster, { topic }: { readonly topic: string }, options?: ReadOptions) =>
	topicConditions((await readTopicSettings(known, [topic], options))[0]!.facts);

export const createChange: ChangeSteps<CreateTopic> = {
	judge: async (known, change, policy, options) => {
		const [isThere, { brokers }] = await Promise.all([exists(known, change.topic, options), known.reader.describeCluster(options)]);
		return judgeCreate(change, { exists: isThere, brokers: brokers.length }, policy);
	},
	conditions: async (known, { topic }, options) => ({ [`${topic} exists`]: (await exists(known, topic, options)) ? 'yes' : null }),
	readBack: async (known, { topic }, options) => {
		const { topics } = await known.reader.readTopics([topic], options);
		const found = topics.find(t => t.name === topic);
		const isMade = found?.partitions.every(p => p.leader !== null) === true;
		return one(topic, { isMade, after: found === undefined ? null : { topicId: found.topicId, partitions: found.partitions.length } });
	},
};

export const deleteChange: ChangeSteps<DeleteTopic> = {
	judge: async (known, change, policy, options) => judgeDelete(change, await readTopicChangeFacts(known, change.topic, options), policy),
	conditions: async (known, change, options) => {
		const named = await readTopicSettings(known, [change.topic], options);
		const { facts } = named[0]!;
		if (change.onlyIfEmpty !== true) return deleteConditions(change, facts);
		const ends = await readEnds(known, named, [], options);
		return deleteConditions(change, { ...facts, partitions: facts.partitions.map(p => ({ ...p, ...ends(change.topic, p.partition) })) });
	},
	readBack: async (known, { topic }, options) => {
		const isThere = await exists(known, topic, options);
		return one(topic, { isMade: !isThere, after: isThere ? 'still there' : 'gone' });
	},
};

export const addPartitionsChange: ChangeSteps<AddPartitions> = {
	judge: async (known, change, policy, options) =>
		judgeAddPartitions(change, await readTopicChangeFacts(known, change.topic, options), policy),
	conditions: conditionsOf,
	readBack: async (known, { topic, total }, options) => {
		const { topics } = await known.reader.readTopics([topic], options);
		const count = topics.find(t => t.name === topic)?.partitions.length ?? 0;
		return one(topic, { isMade: count === total, after: count });
	},
};

export const purgeChange: ChangeSteps<PurgeRecords> = {
	judge: async (known, change, policy, options) => judgePurge(change, await readTopicChangeFacts(known, change.topic, options), policy),
	conditions: conditionsOf,
	readBack: async (known, { below }, options) => {
		const answers = await known.reader.readOffsets(
			below.map(({ topic, partition }) => ({ topic, partition, target: 'earliest' })),
			options,
		);
		return new Map(
			below.map(({ topic, partition, offset }) => {
				const outcome = answers.get(partitionKey(topic, partition));
				if (!outcome?.ok) return [partitionKey(topic, partition), outcome ?? success({ isMade: false, after: null })] as const;
				return [
					partitionKey(topic, partition),
					success({ isMade: (outcome.value.offset ?? 0n) >= offset, after: outcome.value.offset }),
				] as const;
			}),
		);
	},
};
