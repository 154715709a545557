import type { BrokerSummary } from '../model/broker-summary.ts';
import { byValue, cellOf, faultCountCell, groupedCell, notApplicableCell, shortCountCell, sizeCell, textCell } from './cells.ts';
import { type NounTable, rowJson, unknownJson } from './column.ts';
import { logDirTable } from './log-dir-columns.ts';

const freeBytes = (b: BrokerSummary): bigint | null | undefined =>
	b.logDirs?.reduce<bigint | null>((sum, d) => (sum === null || d.usableBytes === null ? null : sum + d.usableBytes), 0n);

/** Brokers. FREE is what the volumes of all its log dirs have left. */
export const brokerTable: NounTable<BrokerSummary> = {
	noun: 'brokers',
	unknownOf: b => b.unknown,
	columns: [
		{ id: 'id', title: 'ID', align: 'right', priority: 0, cell: b => textCell(String(b.id)), compare: byValue(b => b.id), json: b => b.id },
		{
			id: 'host',
			title: 'HOST',
			align: 'left',
			priority: 4,
			cell: b => (b.isAlive ? textCell(b.host ?? '') : textCell('not alive', 'critical')),
			compare: byValue(b => b.host),
			json: b => b.host,
		},
		{
			id: 'port',
			title: 'PORT',
			align: 'right',
			priority: 8,
			cell: b => (b.port === null ? notApplicableCell : textCell(String(b.port))),
			compare: byValue(b => b.port),
			json: b => b.port,
		},
		{
			id: 'rack',
			title: 'AZ',
			align: 'left',
			priority: 1,
			cell: b => (b.rack === null ? notApplicableCell : textCell(b.rack)),
			compare: byValue(b => b.rack),
			json: b => b.rack,
		},
		{
			id: 'controller',
			title: 'CTRL',
			align: 'left',
			priority: 5,
			cell: b => cellOf(b.isController, is => (is ? 'leader' : '')),
			compare: byValue(b => Number(b.isController ?? false)),
		},
		{
			id: 'leaders',
			title: 'LEADERS',
			align: 'right',
			priority: 2,
			cell: b => groupedCell(b.leaders),
			compare: byValue(b => b.leaders),
			json: b => b.leaders ?? null,
		},
		{
			id: 'replicas',
			title: 'REPLICAS',
			align: 'right',
			priority: 2,
			cell: b => groupedCell(b.replicas),
			compare: byValue(b => b.replicas),
			json: b => b.replicas ?? null,
		},
		{
			id: 'underReplicated',
			title: 'URP',
			align: 'right',
			priority: 1,
			cell: b => faultCountCell(b.underReplicated, 'warning'),
			compare: byValue(b => b.underReplicated),
			json: b => b.underReplicated ?? null,
		},
		{
			id: 'sizeBytes',
			title: 'SIZE',
			unit: 'bytes',
			align: 'right',
			priority: 1,
			cell: b => sizeCell(b.sizeBytes),
			compare: byValue(b => b.sizeBytes),
			json: b => b.sizeBytes ?? null,
		},
		{
			id: 'free',
			title: 'FREE',
			align: 'right',
			priority: 1,
			cell: b => sizeCell(b.logDirs === null ? null : freeBytes(b)),
			compare: byValue(freeBytes),
		},
		{
			id: 'cpu',
			title: 'CPU%',
			align: 'right',
			priority: 3,
			cell: b => cellOf(b.metrics.cpuPercent, v => v.toFixed(0)),
			compare: byValue(b => b.metrics.cpuPercent),
		},
		{
			id: 'in',
			title: 'IN/S',
			align: 'right',
			priority: 3,
			cell: b => sizeCell(rounded(b.metrics.bytesInPerSecond)),
			compare: byValue(b => b.metrics.bytesInPerSecond),
		},
		{
			id: 'out',
			title: 'OUT/S',
			align: 'right',
			priority: 3,
			cell: b => sizeCell(rounded(b.metrics.bytesOutPerSecond)),
			compare: byValue(b => b.metrics.bytesOutPerSecond),
		},
		{
			id: 'connections',
			title: 'CONN',
			align: 'right',
			priority: 6,
			cell: b => shortCountCell(b.metrics.connections),
			compare: byValue(b => b.metrics.connections),
		},
	],
	jsonOnly: {
		isAlive: b => b.isAlive,
		logDirs: b => b.logDirs?.map(d => rowJson(logDirTable, d)) ?? null,
		metrics: ({ metrics: { unknown, ...values } }) => (unknown.length === 0 ? values : { ...values, unknown: unknownJson(unknown) }),
	},
};

const rounded = (value: number | null): bigint | null => (value === null ? null : BigInt(Math.round(value)));
