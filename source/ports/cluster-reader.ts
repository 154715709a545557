import type { AclsAnswer } from '../model/acl.ts';
import type { Broker, ClusterDescription, Controller, LogDir } from '../model/cluster.ts';
import type { Failure, Outcome } from '../model/failure.ts';
import type { GroupDescription, GroupListing } from '../model/group.ts';
import type { PartitionKey, TopicPartition } from '../model/partition-key.ts';
import type { Reassignment } from '../model/reassignment.ts';
import type { ConfigEntry, Topic } from '../model/topic.ts';
import type { ActiveProducer, TransactionDescription, TransactionListing } from '../model/transaction.ts';

/** Every call may be given up: an aborted signal rejects with the signal's reason and leaves the connections usable. */
export type ReadOptions = { readonly signal?: AbortSignal | undefined };

export type TopicsAnswer = {
	readonly topics: readonly Topic[];
	/** Named topics that could not be read, each with its reason (missing, not authorised). */
	readonly failures: ReadonlyMap<string, Failure>;
	/** The brokers that are alive according to the same answer, so that both are of one moment. */
	readonly brokers?: readonly Broker[];
};

export type GroupsAnswer = {
	readonly groups: readonly GroupListing[];
	/** Brokers that did not list their groups, by id; -1 stands for groups that no broker coordinates right now. */
	readonly failures: ReadonlyMap<number, Failure>;
};

/**
 * Which offset of a partition is asked for; a number is a time in epoch milliseconds. `latest` is the high watermark, `lastStable` the end of
 * what read_committed may read: the first record of the oldest open transaction, or the high watermark.
 */
export type OffsetTarget = 'earliest' | 'latest' | 'lastStable' | 'maxTimestamp' | number;

export type OffsetQuestion = TopicPartition & { readonly target: OffsetTarget };

export type OffsetAnswer = {
	/** Null when no record is at or after the asked time. */
	readonly offset: bigint | null;
	/** Timestamp of the found record in epoch ms; null for `earliest`, `latest` and where the broker told none. */
	readonly timestampMs: number | null;
};

export type ConfigResource = { readonly type: 'topic' | 'broker'; readonly name: string };

/** What a group committed: the next offset it will read by partition; null where it holds no commit. */
export type Commits = ReadonlyMap<PartitionKey, bigint | null>;

export type RecordTime = { readonly offset: bigint; readonly timestampMs: number };

/** Only transactions in these states (Kafka's words), or of these producers. */
export type TransactionFilter = { readonly states?: readonly string[]; readonly producerIds?: readonly bigint[] };

export type TransactionsAnswer = {
	readonly transactions: readonly TransactionListing[];
	/** Brokers that did not list their transactions, by id. */
	readonly failures: ReadonlyMap<number, Failure>;
};

/**
 * Reads a Kafka cluster. Every item of a batch succeeds or fails alone; a method rejects only when nothing of it
 * could be asked (no broker reachable, authentication refused, aborted). It never changes or creates anything.
 */
export type ClusterReader = {
	/** Connects if needed; rejects with kind connection, authentication or timeout. */
	describeCluster(options?: ReadOptions): Promise<ClusterDescription>;
	readController(options?: ReadOptions): Promise<Controller>;
	/** Null names: all topics that this identity may see. */
	readTopics(names: readonly string[] | null, options?: ReadOptions): Promise<TopicsAnswer>;
	/** Null keys: all settings. The map's key is `topic:NAME` or `broker:ID`. */
	readConfigs(
		resources: readonly ConfigResource[],
		keys: readonly string[] | null,
		options?: ReadOptions,
	): Promise<ReadonlyMap<string, Outcome<readonly ConfigEntry[]>>>;
	/** At most one question a partition; one request per leader. */
	readOffsets(questions: readonly OffsetQuestion[], options?: ReadOptions): Promise<ReadonlyMap<PartitionKey, Outcome<OffsetAnswer>>>;
	readLogDirs(brokerIds: readonly number[], options?: ReadOptions): Promise<ReadonlyMap<number, Outcome<readonly LogDir[]>>>;
	listGroups(options?: ReadOptions): Promise<GroupsAnswer>;
	/** Finds named groups through their coordinators, without the right to list groups. A group that does not exist is a `notFound` failure. */
	findGroups(names: readonly string[], options?: ReadOptions): Promise<ReadonlyMap<string, Outcome<GroupListing>>>;
	describeGroups(groups: readonly GroupListing[], options?: ReadOptions): Promise<ReadonlyMap<string, Outcome<GroupDescription>>>;
	/** Many groups a request, one request per coordinator. */
	readCommits(groups: readonly GroupListing[], options?: ReadOptions): Promise<ReadonlyMap<string, Outcome<Commits>>>;
	/** Timestamp of the first record at or after each offset, by fetching it; needs the right to read the topic. */
	readRecordTimes(
		positions: readonly (TopicPartition & { readonly offset: bigint })[],
		options?: ReadOptions,
	): Promise<ReadonlyMap<PartitionKey, Outcome<RecordTime>>>;
	/** Transactional ids this identity may describe; Kafka leaves out the others without a word. */
	listTransactions(filter: TransactionFilter, options?: ReadOptions): Promise<TransactionsAnswer>;
	/** By transactional id. */
	describeTransactions(
		listings: readonly TransactionListing[],
		options?: ReadOptions,
	): Promise<ReadonlyMap<string, Outcome<TransactionDescription>>>;
	/** Producers that the leaders remember; needs the right to read the topics. */
	readProducers(
		partitions: readonly TopicPartition[],
		options?: ReadOptions,
	): Promise<ReadonlyMap<PartitionKey, Outcome<readonly ActiveProducer[]>>>;
	/** All rules of the authorizer. Rejects where they may not be seen (Describe on the cluster). */
	readAcls(options?: ReadOptions): Promise<AclsAnswer>;
	/** Partitions that are on their way to other brokers. Rejects where that may not be seen (Describe on the cluster). */
	readReassignments(options?: ReadOptions): Promise<readonly Reassignment[]>;
	close(): Promise<void>;
};

export const configResourceKey = (resource: ConfigResource): string => `${resource.type}:${resource.name}`;
