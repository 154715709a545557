import { Failure, failed, type Outcome } from '../../model/failure.ts';
import { alterClusterRight } from '../../model/needed-right.ts';
import { type PartitionKey, partitionKey, type TopicPartition } from '../../model/partition-key.ts';
import type { TransactionEnd } from '../../ports/cluster-writer.ts';
import { errorByCode } from '../../protocol/error-codes.ts';
import type { ClusterLink } from '../cluster-link.ts';
import { groupBy } from '../cluster-link.ts';
import { controllerOf, WRITE_MS } from './topic-writes.ts';
import { unanswered, writeOutcome } from './write-outcome.ts';

type Outcomes = ReadonlyMap<PartitionKey, Outcome<null>>;
/** ElectionType of Kafka: the first replica; the other one, unclean, loses records and is not offered. */
const PREFERRED = 0;

export const electLeaders = async (link: ClusterLink, partitions: readonly TopicPartition[]): Promise<Outcomes> => {
	const deadline = link.deadline().atMost(WRITE_MS);
	const topicPartitions = [...groupBy(partitions, p => p.topic)].map(([topic, own]) => ({ topic, partitions: own.map(p => p.partition) }));
	const answer = await link.once(
		await controllerOf(link),
		'ElectLeaders',
		{ electionType: PREFERRED, topicPartitions, timeoutMs: WRITE_MS },
		{ deadline },
	);
	const whole = writeOutcome(answer.errorCode, { resource: 'the cluster', needs: alterClusterRight });
	const outcomes = new Map<PartitionKey, Outcome<null>>(
		partitions.map(p => [partitionKey(p.topic, p.partition), whole.ok ? unanswered(`${p.topic}/${p.partition}`) : failed(whole.failure)]),
	);
	for (const { topic, partitionResult } of answer.replicaElectionResults)
		for (const { partitionId, errorCode, errorMessage } of partitionResult) {
			// That it leads already is what was wanted.
			const code = errorByCode(errorCode)?.name === 'ELECTION_NOT_NEEDED' ? 0 : errorCode;
			outcomes.set(
				partitionKey(topic, partitionId),
				writeOutcome(code, { resource: `${topic}/${partitionId}`, needs: alterClusterRight }, errorMessage),
			);
		}
	return outcomes;
};

/** From 2 on a marker says of which version of transactions it is; one of version 1 is taken whatever the producer used. */
const MARKER_OF_ANY = 1;

/** Each leader writes the marker that ends the transaction as aborted, on its partitions; what KIP-664 gave the tool kafka-transactions. */
export const abortTransaction = async (link: ClusterLink, { producerId, producerEpoch, partitions }: TransactionEnd): Promise<Outcomes> => {
	const deadline = link.deadline().atMost(WRITE_MS);
	await link.readMetadata([...new Set(partitions.map(p => p.topic))], deadline);
	const outcomes = new Map<PartitionKey, Outcome<null>>(
		partitions.map(p => [partitionKey(p.topic, p.partition), unanswered(`${p.topic}/${p.partition}`)]),
	);
	const byLeader = groupBy(partitions, p => link.leaders.leaderOf(p.topic, p.partition) ?? null);
	await Promise.all(
		[...byLeader].map(async ([leader, asked]) => {
			const settle = (outcome: Outcome<null>): void => {
				for (const p of asked) outcomes.set(partitionKey(p.topic, p.partition), outcome);
			};
			if (leader === null) return settle(failed(new Failure('connection', 'No broker leads the partition.')));
			// One marker for each epoch of the coordinator: partitions may have seen different ones.
			const markers = [...groupBy(asked, p => p.coordinatorEpoch)].map(([coordinatorEpoch, own]) => ({
				producerId,
				producerEpoch,
				transactionResult: false,
				coordinatorEpoch,
				topics: [...groupBy(own, p => p.topic)].map(([name, of]) => ({ name, partitionIndexes: of.map(p => p.partition) })),
			}));
			try {
				const answer = await link.once(leader, 'WriteTxnMarkers', { markers }, { deadline, maxVersion: MARKER_OF_ANY });
				for (const { topics } of answer.markers)
					for (const { name, partitions: answered } of topics)
						for (const { partitionIndex, errorCode } of answered)
							outcomes.set(
								partitionKey(name, partitionIndex),
								writeOutcome(errorCode, { resource: `${name}/${partitionIndex}`, needs: alterClusterRight }),
							);
			} catch (error) {
				if (!(error instanceof Failure)) throw error;
				settle(failed(error));
			}
		}),
	);
	return outcomes;
};
