import type { AbortTransaction, PartitionOffset, SettingEdit } from '../model/change.ts';
import type { Outcome } from '../model/failure.ts';
import type { PartitionKey, TopicPartition } from '../model/partition-key.ts';
import type { RecordSink, SinkOptions } from './record-sink.ts';

export type NewTopic = {
	readonly topic: string;
	readonly partitions: number | null;
	readonly replicationFactor: number | null;
	readonly settings: readonly { readonly name: string; readonly value: string }[];
};

/** Of which producer, and where it is open. */
export type TransactionEnd = Pick<AbortTransaction, 'producerId' | 'producerEpoch' | 'partitions'>;

/** Only asks whether Kafka would take it. */
export type WriteOptions = { readonly isTrial: boolean };

/**
 * Changes a Kafka cluster. Only operations/apply-change.ts holds one (the import rule sees to it).
 * Every request is sent once and never again, but a commit of offsets to a coordinator that is not ready, which made twice is the same: when its answer does not come, whether it was carried out is not known, and the method
 * rejects with a failure whose `details.isUncertain` is true. Items of a batch succeed or fail alone.
 */
export type ClusterWriter = {
	/** By topic. Other settings than these keep their values. */
	alterTopicSettings(
		topics: readonly string[],
		edits: readonly SettingEdit[],
		options: WriteOptions,
	): Promise<ReadonlyMap<string, Outcome<null>>>;
	createTopic(topic: NewTopic, options: WriteOptions): Promise<Outcome<null>>;
	deleteTopic(topic: string): Promise<Outcome<null>>;
	/** `total` counts those that there are already. */
	addPartitions(topic: string, total: number, options: WriteOptions): Promise<Outcome<null>>;
	/** Deletes the records below an offset of each partition. */
	deleteRecords(below: readonly PartitionOffset[]): Promise<ReadonlyMap<PartitionKey, Outcome<null>>>;
	/** Commits offsets for a group without members, as no member of it. */
	commitOffsets(group: string, offsets: readonly PartitionOffset[]): Promise<ReadonlyMap<PartitionKey, Outcome<null>>>;
	deleteOffsets(group: string, topic: string, partitions: readonly number[]): Promise<ReadonlyMap<PartitionKey, Outcome<null>>>;
	deleteGroup(group: string): Promise<Outcome<null>>;
	/** A static member by its instance id, another by its member id. */
	removeMember(group: string, member: { readonly memberId: string; readonly instanceId: string | null }): Promise<Outcome<null>>;
	/** Lets the first replica of each partition lead it; one that does already is fine. */
	electLeaders(partitions: readonly TopicPartition[]): Promise<ReadonlyMap<PartitionKey, Outcome<null>>>;
	/** Writes the marker that ends a producer's transaction as aborted. */
	abortTransaction(end: TransactionEnd): Promise<ReadonlyMap<PartitionKey, Outcome<null>>>;
	/** Opens a producer of one topic. Rejects with a Failure when the cluster gives it no producer id. */
	openSink(options: SinkOptions): Promise<RecordSink>;
};
