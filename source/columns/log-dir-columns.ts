import type { LogDirSummary } from '../model/broker-summary.ts';
import { byValue, groupedCell, sizeCell, textCell } from './cells.ts';
import type { NounTable } from './column.ts';

/** Log dirs of one broker: the volume and what Kafka's replicas take of it. */
export const logDirTable: NounTable<LogDirSummary> = {
	noun: 'logDirs',
	unknownOf: d => d.unknown,
	columns: [
		{
			id: 'path',
			title: 'PATH',
			align: 'left',
			priority: 0,
			cell: d => textCell(d.path),
			compare: byValue(d => d.path),
			json: d => d.path,
		},
		{
			id: 'totalBytes',
			title: 'TOTAL',
			unit: 'bytes',
			align: 'right',
			priority: 1,
			cell: d => sizeCell(d.totalBytes),
			compare: byValue(d => d.totalBytes),
			json: d => d.totalBytes,
		},
		{
			id: 'usableBytes',
			title: 'FREE',
			unit: 'bytes',
			align: 'right',
			priority: 0,
			cell: d => sizeCell(d.usableBytes),
			compare: byValue(d => d.usableBytes),
			json: d => d.usableBytes,
		},
		{
			id: 'sizeBytes',
			title: 'KAFKA',
			unit: 'bytes',
			align: 'right',
			priority: 1,
			cell: d => sizeCell(d.sizeBytes),
			compare: byValue(d => d.sizeBytes),
			json: d => d.sizeBytes,
		},
		{
			id: 'replicas',
			title: 'REPLICAS',
			align: 'right',
			priority: 2,
			cell: d => groupedCell(d.replicas),
			compare: byValue(d => d.replicas),
			json: d => d.replicas,
		},
		{
			id: 'error',
			title: 'ERROR',
			align: 'left',
			priority: 1,
			cell: d => (d.error === null ? textCell('') : textCell(d.error, 'critical')),
			compare: byValue(d => d.error),
			json: d => d.error ?? '',
		},
	],
};
