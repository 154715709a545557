import type { ApiName } from '../../protocol/messages.ts';

/** What kind of MSK cluster the sandbox is: what it does not offer, and which settings it lets be changed. */
export type Flavour = {
	/** As its refusals name it. */
	readonly name: string;
	readonly lacks: ReadonlySet<ApiName>;
	/** Highest versions, where they are lower than ours. */
	readonly highest: ReadonlyMap<ApiName, number>;
	/** Topic settings that may be given; null for all. */
	readonly topicSettings: ReadonlySet<string> | null;
	/** Of these, what may be given to a new topic only. */
	readonly onlyAtCreation: ReadonlySet<string>;
	readonly changesBrokers: boolean;
	/** Every topic has this replication factor, whatever was asked for. */
	readonly replicationFactor: number | null;
};

export const provisioned: Flavour = {
	name: 'Kafka',
	lacks: new Set(),
	highest: new Map(),
	topicSettings: null,
	onlyAtCreation: new Set(),
	changesBrokers: true,
	replicationFactor: null,
};

/**
 * That ElectLeaders and ACLs are missing is inferred (no brokers to choose, and identities by IAM alone).
 * APIs and versions as users printed them with kafka-broker-api-versions (2022: tchiotludo/akhq#1113, segmentio/topicctl#69); settings by the
 * guide's page on Serverless configuration; the refusal's words by strimzi-kafka-operator#9606 and Mongey/terraform-provider-kafka#446.
 */
export const mskServerless: Flavour = {
	...provisioned,
	name: 'Amazon MSK Serverless',
	lacks: new Set<ApiName>([
		...(['DescribeLogDirs', 'DeleteRecords', 'DescribeQuorum', 'DescribeTopicPartitions', 'ConsumerGroupDescribe'] as const),
		...(['AlterPartitionReassignments', 'ElectLeaders', 'DescribeAcls', 'CreateAcls', 'DeleteAcls'] as const),
		// Of Kafka 3.0, which it came before.
		...(['ListTransactions', 'DescribeTransactions', 'DescribeProducers'] as const),
	]),
	highest: new Map<ApiName, number>([
		['ListOffsets', 6],
		['Metadata', 11],
		['OffsetCommit', 8],
		['OffsetFetch', 7],
		['FindCoordinator', 3],
		['JoinGroup', 7],
		['LeaveGroup', 4],
		['DescribeGroups', 5],
		['ListGroups', 4],
	]),
	topicSettings: new Set([
		'cleanup.policy',
		'compression.type',
		'max.message.bytes',
		'message.timestamp.type',
		'message.timestamp.after.max.ms',
		'message.timestamp.before.max.ms',
		'retention.bytes',
		'retention.ms',
	]),
	onlyAtCreation: new Set(['cleanup.policy']),
	changesBrokers: false,
};

/** Settings by the guide's page on Express configuration, whose replication factor is always 3. */
export const mskExpress: Flavour = {
	...provisioned,
	name: 'Amazon MSK Express',
	topicSettings: new Set([
		'cleanup.policy',
		'compression.type',
		'delete.retention.ms',
		'max.compaction.lag.ms',
		'max.message.bytes',
		'message.timestamp.type',
		'message.timestamp.after.max.ms',
		'message.timestamp.before.max.ms',
		'min.compaction.lag.ms',
		'retention.bytes',
		'retention.ms',
	]),
	replicationFactor: 3,
};

/** Why a topic's setting may not be given; undefined when it may. */
export const settingRefusal = (flavour: Flavour, setting: string, isNewTopic: boolean): string | undefined => {
	const { name, topicSettings, onlyAtCreation } = flavour;
	if (topicSettings === null || (topicSettings.has(setting) && (isNewTopic || !onlyAtCreation.has(setting)))) return undefined;
	const others = [...topicSettings].filter(one => isNewTopic || !onlyAtCreation.has(one)).join(', ');
	return `${name} can't alter topic configuration ${setting}. Only the following configurations can be altered: ${others}`;
};
