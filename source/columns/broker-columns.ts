import type { BrokerSummary } from '../model/broker-summary.ts';
import { isoText } from '../units/time.ts';
import { CPU_LIMITS, DISK_LIMITS, freeBytes, freeCell, percentCell, preferredCell, skewCell } from './broker-cells.ts';
import { byValue, cellOf, faultCountCell, groupedCell, notApplicableCell, shortCountCell, sizeCell, textCell } from './cells.ts';
import { explained, type NounTable, rowJson } from './column.ts';
import { logDirTable } from './log-dir-columns.ts';

/** Columns that CloudWatch fills. */
export const METRIC_COLUMNS: readonly string[] = ['cpu', 'disk', 'in', 'out', 'connections'];

/** Columns by the metric they show. */
const METRIC_COLUMN: Readonly<Record<string, string>> = {
	cpuPercent: 'cpu',
	diskUsedPercent: 'disk',
	bytesInPerSecond: 'in',
	bytesOutPerSecond: 'out',
};

/** Brokers. FREE is what the volumes of all its log dirs have left. */
export const brokerTable: NounTable<BrokerSummary> = {
	noun: 'brokers',
	unknownOf: b => [...b.unknown, ...b.metrics.unknown.map(u => ({ ...u, field: METRIC_COLUMN[u.field] ?? u.field }))],
	columns: [
		{ id: 'id', title: 'ID', align: 'right', priority: 0, cell: b => textCell(String(b.id)), compare: byValue(b => b.id), json: b => b.id },
		{
			id: 'host',
			title: 'HOST',
			align: 'left',
			priority: 4,
			cell: b => (b.isAlive ? textCell(b.host ?? '', b.isReachable === false ? 'critical' : undefined) : notApplicableCell),
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
			// Nobody tells the zone of a dead broker, and this is the last column of words that goes when room is short.
			cell: b => (b.isAlive ? (b.rack === null ? notApplicableCell : textCell(b.rack)) : textCell('not alive', 'critical')),
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
			id: 'leaderSkewPercent',
			title: 'SKEW',
			unit: 'percent more leaders than the mean of the live brokers',
			align: 'right',
			priority: 5,
			cell: b => (b.isAlive ? cellOf(b.leaderSkewPercent, skewCell) : notApplicableCell),
			compare: byValue(b => b.leaderSkewPercent),
			json: b => b.leaderSkewPercent ?? null,
		},
		{
			id: 'preferredLed',
			title: 'PREF%',
			align: 'right',
			priority: 6,
			cell: preferredCell,
			compare: byValue(b => (b.preferred ? (b.preferredLed ?? 0) / b.preferred : null)),
			json: b => b.preferredLed ?? null,
		},
		{
			id: 'skewedTopics',
			title: 'SKEWED',
			unit: 'topics',
			align: 'right',
			priority: 8,
			cell: b => groupedCell(b.skewedTopics),
			compare: byValue(b => b.skewedTopics),
			json: b => b.skewedTopics ?? null,
		},
		{
			id: 'leaderSkewedTopics',
			title: 'L-SKEWED',
			unit: 'topics',
			align: 'right',
			priority: 8,
			cell: b => groupedCell(b.leaderSkewedTopics),
			compare: byValue(b => b.leaderSkewedTopics),
			json: b => b.leaderSkewedTopics ?? null,
		},
		{
			id: 'metadataLag',
			title: 'META LAG',
			unit: 'offsets of the metadata log',
			align: 'right',
			priority: 9,
			cell: b => groupedCell(b.metadataLag),
			compare: byValue(b => b.metadataLag),
			json: b => b.metadataLag ?? null,
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
			cell: b => freeCell(b),
			compare: byValue(freeBytes),
		},
		{
			id: 'cpu',
			title: 'CPU%',
			align: 'right',
			priority: 3,
			cell: b => cellOf(b.metrics.cpuPercent, percentCell(CPU_LIMITS)),
			compare: byValue(b => b.metrics.cpuPercent),
		},
		{
			id: 'disk',
			title: 'DISK%',
			align: 'right',
			priority: 4,
			cell: b => cellOf(b.metrics.diskUsedPercent, percentCell(DISK_LIMITS)),
			compare: byValue(b => b.metrics.diskUsedPercent),
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
		isReachable: b => b.isReachable,
		preferred: b => b.preferred ?? null,
		logDirs: b => b.logDirs?.map(d => rowJson(logDirTable, d)) ?? null,
		metrics: ({ metrics: { unknown, atMs, ...values } }) =>
			explained({ ...numbers(values), at: atMs == null ? null : isoText(atMs) }, unknown),
	},
};

const rounded = (value: number | null | undefined): bigint | null | undefined => (value == null ? value : BigInt(Math.round(value)));
const numbers = (values: Readonly<Record<string, number | null | undefined>>): Readonly<Record<string, number | null>> =>
	Object.fromEntries(Object.entries(values).map(([field, value]) => [field, value ?? null]));
