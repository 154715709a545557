/** A cluster as MSK's control plane knows it. */
import type { ClusterKind, MonitoringLevel } from './metric-spec.ts';

/** Which of an account's clusters it is. */
export type CloudPlace = {
	readonly arn: string;
	/** As CloudWatch's dimension `Cluster Name` spells it. */
	readonly name: string;
	readonly region: string;
	readonly account: string;
};

/** Where log lines go. */
export type LogDestination = {
	readonly logs: 'broker' | 'authorizer';
	readonly kind: 'CloudWatch Logs' | 'Firehose' | 'S3';
	/** Log group, stream or bucket. */
	readonly name: string;
};

/** Answer of DescribeClusterV2, in its words where it has any. What it did not tell is null. */
export type CloudDescription = CloudPlace & {
	readonly kind: ClusterKind | null;
	/** `ACTIVE`, `UPDATING`, … */
	readonly state: string;
	readonly stateMessage: string | null;
	/** `NONE`, `ACTION_RECOMMENDED`, `CRITICAL_ACTION_REQUIRED` */
	readonly customerAction: string | null;
	readonly createdMs: number | null;
	/** What every update of the cluster must name. */
	readonly currentVersion: string | null;
	readonly activeOperation: string | null;
	readonly kafkaVersion: string | null;
	/** ZooKeeper has an address, KRaft none; null for Serverless. */
	readonly metadata: 'ZooKeeper' | 'KRaft' | null;
	readonly brokers: number | null;
	/** `kafka.m7g.large` */
	readonly instanceType: string | null;
	readonly zones: readonly string[];
	readonly monitoringLevel: MonitoringLevel | null;
	readonly openMonitoring: readonly string[];
	/** GiB a broker. */
	readonly volumeGib: number | null;
	/** MiB a second, where throughput was bought. */
	readonly volumeThroughput: number | null;
	readonly storageMode: string | null;
	readonly configuration: { readonly arn: string; readonly revision: number } | null;
	/** `iam`, `scram`, `tls`, `unauthenticated` */
	readonly authentication: readonly string[];
	/** `TLS`, `TLS_PLAINTEXT`, `PLAINTEXT` */
	readonly clientEncryption: string | null;
	readonly isEncryptedBetweenBrokers: boolean | null;
	readonly kmsKey: string | null;
	readonly publicAccess: string | null;
	readonly rebalancing: string | null;
	readonly logs: readonly LogDestination[];
	readonly tags: Readonly<Record<string, string>>;
};
