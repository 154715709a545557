import { hasPreferredLeader, isUnderReplicated } from '../model/topic.ts';
import type { PartitionDetail } from '../model/topic-summary.ts';
import { byValue, groupedCell, sizeCell, textCell } from './cells.ts';
import type { NounTable } from './column.ts';

const recordsOf = (p: PartitionDetail): bigint | null | undefined => {
	if (p.beginOffset === undefined || p.endOffset === undefined) return undefined;
	return p.beginOffset === null || p.endOffset === null ? null : p.endOffset - p.beginOffset;
};

/** Partitions of one topic. RECORDS is end − begin: offsets, which are fewer records on compacted and transactional topics. */
export const partitionTable: NounTable<PartitionDetail> = {
	noun: 'partitions',
	unknownOf: p => p.unknown,
	columns: [
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
			id: 'leader',
			title: 'LEADER',
			align: 'right',
			priority: 0,
			cell: p =>
				p.leader === null ? textCell('none', 'critical') : textCell(String(p.leader), hasPreferredLeader(p) ? undefined : 'warning'),
			compare: byValue(p => p.leader),
			json: p => p.leader,
		},
		{
			id: 'replicas',
			title: 'REPLICAS',
			align: 'left',
			priority: 2,
			cell: p => textCell(p.replicas.join(',')),
			compare: byValue(p => p.replicas.join(',')),
			json: p => p.replicas,
		},
		{
			id: 'isr',
			title: 'ISR',
			align: 'left',
			priority: 1,
			cell: p => textCell(p.isr.join(','), isUnderReplicated(p) ? (p.leader === null ? 'critical' : 'warning') : undefined),
			compare: byValue(p => p.isr.length - p.replicas.length),
			json: p => p.isr,
		},
		{
			id: 'offlineReplicas',
			title: 'OFFLINE',
			align: 'left',
			priority: 6,
			cell: p => textCell(p.offlineReplicas.join(','), p.offlineReplicas.length > 0 ? 'critical' : undefined),
			compare: byValue(p => p.offlineReplicas.length),
			json: p => p.offlineReplicas,
		},
		{
			id: 'beginOffset',
			title: 'BEGIN',
			align: 'right',
			priority: 3,
			cell: p => groupedCell(p.beginOffset),
			compare: byValue(p => p.beginOffset),
			json: p => p.beginOffset ?? null,
		},
		{
			id: 'endOffset',
			title: 'END',
			align: 'right',
			priority: 2,
			cell: p => groupedCell(p.endOffset),
			compare: byValue(p => p.endOffset),
			json: p => p.endOffset ?? null,
		},
		{ id: 'records', title: 'RECORDS', align: 'right', priority: 4, cell: p => groupedCell(recordsOf(p)), compare: byValue(recordsOf) },
		{
			id: 'sizeBytes',
			title: 'SIZE',
			unit: 'bytes',
			align: 'right',
			priority: 2,
			cell: p => sizeCell(p.sizeBytes),
			compare: byValue(p => p.sizeBytes),
			json: p => p.sizeBytes ?? null,
		},
		{
			id: 'preferred',
			title: 'PREFERRED',
			align: 'left',
			priority: 5,
			cell: p =>
				p.leader === null ? textCell('no leader', 'critical') : hasPreferredLeader(p) ? textCell('yes') : textCell('no', 'warning'),
			compare: byValue(p => Number(hasPreferredLeader(p))),
		},
	],
};
