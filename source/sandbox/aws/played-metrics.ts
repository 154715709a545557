/** Metrics that MSK clusters write, made up from the time alone, so that the same minute reads the same again. */
import type { PlayedMetrics } from './cloudwatch-service.ts';

export type PlayedCondition = {
	readonly clusterName: string;
	readonly brokers: readonly number[];
	readonly kind: 'standard' | 'express' | 'serverless';
	readonly level: 'DEFAULT' | 'PER_BROKER';
	/** Bytes a second that come to each broker at noon of the day's swing. */
	readonly bytesIn: number;
	/** A broker that has more to do than the others, and how many times. */
	readonly hot?: { readonly id: number; readonly times: number };
	/** Partitions that a broker leads with replicas that are not in sync, now and in the minutes before. */
	readonly underReplicated?: (id: number) => number;
	/** A broker that is away writes nothing in the minutes that pass. */
	readonly isUp?: (id: number) => boolean;
	/** Percent of the volume of the logs, by broker. */
	readonly disk: number;
	readonly partitions: number;
	readonly topics: number;
	readonly since?: number;
};

type Moment = {
	readonly condition: PlayedCondition;
	readonly id: number;
	/** Load of this broker in this minute; 1 on average. */
	readonly load: number;
	readonly wobble: number;
	readonly atMs: number;
};

const DAY = 86_400_000;
const AWAY_MS = 120_000;

/** Metrics of a broker at DEFAULT, as far as the program asks for them. Names as the MSK Developer Guide has them. */
const BROKER: Readonly<Record<string, (m: Moment) => number>> = {
	CpuUser: m => 21 * m.load + m.wobble,
	CpuSystem: m => 6 * m.load + m.wobble / 3,
	CpuIoWait: m => 0.4 * m.load,
	CpuIdle: m => 70 - 26 * m.load,
	BytesInPerSec: m => m.condition.bytesIn * m.load * (1 + m.wobble / 40),
	BytesOutPerSec: m => m.condition.bytesIn * 2.4 * m.load * (1 + m.wobble / 30),
	MessagesInPerSec: m => (m.condition.bytesIn / 900) * m.load,
	ConnectionCount: m => Math.round(38 + 20 * m.load),
	PartitionCount: m => Math.round((m.condition.partitions * 3) / Math.max(1, m.condition.brokers.length)),
	LeaderCount: m => Math.round(m.condition.partitions / Math.max(1, m.condition.brokers.length)),
	MemoryFree: m => 620e6 + 2e6 * m.wobble,
	SwapUsed: () => 0,
	ProduceTotalTimeMsMean: m => 3.1 * m.load,
};

const STANDARD: Readonly<Record<string, (m: Moment) => number>> = {
	KafkaDataLogsDiskUsed: m => m.condition.disk + m.id * 0.7 + ((m.atMs % DAY) / DAY) * 1.5,
	KafkaAppLogsDiskUsed: () => 4,
	UnderReplicatedPartitions: m => m.condition.underReplicated?.(m.id) ?? 0,
	UnderMinIsrPartitionCount: () => 0,
	HeapMemoryAfterGC: m => 34 + 2 * m.load,
	BurstBalance: () => 100,
	TrafficShaping: () => 0,
};

const PER_BROKER: Readonly<Record<string, (m: Moment) => number>> = {
	RequestHandlerAvgIdlePercent: m => 1 - 0.16 * m.load,
	NetworkProcessorAvgIdlePercent: m => 1 - 0.09 * m.load,
	FetchConsumerTotalTimeMsMean: m => 480 + m.wobble,
	IAMTooManyConnections: () => 0,
	ConnectionCreationRate: m => 0.4 * m.load,
	ProduceThrottleTime: () => 0,
	FetchThrottleTime: () => 0,
	ReplicationBytesInPerSec: m => m.condition.bytesIn * 2 * m.load,
};

const CLUSTER: Readonly<Record<string, (c: PlayedCondition) => number | undefined>> = {
	ActiveControllerCount: () => 1,
	OfflinePartitionsCount: c => (c.kind === 'standard' ? 0 : undefined),
	GlobalPartitionCount: c => c.partitions,
	GlobalTopicCount: c => c.topics,
	StorageUsed: c => (c.kind === 'express' ? 41e9 : undefined),
};

/** What one cluster writes. Serverless writes by topic only. */
export const playMetrics =
	(condition: PlayedCondition): PlayedMetrics =>
	(name, dimensions, atMs) => {
		if (dimensions['Cluster Name'] !== condition.clusterName || atMs < (condition.since ?? 0)) return undefined;
		if (condition.kind === 'serverless') return undefined;
		const { 'Broker ID': broker, ...others } = dimensions;
		if (Object.keys(others).length > 1) return undefined;
		if (broker === undefined) return CLUSTER[name]?.(condition);
		const id = Number(broker);
		if (!condition.brokers.includes(id)) return undefined;
		if (atMs > Date.now() - AWAY_MS && condition.isUp?.(id) === false) return undefined;
		const told = { ...BROKER, ...(condition.kind === 'standard' && STANDARD), ...(condition.level === 'PER_BROKER' && PER_BROKER) }[name];
		return told?.(momentOf(condition, id, atMs));
	};

const momentOf = (condition: PlayedCondition, id: number, atMs: number): Moment => {
	const swing = 1 + 0.25 * Math.sin((2 * Math.PI * atMs) / DAY) + 0.12 * Math.sin((2 * Math.PI * atMs) / 3_000_000 + id);
	const wobble = 2 * (noise(atMs / 60_000, id) - 0.5);
	return { condition, id, load: swing * (condition.hot?.id === id ? condition.hot.times : 1), wobble, atMs };
};

/** Between 0 and 1, the same for the same minute and broker. */
const noise = (minute: number, id: number): number => {
	const x = Math.sin(minute * 12.9898 + id * 78.233) * 43758.5453;
	return x - Math.floor(x);
};
