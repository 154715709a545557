/** Transactions and producers for who looks after them: ListTransactions, DescribeTransactions, DescribeProducers. */
import { errorCode } from '../../protocol/error-codes.ts';
import { maySee } from '../cluster/access.ts';
import { OFFSETS_TOPIC } from '../cluster/cluster.ts';
import type { Transaction } from '../cluster/transactions.ts';
import { type Call, type Handlers, ledPartition, NONE, TOPIC_AUTHORIZATION_FAILED } from './handler.ts';

const NO_OFFSET = -1n;
/** Kafka's states of transactions; a dead one is never listed. */
const STATES: ReadonlySet<string> = new Set([
	'Empty',
	'Ongoing',
	'PrepareCommit',
	'PrepareAbort',
	'CompleteCommit',
	'CompleteAbort',
	'Dead',
	'PrepareEpochFence',
]);

const describeOne = (call: Call, transactionalId: string) => {
	const { cluster, brokerId } = call;
	const refused = (name: Parameters<typeof errorCode>[0]) => ({ errorCode: errorCode(name), transactionalId, topics: [] });
	if (!maySee(cluster.access, 'transactional-id', transactionalId)) return refused('TRANSACTIONAL_ID_AUTHORIZATION_FAILED');
	if (transactionalId === '') return refused('INVALID_REQUEST');
	if (cluster.transactionCoordinatorOf(transactionalId) !== brokerId) return refused('NOT_COORDINATOR');
	const found = cluster.transactions.all.get(transactionalId);
	if (found === undefined) return refused('TRANSACTIONAL_ID_NOT_FOUND');
	return {
		errorCode: NONE,
		transactionalId,
		transactionState: found.state,
		transactionTimeoutMs: found.timeoutMs,
		transactionStartTimeMs: found.startedMs === undefined ? -1n : BigInt(found.startedMs),
		producerId: found.producerId,
		producerEpoch: found.epoch,
		topics: partitionsOf(call, found).filter(({ topic }) => maySee(cluster.access, 'topic', topic)),
	};
};

/** What it writes to; a group's commits are records of their own topic. */
const partitionsOf = ({ cluster }: Call, { partitions, commits }: Readonly<Transaction>) => {
	const own = [...partitions].map(([topic, indexes]) => ({ topic, partitions: [...indexes] }));
	const groups = new Set([...commits.keys()].map(group => cluster.offsetsPartition(group)?.index ?? 0));
	return groups.size > 0 ? [...own, { topic: OFFSETS_TOPIC, partitions: [...groups] }] : own;
};

const producersOn = (call: Call, topic: string, partitionIndex: number) => {
	const refused = (error: number) => ({ partitionIndex, errorCode: error, activeProducers: [] });
	if (!call.cluster.access.allows('READ', 'topic', topic)) return refused(TOPIC_AUTHORIZATION_FAILED);
	const led = ledPartition(call, topic, partitionIndex);
	if ('error' in led) return refused(led.error);
	const { log } = led.partition;
	return {
		partitionIndex,
		errorCode: NONE,
		activeProducers: [...log.producers.all].map(([producerId, { epoch, lastSequence, lastTimestampMs }]) => ({
			producerId,
			producerEpoch: epoch,
			lastSequence,
			lastTimestamp: BigInt(lastTimestampMs),
			coordinatorEpoch: 0,
			currentTxnStartOffset: log.openFromOffset(producerId) ?? NO_OFFSET,
		})),
	};
};

export const transactionListApis: Handlers = {
	ListTransactions: {
		min: 0,
		max: 1,
		answer: ({ stateFilters, producerIdFilters, durationFilter }, { cluster, brokerId, version }) => {
			const states = new Set(stateFilters);
			const producers = new Set(producerIdFilters);
			const longest = version >= 1 && durationFilter >= 0n ? cluster.time.now() - Number(durationFilter) : undefined;
			const found = [...cluster.transactions.all].filter(
				([id, { state, producerId, startedMs }]) =>
					cluster.transactionCoordinatorOf(id) === brokerId &&
					(states.size === 0 || states.has(state)) &&
					(producers.size === 0 || producers.has(producerId)) &&
					(longest === undefined || (startedMs ?? cluster.time.now()) < longest) &&
					// Kafka leaves out what an identity may not see without a word.
					maySee(cluster.access, 'transactional-id', id),
			);
			return {
				errorCode: NONE,
				unknownStateFilters: stateFilters.filter(state => !STATES.has(state)),
				transactionStates: found.map(([transactionalId, { producerId, state }]) => ({
					transactionalId,
					producerId,
					transactionState: state,
				})),
			};
		},
	},
	DescribeTransactions: {
		min: 0,
		max: 0,
		answer: ({ transactionalIds }, call) => ({ transactionStates: transactionalIds.map(id => describeOne(call, id)) }),
	},
	DescribeProducers: {
		min: 0,
		max: 0,
		answer: ({ topics }, call) => ({
			topics: topics.map(({ name, partitionIndexes }) => ({
				name,
				partitions: partitionIndexes.map(index => producersOn(call, name, index)),
			})),
		}),
	},
};
