/**
 * The right a call needs, and how to say it: under MSK IAM as `kafka-cluster:<Action>` on an ARN,
 * otherwise as the ACL operation of Apache Kafka on a resource.
 */

/** The data-plane actions of MSK IAM (AWS guide "Semantics of IAM authorization policy actions and resources"). */
export type KafkaClusterAction =
	| 'Connect'
	| 'DescribeCluster'
	| 'DescribeClusterDynamicConfiguration'
	| 'DescribeTopic'
	| 'DescribeTopicDynamicConfiguration'
	| 'DescribeGroup'
	| 'DescribeTransactionalId'
	| 'AlterTransactionalId'
	| 'ReadData'
	| 'WriteData'
	| 'WriteDataIdempotently'
	| 'CreateTopic'
	| 'AlterTopic'
	| 'DeleteTopic'
	| 'AlterTopicDynamicConfiguration'
	| 'AlterGroup'
	| 'DeleteGroup'
	| 'AlterCluster'
	| 'AlterClusterDynamicConfiguration';

export type RightResourceType = 'cluster' | 'topic' | 'group' | 'transactional-id';

/** A right on one resource. `resourceName` is the topic, group or transactional id; `*` stands for any. */
export type NeededRight = {
	readonly action: KafkaClusterAction;
	/** The ACL operation Kafka's own authorizer checks for the same call, e.g. `Describe`. */
	readonly operation: string;
	readonly resourceType: RightResourceType;
	readonly resourceName: string;
};

/** Where the cluster lives, as far as is known; an account or UUID that cannot be known is printed as `*`. */
export type RightScope = {
	readonly isIam: boolean;
	readonly region?: string;
	readonly account?: string;
	readonly clusterName?: string;
	readonly clusterUuid?: string;
};

export const right = (
	action: KafkaClusterAction,
	operation: string,
	resourceType: RightResourceType,
	resourceName: string,
): NeededRight => ({ action, operation, resourceType, resourceName });

export const describeClusterRight = right('DescribeCluster', 'Describe', 'cluster', '*');
export const describeGroupRight = (group = '*'): NeededRight => right('DescribeGroup', 'Describe', 'group', group);
export const describeTopicRight = (topic = '*'): NeededRight => right('DescribeTopic', 'Describe', 'topic', topic);
export const describeTopicConfigRight = (topic = '*'): NeededRight =>
	right('DescribeTopicDynamicConfiguration', 'DescribeConfigs', 'topic', topic);
export const describeBrokerConfigRight = right('DescribeClusterDynamicConfiguration', 'DescribeConfigs', 'cluster', '*');
export const describeTransactionalIdRight = (id = '*'): NeededRight => right('DescribeTransactionalId', 'Describe', 'transactional-id', id);
export const readTopicRight = (topic = '*'): NeededRight => right('ReadData', 'Read', 'topic', topic);
export const writeTopicRight = (topic: string): NeededRight => right('WriteData', 'Write', 'topic', topic);
/** Kafka gives a producer its id for Write on any topic as well; MSK IAM asks for this one. */
export const idempotentWriteRight = right('WriteDataIdempotently', 'IdempotentWrite', 'cluster', '*');
export const alterTopicConfigRight = (topic: string): NeededRight =>
	right('AlterTopicDynamicConfiguration', 'AlterConfigs', 'topic', topic);
export const createTopicRight = (topic: string): NeededRight => right('CreateTopic', 'Create', 'topic', topic);
export const alterTopicRight = (topic: string): NeededRight => right('AlterTopic', 'Alter', 'topic', topic);
/** Also what deleting records takes. */
export const deleteTopicRight = (topic: string): NeededRight => right('DeleteTopic', 'Delete', 'topic', topic);
/** Committing offsets, and removing members. */
export const alterGroupRight = (group: string): NeededRight => right('AlterGroup', 'Read', 'group', group);
export const deleteGroupRight = (group: string): NeededRight => right('DeleteGroup', 'Delete', 'group', group);

/** Electing leaders, and ending a transaction from outside. */
export const alterClusterRight = right('AlterCluster', 'Alter', 'cluster', '*');

/** The ARN a right applies to, with `*` for what is not known; the form is `arn:aws:kafka:REGION:ACCOUNT:TYPE/CLUSTER/UUID[/NAME]`. */
export const rightArn = (needed: NeededRight, scope: RightScope): string => {
	const base = `arn:aws:kafka:${scope.region ?? '*'}:${scope.account ?? '*'}:${needed.resourceType}/${scope.clusterName ?? '*'}/${scope.clusterUuid ?? '*'}`;
	return needed.resourceType === 'cluster' ? base : `${base}/${needed.resourceName}`;
};

/** What a right applies to: the ARN under IAM, else `Cluster`, `topic orders`. */
export const rightResource = (needed: NeededRight, scope: RightScope): string =>
	scope.isIam ? rightArn(needed, scope) : needed.resourceType === 'cluster' ? 'Cluster' : `${needed.resourceType} ${needed.resourceName}`;

/**
 * The `needs` text of the contract: it always starts with the IAM action, since the program's home is MSK;
 * where the cluster is not under IAM the ACL that grants the same follows.
 */
export const rightText = (needed: NeededRight, scope: RightScope): string => {
	const action = `kafka-cluster:${needed.action}`;
	const resource = rightResource(needed, scope);
	return scope.isIam ? `${action} on ${resource}` : `ACL ${needed.operation} on ${resource} (under IAM: ${action})`;
};
