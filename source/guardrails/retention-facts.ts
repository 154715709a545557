/** What is known of topics before a change of their settings; null is what could not be read. */
import type { ConfigEntry } from '../model/topic.ts';

export type PartitionFacts = {
	readonly partition: number;
	readonly replicas: readonly number[];
	readonly inSync: number;
	readonly begin: bigint | null;
	readonly end: bigint | null;
	/** Bytes of the leader's replica on disk; of a tiered topic the local part only. */
	readonly sizeBytes: bigint | null;
};

export type TopicFacts = {
	readonly topic: string;
	readonly topicId: string;
	readonly isInternal: boolean;
	/** By name. */
	readonly settings: ReadonlyMap<string, ConfigEntry>;
	readonly partitions: readonly PartitionFacts[];
};

/** What a group holds on the topics in question; commits by `topic/partition`. */
export type GroupFacts = { readonly group: string; readonly commits: ReadonlyMap<string, bigint> };

export type BrokerDisk = { readonly id: number; readonly totalBytes: bigint; readonly usableBytes: bigint };

/** A fact that could not be read, with what would make it known. */
export type UnknownFact = { readonly what: string; readonly reason: string; readonly needs: string | null };

export type SettingsFacts = {
	readonly nowMs: number;
	readonly topics: readonly TopicFacts[];
	/** `log.retention.check.interval.ms` of the brokers, the longest; null where it could not be read. */
	readonly checkIntervalMs: number | null;
	/** Groups with commits on these topics. */
	readonly groups: readonly GroupFacts[];
	readonly brokers: readonly BrokerDisk[];
	/**
	 * The first offset whose record is young enough to stay, by `topic/partition`, for the retention by time that would hold and the moment of
	 * the next check; null: no record is. Absent where retention by time takes nothing new or could not be asked.
	 */
	readonly keptFrom: ReadonlyMap<string, bigint | null>;
	readonly unknown: readonly UnknownFact[];
};

/** Kafka's default of log.retention.check.interval.ms, taken where the brokers do not tell theirs. */
export const USUAL_CHECK_MS = 300_000;

/** The value of a setting as a number; undefined where the topic has none of that name. */
export const numberOf = (topic: TopicFacts, name: string, value = topic.settings.get(name)?.value): bigint | undefined =>
	value === undefined || value === null || !/^-?\d+$/.test(value) ? undefined : BigInt(value);
