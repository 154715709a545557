import { deletesRecords, type TopicSummary, topicFlags } from '../model/topic-summary.ts';
import { limitDurationText } from '../units/duration.ts';
import {
	byValue,
	cellOf,
	compareMaybe,
	faultCountCell,
	groupedCell,
	notApplicableCell,
	shortCountCell,
	sizeCell,
	textCell,
} from './cells.ts';
import type { Cell, NounTable } from './column.ts';

const isrCell = (topic: TopicSummary): Cell => {
	if (topic.partitions === 0) return notApplicableCell;
	const { fewestInSync, replicationFactor } = topic;
	if (fewestInSync >= replicationFactor) return textCell(String(fewestInSync));
	const isCritical = topic.offline > 0 || (topic.underMinIsr ?? 0) > 0;
	return textCell(`${fewestInSync}/${replicationFactor}`, isCritical ? 'critical' : 'warning');
};

const retentionCell = (topic: TopicSummary): Cell =>
	cellOf(topic.retentionMs, ms => {
		// A compacted topic keeps the newest record of each key for ever, whatever retention.ms says.
		if (typeof topic.cleanupPolicy === 'string' && !deletesRecords(topic.cleanupPolicy)) return textCell('∞');
		return limitDurationText(ms);
	});

const flagsCell = (topic: TopicSummary): Cell => {
	const flags = topicFlags(topic);
	const worst = flags[0]?.severity;
	return textCell(flags.map(f => f.text).join(' '), worst);
};

/** Topics as the list shows them. JSON counts partitions in `underReplicated`, `offline` and `underMinIsr`. */
export const topicTable: NounTable<TopicSummary> = {
	noun: 'topics',
	unknownOf: t => t.unknown,
	columns: [
		{
			id: 'name',
			title: 'NAME',
			align: 'left',
			priority: 0,
			cell: t => textCell(t.name),
			compare: byValue(t => t.name),
			json: t => t.name,
		},
		{
			id: 'partitions',
			title: 'PART',
			align: 'right',
			priority: 1,
			cell: t => groupedCell(t.partitions),
			compare: byValue(t => t.partitions),
			json: t => t.partitions,
		},
		{
			id: 'replicationFactor',
			title: 'RF',
			align: 'right',
			priority: 2,
			cell: t => groupedCell(t.replicationFactor),
			compare: byValue(t => t.replicationFactor),
			json: t => t.replicationFactor,
		},
		{
			id: 'isr',
			title: 'ISR',
			align: 'left',
			priority: 2,
			cell: isrCell,
			compare: (a, b) => a.fewestInSync - a.replicationFactor - (b.fewestInSync - b.replicationFactor),
		},
		{
			id: 'underReplicated',
			title: 'URP',
			align: 'right',
			priority: 8,
			cell: t => faultCountCell(t.underReplicated, 'warning'),
			compare: byValue(t => t.underReplicated),
			json: t => t.underReplicated,
		},
		{
			id: 'offline',
			title: 'OFFLINE',
			align: 'right',
			priority: 8,
			cell: t => faultCountCell(t.offline, 'critical'),
			compare: byValue(t => t.offline),
			json: t => t.offline,
		},
		{
			id: 'underMinIsr',
			title: 'MINISR',
			align: 'right',
			priority: 8,
			cell: t => faultCountCell(t.underMinIsr, 'critical'),
			compare: byValue(t => t.underMinIsr),
			json: t => t.underMinIsr ?? null,
		},
		{
			id: 'sizeBytes',
			title: 'SIZE',
			unit: 'bytes',
			align: 'right',
			priority: 1,
			cell: t => sizeCell(t.sizeBytes),
			compare: byValue(t => t.sizeBytes),
			json: t => t.sizeBytes ?? null,
		},
		{
			id: 'recordsPerSecond',
			title: 'MSG/S',
			unit: 'records per second',
			align: 'right',
			priority: 3,
			cell: t => shortCountCell(t.recordsPerSecond),
			compare: byValue(t => t.recordsPerSecond),
			json: t => t.recordsPerSecond ?? null,
		},
		{
			id: 'retentionMs',
			title: 'RETAIN',
			unit: 'milliseconds, -1 for no limit',
			align: 'left',
			priority: 2,
			cell: retentionCell,
			compare: (a, b) => compareMaybe(limitRank(a.retentionMs), limitRank(b.retentionMs)),
			json: t => t.retentionMs ?? null,
		},
		{
			id: 'retentionBytes',
			title: 'RETAIN B',
			unit: 'bytes per partition, -1 for no limit',
			align: 'right',
			priority: 9,
			cell: t => sizeCell(t.retentionBytes),
			compare: (a, b) => compareMaybe(limitRank(a.retentionBytes), limitRank(b.retentionBytes)),
			json: t => t.retentionBytes ?? null,
		},
		{
			id: 'cleanupPolicy',
			title: 'CLEANUP',
			align: 'left',
			priority: 4,
			cell: t => cellOf(t.cleanupPolicy, p => p),
			compare: byValue(t => t.cleanupPolicy),
			json: t => t.cleanupPolicy ?? null,
		},
		{
			id: 'internal',
			title: 'INTERNAL',
			align: 'left',
			priority: 9,
			cell: t => textCell(t.isInternal ? 'internal' : ''),
			compare: byValue(t => Number(t.isInternal)),
			json: t => t.isInternal,
		},
		{
			id: 'flags',
			title: 'FLAGS',
			align: 'left',
			priority: 1,
			cell: flagsCell,
			compare: byValue(t => FLAG_RANK.indexOf(topicFlags(t)[0]?.kind ?? 'none')),
			json: t => topicFlags(t).map(f => f.text),
		},
	],
};

/** Worst first, so that ascending order brings up what needs a look. */
const FLAG_RANK: readonly string[] = ['offline', 'underMinIsr', 'underReplicated', 'singleReplica', 'keepsForever', 'none'];

/** -1 means no limit, which is more than any limit. */
const limitRank = (limit: bigint | null | undefined) => (typeof limit === 'bigint' && limit < 0n ? 2n ** 64n : limit);
