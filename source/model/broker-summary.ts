import type { Broker, LogDir } from './cluster.ts';
import type { UnknownField } from './unknown.ts';

/** What CloudWatch tells about a broker; undefined while it is asked, null where it is not known. */
export type BrokerMetrics = {
	/** User and system time of the same minute. */
	readonly cpuPercent: number | null | undefined;
	/** Of the volume of the logs. */
	readonly diskUsedPercent: number | null | undefined;
	readonly bytesInPerSecond: number | null | undefined;
	readonly bytesOutPerSecond: number | null | undefined;
	readonly connections: number | null | undefined;
	/** When the oldest of these minutes began. */
	readonly atMs: number | null | undefined;
	readonly unknown: readonly UnknownField[];
};

/** One broker as a list shows it. A field is `undefined` while it loads and `null` when it cannot be known. */
export type BrokerSummary = Pick<Broker, 'id' | 'rack'> & {
	/** False when metadata names it as a replica but it is not among the live brokers: then it has no address either. */
	readonly isAlive: boolean;
	readonly host: string | null;
	readonly port: number | null;
	/** Partitions it leads, replicas it holds, and how many of those are not in sync. */
	readonly leaders: number | null | undefined;
	readonly replicas: number | null | undefined;
	readonly underReplicated: number | null | undefined;
	/** Partitions whose first replica is here, and how many of those it leads: Kafka moves the others back (auto.leader.rebalance.enable). */
	readonly preferred: number | null | undefined;
	readonly preferredLed: number | null | undefined;
	/** Leaders here against the mean of the live brokers, in percent: 20 is a fifth more than its share. Null where nothing is led at all. */
	readonly leaderSkewPercent: number | null | undefined;
	/** Topics of which it holds, or leads, more partitions than its share (CMAK's definitions, see topicSpread). */
	readonly skewedTopics: number | null | undefined;
	readonly leaderSkewedTopics: number | null | undefined;
	/** Offsets of the metadata log it is behind the quorum leader; null where it is not known, or there is no quorum. */
	readonly metadataLag: bigint | null | undefined;
	/** It answers from here; false of one that metadata still calls alive, but that refuses or says nothing. Undefined while it is asked. */
	readonly isReachable: boolean | undefined;
	/** Bytes of all replicas in its log dirs. */
	readonly sizeBytes: bigint | null | undefined;
	readonly logDirs: readonly LogDirSummary[] | null | undefined;
	/** Whether it is the active controller: never of a broker on MSK under KRaft, where controllers are nodes of their own. */
	readonly isController: boolean | null | undefined;
	readonly metrics: BrokerMetrics;
	readonly unknown: readonly UnknownField[];
};

/** A log dir without its replicas. */
export type LogDirSummary = Pick<LogDir, 'path' | 'totalBytes' | 'usableBytes' | 'error'> & {
	readonly sizeBytes: bigint;
	readonly replicas: number;
	readonly unknown: readonly UnknownField[];
};
