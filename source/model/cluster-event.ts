import type { ClusterChange } from './cluster-changes.ts';
import type { GroupChange } from './group-changes.ts';

export type ChangeKind =
	| ClusterChange['kind']
	| GroupChange['kind']
	| 'controllerChanged'
	| 'topicHidden'
	/** Metadata calls the brokers alive, but they do not answer from here; and they do again. */
	| 'brokerUnreachable'
	| 'brokerReachable';

/** Also what is said of the watching itself: when it began, what could not be looked at, and since when it can be again. */
export type EventKind = ChangeKind | 'watching' | 'notRead' | 'readAgain' | 'notWatched';

export type EventSeverity = 'critical' | 'warning' | 'ok' | 'info';

/** Names with how many there are: of thousands only the first few are kept. */
export type Named<T> = { readonly count: number; readonly names: readonly T[] };

/** Partitions whose state changed for the event's reason. */
export type EventEffect = {
	readonly kind: 'isrShrank' | 'isrExpanded' | 'leaderMoved' | 'partitionOffline' | 'partitionOnline';
	readonly partitions: number;
};

/** Something that happened, or many things of one cause. */
export type EventFacts = {
	readonly kind: EventKind;
	readonly severity: EventSeverity;
	readonly brokers: readonly number[];
	readonly topics: Named<string>;
	/** `topic/partition`. */
	readonly partitions: Named<string>;
	readonly groups: Named<string>;
	/** State, verdict, number of partitions or members, or broker before and after; null where the kind has none or it is not known. */
	readonly from: string | null;
	readonly to: string | null;
	/** Offsets that are lost. */
	readonly offsets: bigint | null;
	readonly effects: readonly EventEffect[];
	/** The broker that was gone while this happened. */
	readonly cause: number | null;
	/** What is not read (`topics`, `groups`, …) and why. */
	readonly subject: string | null;
	readonly reason: string | null;
};

/** An event with its time: polling sees it at `seenMs`, and it happened after `sinceMs`. */
export type ClusterEvent = EventFacts & {
	/** Counts up from 1 in the order in which events were seen. */
	readonly id: number;
	readonly sinceMs: number;
	readonly seenMs: number;
	/** The look before was too long ago for `seenMs` to say much of when it happened. */
	readonly isLate: boolean;
};

/** Names kept of each kind of thing in an event. */
export const MOST_NAMES = 10;

export const named = <T>(items: readonly T[]): Named<T> => ({ count: items.length, names: items.slice(0, MOST_NAMES) });

const NOTHING: Omit<EventFacts, 'kind' | 'severity'> = {
	brokers: [],
	topics: named([]),
	partitions: named([]),
	groups: named([]),
	from: null,
	to: null,
	offsets: null,
	effects: [],
	cause: null,
	subject: null,
	reason: null,
};

/** How much each kind of event matters; the facts may raise or lower it. */
const SEVERITY: Readonly<Record<EventKind, EventSeverity>> = {
	brokerGone: 'critical',
	brokerBack: 'ok',
	brokerNew: 'info',
	brokerUnreachable: 'warning',
	brokerReachable: 'ok',
	controllerChanged: 'warning',
	partitionOffline: 'critical',
	partitionOnline: 'ok',
	isrShrank: 'warning',
	isrExpanded: 'ok',
	leaderMoved: 'info',
	reassigned: 'info',
	topicCreated: 'info',
	topicDeleted: 'warning',
	topicRecreated: 'warning',
	topicHidden: 'warning',
	partitionsAdded: 'info',
	groupAppeared: 'info',
	groupVanished: 'info',
	groupState: 'info',
	membersChanged: 'info',
	verdictChanged: 'info',
	dataLost: 'critical',
	watching: 'info',
	notRead: 'warning',
	readAgain: 'ok',
	notWatched: 'warning',
};

/** Makes the facts of an event; what is not given is nothing. */
export const eventFacts = (kind: EventKind, facts: Partial<Omit<EventFacts, 'kind'>> = {}): EventFacts => ({
	...NOTHING,
	kind,
	severity: SEVERITY[kind],
	...facts,
});
