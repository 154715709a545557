import type { ClusterEvent, EventSeverity } from '../model/cluster-event.ts';
import { isoText } from '../units/time.ts';
import { byValue, textCell } from './cells.ts';
import type { NounTable, Severity } from './column.ts';
import { eventText } from './event-text.ts';

/** How an event stands out; what merely happened is plain. */
export const EVENT_SEVERITY: Readonly<Record<EventSeverity, Severity | undefined>> = {
	critical: 'critical',
	warning: 'warning',
	ok: 'ok',
	info: undefined,
};

const severityRank: Readonly<Record<EventSeverity, number>> = { critical: 0, warning: 1, info: 2, ok: 3 };

/** Events, one a line. `at` is when a look saw it, `since` the look before: it happened in between. */
export const eventTable: NounTable<ClusterEvent> = {
	noun: 'events',
	unknownOf: () => [],
	columns: [
		{
			id: 'at',
			title: 'SEEN',
			align: 'left',
			priority: 0,
			cell: e => textCell(isoText(e.seenMs)),
			compare: byValue(e => e.seenMs),
			json: e => isoText(e.seenMs),
		},
		{
			id: 'since',
			title: 'AFTER',
			align: 'left',
			priority: 3,
			cell: e => textCell(isoText(e.sinceMs)),
			compare: byValue(e => e.sinceMs),
			json: e => isoText(e.sinceMs),
		},
		{
			id: 'severity',
			title: 'SEVERITY',
			align: 'left',
			priority: 1,
			cell: e => textCell(e.severity, EVENT_SEVERITY[e.severity]),
			compare: byValue(e => severityRank[e.severity]),
			json: e => e.severity,
		},
		{
			id: 'kind',
			title: 'KIND',
			align: 'left',
			priority: 8,
			cell: e => textCell(e.kind),
			compare: byValue(e => e.kind),
			json: e => e.kind,
		},
		{
			id: 'text',
			title: 'EVENT',
			align: 'left',
			priority: 0,
			cell: e => textCell(eventText(e), EVENT_SEVERITY[e.severity]),
			compare: byValue(e => eventText(e)),
			json: e => eventText(e),
		},
	],
	jsonOnly: {
		seenLate: e => e.isLate,
		brokers: e => e.brokers,
		topics: e => e.topics.names,
		topicCount: e => e.topics.count,
		partitions: e => e.partitions.names,
		partitionCount: e => e.partitions.count,
		groups: e => e.groups.names,
		groupCount: e => e.groups.count,
		effects: e => e.effects.map(({ kind, partitions }) => ({ kind, partitions })),
	},
};

/** Facts that only some kinds have; left out where they say nothing, so that a null is never taken for something unknown. */
export const eventExtras = ({ from, to, offsets, cause, subject, reason }: ClusterEvent) => ({
	...(from !== null && { from }),
	...(to !== null && { to }),
	...(offsets !== null && { offsets }),
	...(cause !== null && { causeBroker: cause }),
	...(subject !== null && { subject }),
	...(reason !== null && { reason }),
});
