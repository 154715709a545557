/** Transactions: AddPartitionsToTxn, AddOffsetsToTxn, TxnOffsetCommit, EndTxn; InitProducerId, which begins them, and plain idempotent producers. */
import { type ErrorName, errorCode } from '../../protocol/error-codes.ts';
import { CLUSTER_NAME } from '../cluster/access.ts';
import { groupError } from './group-lists.ts';
import { commitError } from './group-offsets.ts';
import {
	type Call,
	CLUSTER_AUTHORIZATION_FAILED,
	GROUP_AUTHORIZATION_FAILED,
	type Handlers,
	NONE,
	TOPIC_AUTHORIZATION_FAILED,
	UNKNOWN_TOPIC_OR_PARTITION,
} from './handler.ts';

const MOST_TIMEOUT_MS = 900_000;

/** The error of asking this broker about a transactional id; NONE when it coordinates it and the identity may use it. */
const refusal = ({ cluster, brokerId }: Call, transactionalId: string): number => {
	if (transactionalId === '') return errorCode('INVALID_REQUEST');
	if (!cluster.access.allows('WRITE', 'transactional-id', transactionalId)) return errorCode('TRANSACTIONAL_ID_AUTHORIZATION_FAILED');
	return cluster.transactionCoordinatorOf(transactionalId) === brokerId ? NONE : errorCode('NOT_COORDINATOR');
};

/** Older clients know the fence by another name. */
const codeOf = (error: ErrorName, knowsFence: boolean): number =>
	errorCode(error === 'PRODUCER_FENCED' && !knowsFence ? 'INVALID_PRODUCER_EPOCH' : error);

export const transactionApis: Handlers = {
	InitProducerId: {
		min: 0,
		max: 4,
		answer: ({ transactionalId, transactionTimeoutMs, producerId, producerEpoch }, call) => {
			const { cluster, version } = call;
			const refused = (error: number) => ({ errorCode: error, producerId: -1n, producerEpoch: -1 });
			if (transactionalId === null) {
				if (!cluster.access.allows('IDEMPOTENT_WRITE', 'cluster', CLUSTER_NAME) && !cluster.access.allows('WRITE', 'topic', '*'))
					return refused(CLUSTER_AUTHORIZATION_FAILED);
				return { producerId: cluster.transactions.newProducerId(), producerEpoch: 0 };
			}
			const error = refusal(call, transactionalId);
			if (error !== NONE) return refused(error);
			if (transactionTimeoutMs <= 0 || transactionTimeoutMs > MOST_TIMEOUT_MS) return refused(errorCode('INVALID_TRANSACTION_TIMEOUT'));
			const before = version >= 3 && producerId >= 0n ? { id: producerId, epoch: producerEpoch } : undefined;
			const producer = cluster.transactions.init(transactionalId, transactionTimeoutMs, before);
			return typeof producer === 'string'
				? refused(codeOf(producer, version >= 4))
				: { producerId: producer.id, producerEpoch: producer.epoch };
		},
	},
	AddPartitionsToTxn: {
		min: 0,
		// Version 4 is for brokers.
		max: 3,
		answer: (request, call) => {
			const { v3AndBelowTransactionalId: id, v3AndBelowProducerId, v3AndBelowProducerEpoch, v3AndBelowTopics: topics } = request;
			const { cluster, version } = call;
			const ofTopic = (name: string, partition: number): number => {
				if (!cluster.access.allows('WRITE', 'topic', name)) return TOPIC_AUTHORIZATION_FAILED;
				return cluster.topics.get(name)?.partition(partition) === undefined ? UNKNOWN_TOPIC_OR_PARTITION : NONE;
			};
			const isGood = topics.every(({ name, partitions }) => partitions.every(partition => ofTopic(name, partition) === NONE));
			let whole = refusal(call, id);
			if (whole === NONE && !isGood) whole = errorCode('OPERATION_NOT_ATTEMPTED');
			if (whole === NONE) {
				const wanted = new Map(topics.map(({ name, partitions }) => [name, partitions]));
				const producer = { id: v3AndBelowProducerId, epoch: v3AndBelowProducerEpoch };
				whole = codeOf(cluster.transactions.addPartitions(id, producer, wanted), version >= 2);
			}
			return {
				resultsByTopicV3AndBelow: topics.map(({ name, partitions }) => ({
					name,
					resultsByPartition: partitions.map(partitionIndex => {
						const own = isGood ? NONE : ofTopic(name, partitionIndex);
						return { partitionIndex, partitionErrorCode: own === NONE ? whole : own };
					}),
				})),
			};
		},
	},
	AddOffsetsToTxn: {
		min: 0,
		max: 3,
		answer: ({ transactionalId, producerId, producerEpoch, groupId }, call) => {
			const refused = refusal(call, transactionalId);
			if (refused !== NONE) return { errorCode: refused };
			if (!call.cluster.access.allows('READ', 'group', groupId)) return { errorCode: GROUP_AUTHORIZATION_FAILED };
			const error = call.cluster.transactions.addGroup(transactionalId, { id: producerId, epoch: producerEpoch }, groupId);
			return { errorCode: codeOf(error, call.version >= 2) };
		},
	},
	TxnOffsetCommit: {
		min: 0,
		max: 3,
		answer: (request, call) => {
			const { transactionalId, groupId, producerId, producerEpoch, memberId, groupInstanceId, generationIdOrMemberEpoch, topics } = request;
			const { cluster, version } = call;
			const whole = (): number => {
				if (!cluster.access.allows('WRITE', 'transactional-id', transactionalId)) return errorCode('TRANSACTIONAL_ID_AUTHORIZATION_FAILED');
				if (!cluster.access.allows('READ', 'group', groupId)) return GROUP_AUTHORIZATION_FAILED;
				const routing = groupError(call, groupId);
				if (routing !== NONE) return routing;
				const error = cluster.transactions.mayCommit(transactionalId, { id: producerId, epoch: producerEpoch }, groupId);
				// A producer need not say whose member it is.
				if (error !== 'NONE' || version < 3 || generationIdOrMemberEpoch < 0) return codeOf(error, version >= 2);
				const who = { memberId, instanceId: groupInstanceId, generation: generationIdOrMemberEpoch };
				return commitError(cluster.groups.get(groupId), who);
			};
			const refused = whole();
			return {
				topics: topics.map(({ name, partitions }) => ({
					name,
					partitions: partitions.map(({ partitionIndex, committedOffset: offset, committedLeaderEpoch, committedMetadata }) => {
						let error = refused;
						if (error === NONE && !cluster.access.allows('READ', 'topic', name)) error = TOPIC_AUTHORIZATION_FAILED;
						if (error === NONE && cluster.topics.get(name)?.partition(partitionIndex) === undefined) error = UNKNOWN_TOPIC_OR_PARTITION;
						if (error === NONE) {
							const leaderEpoch = version >= 2 ? committedLeaderEpoch : -1;
							cluster.transactions.commit(transactionalId, groupId, name, partitionIndex, {
								...{ offset, leaderEpoch, metadata: committedMetadata ?? '' },
							});
						}
						return { partitionIndex, errorCode: error };
					}),
				})),
			};
		},
	},
	EndTxn: {
		min: 0,
		max: 3,
		answer: ({ transactionalId, producerId, producerEpoch, committed }, call) => {
			const refused = refusal(call, transactionalId);
			if (refused !== NONE) return { errorCode: refused };
			const error = call.cluster.transactions.end(transactionalId, { id: producerId, epoch: producerEpoch }, committed);
			return { errorCode: codeOf(error, call.version >= 2) };
		},
	},
};
