/** The metrics that MSK writes to CloudWatch, as far as this program reads them. Data with a date: AWS changes them. */

/** Kinds of clusters, by what they tell CloudWatch. */
export type ClusterKind = 'standard' | 'express' | 'serverless';

/** Levels of monitoring, as MSK names them; each holds the ones before. */
export const MONITORING_LEVELS = ['DEFAULT', 'PER_BROKER', 'PER_TOPIC_PER_BROKER', 'PER_TOPIC_PER_PARTITION'] as const;
export type MonitoringLevel = (typeof MONITORING_LEVELS)[number];

/** Statistics of CloudWatch. */
export type MetricStatistic = 'Average' | 'Maximum' | 'Minimum' | 'Sum';

export type MetricUnit = 'percent' | 'fraction' | 'bytes' | 'bytesPerSecond' | 'perSecond' | 'count' | 'milliseconds';

export type MetricSpec = {
	/** CloudWatch's own name. */
	readonly name: string;
	/** What it is told for: besides `Cluster Name` the dimension `Broker ID`, or nothing. */
	readonly scope: 'cluster' | 'broker';
	/** The one that says what is meant, see `METRICS_SOURCE`. */
	readonly statistic: MetricStatistic;
	readonly unit: MetricUnit;
	/** The least level of monitoring with it. */
	readonly level: MonitoringLevel;
	readonly kinds: readonly ClusterKind[];
	/** `often` is read each minute while it is shown, `seldom` every five, `asked` only where somebody looks at one broker. */
	readonly pace: 'often' | 'seldom' | 'asked';
	/** In a few words, in our own. */
	readonly meaning: string;
	/** What a value beyond means trouble, and on which side. */
	readonly limit?: { readonly value: number; readonly side: 'above' | 'below' };
};

/**
 * MSK Developer Guide, "Metrics for monitoring Standard brokers" (metrics-details), "… Express brokers" (metrics-details-express) and
 * "… Serverless clusters" (serverless-monitoring), read 2026-08; statistics and limits by AWS's own skill `managing-amazon-msk`
 * (aws/agent-toolkit-for-aws at d6ad2e4, monitor-and-alarm) and the guide's best practices. Controllers that are not active report 0, so what
 * counts for the whole cluster is a Maximum: an Average would show a third of it. CpuIdle is not 100 − user − system.
 */
export const METRICS_SOURCE = 'MSK Developer Guide, CloudWatch metrics (2026-08)';

const MANAGED: readonly ClusterKind[] = ['standard', 'express'];
const STANDARD: readonly ClusterKind[] = ['standard'];
const EXPRESS: readonly ClusterKind[] = ['express'];

type Row = readonly [
	name: string,
	statistic: MetricStatistic,
	unit: MetricUnit,
	kinds: readonly ClusterKind[],
	pace: MetricSpec['pace'],
	meaning: string,
	limit?: MetricSpec['limit'],
];

const above = (value: number): MetricSpec['limit'] => ({ value, side: 'above' });
const below = (value: number): MetricSpec['limit'] => ({ value, side: 'below' });

const CLUSTER: readonly Row[] = [
	['ActiveControllerCount', 'Maximum', 'count', MANAGED, 'often', 'active controllers: 1, else nobody moves leaders', below(1)],
	['OfflinePartitionsCount', 'Maximum', 'count', STANDARD, 'often', 'partitions without a leader', above(0)],
	['GlobalPartitionCount', 'Maximum', 'count', MANAGED, 'often', 'partitions, replicas not counted'],
	['GlobalTopicCount', 'Maximum', 'count', MANAGED, 'often', 'topics'],
	['StorageUsed', 'Maximum', 'bytes', EXPRESS, 'seldom', 'bytes stored in the whole cluster, which are paid for'],
];

const BROKER: readonly Row[] = [
	['CpuUser', 'Average', 'percent', MANAGED, 'often', 'CPU in user space; with CpuSystem at most 60'],
	['CpuSystem', 'Average', 'percent', MANAGED, 'often', 'CPU in the kernel'],
	['KafkaDataLogsDiskUsed', 'Maximum', 'percent', STANDARD, 'often', 'the volume of the logs', above(85)],
	['BytesInPerSec', 'Average', 'bytesPerSecond', MANAGED, 'often', 'bytes from clients'],
	['BytesOutPerSec', 'Average', 'bytesPerSecond', MANAGED, 'often', 'bytes to clients'],
	['ConnectionCount', 'Average', 'count', MANAGED, 'often', 'connections, those between brokers counted'],
	['UnderReplicatedPartitions', 'Maximum', 'count', STANDARD, 'often', 'replicas that are not in sync', above(0)],
	['UnderMinIsrPartitionCount', 'Maximum', 'count', STANDARD, 'seldom', 'partitions that refuse acks=all', above(0)],
	['HeapMemoryAfterGC', 'Average', 'percent', STANDARD, 'seldom', 'heap that is in use after a collection', above(60)],
	['PartitionCount', 'Maximum', 'count', MANAGED, 'seldom', 'partitions here, replicas counted'],
	['LeaderCount', 'Maximum', 'count', MANAGED, 'seldom', 'partitions led here'],
	['MessagesInPerSec', 'Average', 'perSecond', MANAGED, 'seldom', 'records from clients'],
	['CpuIoWait', 'Average', 'percent', MANAGED, 'asked', 'CPU that waits for the volume'],
	['BurstBalance', 'Minimum', 'percent', STANDARD, 'asked', 'what is left of the burst of a gp2 volume', below(20)],
	['TrafficShaping', 'Sum', 'count', STANDARD, 'asked', 'packets held back by a limit of the network', above(0)],
	['MemoryFree', 'Average', 'bytes', MANAGED, 'asked', 'memory nobody uses'],
	['SwapUsed', 'Maximum', 'bytes', MANAGED, 'asked', 'memory on the swap'],
	['ProduceTotalTimeMsMean', 'Average', 'milliseconds', MANAGED, 'asked', 'time a produce request takes'],
];

/** From PER_BROKER on, which costs money. */
const PER_BROKER: readonly Row[] = [
	['RequestHandlerAvgIdlePercent', 'Average', 'fraction', MANAGED, 'asked', 'idle share of the threads that do requests', below(0.3)],
	['NetworkProcessorAvgIdlePercent', 'Average', 'fraction', MANAGED, 'asked', 'idle share of the network threads', below(0.3)],
	['FetchConsumerTotalTimeMsMean', 'Average', 'milliseconds', MANAGED, 'asked', 'time a consumer’s fetch takes'],
	['IAMTooManyConnections', 'Sum', 'count', MANAGED, 'asked', 'connections refused: more than 100 a second', above(0)],
	['ConnectionCreationRate', 'Average', 'perSecond', MANAGED, 'asked', 'new connections'],
	['ProduceThrottleTime', 'Average', 'milliseconds', MANAGED, 'asked', 'producers are held back for', above(0)],
	['FetchThrottleTime', 'Average', 'milliseconds', MANAGED, 'asked', 'consumers are held back for', above(0)],
	['ReplicationBytesInPerSec', 'Average', 'bytesPerSecond', MANAGED, 'asked', 'bytes from other brokers'],
	['VolumeReadBytes', 'Sum', 'bytes', STANDARD, 'asked', 'bytes read from the volume in a minute'],
	['VolumeWriteBytes', 'Sum', 'bytes', STANDARD, 'asked', 'bytes written to the volume in a minute'],
	['BwInAllowanceExceeded', 'Sum', 'count', STANDARD, 'asked', 'packets held back on the way in', above(0)],
	['BwOutAllowanceExceeded', 'Sum', 'count', STANDARD, 'asked', 'packets held back on the way out', above(0)],
];

const spec =
	(scope: MetricSpec['scope'], level: MonitoringLevel) =>
	([name, statistic, unit, kinds, pace, meaning, limit]: Row): MetricSpec => ({
		name,
		scope,
		statistic,
		unit,
		level,
		kinds,
		pace,
		meaning,
		...(limit && { limit }),
	});

/** Every metric that is read. */
export const METRICS: readonly MetricSpec[] = [
	...CLUSTER.map(spec('cluster', 'DEFAULT')),
	...BROKER.map(spec('broker', 'DEFAULT')),
	...PER_BROKER.map(spec('broker', 'PER_BROKER')),
];

export const metricByName = (name: string): MetricSpec | undefined => METRICS.find(m => m.name === name);

/** What CloudWatch is expected to tell of a cluster; null where MSK did not say, and nothing is ruled out. */
export type Monitored = { readonly kind: ClusterKind | null; readonly level: MonitoringLevel | null };

const KIND_WORDS: Readonly<Record<ClusterKind, string>> = {
	standard: 'Standard brokers',
	express: 'Express brokers',
	serverless: 'Serverless clusters',
};

/** Why a metric cannot be there: not told for this kind of cluster, or not at this level. Undefined where it can. */
export const whyNeverThere = (
	{ name, kinds, level }: Pick<MetricSpec, 'name' | 'kinds' | 'level'>,
	monitored: Monitored,
): { readonly reason: string; readonly needs: string | null } | undefined => {
	if (monitored.kind !== null && !kinds.includes(monitored.kind))
		return { reason: `MSK tells no ${name} of ${KIND_WORDS[monitored.kind]}`, needs: null };
	if (monitored.level !== null && MONITORING_LEVELS.indexOf(monitored.level) < MONITORING_LEVELS.indexOf(level))
		return { reason: `${name} needs ${level} monitoring; this cluster has ${monitored.level}`, needs: `${level} monitoring` };
	return undefined;
};
