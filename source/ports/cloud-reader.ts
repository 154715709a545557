import type { CloudAlarm } from '../model/cloud/alarm.ts';
import type { CloudDescription, CloudPlace } from '../model/cloud/cloud-cluster.ts';
import type { CloudConfiguration, CloudOperation, ScramSecret } from '../model/cloud/cloud-parts.ts';
import type { MetricSeries } from '../model/cloud/metric-series.ts';
import type { MetricStatistic } from '../model/cloud/metric-spec.ts';
import type { Outcome } from '../model/failure.ts';
import type { ReadOptions } from './cluster-reader.ts';

/** One metric of one thing. */
export type MetricQuery = {
	/** Tells the answers apart; unique within one read. */
	readonly key: string;
	readonly name: string;
	/** Besides `Cluster Name`: `{'Broker ID': '1'}`. */
	readonly dimensions: Readonly<Record<string, string>>;
	readonly statistic: MetricStatistic;
};

/** From the first to before the second, in points of so many seconds. */
export type MetricWindow = { readonly fromMs: number; readonly toMs: number; readonly periodSeconds: number };

/** What AWS knows of one cluster. Every method asks when it is called, rejects with a Failure, and is bounded in time. */
export type CloudReader = {
	/** Finds out which cluster of the account this is; remembered once it is known. */
	readonly place: (options?: ReadOptions) => Promise<CloudPlace>;
	/** kafka:DescribeClusterV2; an answer is remembered for most of a minute. */
	readonly describe: (options?: ReadOptions) => Promise<CloudDescription>;
	/** kafka:ListClusterOperationsV2; the newest first. */
	readonly readOperations: (options?: ReadOptions) => Promise<readonly CloudOperation[]>;
	/** kafka:DescribeConfiguration. */
	readonly readConfiguration: (arn: string, options?: ReadOptions) => Promise<CloudConfiguration>;
	/** kafka:GetCompatibleKafkaVersions. */
	readonly readTargetVersions: (options?: ReadOptions) => Promise<readonly string[]>;
	/** kafka:ListScramSecrets, and secretsmanager:DescribeSecret for what it tells. */
	readonly readScramSecrets: (options?: ReadOptions) => Promise<readonly ScramSecret[]>;
	/** cloudwatch:GetMetricData, 500 metrics a call. A metric without points has an empty series; one that CloudWatch could not read has a failure. */
	readonly readMetrics: (
		queries: readonly MetricQuery[],
		window: MetricWindow,
		options?: ReadOptions,
	) => Promise<ReadonlyMap<string, Outcome<MetricSeries>>>;
	/** cloudwatch:DescribeAlarms; the alarms on this cluster, those made of them included. */
	readonly readAlarms: (options?: ReadOptions) => Promise<readonly CloudAlarm[]>;
};
