/** Makes few events out of many changes: what has one cause, or is of one kind, is said once with its number. Pure. */
import type { ClusterChange } from './cluster-changes.ts';
import { type EventEffect, type EventFacts, type EventSeverity, eventFacts, MOST_NAMES, named } from './cluster-event.ts';
import { isRebalancing } from './group.ts';
import type { GroupChange } from './group-changes.ts';
import { partitionKey } from './partition-key.ts';

/** More of one kind at a time are told as one event. */
const MOST_ALIKE = 3;

type PartitionChange = Extract<ClusterChange, { readonly partition: number }>;
type Of<C extends { readonly kind: string }, K> = C extends unknown ? (K extends C['kind'] ? C & { readonly kind: K } : never) : never;

/** Sorts changes by kind, once. */
const ofKind = <C extends { readonly kind: string }>(changes: readonly C[]) => {
	const kinds = new Map<string, C[]>();
	for (const change of changes) {
		const same = kinds.get(change.kind);
		if (same === undefined) kinds.set(change.kind, [change]);
		else same.push(change);
	}
	return <K extends C['kind']>(kind: K): readonly Of<C, K>[] => (kinds.get(kind) ?? []) as readonly C[] as readonly Of<C, K>[];
};

/**
 * Events of one look at brokers and topics, the gravest first. `dead` are the brokers that are not alive now: what happens to the partitions they led or held
 * is theirs. A broker that went or came in this very look has these effects in its own event.
 */
export const clusterEvents = (changes: readonly ClusterChange[], dead: ReadonlySet<number>): readonly EventFacts[] => {
	const all = ofKind(changes);
	const gone = new Set(all('brokerGone').map(c => c.broker));
	const came = new Set(all('brokerBack').map(c => c.broker));
	const byBroker = new Map<number, PartitionChange[]>();
	const rest: PartitionChange[] = [];
	for (const change of changes) {
		if (!('partition' in change)) continue;
		const owner = losersOf(change).find(id => gone.has(id)) ?? winnersOf(change).find(id => came.has(id));
		const own = owner === undefined ? rest : (byBroker.get(owner) ?? []);
		if (owner !== undefined) byBroker.set(owner, own);
		own.push(change);
	}
	const brokers = [...all('brokerGone'), ...all('brokerBack'), ...all('brokerNew')].map(({ kind, broker }) => {
		const own = byBroker.get(broker) ?? [];
		return eventFacts(kind, { brokers: [broker], ...partitionsOf(own), effects: effectsOf(own) });
	});
	const ofRest = ofKind(rest);
	return [
		...brokers.filter(e => e.kind === 'brokerGone'),
		...bucketed(
			ofRest('partitionOffline'),
			c => String(deadOne([c.from], dead)),
			many => eventFacts('partitionOffline', { ...partitionsOf(many), cause: sameOf(many, c => deadOne([c.from], dead)) }),
		),
		...bucketed(
			ofRest('isrShrank'),
			c => c.brokers.join(),
			many =>
				eventFacts('isrShrank', { ...partitionsOf(many), brokers: brokersOf(many), cause: sameOf(many, c => deadOne(c.brokers, dead)) }),
		),
		...brokers.filter(e => e.kind !== 'brokerGone'),
		...bucketed(
			ofRest('partitionOnline'),
			() => '',
			many => eventFacts('partitionOnline', partitionsOf(many)),
		),
		...bucketed(
			ofRest('isrExpanded'),
			c => c.brokers.join(),
			many => eventFacts('isrExpanded', { ...partitionsOf(many), brokers: brokersOf(many) }),
		),
		...bucketed(
			ofRest('leaderMoved'),
			c => `${c.from} ${c.to}`,
			many =>
				eventFacts('leaderMoved', {
					...partitionsOf(many),
					from: textOf(sameOf(many, c => c.from)),
					to: textOf(sameOf(many, c => c.to)),
					cause: sameOf(many, c => deadOne([c.from], dead)),
				}),
		),
		...bucketed(
			ofRest('reassigned'),
			() => '',
			many => eventFacts('reassigned', partitionsOf(many)),
		),
		...(['topicDeleted', 'topicRecreated', 'topicCreated'] as const).flatMap(kind =>
			bucketed(
				all(kind),
				c => c.topic,
				many => eventFacts(kind, { topics: named(many.map(c => c.topic)) }),
			),
		),
		...bucketed(
			all('partitionsAdded'),
			c => c.topic,
			many =>
				eventFacts('partitionsAdded', {
					topics: named(many.map(c => c.topic)),
					from: textOf(sameOf(many, c => c.from)),
					to: textOf(sameOf(many, c => c.to)),
				}),
		),
	];
};

/** Events of one look at groups. */
export const groupEvents = (changes: readonly GroupChange[]): readonly EventFacts[] => {
	const all = ofKind(changes);
	const groupsOf = (many: readonly GroupChange[]) => ({ groups: named(many.map(c => c.group)) });
	return [
		...few(all('dataLost'), many =>
			eventFacts('dataLost', {
				...groupsOf(many),
				topics: named([...new Set(many.flatMap(c => c.topics))]),
				offsets: many.reduce((sum, c) => sum + c.offsets, 0n),
			}),
		),
		...alike(
			all('verdictChanged'),
			c => `${c.from} ${c.to}`,
			many =>
				eventFacts('verdictChanged', { ...groupsOf(many), from: many[0]!.from, to: many[0]!.to, severity: verdictSeverity(many[0]!.to) }),
		),
		...alike(
			all('groupState'),
			c => `${c.from} ${c.to}`,
			many => eventFacts('groupState', { ...groupsOf(many), from: many[0]!.from, to: many[0]!.to, severity: stateSeverity(many[0]!.to) }),
		),
		...few(all('groupVanished'), many => eventFacts('groupVanished', groupsOf(many))),
		...few(all('groupAppeared'), many => eventFacts('groupAppeared', groupsOf(many))),
		...few(all('membersChanged'), many =>
			eventFacts('membersChanged', {
				...groupsOf(many),
				from: textOf(sameOf(many, c => c.from)),
				to: textOf(sameOf(many, c => c.to)),
				severity: many.some(c => c.to < c.from) ? 'warning' : 'info',
			}),
		),
	];
};

const verdictSeverity = (verdict: string): EventSeverity =>
	verdict === 'stalled' || verdict === 'stopped' ? 'critical' : verdict === 'ok' ? 'ok' : 'warning';

/** Nobody reads any more; members come and go by themselves. */
const stateSeverity = (state: Extract<GroupChange, { kind: 'groupState' }>['to']): EventSeverity =>
	state === 'Empty' || state === 'Dead' ? 'warning' : isRebalancing(state) ? 'info' : 'ok';

/** Brokers whose going makes such a change. */
const losersOf = (change: PartitionChange): readonly number[] =>
	change.kind === 'isrShrank' ? change.brokers : change.kind === 'leaderMoved' || change.kind === 'partitionOffline' ? [change.from] : [];

/** Brokers whose coming makes such a change. */
const winnersOf = (change: PartitionChange): readonly number[] =>
	change.kind === 'isrExpanded' ? change.brokers : change.kind === 'leaderMoved' || change.kind === 'partitionOnline' ? [change.to] : [];

const EFFECTS = ['partitionOffline', 'isrShrank', 'partitionOnline', 'isrExpanded', 'leaderMoved'] as const;

const effectsOf = (changes: readonly PartitionChange[]): readonly EventEffect[] => {
	const all = ofKind(changes);
	return EFFECTS.map(kind => ({ kind, partitions: all(kind).length })).filter(effect => effect.partitions > 0);
};

/** Counts partitions and topics. The changes of one stand together, so that 100,000 of them need no keys to be told apart. */
const partitionsOf = (changes: readonly PartitionChange[]): Pick<EventFacts, 'partitions' | 'topics'> => {
	let count = 0;
	const names: string[] = [];
	const topics = new Set<string>();
	let last: PartitionChange | undefined;
	for (const change of changes) {
		if (last?.partition === change.partition && last.topic === change.topic) continue;
		last = change;
		count += 1;
		topics.add(change.topic);
		if (names.length < MOST_NAMES) names.push(partitionKey(change.topic, change.partition));
	}
	return { partitions: { count, names }, topics: named([...topics]) };
};

const brokersOf = (changes: readonly { readonly brokers: readonly number[] }[]): readonly number[] =>
	[...new Set(changes.flatMap(c => c.brokers))].sort((a, b) => a - b);

const deadOne = (brokers: readonly number[], dead: ReadonlySet<number>): number | null => brokers.find(id => dead.has(id)) ?? null;

/** What all have in common; null where they differ. */
const sameOf = <T, V>(items: readonly T[], value: (item: T) => V): V | null =>
	items.every(item => value(item) === value(items[0]!)) ? value(items[0]!) : null;

const textOf = (value: number | null): string | null => (value === null ? null : String(value));

/** One event for each key; more keys than can be read become one event. */
const bucketed = <T>(items: readonly T[], keyOf: (item: T) => string, make: (items: readonly T[]) => EventFacts): readonly EventFacts[] => {
	const buckets = alikeBuckets(items, keyOf);
	return (buckets.length > MOST_ALIKE ? [items] : buckets).map(make);
};

/** One event for each item as long as they are few. */
const few = <T>(items: readonly T[], make: (items: readonly T[]) => EventFacts): readonly EventFacts[] =>
	(items.length > MOST_ALIKE ? [items] : items.map(item => [item])).map(make);

/** One event for each item as long as those of its key are few: the keys are a few words. */
const alike = <T>(items: readonly T[], keyOf: (item: T) => string, make: (items: readonly T[]) => EventFacts): readonly EventFacts[] =>
	alikeBuckets(items, keyOf).flatMap(bucket => few(bucket, make));

const alikeBuckets = <T>(items: readonly T[], keyOf: (item: T) => string): readonly (readonly T[])[] => {
	const buckets = new Map<string, T[]>();
	for (const item of items) {
		const key = keyOf(item);
		const bucket = buckets.get(key);
		if (bucket === undefined) buckets.set(key, [item]);
		else bucket.push(item);
	}
	return [...buckets.values()];
};
