import { Failure, type Outcome } from '../model/failure.ts';
import { describeClusterRight, describeTopicConfigRight, type RightScope } from '../model/needed-right.ts';
import { type ConfigEntry, isOffline, isUnderMinIsr, isUnderReplicated, replicationFactor, type Topic } from '../model/topic.ts';
import type { TopicSummary } from '../model/topic-summary.ts';
import type { UnknownField } from '../model/unknown.ts';
import { missingField } from './missing.ts';
import { type ReplicaSizes, topicSize } from './replica-sizes.ts';

/** The settings that a list of topics shows. */
export const LISTED_CONFIG_KEYS: readonly string[] = ['min.insync.replicas', 'retention.ms', 'retention.bytes', 'cleanup.policy'];

/** What is known of a topic beyond its metadata; what is still missing is loading. */
export type TopicFacts = {
	readonly config?: Outcome<readonly ConfigEntry[]> | undefined;
	readonly sizes?: ReplicaSizes | undefined;
	/** Records a second over the observed window; null where only one look was taken. */
	readonly recordsPerSecond?: number | null | undefined;
};

const NO_RATE = 'a rate takes two looks some seconds apart, and this is one';
const CONFIG_FIELDS = ['underMinIsr', 'retentionMs', 'retentionBytes', 'cleanupPolicy'] as const;

/** Makes the list's row of a topic from what is known by now. */
export const toTopicSummary = (topic: Topic, facts: TopicFacts, scope: RightScope): TopicSummary => {
	const unknown: UnknownField[] = [];
	const settings = settingsOf(topic, facts, scope, unknown);
	const size = facts.sizes === undefined ? undefined : topicSize(facts.sizes, topic.name, topic.partitions);
	if (size instanceof Failure) unknown.push(missingField('sizeBytes', size, scope, describeClusterRight));
	if (facts.recordsPerSecond === null) unknown.push({ field: 'recordsPerSecond', reason: NO_RATE, needs: null });
	const minIsr = settings?.minInsyncReplicas;
	return {
		name: topic.name,
		isInternal: topic.isInternal,
		partitions: topic.partitions.length,
		replicationFactor: replicationFactor(topic),
		fewestInSync: topic.partitions.reduce((fewest, p) => Math.min(fewest, p.isr.length), replicationFactor(topic)),
		underReplicated: topic.partitions.filter(isUnderReplicated).length,
		offline: topic.partitions.filter(isOffline).length,
		underMinIsr: typeof minIsr === 'number' ? topic.partitions.filter(p => isUnderMinIsr(p, minIsr)).length : minIsr,
		minInsyncReplicas: minIsr,
		sizeBytes: size instanceof Failure ? null : size,
		recordsPerSecond: facts.recordsPerSecond,
		retentionMs: settings?.retentionMs,
		retentionBytes: settings?.retentionBytes,
		cleanupPolicy: settings?.cleanupPolicy,
		unknown,
	};
};

type Settings = Pick<TopicSummary, 'minInsyncReplicas' | 'retentionMs' | 'retentionBytes' | 'cleanupPolicy'>;
const NO_SETTINGS: Settings = { minInsyncReplicas: null, retentionMs: null, retentionBytes: null, cleanupPolicy: null };

/** Reads the listed settings; undefined while they load. A setting that the broker left out is unknown, never a default of ours. */
const settingsOf = (topic: Topic, { config }: TopicFacts, scope: RightScope, unknown: UnknownField[]): Settings | undefined => {
	if (config === undefined) return undefined;
	if (!config.ok) {
		for (const field of CONFIG_FIELDS) unknown.push(missingField(field, config.failure, scope, describeTopicConfigRight(topic.name)));
		return NO_SETTINGS;
	}
	const values = new Map(config.value.map(entry => [entry.name, entry.value]));
	const read = (key: string, field: (typeof CONFIG_FIELDS)[number]): string | null => {
		const value = values.get(key) ?? null;
		if (value === null) unknown.push({ field, reason: `the broker did not tell ${key}`, needs: null });
		return value;
	};
	const minIsr = read('min.insync.replicas', 'underMinIsr');
	const retentionMs = read('retention.ms', 'retentionMs');
	const retentionBytes = read('retention.bytes', 'retentionBytes');
	return {
		minInsyncReplicas: minIsr === null ? null : Number(minIsr),
		retentionMs: retentionMs === null ? null : BigInt(retentionMs),
		retentionBytes: retentionBytes === null ? null : BigInt(retentionBytes),
		cleanupPolicy: read('cleanup.policy', 'cleanupPolicy'),
	};
};
