import type { TopicPartition } from './partition-key.ts';

/** How the group is coordinated: classic protocol, KIP-848 consumer, KIP-932 share, KIP-1071 streams. */
export const GROUP_TYPES = ['classic', 'consumer', 'share', 'streams'] as const;
export type GroupType = (typeof GROUP_TYPES)[number];

/** Group states as Kafka prints them; classic and KIP-848 groups use different ones. */
export const GROUP_STATES = [
	'Stable',
	'Empty',
	'PreparingRebalance',
	'CompletingRebalance',
	'Assigning',
	'Reconciling',
	'NotReady',
	'Dead',
	'Unknown',
] as const;
export type GroupState = (typeof GROUP_STATES)[number];

export type GroupListing = {
	readonly group: string;
	readonly type: GroupType;
	/** `consumer`, `connect`, … for classic groups; empty when nothing ever joined. */
	readonly protocolType: string;
	readonly state: GroupState;
	/** The broker that listed the group: it is the group's coordinator. */
	readonly coordinator: number;
};

export type GroupMember = {
	readonly memberId: string;
	readonly instanceId: string | null;
	readonly clientId: string;
	readonly host: string;
	readonly rack: string | null;
	/** Partitions the member owns now; null when the assignment is not one of consumers (e.g. Connect). */
	readonly assignment: readonly TopicPartition[] | null;
	/** Topics the member asks for, by name; empty when unknown or by pattern. */
	readonly subscribedTopics: readonly string[];
};

export type GroupDescription = {
	readonly group: string;
	readonly type: GroupType;
	readonly state: GroupState;
	readonly protocolType: string;
	/** The assignor: `range`, `cooperative-sticky`, `uniform`, …; empty without members. */
	readonly protocol: string;
	readonly coordinator: number;
	readonly members: readonly GroupMember[];
	/** Share groups have start offsets and no commits. */
	readonly shareOffsets: readonly (TopicPartition & { readonly startOffset: bigint | null; readonly lag: bigint | null })[];
};

/** Groups whose offsets are commits, so that lag means end − committed. */
export const hasCommits = (type: GroupType): boolean => type !== 'share';

const REBALANCING: ReadonlySet<GroupState> = new Set(['PreparingRebalance', 'CompletingRebalance', 'Assigning', 'Reconciling']);

/** The group is handing partitions around right now, so some or all of its members do not consume. */
export const isRebalancing = (state: GroupState): boolean => REBALANCING.has(state);

/** `classic · cooperative-sticky`: `consumer` alone would be ambiguous, it is both a protocol type and a group type. */
export const groupKindText = (type: GroupType, protocol: string): string => (protocol === '' ? type : `${type} · ${protocol}`);
