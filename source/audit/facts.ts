/** What an audit knows of one cluster. Rules read it and nothing else. */
import type { AclsAnswer } from '../model/acl.ts';
import type { ClusterType } from '../model/audit-result.ts';
import type { BrokerSummary } from '../model/broker-summary.ts';
import type { ClusterDescription, Controller } from '../model/cluster.ts';
import type { GroupLag } from '../model/lag.ts';
import type { Reassignment } from '../model/reassignment.ts';
import type { ConfigEntry, Topic } from '../model/topic.ts';
import type { OpenTransaction } from '../model/transaction.ts';
import type { AwsSources } from './aws-facts.ts';
import type { Fact } from './fact.ts';

/** Settings by name. */
export type Settings = ReadonlyMap<string, ConfigEntry>;

export type KafkaSources = {
	readonly cluster: Fact<ClusterDescription>;
	readonly controller: Fact<Controller>;
	/** Brokers that live, and those that metadata names though they do not. */
	readonly brokers: Fact<readonly BrokerSummary[]>;
	readonly topics: Fact<readonly Topic[]>;
	readonly topicSettings: Fact<ReadonlyMap<string, Fact<Settings>>>;
	readonly brokerSettings: Fact<ReadonlyMap<number, Fact<Settings>>>;
	/** Bytes of each topic's leaders. */
	readonly topicSizes: Fact<ReadonlyMap<string, Fact<bigint>>>;
	readonly groups: Fact<readonly GroupLag[]>;
	/** How many partitions were looked at, and what is open on them. */
	readonly transactions: Fact<{ readonly partitions: number; readonly open: readonly OpenTransaction[] }>;
	readonly reassignments: Fact<readonly Reassignment[]>;
	readonly acls: Fact<AclsAnswer>;
};

export type AuditSources = KafkaSources & AwsSources;
export type SourceName = keyof AuditSources;

/** What is true of the whole run. */
export type AuditContext = {
	readonly nowMs: number;
	/** Null: not known, judged as Standard. */
	readonly clusterType: ClusterType | null;
	/** Its brokers have names that MSK gives out, or it was found by an ARN. */
	readonly isMsk: boolean;
	readonly isIam: boolean;
	/** Addresses that the cluster was found by. */
	readonly bootstrap: readonly string[];
	readonly arn: string | undefined;
	readonly region: string | undefined;
	/** Options by which a command finds the same cluster, each a shell word. */
	readonly clusterOptions: readonly string[];
	/** This run may not change the cluster. */
	readonly isReadOnly: boolean;
};

export type AuditFacts = { readonly context: AuditContext; readonly sources: AuditSources };
