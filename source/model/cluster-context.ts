import type { CloudDescription } from './cloud/cloud-cluster.ts';
import type { Access, Authentication, Environment } from './connection-settings.ts';
import type { Failure } from './failure.ts';

/** Which cluster a context led to when it was last used. */
export type SeenCluster = {
	/** Kafka's own id, which no two clusters share. */
	readonly clusterId: string;
	readonly atMs: number;
};

/** One cluster of the config file, or of the account, as a person chooses among them. */
export type ClusterContext = {
	readonly name: string;
	readonly arn: string | null;
	/** `host:port`; empty for a cluster that is named by its ARN. */
	readonly bootstrap: readonly string[];
	/** Null where only MSK tells it. */
	readonly authentication: Authentication['kind'] | null;
	/** Absent in the file counts as prod. */
	readonly environment: Environment;
	readonly access: Access;
	/** It is what the program uses when no cluster is named. */
	readonly isCurrent: boolean;
	/** Null before it was ever reached from here. */
	readonly seen: SeenCluster | null;
	/** Why it cannot be connected to as it stands in the file. */
	readonly problem: Failure | null;
	/** What MSK tells of it; null where it does not know it, undefined where it was not asked. */
	readonly msk?: CloudDescription | null;
	/** It is in no config file: its ARN is how it is named. */
	readonly isOnlyFound?: true;
};
