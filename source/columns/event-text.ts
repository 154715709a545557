/** What happened, as a sentence. Pure; the names in it are foreign text. */
import type { ClusterEvent, EventEffect, EventFacts, Named } from '../model/cluster-event.ts';
import { groupedText } from '../units/count.ts';
import { countText } from '../units/plural.ts';

/** The sentence of an event, without its time. `room` is how many names a list of them shows. */
export const eventText = (event: EventFacts, room = 3): string => {
	const { from, to, cause, reason } = event;
	const because = cause === null ? '' : ` (broker ${cause} is gone)`;
	const doubt = reason === null ? '' : ` (${reason})`;
	const topics = listText(event.topics, 'topic', 'topics', room);
	const groups = listText(event.groups, 'group', 'groups', room);
	const partitions = partitionsText(event, room);
	switch (event.kind) {
		case 'brokerGone':
			return `broker ${event.brokers[0]} is gone${effectsText(event.effects)}`;
		case 'brokerBack':
			return `broker ${event.brokers[0]} is back${effectsText(event.effects)}`;
		case 'brokerNew':
			return `broker ${event.brokers[0]} is new`;
		case 'brokerUnreachable':
			return `${brokersText(event.brokers)} ${event.brokers.length === 1 ? 'does' : 'do'} not answer from here, though metadata calls ${event.brokers.length === 1 ? 'it' : 'them'} alive${doubt}`;
		case 'brokerReachable':
			return `${brokersText(event.brokers)} ${event.brokers.length === 1 ? 'answers' : 'answer'} again`;
		case 'controllerChanged':
			if (to === null) return `no controller leads any more; it was ${from}`;
			return from === null ? `controller ${to} leads now` : `controller ${to} leads instead of ${from}`;
		case 'partitionOffline':
			return `${partitions} offline: no broker leads ${event.partitions.count === 1 ? 'it' : 'them'}${because}`;
		case 'partitionOnline':
			return `${partitions} online again`;
		case 'isrShrank':
			return `ISR of ${partitions} shrank by ${brokersText(event.brokers)}${because}`;
		case 'isrExpanded':
			return `ISR of ${partitions} grew by ${brokersText(event.brokers)}`;
		case 'leaderMoved':
			return `leader of ${partitions} moved${from === null ? '' : ` from ${from}`}${to === null ? '' : ` to ${to}`}${because}`;
		case 'reassigned':
			return `replicas of ${partitions} were moved to other brokers`;
		case 'topicCreated':
			return reason === null ? `${topics} created` : `${topics} appeared${doubt}`;
		case 'topicDeleted':
			return `${topics} deleted`;
		case 'topicRecreated':
			return `${topics} deleted and created again: another topic of that name`;
		case 'topicHidden':
			return `${topics} may not be described any more`;
		case 'partitionsAdded':
			return `partitions added to ${topics}${from === null || to === null ? '' : `: ${from} → ${to}`}`;
		case 'groupAppeared':
			return `${groups} appeared${doubt}`;
		case 'groupVanished':
			return `${groups} ${event.groups.count === 1 ? 'is' : 'are'} no more`;
		case 'groupState':
			return `${groups}: ${from} → ${to}`;
		case 'membersChanged':
			return `${groups}: members ${from === null || to === null ? 'changed' : `${from} → ${to}`}`;
		case 'verdictChanged':
			return `${groups}: ${from === null ? '' : `${verdictWord(from)} → `}${verdictWord(to)}${from === null ? ' (the first verdict here)' : ''}`;
		case 'dataLost':
			return `${groups} lost ${countText(event.offsets ?? 0n, 'offset', 'offsets')} of ${listText(event.topics, 'topic', 'topics', room)} unread`;
		case 'watching':
			return watchingText(event);
		case 'notRead':
			return `${subjectText(event)} cannot be read, so nothing is known of ${/s$/.test(event.subject ?? '') ? 'them' : 'it'}: ${reason}`;
		case 'readAgain':
			return `${subjectText(event)} can be read again`;
		case 'notWatched':
			return `nothing was watched: ${reason}`;
	}
};

/** Bad verdicts in capitals, as in the tables. */
const verdictWord = (verdict: string | null): string =>
	verdict === 'stalled' || verdict === 'stopped' ? verdict.toUpperCase() : (verdict ?? '?');

const subjectText = ({ subject }: EventFacts): string => (subject === 'cluster' ? 'the cluster' : (subject ?? ''));

/** `topic orders`; `4 topics (a, b, c, …)`. */
const listText = ({ count, names }: Named<string>, one: string, many: string, room: number): string => {
	if (count === 1) return `${one} ${names[0]}`;
	return room === 0 || names.length === 0
		? `${groupedText(count)} ${many}`
		: `${groupedText(count)} ${many} (${names.slice(0, room).join(', ')}${count > room ? ', …' : ''})`;
};

/** `orders/3`; `12 partitions of orders`; `412 partitions of 87 topics`. */
const partitionsText = ({ partitions, topics }: EventFacts, room: number): string => {
	if (partitions.count === 1) return partitions.names[0]!;
	return `${groupedText(partitions.count)} partitions of ${topics.count === 1 ? topics.names[0] : listText(topics, 'topic', 'topics', room)}`;
};

const brokersText = (brokers: readonly number[]): string =>
	brokers.length === 1 ? `broker ${brokers[0]}` : brokers.length <= 3 ? `brokers ${brokers.join(', ')}` : `${brokers.length} brokers`;

const EFFECTS: Readonly<Record<EventEffect['kind'], (partitions: string) => string>> = {
	partitionOffline: n => `${n} offline`,
	isrShrank: n => `ISR of ${n} shrank`,
	leaderMoved: n => `leader of ${n} moved`,
	partitionOnline: n => `${n} online again`,
	isrExpanded: n => `ISR of ${n} grew`,
};

/** `: 3 partitions offline, ISR of 412 shrank, leader of 130 moved`: the word is said once. */
const effectsText = (effects: readonly EventEffect[]): string =>
	effects.length === 0
		? ''
		: `: ${effects.map(({ kind, partitions: n }, i) => EFFECTS[kind](i === 0 ? countText(n, 'partition', 'partitions') : groupedText(n))).join(', ')}`;

const watchingText = ({ brokers, topics, partitions, effects, reason }: EventFacts): string => {
	const state: Readonly<Record<string, string>> = { partitionOffline: 'offline', isrShrank: 'under-replicated' };
	const trouble = effects.map(e => `${groupedText(e.partitions)} ${state[e.kind]}`);
	return [
		`watching ${countText(brokers.length, 'broker', 'brokers')}, ${countText(topics.count, 'topic', 'topics')}, ${countText(partitions.count, 'partition', 'partitions')}`,
		...trouble,
		...(reason === null ? [] : [reason]),
	].join(' · ');
};

/** `between 12:00:03 and 12:00:08`, in the clock of the machine, or in UTC for logs. */
export const intervalText = ({ sinceMs, seenMs }: Pick<ClusterEvent, 'sinceMs' | 'seenMs'>, clock: (atMs: number) => string): string =>
	sinceMs === seenMs ? `at ${clock(seenMs)}` : `between ${clock(sinceMs)} and ${clock(seenMs)}`;
