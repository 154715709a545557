/** The cluster itself: DescribeCluster, DescribeQuorum, DescribeLogDirs. */
import { errorCode } from '../../protocol/error-codes.ts';
import { authorizedOperations, CLUSTER_NAME, OPERATIONS_NOT_TOLD } from '../cluster/access.ts';
import { copiedShare } from '../cluster/reassignment.ts';
import { type Call, CLUSTER_AUTHORIZATION_FAILED, type Handlers, NONE } from './handler.ts';
import { brokerAddress } from './metadata.ts';

const VOLUME_BYTES = 100n * 1024n ** 3n;
const CLUSTER_METADATA = '__cluster_metadata';
const QUORUM_EPOCH = 4;

const mayDescribeCluster = ({ cluster }: Call): boolean => cluster.access.allows('DESCRIBE', 'cluster', CLUSTER_NAME);

/** Log dirs hold whole replicas: the sizes of those of the asked topics (null: all), by topic. */
const replicasOn = (
	{ cluster, brokerId }: Call,
	asked: readonly { readonly topic: string; readonly partitions: readonly number[] }[] | null,
) => {
	const wanted = asked === null ? undefined : new Map(asked.map(t => [t.topic, new Set(t.partitions)]));
	const topics: {
		name: string;
		partitions: { partitionIndex: number; partitionSize: bigint; offsetLag: bigint; isFutureKey: boolean }[];
	}[] = [];
	let total = 0n;
	for (const topic of cluster.topics.values()) {
		const only = wanted?.get(topic.name);
		if (wanted !== undefined && only === undefined) continue;
		const partitions = topic.partitions
			.filter(p => p.replicas.includes(brokerId) && (only === undefined || only.has(p.index)))
			.map(p => ({
				partitionIndex: p.index,
				partitionSize: BigInt(Math.round(p.log.sizeBytes * copiedShare(cluster, p, brokerId))),
				offsetLag: 0n,
				isFutureKey: false,
			}));
		if (partitions.length > 0) topics.push({ name: topic.name, partitions });
		for (const p of partitions) total += p.partitionSize;
	}
	return { topics, total };
};

export const clusterApis: Handlers = {
	DescribeCluster: {
		min: 0,
		max: 1,
		answer: (request, { cluster, version }) => ({
			clusterId: cluster.clusterId,
			controllerId: cluster.liveBrokers[0]?.id ?? -1,
			...(version >= 1 && { endpointType: 1 }),
			brokers: cluster.liveBrokers.map(({ id, rack }) => ({
				brokerId: id,
				host: brokerAddress(cluster, id).host,
				port: brokerAddress(cluster, id).port,
				rack,
			})),
			clusterAuthorizedOperations: request.includeClusterAuthorizedOperations
				? authorizedOperations(cluster.access, 'cluster', CLUSTER_NAME)
				: OPERATIONS_NOT_TOLD,
		}),
	},
	DescribeQuorum: {
		min: 0,
		max: 1,
		answer: (request, call) => {
			const { cluster } = call;
			if (!mayDescribeCluster(call)) return { errorCode: CLUSTER_AUTHORIZATION_FAILED, topics: [] };
			const now = BigInt(cluster.time.now());
			// The metadata log gets a record every half second: its controllers say that they are there.
			const end = now / 500n - 3_400_000_000n;
			const state = (replicaId: number) => ({ replicaId, logEndOffset: end, lastFetchTimestamp: now, lastCaughtUpTimestamp: now });
			return {
				errorCode: NONE,
				topics: request.topics.map(({ topicName, partitions }) => ({
					topicName,
					partitions: partitions.map(({ partitionIndex }) =>
						topicName === CLUSTER_METADATA && partitionIndex === 0
							? {
									partitionIndex,
									leaderId: cluster.controllers[0],
									leaderEpoch: QUORUM_EPOCH,
									highWatermark: end,
									currentVoters: cluster.controllers.map(state),
									observers: cluster.liveBrokers.map(broker => state(broker.id)),
								}
							: { partitionIndex, errorCode: errorCode('UNKNOWN_TOPIC_OR_PARTITION') },
					),
				})),
			};
		},
	},
	DescribeLogDirs: {
		min: 1,
		max: 4,
		answer: ({ topics: asked }, call) => {
			// Before v3 a refusal was an empty list.
			if (!mayDescribeCluster(call))
				return { ...(call.version >= 3 && !call.cluster.hidesRefusals && { errorCode: CLUSTER_AUTHORIZATION_FAILED }), results: [] };
			const { topics, total } = replicasOn(call, asked);
			const used = asked === null ? total : replicasOn(call, null).total;
			const room = call.version >= 4 ? { totalBytes: VOLUME_BYTES, usableBytes: VOLUME_BYTES > used ? VOLUME_BYTES - used : 0n } : {};
			return { results: [{ errorCode: NONE, logDir: '/kafka/datalogs', topics, ...room }] };
		},
	},
};
