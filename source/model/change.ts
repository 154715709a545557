/** Every way the program can change a cluster, as values: whoever wants one makes one of these, and nothing else can be acted on. */

import type { FilterQuestion } from './filter-question.ts';
import type { TopicPartition } from './partition-key.ts';
import type { Isolation } from './record-scan.ts';

/** A setting of a topic: Kafka's own string, or null to take away what is set on the topic, so that the broker's default holds. */
export type SettingEdit = { readonly name: string; readonly value: string | null };

export type PartitionOffset = { readonly topic: string; readonly partition: number; readonly offset: bigint };

export type TopicSettings = { readonly kind: 'topicSettings'; readonly topics: readonly string[]; readonly edits: readonly SettingEdit[] };
export type CreateTopic = {
	readonly kind: 'createTopic';
	readonly topic: string;
	/** Null takes the broker's default. */
	readonly partitions: number | null;
	readonly replicationFactor: number | null;
	readonly settings: readonly { readonly name: string; readonly value: string }[];
};
export type DeleteTopic = {
	readonly kind: 'deleteTopic';
	readonly topic: string;
	/** Undo of a creation: only while nothing was written into it. */
	readonly onlyIfEmpty?: boolean;
	/** Undo of a creation: only while it is still the topic that was created. */
	readonly topicId?: string;
};
export type AddPartitions = { readonly kind: 'addPartitions'; readonly topic: string; readonly total: number };
/** Deletes the records below an offset of each partition. */
export type PurgeRecords = { readonly kind: 'purgeRecords'; readonly topic: string; readonly below: readonly PartitionOffset[] };
/** Commits these offsets for a group that nobody is a member of. */
export type ResetOffsets = { readonly kind: 'resetOffsets'; readonly group: string; readonly offsets: readonly PartitionOffset[] };
/** Takes a group's commits on partitions away. */
export type DeleteOffsets = {
	readonly kind: 'deleteOffsets';
	readonly group: string;
	readonly topic: string;
	readonly partitions: readonly number[];
};
export type DeleteGroup = { readonly kind: 'deleteGroup'; readonly group: string };
/** Takes a member out of its group; a static one (`instanceId`) keeps its partitions until then, whether it lives or not. */
export type RemoveMember = {
	readonly kind: 'removeMember';
	readonly group: string;
	readonly memberId: string;
	readonly instanceId: string | null;
};

/** Gives partitions back to their preferred leader, the first of their replicas. */
export type ElectLeaders = { readonly kind: 'electLeaders'; readonly partitions: readonly TopicPartition[] };
/** A partition that a transaction holds open from an offset on; the epoch of its coordinator as the leader saw it last. */
export type OpenPartition = PartitionOffset & { readonly coordinatorEpoch: number };
/** Ends a transaction that no coordinator will ever end. */
export type AbortTransaction = {
	readonly kind: 'abortTransaction';
	readonly producerId: bigint;
	readonly producerEpoch: number;
	readonly partitions: readonly OpenPartition[];
};

/** Offsets of a partition that are read again; another topic id later means another topic of the same name. */
export type ReplayRange = {
	readonly topic: string;
	readonly topicId: string;
	readonly partition: number;
	readonly fromOffset: bigint;
	/** The first offset that is not read any more. */
	readonly toOffset: bigint;
};
/** What a replay would write, counted by reading it once; bytes are those before packing. */
export type ReplayCount = {
	readonly records: number;
	readonly bytes: number;
	readonly largestBytes: number;
	readonly withoutKey: number;
	/** Not all of the ranges could be read. */
	readonly isPartial: boolean;
};
/** Where a copy goes: into the partition of its original, or where the Java client puts its key. */
export type Placement = 'keep' | 'key';
export const COMPRESSIONS = ['none', 'gzip', 'zstd'] as const;
export type Compression = (typeof COMPRESSIONS)[number];
/** Writes records that are in the cluster already into a topic again. */
export type ReplayRecords = {
	readonly kind: 'replayRecords';
	/** The topic that is written to, and Kafka's id of it: another one by that name has none of the copies. */
	readonly topic: string;
	readonly topicId: string;
	/** How many partitions it has: with more, copies would belong elsewhere. */
	readonly partitions: number;
	/** Stands in a header of every copy. */
	readonly run: string;
	readonly ranges: readonly ReplayRange[];
	readonly filter: FilterQuestion;
	readonly isolation: Isolation;
	readonly limit: number | null;
	readonly placement: Placement;
	readonly compression: Compression;
	readonly recordsPerSecond: number | null;
	/** Null where nobody read them before: then there are at most as many as offsets. */
	readonly counted: ReplayCount | null;
};

export type Change =
	| TopicSettings
	| CreateTopic
	| DeleteTopic
	| AddPartitions
	| PurgeRecords
	| ResetOffsets
	| DeleteOffsets
	| DeleteGroup
	| RemoveMember
	| ElectLeaders
	| AbortTransaction
	| ReplayRecords;

export type ChangeKind = Change['kind'];

/** The resources a change is about, by name: what somebody types to confirm it. */
export const subjectsOf = (change: Change): readonly string[] => {
	switch (change.kind) {
		case 'topicSettings':
			return change.topics;
		case 'createTopic':
		case 'deleteTopic':
		case 'addPartitions':
		case 'purgeRecords':
		case 'replayRecords':
			return [change.topic];
		case 'resetOffsets':
		case 'deleteOffsets':
		case 'deleteGroup':
		case 'removeMember':
			return [change.group];
		case 'electLeaders':
		case 'abortTransaction':
			return [...new Set(change.partitions.map(p => p.topic))];
	}
};

/** What somebody types on a screen to confirm it: the name, or of several how many they are. */
export const typedNameOf = (change: Change): string => {
	const [name = '', ...others] = subjectsOf(change);
	return others.length === 0 ? name : `${others.length + 1} topics`;
};

const SHOWN_NAMES = 3;

/** `orders`, `a, b and 5 more`. */
export const namesText = (names: readonly string[]): string =>
	names.length <= SHOWN_NAMES
		? names.join(', ')
		: `${names.slice(0, SHOWN_NAMES - 1).join(', ')} and ${names.length - SHOWN_NAMES + 1} more`;
