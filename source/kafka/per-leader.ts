import { asFailure, Failure, failed, type Outcome } from '../model/failure.ts';
import { type PartitionKey, partitionKey, type TopicPartition } from '../model/partition-key.ts';
import { failureOfCode, isMoved } from './broker-errors.ts';
import { type ClusterLink, groupBy, isConnectionLoss } from './cluster-link.ts';
import type { Deadline } from './deadline.ts';

/** Asks one leader about its partitions; an item it does not answer counts as missing. */
export type AskLeader<Q, A> = (
	leader: number,
	questions: readonly Q[],
	deadline: Deadline,
) => Promise<ReadonlyMap<PartitionKey, Outcome<A>>>;

/**
 * Asks the leader of each partition, one request a leader, all leaders at once. Where the leader moved, is not known or did not
 * answer, metadata is read again for just those topics and their partitions get another try; no partition waits for another's trouble
 * longer than the tries take.
 */
export const perLeader = async <Q extends TopicPartition, A>(
	link: ClusterLink,
	questions: readonly Q[],
	deadline: Deadline,
	ask: AskLeader<Q, A>,
): Promise<Map<PartitionKey, Outcome<A>>> => {
	const outcomes = new Map<PartitionKey, Outcome<A>>();
	const missingTopics = new Map<string, Failure>();
	await link.withRetries(questions, deadline, async left => {
		const stale = new Set(left.filter(q => typeof link.leaders.leaderOf(q.topic, q.partition) !== 'number').map(q => q.topic));
		if (stale.size > 0) await learnLeaders(link, [...stale], deadline, missingTopics);
		const again: Q[] = [];
		const byLeader = groupBy(left, q => link.leaders.leaderOf(q.topic, q.partition));
		await Promise.all(
			[...byLeader].map(async ([leader, asked]) => {
				if (leader === undefined || leader === null) {
					for (const q of asked) {
						outcomes.set(partitionKey(q.topic, q.partition), failed(missingTopics.get(q.topic) ?? noLeader(q, leader)));
						// An offline partition stays so for longer than our tries; one that metadata does not know may have been created just now.
						if (leader === undefined && !missingTopics.has(q.topic)) again.push(q);
					}
					return;
				}
				const answers = await askOnce(leader, asked, deadline, ask);
				for (const q of asked) {
					const key = partitionKey(q.topic, q.partition);
					const outcome = answers instanceof Failure ? failed(answers) : (answers.get(key) ?? failed(noAnswer(q, leader)));
					outcomes.set(key, outcome);
					if (!outcome.ok && (isMoved(outcome.failure) || isConnectionLoss(outcome.failure))) {
						link.leaders.forget(q.topic);
						again.push(q);
					}
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
): Promise<void> => {
	const answer = await link.readMetadata(topics, deadline);
	for (const topic of answer.topics) {
		if (topic.name === null || topic.partitions.length > 0) continue;
		const failure = failureOfCode(topic.errorCode, { resource: `topic ${topic.name}` });
		if (failure !== undefined && !isMoved(failure)) missing.set(topic.name, failure);
	}
};

const noLeader = (q: TopicPartition, leader: number | null | undefined): Failure =>
	leader === null
		? new Failure('connection', `Partition ${q.topic}/${q.partition} has no leader: every broker that holds a replica in sync is down.`)
		: new Failure('notFound', `Partition ${q.topic}/${q.partition} does not exist.`);

const noAnswer = (q: TopicPartition, leader: number): Failure =>
	new Failure('incomplete', `Broker ${leader} left ${q.topic}/${q.partition} out of its answer.`);
