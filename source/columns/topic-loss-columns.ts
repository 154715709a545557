import type { LossEffect, TopicLoss } from '../model/broker-loss.ts';
import { LOSS_EFFECTS } from '../model/broker-loss.ts';
import { byValue, groupedCell, textCell } from './cells.ts';
import type { NounTable, Severity } from './column.ts';
import { partitionListText } from './partition-list-text.ts';

/** What happens to partitions, in the words of the screen. */
export const LOSS_TEXTS: Readonly<Record<LossEffect, { readonly text: string; readonly severity: Severity | undefined }>> = {
	offline: { text: 'OFFLINE', severity: 'critical' },
	refusesWrites: { text: 'refuses acks=all', severity: 'critical' },
	maybeRefusesWrites: { text: 'min ISR unknown', severity: 'warning' },
	thinner: { text: 'a copy less', severity: undefined },
};

const unknownOf = (loss: TopicLoss) =>
	loss.minInsyncReplicas === null
		? [
				{
					field: 'minInsyncReplicas',
					reason: 'the setting min.insync.replicas of the topic could not be read',
					needs: 'DescribeConfigs on the topic',
				},
			]
		: [];

/** What becomes of topics when a broker goes, worst first. */
export const topicLossTable: NounTable<TopicLoss> = {
	noun: 'topics',
	unknownOf,
	columns: [
		{
			id: 'topic',
			title: 'TOPIC',
			align: 'left',
			priority: 0,
			cell: l => textCell(l.topic),
			compare: byValue(l => l.topic),
			json: l => l.topic,
		},
		{
			id: 'effect',
			title: 'THEN',
			align: 'left',
			priority: 0,
			cell: l => textCell(LOSS_TEXTS[l.effect].text, LOSS_TEXTS[l.effect].severity),
			compare: byValue(l => LOSS_EFFECTS.indexOf(l.effect)),
			json: l => l.effect,
		},
		{
			id: 'count',
			title: 'PART',
			align: 'right',
			priority: 1,
			cell: l => groupedCell(l.partitions.length),
			compare: byValue(l => l.partitions.length),
		},
		{
			id: 'leaderMoves',
			title: 'LEADERS MOVE',
			align: 'right',
			priority: 3,
			cell: l => groupedCell(l.leaderMoves),
			compare: byValue(l => l.leaderMoves),
			json: l => l.leaderMoves,
		},
		{
			id: 'minInsyncReplicas',
			title: 'MIN ISR',
			align: 'right',
			priority: 4,
			cell: l => groupedCell(l.minInsyncReplicas),
			compare: byValue(l => l.minInsyncReplicas),
			json: l => l.minInsyncReplicas,
		},
		{
			id: 'partitions',
			title: 'PARTITIONS',
			align: 'left',
			priority: 5,
			cell: l => textCell(partitionListText(l.partitions), 'muted'),
			compare: byValue(l => l.partitions[0] ?? -1),
			json: l => l.partitions,
		},
	],
};
