/** Policies of IAM that give just what a role needs on one cluster. Pure. */
import type { KafkaClusterAction } from '../needed-right.ts';

export const POLICY_ROLES = ['reader', 'consumer', 'producer', 'operator'] as const;
export type PolicyRole = (typeof POLICY_ROLES)[number];

export type PolicyWish = {
	readonly role: PolicyRole;
	/** `arn:aws:kafka:REGION:ACCOUNT:cluster/NAME/UUID` */
	readonly clusterArn: string;
	/** Names, with `*` for any characters; so IAM takes them. */
	readonly topics: readonly string[];
	readonly groups: readonly string[];
	readonly transactionalIds: readonly string[];
};

export type PolicyStatement = {
	readonly Sid: string;
	readonly Effect: 'Allow';
	readonly Action: readonly string[];
	readonly Resource: readonly string[];
};
export type Policy = { readonly Version: '2012-10-17'; readonly Statement: readonly PolicyStatement[] };

type Actions = {
	readonly cluster: readonly KafkaClusterAction[];
	readonly topic: readonly KafkaClusterAction[];
	readonly group: readonly KafkaClusterAction[];
};

/**
 * What each role needs (IAM User Guide for MSK, "Semantics of IAM authorization policy actions and resources" and its use cases): ReadData asks
 * for AlterGroup, WriteDataIdempotently is an action on the cluster, and none of the …DynamicConfiguration actions is covered by `*Topic`.
 */
const ROLES: Readonly<Record<PolicyRole, Actions>> = {
	reader: {
		cluster: ['Connect', 'DescribeCluster', 'DescribeClusterDynamicConfiguration'],
		topic: ['DescribeTopic', 'DescribeTopicDynamicConfiguration', 'ReadData'],
		group: ['DescribeGroup'],
	},
	consumer: { cluster: ['Connect'], topic: ['DescribeTopic', 'ReadData'], group: ['DescribeGroup', 'AlterGroup'] },
	producer: { cluster: ['Connect', 'WriteDataIdempotently'], topic: ['DescribeTopic', 'WriteData'], group: [] },
	operator: {
		cluster: ['Connect', 'DescribeCluster', 'DescribeClusterDynamicConfiguration', 'AlterCluster'],
		topic: [
			...(['DescribeTopic', 'DescribeTopicDynamicConfiguration', 'ReadData', 'WriteData'] as const),
			...(['CreateTopic', 'AlterTopic', 'AlterTopicDynamicConfiguration', 'DeleteTopic'] as const),
		],
		group: ['DescribeGroup', 'AlterGroup', 'DeleteGroup'],
	},
};

/** What this program asks MSK for besides, on the cluster itself. */
const CONTROL_PLANE: readonly string[] = [
	...['kafka:DescribeClusterV2', 'kafka:GetBootstrapBrokers', 'kafka:ListNodes', 'kafka:ListClusterOperationsV2'],
	...['kafka:GetCompatibleKafkaVersions', 'kafka:ListScramSecrets', 'kafka:GetClusterPolicy'],
];

/** Of actions that take no resource, or one that only the console names. */
const ANYWHERE: readonly string[] = [
	...['kafka:ListClustersV2', 'kafka:ListKafkaVersions', 'kafka:DescribeConfiguration', 'kafka:DescribeConfigurationRevision'],
	...['cloudwatch:GetMetricData', 'cloudwatch:ListMetrics', 'cloudwatch:DescribeAlarms'],
];

/** Makes the policy; statements without a resource are left out. */
export const policyFor = ({ role, clusterArn, topics, groups, transactionalIds }: PolicyWish): Policy => {
	const { cluster, topic, group } = ROLES[role];
	const arns = (type: string, names: readonly string[]) => names.map(name => `${clusterArn.replace(':cluster/', `:${type}/`)}/${name}`);
	const kafka = (actions: readonly KafkaClusterAction[]) => actions.map(action => `kafka-cluster:${action}`);
	const statement = (Sid: string, Action: readonly string[], Resource: readonly string[]): readonly PolicyStatement[] =>
		Action.length === 0 || Resource.length === 0 ? [] : [{ Sid, Effect: 'Allow', Action, Resource }];
	// To read a record takes a group as well, whatever is in the policy for groups.
	const looks = role === 'reader' || role === 'operator';
	return {
		Version: '2012-10-17',
		Statement: [
			...statement('Cluster', kafka(cluster), [clusterArn]),
			...statement('Topics', kafka(topic), arns('topic', topics)),
			...statement('Groups', kafka(group), arns('group', groups)),
			...statement('Transactions', kafka(['DescribeTransactionalId', 'AlterTransactionalId']), arns('transactional-id', transactionalIds)),
			...(looks ? [...statement('Msk', CONTROL_PLANE, [clusterArn]), ...statement('Account', ANYWHERE, ['*'])] : []),
		],
	};
};

/** What of a policy is wider than it looks, in sentences. */
export const policyNotes = ({ topics, groups, role }: PolicyWish): readonly string[] => [
	...(topics.includes('*') && role !== 'reader' ? ['it holds for every topic: name them with --topic'] : []),
	...(groups.includes('*') && role === 'consumer' ? ['it holds for every group: name them with --group'] : []),
	...(role === 'reader'
		? ['AWS lists AlterGroup as required with ReadData; this program reads records without a group, so it is left out']
		: []),
	...(role === 'operator'
		? ['WriteData is for replaying and producing, AlterCluster for moving replicas and electing leaders: leave out what is not done']
		: []),
];
