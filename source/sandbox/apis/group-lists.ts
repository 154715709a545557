/** Groups as their coordinator knows them: FindCoordinator, ListGroups, DescribeGroups, ConsumerGroupDescribe, DeleteGroups. */
import { encodeAssignment, encodeSubscription } from '../../protocol/consumer-protocol.ts';
import { coordinator as coordinatorKind } from '../../protocol/enums.ts';
import { errorCode } from '../../protocol/error-codes.ts';
import { authorizedOperations, CLUSTER_NAME, maySee, OPERATIONS_NOT_TOLD } from '../cluster/access.ts';
import type { Cluster } from '../cluster/cluster.ts';
import type { Group, Member } from '../cluster/group.ts';
import { type Call, GROUP_AUTHORIZATION_FAILED, type Handlers, NONE } from './handler.ts';
import { brokerAddress } from './metadata.ts';

const NOBODY = { nodeId: -1, host: '', port: -1 };

const findTransactionCoordinator = ({ cluster }: Call, key: string) => {
	if (!maySee(cluster.access, 'transactional-id', key))
		return { key, ...NOBODY, errorCode: errorCode('TRANSACTIONAL_ID_AUTHORIZATION_FAILED'), errorMessage: null };
	cluster.ensureTransactionsTopic();
	const id = cluster.transactionCoordinatorOf(key);
	const address = id === undefined ? NOBODY : brokerAddress(cluster, id);
	return { key, ...address, errorCode: address.nodeId < 0 ? errorCode('COORDINATOR_NOT_AVAILABLE') : NONE, errorMessage: null };
};

const findCoordinator = (call: Call, key: string, keyType: number) => {
	const { cluster } = call;
	if (keyType === coordinatorKind.TRANSACTION) return findTransactionCoordinator(call, key);
	if (keyType !== coordinatorKind.GROUP) return { key, ...NOBODY, errorCode: errorCode('COORDINATOR_NOT_AVAILABLE'), errorMessage: null };
	if (!maySee(cluster.access, 'group', key)) return { key, ...NOBODY, errorCode: GROUP_AUTHORIZATION_FAILED, errorMessage: null };
	cluster.ensureOffsetsTopic();
	const id = cluster.coordinatorOf(key);
	const address = id === undefined ? NOBODY : brokerAddress(cluster, id);
	return { key, ...address, errorCode: address.nodeId < 0 ? errorCode('COORDINATOR_NOT_AVAILABLE') : NONE, errorMessage: null };
};

/** The error of asking this broker about a group; NONE when it coordinates it and the identity may see it. */
export const groupError = ({ cluster, brokerId }: Call, id: string): number => {
	if (!maySee(cluster.access, 'group', id)) return GROUP_AUTHORIZATION_FAILED;
	if (id === '') return errorCode('INVALID_GROUP_ID');
	const coordinator = cluster.coordinatorOf(id);
	// A cluster without the topic of commits has no coordinators, and every broker says that it is none.
	return coordinator === brokerId ? NONE : errorCode('NOT_COORDINATOR');
};

const classicMember = (member: Member) => ({
	memberId: member.memberId,
	groupInstanceId: member.instanceId,
	clientId: member.clientId,
	clientHost: member.clientHost,
	memberMetadata: member.told?.metadata ?? encodeSubscription(3, { topics: [...member.topics], rackId: member.rackId }),
	memberAssignment:
		member.told?.assignment ??
		encodeAssignment(3, { assignedPartitions: [...member.assignment].map(([topic, partitions]) => ({ topic, partitions })) }),
});

const consumerMember = (cluster: Cluster, group: Group, member: Member) => {
	const assignment = {
		topicPartitions: [...member.assignment].map(([topicName, partitions]) => ({
			topicId: cluster.topics.get(topicName)?.id ?? 'AAAAAAAAAAAAAAAAAAAAAA',
			topicName,
			partitions,
		})),
	};
	return {
		memberId: member.memberId,
		instanceId: member.instanceId,
		rackId: member.rackId,
		memberEpoch: group.epoch,
		clientId: member.clientId,
		clientHost: member.clientHost,
		subscribedTopicNames: member.topics,
		subscribedTopicRegex: null,
		assignment,
		targetAssignment: assignment,
	};
};

const operationsOf = (call: Call, isAsked: boolean, id: string): number =>
	isAsked ? authorizedOperations(call.cluster.access, 'group', id) : OPERATIONS_NOT_TOLD;

const describeClassic = (call: Call, groupId: string, asksOperations: boolean) => {
	const refused = groupError(call, groupId);
	const empty = { errorCode: refused, groupId, groupState: '', protocolType: '', protocolData: '', members: [] };
	if (refused !== NONE) return empty;
	const group = call.cluster.groups.get(groupId);
	const authorized = { ...(call.version >= 3 && { authorizedOperations: operationsOf(call, asksOperations, groupId) }) };
	// A group of the new protocol is none for this API, as in Kafka.
	if (group === undefined || group.type !== 'classic') {
		const missing = call.version >= 6 ? { errorCode: errorCode('GROUP_ID_NOT_FOUND'), errorMessage: `Group ${groupId} not found.` } : {};
		return { ...empty, ...missing, groupState: 'Dead', ...authorized };
	}
	return {
		...empty,
		groupState: group.state,
		protocolType: group.protocolType,
		protocolData: group.state === 'Stable' ? group.protocol : '',
		members: group.members.map(classicMember).map(m => (call.version >= 4 ? m : { ...m, groupInstanceId: null })),
		...authorized,
	};
};

export const groupListApis: Handlers = {
	FindCoordinator: {
		min: 0,
		max: 4,
		answer: ({ key, keyType, coordinatorKeys }, call) => {
			if (call.version >= 4) return { coordinators: coordinatorKeys.map(one => findCoordinator(call, one, keyType)) };
			const { key: _key, errorMessage, ...found } = findCoordinator(call, key, keyType);
			return { ...found, ...(call.version >= 1 && { errorMessage }) };
		},
	},
	ListGroups: {
		min: 0,
		max: 5,
		answer: ({ statesFilter, typesFilter }, call) => {
			const { cluster, brokerId, version } = call;
			const states = new Set(statesFilter.map(s => s.toLowerCase()));
			const types = new Set(typesFilter.map(t => t.toLowerCase()));
			// Kafka shortens the list without a word to what the identity may see, unless it may describe the cluster.
			const seesAll = cluster.access.allows('DESCRIBE', 'cluster', CLUSTER_NAME);
			const groups = [...cluster.groups.values()].filter(
				group =>
					cluster.coordinatorOf(group.id) === brokerId &&
					(states.size === 0 || states.has(group.state.toLowerCase())) &&
					(types.size === 0 || types.has(group.type)) &&
					(seesAll || maySee(cluster.access, 'group', group.id)),
			);
			return {
				groups: groups.map(group => ({
					groupId: group.id,
					protocolType: group.protocolType,
					...(version >= 4 && { groupState: group.state }),
					...(version >= 5 && { groupType: group.type === 'classic' ? 'classic' : 'consumer' }),
				})),
			};
		},
	},
	DescribeGroups: {
		min: 0,
		max: 6,
		answer: ({ groups, includeAuthorizedOperations }, call) => ({
			groups: groups.map(id => describeClassic(call, id, includeAuthorizedOperations)),
		}),
	},
	ConsumerGroupDescribe: {
		min: 0,
		max: 0,
		answer: ({ groupIds, includeAuthorizedOperations }, call) => ({
			groups: groupIds.map(groupId => {
				const refused = groupError(call, groupId);
				if (refused !== NONE) return { groupId, errorCode: refused, members: [] };
				const group = call.cluster.groups.get(groupId);
				if (group?.type !== 'consumer')
					return { groupId, errorCode: errorCode('GROUP_ID_NOT_FOUND'), errorMessage: `Group ${groupId} not found.`, members: [] };
				return {
					groupId,
					groupState: group.state,
					groupEpoch: group.epoch,
					assignmentEpoch: group.epoch,
					assignorName: group.protocol,
					members: group.members.map(member => consumerMember(call.cluster, group, member)),
					authorizedOperations: operationsOf(call, includeAuthorizedOperations, groupId),
				};
			}),
		}),
	},
	DeleteGroups: {
		min: 0,
		max: 2,
		answer: ({ groupsNames }, call) => ({
			results: groupsNames.map(groupId => {
				if (!call.cluster.access.allows('DELETE', 'group', groupId)) return { groupId, errorCode: GROUP_AUTHORIZATION_FAILED };
				const refused = groupError(call, groupId);
				if (refused !== NONE) return { groupId, errorCode: refused };
				const group = call.cluster.groups.get(groupId);
				if (group === undefined) return { groupId, errorCode: errorCode('GROUP_ID_NOT_FOUND') };
				if (group.members.length > 0) return { groupId, errorCode: errorCode('NON_EMPTY_GROUP') };
				call.cluster.groups.delete(groupId);
				return { groupId, errorCode: NONE };
			}),
		}),
	},
};
