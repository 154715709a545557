/** Alarms of CloudWatch on one cluster. */
import type { MetricStatistic } from './metric-spec.ts';

export type AlarmState = 'ALARM' | 'INSUFFICIENT_DATA' | 'OK';

/** A metric that an alarm looks at; several where it calculates. */
export type AlarmMetric = {
	readonly name: string;
	/** Besides `Cluster Name`. */
	readonly dimensions: Readonly<Record<string, string>>;
	/** Percentiles and the like too. */
	readonly statistic: string;
};

export type CloudAlarm = {
	readonly name: string;
	readonly state: AlarmState;
	/** When it came into this state; null where CloudWatch does not tell. */
	readonly sinceMs: number | null;
	/** CloudWatch's own sentence. */
	readonly reason: string;
	/** Empty for one that is made of other alarms. */
	readonly metrics: readonly AlarmMetric[];
	/** `GreaterThanThreshold`, …; null for one that is made of others or compares with a band. */
	readonly comparison: string | null;
	readonly threshold: number | null;
	readonly periodSeconds: number | null;
	readonly evaluationPeriods: number | null;
	/** ARNs that are told when it goes off; empty where nobody is, also because actions are off. */
	readonly actions: readonly string[];
};

/** An alarm that is recommended for a cluster of MSK. */
export type RecommendedAlarm = {
	/** The last part of the name that is proposed. */
	readonly id: string;
	/** Added up where there are two. */
	readonly metrics: readonly string[];
	readonly scope: 'cluster' | 'broker';
	/** What it is made with, and what does as well. */
	readonly statistic: MetricStatistic;
	readonly alsoGood: readonly MetricStatistic[];
	readonly side: 'above' | 'below';
	readonly threshold: number;
	readonly periodSeconds: number;
	readonly evaluationPeriods: number;
	readonly because: string;
};

const MINUTE = 60;
const FIVE = 300;

/**
 * The core set of AWS's skill `managing-amazon-msk` (aws/agent-toolkit-for-aws at d6ad2e4, 2026-08, monitor-and-alarm) and of the MSK Developer
 * Guide's best practices. For under-min-ISR it averages, which a single broker can hide: we take the maximum. Alarms on lag need a limit of one's
 * own for each group and are not proposed. Kinds and levels are those of the metrics.
 */
export const RECOMMENDED_ALARMS: readonly RecommendedAlarm[] = [
	{
		...{ id: 'offline-partitions', metrics: ['OfflinePartitionsCount'], scope: 'cluster', statistic: 'Maximum', alsoGood: ['Sum'] },
		...{ side: 'above', threshold: 0, periodSeconds: MINUTE, evaluationPeriods: 1 },
		because: 'partitions nobody leads can be neither read nor written',
	},
	{
		...{ id: 'active-controller', metrics: ['ActiveControllerCount'], scope: 'cluster', statistic: 'Maximum', alsoGood: ['Sum'] },
		...{ side: 'below', threshold: 1, periodSeconds: MINUTE, evaluationPeriods: 5 },
		because: 'without a controller no leader moves; an average shows a part of 1 for ever',
	},
	{
		...{ id: 'under-min-isr', metrics: ['UnderMinIsrPartitionCount'], scope: 'broker', statistic: 'Maximum', alsoGood: ['Sum', 'Average'] },
		...{ side: 'above', threshold: 0, periodSeconds: MINUTE, evaluationPeriods: 1 },
		because: 'these partitions refuse producers with acks=all',
	},
	{
		...{
			id: 'under-replicated',
			metrics: ['UnderReplicatedPartitions'],
			scope: 'broker',
			statistic: 'Sum',
			alsoGood: ['Maximum', 'Average'],
		},
		...{ side: 'above', threshold: 0, periodSeconds: MINUTE, evaluationPeriods: 15 },
		because: 'longer than a restart takes, copies are missing',
	},
	{
		...{ id: 'disk', metrics: ['KafkaDataLogsDiskUsed'], scope: 'broker', statistic: 'Maximum', alsoGood: ['Average'] },
		...{ side: 'above', threshold: 85, periodSeconds: FIVE, evaluationPeriods: 1 },
		because: 'a full volume stops the broker; growing it takes time',
	},
	{
		...{ id: 'cpu', metrics: ['CpuUser', 'CpuSystem'], scope: 'broker', statistic: 'Average', alsoGood: ['Maximum'] },
		...{ side: 'above', threshold: 60, periodSeconds: FIVE, evaluationPeriods: 1 },
		because: 'above there is no room for the load of a broker that is away',
	},
	{
		...{ id: 'heap', metrics: ['HeapMemoryAfterGC'], scope: 'broker', statistic: 'Average', alsoGood: ['Maximum'] },
		...{ side: 'above', threshold: 60, periodSeconds: FIVE, evaluationPeriods: 3 },
		because: 'a heap that stays full ends in long pauses',
	},
	{
		...{ id: 'request-handlers', metrics: ['RequestHandlerAvgIdlePercent'], scope: 'broker', statistic: 'Average', alsoGood: ['Minimum'] },
		...{ side: 'below', threshold: 0.3, periodSeconds: FIVE, evaluationPeriods: 1 },
		because: 'requests begin to wait for a thread',
	},
	{
		...{
			id: 'network-processors',
			metrics: ['NetworkProcessorAvgIdlePercent'],
			scope: 'broker',
			statistic: 'Average',
			alsoGood: ['Minimum'],
		},
		...{ side: 'below', threshold: 0.3, periodSeconds: FIVE, evaluationPeriods: 1 },
		because: 'requests begin to wait before they are read',
	},
	{
		...{ id: 'iam-connections-refused', metrics: ['IAMTooManyConnections'], scope: 'broker', statistic: 'Sum', alsoGood: ['Maximum'] },
		...{ side: 'above', threshold: 0, periodSeconds: FIVE, evaluationPeriods: 1 },
		because: 'clients connect faster than MSK lets them',
	},
	{
		...{ id: 'produce-throttled', metrics: ['ProduceThrottleTime'], scope: 'broker', statistic: 'Average', alsoGood: ['Maximum', 'Sum'] },
		...{ side: 'above', threshold: 0, periodSeconds: FIVE, evaluationPeriods: 1 },
		because: 'producers are held back by a quota or by the limit of the broker',
	},
	{
		...{ id: 'fetch-throttled', metrics: ['FetchThrottleTime'], scope: 'broker', statistic: 'Average', alsoGood: ['Maximum', 'Sum'] },
		...{ side: 'above', threshold: 0, periodSeconds: FIVE, evaluationPeriods: 1 },
		because: 'consumers are held back by a quota or by the limit of the broker',
	},
];
