import { type Failure, failed, type Outcome, success } from '../model/failure.ts';
import { describeTransactionalIdRight, readTopicRight } from '../model/needed-right.ts';
import { type PartitionKey, partitionKey, type TopicPartition } from '../model/partition-key.ts';
import type { ActiveProducer, TransactionDescription, TransactionListing } from '../model/transaction.ts';
import type { ReadOptions, TransactionFilter, TransactionsAnswer } from '../ports/cluster-reader.ts';
import { failureOfCode, isMoved } from './broker-errors.ts';
import { type ClusterLink, groupBy } from './cluster-link.ts';
import { perLeader } from './per-leader.ts';

/** Asks every broker for the transactional ids it coordinates; one that this identity may not describe is left out without a word. */
export const listTransactions = async (
	link: ClusterLink,
	{ states = [], producerIds = [] }: TransactionFilter,
	options?: ReadOptions,
): Promise<TransactionsAnswer> => {
	const deadline = link.deadline(options);
	await link.knowBrokers(deadline);
	const byId = new Map<string, TransactionListing>();
	const failures = new Map<number, Failure>();
	await link.withRetries(link.brokerIds, deadline, async ids => {
		const round = await link.eachBroker(
			ids,
			async id => {
				const answer = await link.broker(
					id,
					'ListTransactions',
					{ stateFilters: [...states], producerIdFilters: [...producerIds] },
					{ deadline },
				);
				const failure = failureOfCode(answer.errorCode, {
					resource: `the transactions of broker ${id}`,
					needs: describeTransactionalIdRight(),
				});
				if (failure !== undefined) throw failure;
				return answer.transactionStates.map(
					(t): TransactionListing => ({
						transactionalId: t.transactionalId,
						producerId: t.producerId,
						state: t.transactionState,
						coordinator: id,
					}),
				);
			},
			deadline,
		);
		for (const listing of [...round.answers.values()].flat()) byId.set(listing.transactionalId, listing);
		for (const id of round.answers.keys()) failures.delete(id);
		for (const [id, failure] of round.failures) failures.set(id, failure);
		// A coordinator that has just taken over reads its transactions first.
		return [...round.failures].filter(([, failure]) => isMoved(failure)).map(([id]) => id);
	});
	// Brokers before Kafka 3.0 do not know it, which is no matter of one broker.
	const [first] = failures.values();
	if (first !== undefined && byId.size === 0 && [...failures.values()].every(f => f.kind === 'unsupported')) throw first;
	return { transactions: [...byId.values()], failures };
};

const NOT_STARTED = 0n;

/** Asks the coordinators, as the lists told them, what they know of transactions. */
export const describeTransactions = async (
	link: ClusterLink,
	listings: readonly TransactionListing[],
	options?: ReadOptions,
): Promise<ReadonlyMap<string, Outcome<TransactionDescription>>> => {
	const deadline = link.deadline(options);
	const found = new Map<string, Outcome<TransactionDescription>>();
	const byCoordinator = groupBy(listings, t => t.coordinator);
	const { failures } = await link.eachBroker(
		[...byCoordinator.keys()],
		async id => {
			const transactionalIds = (byCoordinator.get(id) ?? []).map(t => t.transactionalId);
			const answer = await link.broker(id, 'DescribeTransactions', { transactionalIds }, { deadline });
			for (const t of answer.transactionStates) {
				const failure = failureOfCode(t.errorCode, {
					resource: `transactional id ${t.transactionalId}`,
					needs: describeTransactionalIdRight(t.transactionalId),
				});
				found.set(t.transactionalId, failure === undefined ? success(toDescription(t)) : failed(failure));
			}
		},
		deadline,
	);
	for (const [id, failure] of failures) for (const t of byCoordinator.get(id) ?? []) found.set(t.transactionalId, failed(failure));
	return found;
};

const toDescription = (t: {
	readonly transactionalId: string;
	readonly producerId: bigint;
	readonly producerEpoch: number;
	readonly transactionState: string;
	readonly transactionTimeoutMs: number;
	readonly transactionStartTimeMs: bigint;
	readonly topics: readonly { readonly topic: string; readonly partitions: readonly number[] }[];
}): TransactionDescription => ({
	transactionalId: t.transactionalId,
	producerId: t.producerId,
	producerEpoch: t.producerEpoch,
	state: t.transactionState,
	timeoutMs: t.transactionTimeoutMs,
	startedMs: t.transactionStartTimeMs > NOT_STARTED ? Number(t.transactionStartTimeMs) : null,
	partitions: t.topics.flatMap(({ topic, partitions }) => partitions.map(partition => ({ topic, partition }))),
});

/** Asks the leaders which producers they remember on partitions; needs the right to read the topics. */
export const readProducers = (
	link: ClusterLink,
	partitions: readonly TopicPartition[],
	options?: ReadOptions,
): Promise<ReadonlyMap<PartitionKey, Outcome<readonly ActiveProducer[]>>> =>
	perLeader(link, partitions, link.deadline(options), async (leader, asked, deadline) => {
		const topics = [...groupBy(asked, p => p.topic)].map(([name, own]) => ({ name, partitionIndexes: own.map(p => p.partition) }));
		const answer = await link.broker(leader, 'DescribeProducers', { topics }, { deadline });
		const outcomes = new Map<PartitionKey, Outcome<readonly ActiveProducer[]>>();
		for (const topic of answer.topics)
			for (const p of topic.partitions) {
				const subject = { resource: `topic ${topic.name}`, needs: readTopicRight(topic.name) };
				const failure = failureOfCode(p.errorCode, subject, p.errorMessage);
				const producers = p.activeProducers.map(
					(a): ActiveProducer => ({
						producerId: a.producerId,
						producerEpoch: a.producerEpoch,
						lastWriteMs: a.lastTimestamp > 0n ? Number(a.lastTimestamp) : null,
						coordinatorEpoch: a.coordinatorEpoch < 0 ? null : a.coordinatorEpoch,
						openFromOffset: a.currentTxnStartOffset < 0n ? null : a.currentTxnStartOffset,
					}),
				);
				outcomes.set(partitionKey(topic.name, p.partitionIndex), failure === undefined ? success(producers) : failed(failure));
			}
		return outcomes;
	});
