import type { TopicGroup } from '../model/topic-summary.ts';
import { byValue, groupedCell, textCell } from './cells.ts';
import type { NounTable } from './column.ts';

/** Groups that hold commits on a topic, with their lag on it. */
export const topicGroupTable: NounTable<TopicGroup> = {
	noun: 'groups',
	unknownOf: g => g.unknown,
	columns: [
		{
			id: 'group',
			title: 'GROUP',
			align: 'left',
			priority: 0,
			cell: g => textCell(g.group),
			compare: byValue(g => g.group),
			json: g => g.group,
		},
		{
			id: 'lag',
			title: 'LAG',
			align: 'right',
			priority: 0,
			cell: g => groupedCell(g.lag),
			compare: byValue(g => g.lag),
			json: g => g.lag ?? null,
		},
	],
};
