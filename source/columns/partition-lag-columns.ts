import { heldBackOf, type PartitionLag } from '../model/lag.ts';
import { groupedText } from '../units/count.ts';
import { byValue, cellOf, groupedCell, notApplicableCell, shortCountCell, textCell } from './cells.ts';
import type { NounTable } from './column.ts';
import { behindCell, behindJson, lagUnknowns, learningJson, verdictCell, verdictRank } from './lag-cells.ts';

const memberText = (p: PartitionLag): string | null => p.clientId ?? p.memberId;

/** A group's partitions. LAG is end − committed as Kafka's own tool prints it; LOST are offsets below the log start. */
export const partitionLagTable: NounTable<PartitionLag> = {
	noun: 'partitions',
	unknownOf: lagUnknowns,
	columns: [
		{
			id: 'topic',
			title: 'TOPIC',
			align: 'left',
			priority: 0,
			cell: p => textCell(p.topic),
			compare: byValue(p => p.topic),
			json: p => p.topic,
		},
		{
			id: 'partition',
			title: 'P',
			align: 'right',
			priority: 0,
			cell: p => textCell(String(p.partition)),
			compare: byValue(p => p.partition),
			json: p => p.partition,
		},
		{
			id: 'committed',
			title: 'COMMITTED',
			align: 'right',
			priority: 5,
			cell: p =>
				p.neverCommitted
					? textCell('never', 'muted')
					: p.startOffset === undefined
						? groupedCell(p.committed)
						: textCell(`start ${groupedText(p.startOffset)}`),
			compare: byValue(p => p.committed),
			json: p => p.committed,
		},
		{
			id: 'begin',
			title: 'BEGIN',
			align: 'right',
			priority: 8,
			cell: p => groupedCell(p.begin),
			compare: byValue(p => p.begin),
			json: p => p.begin,
		},
		{ id: 'end', title: 'END', align: 'right', priority: 5, cell: p => groupedCell(p.end), compare: byValue(p => p.end), json: p => p.end },
		{
			id: 'lag',
			title: 'LAG',
			align: 'right',
			priority: 0,
			cell: p => (p.neverCommitted ? notApplicableCell : groupedCell(p.lag)),
			compare: byValue(p => p.lag),
			json: p => p.lag,
		},
		{
			id: 'lost',
			title: 'LOST',
			align: 'right',
			priority: 6,
			cell: p =>
				p.neverCommitted ? notApplicableCell : cellOf(p.lost, n => (n > 0n ? { ...groupedCell(n), severity: 'critical' } : textCell('0'))),
			compare: byValue(p => p.lost),
			json: p => p.lost,
		},
		{
			id: 'behindMs',
			title: 'BEHIND',
			unit: 'milliseconds',
			align: 'right',
			priority: 0,
			cell: p => (p.neverCommitted && p.behindMs === null ? notApplicableCell : behindCell(p)),
			compare: byValue(p => p.behindMs),
			json: behindJson,
		},
		{
			id: 'behindMethod',
			title: 'HOW',
			align: 'left',
			priority: 9,
			cell: p => (p.behindMethod === null ? notApplicableCell : textCell(p.behindMethod, 'muted')),
			compare: byValue(p => p.behindMethod),
			json: p => p.behindMethod,
		},
		{
			id: 'recordsPerSecond',
			title: 'RATE/S',
			unit: 'records per second',
			align: 'right',
			priority: 3,
			cell: p => shortCountCell(p.ratePerSecond),
			compare: byValue(p => p.ratePerSecond),
		},
		{
			id: 'verdict',
			title: 'VERDICT',
			align: 'left',
			priority: 0,
			cell: verdictCell,
			compare: byValue(verdictRank),
			json: p => p.verdict,
		},
		{
			id: 'member',
			title: 'MEMBER',
			align: 'left',
			priority: 4,
			cell: p => {
				const text = memberText(p);
				return text === null ? notApplicableCell : textCell(text);
			},
			compare: byValue(memberText),
		},
		{
			id: 'clientId',
			title: 'CLIENT',
			align: 'left',
			priority: 8,
			cell: p => (p.clientId === null ? notApplicableCell : textCell(p.clientId)),
			compare: byValue(p => p.clientId),
			json: p => p.clientId,
		},
		{
			id: 'host',
			title: 'HOST',
			align: 'left',
			priority: 7,
			cell: p => (p.host === null ? notApplicableCell : textCell(p.host)),
			compare: byValue(p => p.host),
			json: p => p.host,
		},
	],
	jsonOnly: {
		memberId: p => p.memberId,
		neverCommitted: p => p.neverCommitted,
		startOffset: p => p.startOffset,
		lastStable: p => p.lastStable,
		heldBack: p => (p.lastStable === undefined ? undefined : heldBackOf(p)),
		// One look tells no rate at all: a field that is null on every partition would tell nothing ten thousand times.
		ratePerSecond: p => (p.ratePerSecond === null ? undefined : Math.round(p.ratePerSecond * 10) / 10),
		learning: learningJson,
	},
};
