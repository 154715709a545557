import type { Failure } from './failure.ts';
import type { UnknownField } from './unknown.ts';

export type Broker = {
	readonly id: number;
	readonly host: string;
	readonly port: number;
	/** The broker's rack: on MSK the availability zone id, e.g. `use1-az1`. */
	readonly rack: string | null;
};

/**
 * The controller as DescribeQuorum tells it. Under KRaft the id in Metadata and DescribeCluster is a random broker
 * (seen on Apache Kafka 4.1.2), so it is never shown; where ApiVersions lacks DescribeQuorum and has LeaderAndIsr the cluster runs on
 * ZooKeeper and Metadata's id is true. Where it has neither (MSK Serverless) the controller is not known.
 */
export type Controller = {
	readonly mode: 'kraft' | 'zookeeper' | null;
	readonly leaderId: number | null;
	/** `lag` is in offsets of the metadata log behind the quorum leader; null where the leader did not tell. */
	readonly voters: readonly { readonly id: number; readonly lag: bigint | null }[];
	/** Nodes that follow the metadata log without a vote: the brokers, where controllers are nodes of their own as on MSK. */
	readonly observers: readonly { readonly id: number; readonly lag: bigint | null }[];
	/** Why who controls the cluster is not known; null when it is. */
	readonly failure: Failure | null;
	readonly unknown: readonly UnknownField[];
};

/** What the cluster says of itself, and which rights on the cluster it grants us. */
export type ClusterDescription = {
	readonly clusterId: string | null;
	readonly brokers: readonly Broker[];
	/** The controller id of Metadata or DescribeCluster; only meaningful in ZooKeeper mode. */
	readonly metadataControllerId: number;
	/** ACL operations on the cluster that we hold, e.g. `Describe`; null when the broker did not tell. */
	readonly authorizedOperations: ReadonlySet<string> | null;
};

/** A replica as a log dir holds it; `isFuture` while it is being moved in from another dir of the same broker. */
export type ReplicaSize = { readonly topic: string; readonly partition: number; readonly sizeBytes: bigint; readonly isFuture: boolean };

export type LogDir = {
	readonly path: string;
	/** Bytes of the volume and bytes usable on it (DescribeLogDirs v4, Kafka ≥ 3.3); null on older brokers. */
	readonly totalBytes: bigint | null;
	readonly usableBytes: bigint | null;
	readonly replicas: readonly ReplicaSize[];
	readonly error: string | null;
};
