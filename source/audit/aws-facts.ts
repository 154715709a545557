/** What AWS tells of a cluster, as far as rules read it. Each source stands for one right. */

import type { ClusterType } from '../model/audit-result.ts';
import type { AlarmRow } from '../model/cloud/alarm-row.ts';
import type { Fact } from './fact.ts';

/** DescribeClusterV2; null is what this kind of cluster does not have. */
export type MskFacts = {
	/** Null where MSK did not tell it. */
	readonly type: ClusterType | null;
	readonly state: string;
	/** What every update must name. */
	readonly currentVersion: string | null;
	readonly stateMessage: string | null;
	readonly operationArn: string | null;
	readonly customerActionStatus: string | null;
	readonly kafkaVersion: string | null;
	readonly instanceType: string | null;
	readonly brokers: number | null;
	/** Availability zone ids; empty where they are not told. */
	readonly zones: readonly string[];
	readonly volumeGiB: number | null;
	/** MiB/s; null without provisioned throughput. */
	readonly volumeThroughput: number | null;
	readonly storageMode: 'LOCAL' | 'TIERED' | null;
	readonly isPublic: boolean | null;
	readonly authentication: {
		readonly iam: boolean;
		readonly scram: boolean;
		readonly tls: boolean;
		readonly unauthenticated: boolean;
	} | null;
	readonly certificateAuthorities: number | null;
	readonly clientBroker: 'TLS' | 'TLS_PLAINTEXT' | 'PLAINTEXT' | null;
	readonly isInClusterEncrypted: boolean | null;
	readonly kmsKeyId: string | null;
	readonly monitoring: string | null;
	readonly hasBrokerLogs: boolean | null;
	readonly hasAuthorizerLogs: boolean | null;
	readonly hasOpenMonitoring: boolean | null;
	readonly usesZooKeeper: boolean | null;
	readonly configuration: { readonly arn: string; readonly revision: number } | null;
	readonly rebalancing: string | null;
};

/** ListNodes: one row a broker. */
export type MskNode = {
	readonly brokerId: number;
	readonly instanceType: string | null;
	readonly kafkaVersion: string | null;
	readonly revision: number | null;
};

export type MskOperation = {
	readonly type: string;
	readonly state: string;
	readonly startedMs: number | null;
	readonly error: string | null;
};

/** One metric of one broker, or of the whole cluster (`broker` null): points, oldest first. */
export type MetricSeries = {
	readonly metric: string;
	readonly broker: number | null;
	readonly statistic: 'Average' | 'Maximum' | 'Sum' | 'Minimum';
	readonly points: readonly { readonly atMs: number; readonly value: number }[];
};

/** GetMetricData over one window. A metric without a series was asked for and has no points. */
export type MetricFacts = { readonly windowMs: number; readonly periodMs: number; readonly series: readonly MetricSeries[] };

/** Storage autoscaling; null where the cluster has none. */
export type AutoscalingFacts = { readonly maxGiB: number; readonly targetPercent: number | null } | null;

export type KeyFacts = { readonly isCustomerManaged: boolean };

export type SecretFacts = { readonly name: string; readonly changedMs: number | null; readonly isCustomerKey: boolean | null };

/** The resource policy of the cluster; null where it has none. */
export type PolicyFacts = { readonly hasOpenPrincipal: boolean } | null;

export type AwsSources = {
	readonly msk: Fact<MskFacts>;
	readonly nodes: Fact<readonly MskNode[]>;
	readonly operations: Fact<readonly MskOperation[]>;
	/** Newest revision of the configuration in use; null where the cluster runs on MSK's defaults. */
	readonly configuration: Fact<{ readonly latestRevision: number } | null>;
	/** Versions that MSK offers, newest last, with ACTIVE or DEPRECATED. */
	readonly versions: Fact<readonly { readonly version: string; readonly status: string }[]>;
	readonly metrics: Fact<MetricFacts>;
	/** Alarms that there are, and recommended ones that are missing. */
	readonly alarms: Fact<readonly AlarmRow[]>;
	readonly autoscaling: Fact<AutoscalingFacts>;
	readonly key: Fact<KeyFacts>;
	readonly secrets: Fact<readonly SecretFacts[]>;
	readonly policy: Fact<PolicyFacts>;
};

/** The right that each source takes, as IAM names it. */
export const AWS_RIGHTS: Readonly<Record<keyof AwsSources, string>> = {
	msk: 'kafka:DescribeClusterV2',
	nodes: 'kafka:ListNodes',
	operations: 'kafka:ListClusterOperationsV2',
	configuration: 'kafka:DescribeConfiguration',
	versions: 'kafka:ListKafkaVersions',
	metrics: 'cloudwatch:GetMetricData',
	alarms: 'cloudwatch:DescribeAlarms',
	autoscaling: 'application-autoscaling:DescribeScalableTargets',
	key: 'kms:DescribeKey',
	secrets: 'kafka:ListScramSecrets',
	policy: 'kafka:GetClusterPolicy',
};
