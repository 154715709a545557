/** Which metrics of CloudWatch the audit reads: those that its rules name. */
import type { MetricSeries } from './aws-facts.ts';

export type AuditMetric = {
	/** As rules name it; a part after `/` is a dimension. */
	readonly metric: string;
	readonly statistic: MetricSeries['statistic'];
	/** Read over two weeks instead of a day: for trends. */
	readonly isTrend?: true;
	/** Besides the broker. */
	readonly dimensions?: Readonly<Record<string, string>>;
};

/** One value a broker; kinds and levels that do not tell one leave its series empty. */
export const AUDIT_METRICS: readonly AuditMetric[] = [
	{ metric: 'CpuUser', statistic: 'Average' },
	{ metric: 'CpuSystem', statistic: 'Average' },
	{ metric: 'HeapMemoryAfterGC', statistic: 'Average' },
	{ metric: 'RequestHandlerAvgIdlePercent', statistic: 'Average' },
	{ metric: 'NetworkProcessorAvgIdlePercent', statistic: 'Average' },
	{ metric: 'ClientConnectionCount/IAM', statistic: 'Sum', dimensions: { 'Client Authentication': 'IAM' } },
	{ metric: 'IAMTooManyConnections', statistic: 'Sum' },
	{ metric: 'TrafficShaping', statistic: 'Sum' },
	{ metric: 'BurstBalance', statistic: 'Average' },
	{ metric: 'CPUCreditBalance', statistic: 'Average' },
	{ metric: 'KafkaFileDescriptorsUsagePercent', statistic: 'Average' },
	{ metric: 'FetchMessageConversionsPerSec', statistic: 'Average' },
	{ metric: 'ProduceMessageConversionsPerSec', statistic: 'Average' },
	{ metric: 'ProduceThrottleTime', statistic: 'Average' },
	{ metric: 'FetchThrottleTime', statistic: 'Average' },
	{ metric: 'KafkaDataLogsDiskUsed', statistic: 'Maximum', isTrend: true },
	{ metric: 'RemoteCopyErrorsPerSec', statistic: 'Sum' },
	{ metric: 'RemoteFetchErrorsPerSec', statistic: 'Sum' },
	{ metric: 'BytesInPerSec', statistic: 'Average' },
	{ metric: 'BytesOutPerSec', statistic: 'Average' },
];
