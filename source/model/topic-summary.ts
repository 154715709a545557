import type { ConfigEntry, Partition } from './topic.ts';
import type { UnknownField } from './unknown.ts';

/** One topic as a list shows it. A field is `undefined` while it loads and `null` when it cannot be known (then `unknown` says why). */
export type TopicSummary = {
	readonly name: string;
	readonly isInternal: boolean;
	readonly partitions: number;
	readonly replicationFactor: number;
	/** Replicas in sync of the worst partition. */
	readonly fewestInSync: number;
	/** Counts of partitions. */
	readonly underReplicated: number;
	readonly offline: number;
	readonly underMinIsr: number | null | undefined;
	readonly minInsyncReplicas: number | null | undefined;
	/** Sum over the partitions of the size of the leader's replica: the data once, not times the replication factor. */
	readonly sizeBytes: bigint | null | undefined;
	readonly recordsPerSecond: number | null | undefined;
	/** Kafka's own numbers; -1 means no limit. */
	readonly retentionMs: bigint | null | undefined;
	readonly retentionBytes: bigint | null | undefined;
	/** `delete`, `compact` or `compact,delete`. */
	readonly cleanupPolicy: string | null | undefined;
	readonly unknown: readonly UnknownField[];
};

/** A partition of one topic with its offsets and the size of the leader's replica. */
export type PartitionDetail = Partition & {
	readonly beginOffset: bigint | null | undefined;
	readonly endOffset: bigint | null | undefined;
	readonly sizeBytes: bigint | null | undefined;
	readonly unknown: readonly UnknownField[];
};

/** A group's lag on one topic. */
export type TopicGroup = {
	readonly group: string;
	readonly lag: bigint | null | undefined;
	/** Where the lag is not known: that of the partitions that could be read. */
	readonly leastLag?: bigint;
	readonly unknown: readonly UnknownField[];
};

/** Everything about one topic; a list that could not be read at all is null, and `unknown` says why. */
export type TopicDetail = {
	readonly summary: TopicSummary;
	readonly topicId: string;
	readonly partitions: readonly PartitionDetail[];
	readonly config: readonly ConfigEntry[] | null | undefined;
	readonly groups: readonly TopicGroup[] | null | undefined;
	readonly unknown: readonly UnknownField[];
};

/** Records are deleted by age or size (`cleanup.policy` holds `delete`). */
export const deletesRecords = (cleanupPolicy: string): boolean => cleanupPolicy.split(',').some(p => p.trim() === 'delete');

/** Something about a topic that deserves a look; `text` is what the list prints. */
export type TopicFlag = {
	readonly kind: 'offline' | 'underMinIsr' | 'underReplicated' | 'singleReplica' | 'keepsForever';
	readonly text: string;
	readonly severity: 'critical' | 'warning' | 'muted';
};

/** The first word of each flag. */
export const TOPIC_FLAG_WORDS: Readonly<Record<TopicFlag['kind'], string>> = {
	offline: 'OFFLINE',
	underMinIsr: 'MINISR',
	underReplicated: 'URP',
	singleReplica: 'RF1',
	keepsForever: '∞',
};

/** Lists a topic's flags, worst first: `OFFLINE n`, `MINISR n`, `URP n`, `RF1`, `∞` (deletes nothing though its policy is delete). */
export const topicFlags = (topic: TopicSummary): readonly TopicFlag[] => {
	const flags: TopicFlag[] = [];
	if (topic.offline > 0) flags.push({ kind: 'offline', text: `${TOPIC_FLAG_WORDS.offline} ${topic.offline}`, severity: 'critical' });
	if (typeof topic.underMinIsr === 'number' && topic.underMinIsr > 0)
		flags.push({ kind: 'underMinIsr', text: `${TOPIC_FLAG_WORDS.underMinIsr} ${topic.underMinIsr}`, severity: 'critical' });
	if (topic.underReplicated > 0)
		flags.push({ kind: 'underReplicated', text: `${TOPIC_FLAG_WORDS.underReplicated} ${topic.underReplicated}`, severity: 'warning' });
	if (topic.replicationFactor === 1) flags.push({ kind: 'singleReplica', text: TOPIC_FLAG_WORDS.singleReplica, severity: 'warning' });
	if (keepsForever(topic)) flags.push({ kind: 'keepsForever', text: TOPIC_FLAG_WORDS.keepsForever, severity: 'muted' });
	return flags;
};

const keepsForever = ({ cleanupPolicy, retentionMs, retentionBytes }: TopicSummary): boolean =>
	typeof cleanupPolicy === 'string' &&
	deletesRecords(cleanupPolicy) &&
	typeof retentionMs === 'bigint' &&
	retentionMs < 0n &&
	typeof retentionBytes === 'bigint' &&
	retentionBytes < 0n;
