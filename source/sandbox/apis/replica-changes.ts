/** Who holds and who leads: AlterPartitionReassignments, ListPartitionReassignments, ElectLeaders. */
import { errorCode } from '../../protocol/error-codes.ts';
import { CLUSTER_NAME } from '../cluster/access.ts';
import type { Cluster } from '../cluster/cluster.ts';
import type { Partition } from '../cluster/partition.ts';
import { cancelReassignment, reassign } from '../cluster/reassignment.ts';
import { type Call, CLUSTER_AUTHORIZATION_FAILED, type Handlers, NONE, UNKNOWN_TOPIC_OR_PARTITION } from './handler.ts';

const PREFERRED = 0;
const NOT_AUTHORIZED = { errorCode: CLUSTER_AUTHORIZATION_FAILED, errorMessage: 'Cluster authorization failed.' };
const FINE = { errorCode: NONE, errorMessage: null };
type Answer = { readonly errorCode: number; readonly errorMessage: string | null };

const may = ({ cluster }: Call, operation: 'ALTER' | 'DESCRIBE'): boolean => cluster.access.allows(operation, 'cluster', CLUSTER_NAME);

const answer = (name: Parameters<typeof errorCode>[0], errorMessage: string): Answer => ({ errorCode: errorCode(name), errorMessage });

const assignmentProblem = (cluster: Cluster, replicas: readonly number[]): Answer | undefined => {
	const refused = (why: string): Answer => answer('INVALID_REPLICA_ASSIGNMENT', `The manual partition assignment includes ${why}.`);
	if (replicas.length === 0) return refused('an empty replica list');
	const stranger = replicas.find(id => cluster.broker(id) === undefined);
	if (stranger !== undefined) return refused(`broker ${stranger}, but no such broker is registered`);
	return new Set(replicas).size < replicas.length ? refused('a broker more than once') : undefined;
};

const reassignOne = (
	cluster: Cluster,
	partition: Partition | undefined,
	replicas: readonly number[] | null,
	mayResize: boolean,
): Answer => {
	if (partition === undefined) return { errorCode: UNKNOWN_TOPIC_OR_PARTITION, errorMessage: 'Unable to find a partition of this name.' };
	if (replicas === null)
		return cancelReassignment(cluster, partition)
			? FINE
			: answer('NO_REASSIGNMENT_IN_PROGRESS', 'No partition reassignment is in progress.');
	const problem = assignmentProblem(cluster, replicas);
	if (problem !== undefined) return problem;
	const { length } = partition.replicas.filter(id => partition.reassignment?.adding.includes(id) !== true);
	if (!mayResize && replicas.length !== length)
		return answer('INVALID_REPLICATION_FACTOR', `The replication factor is changed from ${length} to ${replicas.length}.`);
	reassign(cluster, partition, replicas);
	return FINE;
};

const electOne = (cluster: Cluster, partition: Partition | undefined, electionType: number): Answer => {
	if (partition === undefined) return { errorCode: UNKNOWN_TOPIC_OR_PARTITION, errorMessage: 'No such partition.' };
	const isUp = (id: number): boolean => cluster.broker(id)?.isUp === true;
	if (electionType === PREFERRED) {
		const preferred = partition.replicas[0] ?? -1;
		if (partition.leader === preferred) return answer('ELECTION_NOT_NEEDED', 'Leader election not needed for topic partition.');
		if (!isUp(preferred) || !partition.isr.includes(preferred))
			return answer('PREFERRED_LEADER_NOT_AVAILABLE', 'The preferred leader was not available.');
		partition.leader = preferred;
	} else {
		if (partition.leader >= 0) return answer('ELECTION_NOT_NEEDED', 'Leader election not needed for topic partition.');
		const next = partition.replicas.find(isUp);
		if (next === undefined) return answer('ELIGIBLE_LEADERS_NOT_AVAILABLE', 'Eligible topic partition leaders are not available.');
		partition.leader = next;
		partition.isr = [next];
	}
	partition.leaderEpoch++;
	return FINE;
};

const electAll = (cluster: Cluster, electionType: number) =>
	[...cluster.topics.values()].flatMap(({ name: topic, partitions }) => {
		const results = partitions.map(p => ({ partitionId: p.index, ...electOne(cluster, p, electionType) }));
		// Asked for all, Kafka leaves out what stays as it was.
		const partitionResult = results.filter(r => r.errorCode !== errorCode('ELECTION_NOT_NEEDED'));
		return partitionResult.length > 0 ? [{ topic, partitionResult }] : [];
	});

export const replicaChangeApis: Handlers = {
	AlterPartitionReassignments: {
		min: 0,
		max: 1,
		answer: ({ topics, allowReplicationFactorChange }, call) => {
			if (!may(call, 'ALTER')) return { ...NOT_AUTHORIZED, responses: [] };
			const { cluster, version } = call;
			const mayResize = version < 1 || allowReplicationFactorChange;
			return {
				...FINE,
				...(version >= 1 && { allowReplicationFactorChange }),
				responses: topics.map(({ name, partitions }) => ({
					name,
					partitions: partitions.map(({ partitionIndex, replicas }) => ({
						partitionIndex,
						...reassignOne(cluster, cluster.topics.get(name)?.partition(partitionIndex), replicas, mayResize),
					})),
				})),
			};
		},
	},
	ListPartitionReassignments: {
		min: 0,
		max: 0,
		answer: ({ topics: asked }, call) => {
			if (!may(call, 'DESCRIBE')) return { ...NOT_AUTHORIZED, topics: [] };
			const wanted = asked === null ? undefined : new Map(asked.map(t => [t.name, new Set(t.partitionIndexes)]));
			const topics = [...call.cluster.topics.values()].flatMap(topic => {
				if (wanted !== undefined && !wanted.has(topic.name)) return [];
				const partitions = topic.existingPartitions.flatMap(({ index, replicas, reassignment: move }) =>
					move === undefined || wanted?.get(topic.name)?.has(index) === false
						? []
						: [{ partitionIndex: index, replicas, addingReplicas: move.adding, removingReplicas: move.removing }],
				);
				return partitions.length > 0 ? [{ name: topic.name, partitions }] : [];
			});
			return { ...FINE, topics };
		},
	},
	ElectLeaders: {
		min: 0,
		max: 2,
		answer: ({ electionType, topicPartitions }, call) => {
			const { cluster, version } = call;
			const type = version >= 1 ? electionType : PREFERRED;
			if (!may(call, 'ALTER')) {
				const refused = (topicPartitions ?? []).map(({ topic, partitions }) => ({
					topic,
					partitionResult: partitions.map(partitionId => ({ partitionId, ...NOT_AUTHORIZED })),
				}));
				return { ...(version >= 1 && { errorCode: CLUSTER_AUTHORIZATION_FAILED }), replicaElectionResults: refused };
			}
			const replicaElectionResults =
				topicPartitions === null
					? electAll(cluster, type)
					: topicPartitions.map(({ topic, partitions }) => ({
							topic,
							partitionResult: partitions.map(partitionId => ({
								partitionId,
								...electOne(cluster, cluster.topics.get(topic)?.partition(partitionId), type),
							})),
						}));
			return { replicaElectionResults };
		},
	},
};
