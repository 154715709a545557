/** A partition as metadata tells it. `leader` is null while no broker leads it (offline). */
export type Partition = {
	readonly partition: number;
	readonly leader: number | null;
	readonly leaderEpoch: number;
	readonly replicas: readonly number[];
	readonly isr: readonly number[];
	readonly offlineReplicas: readonly number[];
};

export type Topic = {
	readonly name: string;
	/** Kafka's topic id (base64url); changes when a topic is deleted and created again. */
	readonly topicId: string;
	readonly isInternal: boolean;
	readonly partitions: readonly Partition[];
};

/** One setting with where it comes from; `value` is Kafka's own string, null when sensitive. */
export type ConfigEntry = {
	readonly name: string;
	readonly value: string | null;
	readonly source: ConfigSource;
	/** What holds when the topic's own value is removed: the next synonym down; null when Kafka did not say. */
	readonly default: string | null;
	readonly isSensitive: boolean;
	readonly isReadOnly: boolean;
};

/** Kafka's ConfigEntry.ConfigSource names, as DescribeConfigs codes them. */
export type ConfigSource =
	| 'UNKNOWN'
	| 'DYNAMIC_TOPIC_CONFIG'
	| 'DYNAMIC_BROKER_CONFIG'
	| 'DYNAMIC_DEFAULT_BROKER_CONFIG'
	| 'STATIC_BROKER_CONFIG'
	| 'DEFAULT_CONFIG'
	| 'DYNAMIC_BROKER_LOGGER_CONFIG'
	| 'CLIENT_METRICS_CONFIG'
	| 'GROUP_CONFIG';

/** Replicas in sync are fewer than replicas assigned (an offline partition counts as well). */
export const isUnderReplicated = (partition: Partition): boolean => partition.isr.length < partition.replicas.length;

/** No broker leads the partition: nothing can be read from or written to it. */
export const isOffline = (partition: Partition): boolean => partition.leader === null;

/** Fewer replicas in sync than `min.insync.replicas` asks: producers with acks=all are refused. */
export const isUnderMinIsr = (partition: Partition, minInsyncReplicas: number): boolean => partition.isr.length < minInsyncReplicas;

/** Kafka leads a partition from its first replica unless it had to move; `false` while another leads. */
export const hasPreferredLeader = (partition: Partition): boolean => partition.leader === partition.replicas[0];

/** The topic's replication factor: the largest number of replicas of its partitions (they differ only during a reassignment). */
export const replicationFactor = (topic: Topic): number => topic.partitions.reduce((most, p) => Math.max(most, p.replicas.length), 0);
