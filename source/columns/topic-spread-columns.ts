import type { BrokerTopicShare } from '../model/placement.ts';
import { byValue, groupedCell, textCell } from './cells.ts';
import type { NounTable, Severity } from './column.ts';

const over = (is: boolean): Severity | undefined => (is ? 'warning' : undefined);

/** Topics on one broker beside their fair share; the percentages are CMAK's. */
export const topicSpreadTable: NounTable<BrokerTopicShare> = {
	noun: 'topics',
	unknownOf: () => [],
	columns: [
		{
			id: 'topic',
			title: 'TOPIC',
			align: 'left',
			priority: 0,
			cell: s => textCell(s.topic),
			compare: byValue(s => s.topic),
			json: s => s.topic,
		},
		{
			id: 'partitions',
			title: 'HELD',
			align: 'right',
			priority: 0,
			cell: s => textCell(`${s.partitions} of ≤ ${s.sharePartitions}`, over(s.isSkewed)),
			compare: byValue(s => s.partitions - s.sharePartitions),
			json: s => s.partitions,
		},
		{
			id: 'leaders',
			title: 'LED',
			align: 'right',
			priority: 0,
			cell: s => textCell(`${s.leaders} of ≤ ${s.shareLeaders}`, over(s.isLeaderSkewed)),
			compare: byValue(s => s.leaders - s.shareLeaders),
			json: s => s.leaders,
		},
		{
			id: 'skewPercent',
			title: 'SKEW%',
			align: 'right',
			priority: 2,
			cell: s => groupedCell(s.skewPercent),
			compare: byValue(s => s.skewPercent),
			json: s => s.skewPercent,
		},
		{
			id: 'leaderSkewPercent',
			title: 'L-SKEW%',
			align: 'right',
			priority: 2,
			cell: s => groupedCell(s.leaderSkewPercent),
			compare: byValue(s => s.leaderSkewPercent),
			json: s => s.leaderSkewPercent,
		},
		{
			id: 'spreadPercent',
			title: 'SPREAD%',
			align: 'right',
			priority: 3,
			cell: s => groupedCell(s.spreadPercent),
			compare: byValue(s => s.spreadPercent),
			json: s => s.spreadPercent,
		},
	],
	jsonOnly: { sharePartitions: s => s.sharePartitions, shareLeaders: s => s.shareLeaders },
};
