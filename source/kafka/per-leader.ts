import { asFailure, Failure, failed, type Outcome } from '../model/failure.ts';
import { isUnreached } from '../model/failure-kinds.ts';
import { describeTopicRight } from '../model/needed-right.ts';
import { type PartitionKey, partitionKey, type TopicPartition } from '../model/partition-key.ts';
import { failureOfCode, isMoved } from './broker-errors.ts';
import { type ClusterLink, groupBy } from './cluster-link.ts';
import type { Deadline } from './deadline.ts';

/** Asks one leader about its partitions; an item it does not answer counts as missing. */
export type AskLeader<Q, A> = (
	leader: number,
	questions: readonly Q[],
	deadline: Deadline,
) => Promise<ReadonlyMap<PartitionKey, Outcome<A>>>;

/**
 * Asks the leader of each partition, one request a leader, all leaders at once. Where the leader moved or is not known, metadata is
 * read again for just those topics and their partitions get another try; where the leader could not be reached they get one, in case
 * another leads by now. No partition waits for another's trouble longer than the tries take.
 */
export const perLeader = async <Q extends TopicPartition, A>(
	link: ClusterLink,
	questions: readonly Q[],
	deadline: Deadline,
	ask: AskLeader<Q, A>,
): Promise<Map<PartitionKey, Outcome<A>>> => {
	const outcomes = new Map<PartitionKey, Outcome<A>>();
	const missingTopics = new Map<string, Failure>();
	/** Partitions without a leader that could be reached; a second look tells whether they have a new one, more would only cost time. */
	const lost = new Set<PartitionKey>();
	await link.withRetries(questions, deadline, async left => {
		const stale = new Set(left.filter(q => !link.leaders.isFresh(q.topic, q.partition)).map(q => q.topic));
		const unlearnt = stale.size > 0 ? await learnLeaders(link, [...stale], deadline, missingTopics) : undefined;
		// Without metadata and without anything known before, nothing can be asked; else what is known still can.
		if (unlearnt !== undefined && outcomes.size === 0 && stale.size === new Set(left.map(q => q.topic)).size) throw unlearnt;
		const again: Q[] = [];
		const byLeader = groupBy(left, q => link.leaders.leaderOf(q.topic, q.partition));
		await Promise.all(
			[...byLeader].map(async ([leader, asked]) => {
				if (leader === undefined || leader === null) {
					for (const q of asked) {
						outcomes.set(partitionKey(q.topic, q.partition), failed(missingTopics.get(q.topic) ?? unlearnt ?? noLeader(q, leader)));
						// An offline partition stays so for longer than our tries; one that metadata does not know may have been created just now.
						const key = partitionKey(q.topic, q.partition);
						if (leader !== undefined || missingTopics.has(q.topic) || lost.has(key)) continue;
						lost.add(key);
						again.push(q);
					}
					return;
				}
				const answers = await askOnce(leader, asked, deadline, ask);
				for (const q of asked) {
					const key = partitionKey(q.topic, q.partition);
					const outcome = answers instanceof Failure ? failed(answers) : (answers.get(key) ?? failed(noAnswer(q, leader)));
					outcomes.set(key, outcome);
					if (outcome.ok) continue;
					const isLost = !isMoved(outcome.failure) && isUnreached(outcome.failure);
					if (!isLost && !isMoved(outcome.failure)) continue;
					link.leaders.doubt(q.topic, q.partition, leader);
					if (isLost && lost.has(key)) continue;
					if (isLost) lost.add(key);
					again.push(q);
				}
			}),
		);
		return again;
	});
	return outcomes;
};

const askOnce = async <Q, A>(leader: number, asked: readonly Q[], deadline: Deadline, ask: AskLeader<Q, A>) => {
	try {
		return await ask(leader, asked, deadline);
	} catch (error) {
		deadline.signal?.throwIfAborted();
		return asFailure(error);
	}
};

const learnLeaders = async (
	link: ClusterLink,
	topics: readonly string[],
	deadline: Deadline,
	missing: Map<string, Failure>,
): Promise<Failure | undefined> => {
	let answer: Awaited<ReturnType<ClusterLink['readMetadata']>>;
	try {
		answer = await link.readMetadata(topics, deadline);
	} catch (error) {
		deadline.signal?.throwIfAborted();
		return asFailure(error);
	}
	for (const topic of answer.topics) {
		if (topic.name === null || topic.partitions.length > 0) continue;
		const failure = failureOfCode(topic.errorCode, { resource: `topic ${topic.name}`, needs: describeTopicRight(topic.name) });
		if (failure !== undefined && !isMoved(failure)) missing.set(topic.name, failure);
	}
	return undefined;
};

const noLeader = (q: TopicPartition, leader: number | null | undefined): Failure =>
	leader === null
		? new Failure('connection', 'No broker leads the partition: every one that holds a replica in sync is down.')
		: new Failure('notFound', `Partition ${q.topic}/${q.partition} does not exist.`);

const noAnswer = (q: TopicPartition, leader: number): Failure =>
	new Failure('incomplete', `Broker ${leader} left ${q.topic}/${q.partition} out of its answer.`);
