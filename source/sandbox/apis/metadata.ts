/** Who is there and who leads what: Metadata, DescribeTopicPartitions. */
import { errorCode } from '../../protocol/error-codes.ts';
import type { ResponseInputOf } from '../../protocol/messages.ts';
import { authorizedOperations, CLUSTER_NAME, maySee, OPERATIONS_NOT_TOLD } from '../cluster/access.ts';
import type { Cluster } from '../cluster/cluster.ts';
import type { Partition } from '../cluster/partition.ts';
import type { Topic } from '../cluster/topic.ts';
import { type Call, type Handlers, LEADER_NOT_AVAILABLE, NONE, TOPIC_AUTHORIZATION_FAILED, UNKNOWN_TOPIC_OR_PARTITION } from './handler.ts';

const HOST = '127.0.0.1';
const ZERO_ID = 'AAAAAAAAAAAAAAAAAAAAAA';

type MetadataTopic = NonNullable<ResponseInputOf<'Metadata'>['topics']>[number];

/** Live brokers as Metadata, DescribeCluster and FindCoordinator name them. */
export const brokerAddress = (cluster: Cluster, id: number): { readonly nodeId: number; readonly host: string; readonly port: number } => {
	const broker = cluster.broker(id);
	return broker?.isUp === true ? { nodeId: id, host: HOST, port: broker.port } : { nodeId: -1, host: '', port: -1 };
};

const offlineReplicas = (cluster: Cluster, { replicas }: Partition): readonly number[] =>
	replicas.filter(id => cluster.broker(id)?.isUp !== true);

const partitionFields = (cluster: Cluster, partition: Partition) => ({
	errorCode: partition.leader < 0 ? LEADER_NOT_AVAILABLE : NONE,
	partitionIndex: partition.index,
	leaderId: partition.leader,
	leaderEpoch: partition.leaderEpoch,
	replicaNodes: partition.replicas,
	isrNodes: partition.isr,
	offlineReplicas: offlineReplicas(cluster, partition),
});

const toMetadata = (cluster: Cluster, topic: Topic, asksOperations: boolean): MetadataTopic => ({
	errorCode: NONE,
	name: topic.name,
	topicId: topic.id,
	isInternal: topic.isInternal,
	partitions: topic.partitions.map(partition => partitionFields(cluster, partition)),
	topicAuthorizedOperations: asksOperations ? authorizedOperations(cluster.access, 'topic', topic.name) : OPERATIONS_NOT_TOLD,
});

/** A topic that was asked for by name or id. Whether it exists is told only to those who may know. */
const namedTopic = (
	{ cluster, version }: Call,
	{ name, topicId }: { readonly name: string | null; readonly topicId: string },
	asksOperations: boolean,
): MetadataTopic => {
	const topic = name === null ? cluster.topicById(topicId) : cluster.topics.get(name);
	if (name === null && (topic === undefined || !maySee(cluster.access, 'topic', topic.name)))
		return { errorCode: errorCode('UNKNOWN_TOPIC_ID'), name: version >= 12 ? null : '', topicId, partitions: [] };
	const known = name ?? topic?.name ?? '';
	if (!maySee(cluster.access, 'topic', known))
		return { errorCode: TOPIC_AUTHORIZATION_FAILED, name: known, topicId: ZERO_ID, partitions: [] };
	if (topic === undefined) {
		const isName = /^(?!\.\.?$)[a-zA-Z0-9._-]{1,249}$/.test(known);
		return {
			errorCode: isName ? UNKNOWN_TOPIC_OR_PARTITION : errorCode('INVALID_TOPIC_EXCEPTION'),
			name: known,
			topicId: ZERO_ID,
			partitions: [],
		};
	}
	return toMetadata(cluster, topic, asksOperations);
};

export const metadataApis: Handlers = {
	Metadata: {
		min: 0,
		max: 12,
		answer: (request, call) => {
			const { cluster, version } = call;
			const asksAll = request.topics === null || (version === 0 && request.topics.length === 0);
			const operations = request.includeTopicAuthorizedOperations;
			return {
				brokers: cluster.liveBrokers.map(broker => ({ ...brokerAddress(cluster, broker.id), rack: broker.rack })),
				clusterId: cluster.clusterId,
				// Under KRaft this is any live broker.
				controllerId: cluster.liveBrokers[0]?.id ?? -1,
				topics: asksAll
					? [...cluster.topics.values()].filter(t => maySee(cluster.access, 'topic', t.name)).map(t => toMetadata(cluster, t, operations))
					: (request.topics ?? []).map(topic => namedTopic(call, topic, operations)),
				clusterAuthorizedOperations: request.includeClusterAuthorizedOperations
					? authorizedOperations(cluster.access, 'cluster', CLUSTER_NAME)
					: OPERATIONS_NOT_TOLD,
			};
		},
	},
	DescribeTopicPartitions: {
		min: 0,
		max: 0,
		answer: ({ topics, responsePartitionLimit, cursor }, { cluster }) => {
			const names = (
				topics.length > 0 ? topics.map(t => t.name) : [...cluster.topics.keys()].filter(name => maySee(cluster.access, 'topic', name))
			)
				.filter(name => cursor === null || name >= cursor.topicName)
				.sort();
			let room = Math.max(1, Math.min(responsePartitionLimit, 2000));
			const answered: NonNullable<ResponseInputOf<'DescribeTopicPartitions'>['topics']>[number][] = [];
			for (const name of names) {
				const first = cursor?.topicName === name ? cursor.partitionIndex : 0;
				if (room <= 0) return { topics: answered, nextCursor: { topicName: name, partitionIndex: first } };
				const topic = cluster.topics.get(name);
				if (topic === undefined || !maySee(cluster.access, 'topic', name)) {
					const error = maySee(cluster.access, 'topic', name) ? UNKNOWN_TOPIC_OR_PARTITION : TOPIC_AUTHORIZATION_FAILED;
					answered.push({ errorCode: error, name, topicId: ZERO_ID, partitions: [] });
					continue;
				}
				const shown = topic.partitions.slice(first, first + room);
				room -= shown.length;
				answered.push({
					name,
					topicId: topic.id,
					isInternal: topic.isInternal,
					partitions: shown.map(p => ({ ...partitionFields(cluster, p), eligibleLeaderReplicas: [], lastKnownElr: [] })),
					topicAuthorizedOperations: authorizedOperations(cluster.access, 'topic', name),
				});
				if (first + shown.length < topic.partitionCount)
					return { topics: answered, nextCursor: { topicName: name, partitionIndex: first + shown.length } };
			}
			return { topics: answered, nextCursor: null };
		},
	},
};
