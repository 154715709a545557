import type { TopicGroup } from '../model/topic-summary.ts';
import { byValue, groupedCell, lowerBound, textCell } from './cells.ts';
import type { Cell, NounTable } from './column.ts';

/** `≥107` where some partitions cannot be read, as the list of groups has it. */
const lagCell = (group: TopicGroup): Cell =>
	group.lag === null && group.leastLag !== undefined ? lowerBound(groupedCell(group.leastLag)) : groupedCell(group.lag);

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
			cell: lagCell,
			compare: byValue(g => g.lag ?? g.leastLag),
			json: g => g.lag ?? null,
		},
	],
};
