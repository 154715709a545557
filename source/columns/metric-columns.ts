import { isBeyond, type MetricRow } from '../model/cloud/metric-row.ts';
import type { MetricUnit } from '../model/cloud/metric-spec.ts';
import { groupedText, shortCountText } from '../units/count.ts';
import { sizeText } from '../units/size.ts';
import { clockText, isoText } from '../units/time.ts';
import { byValue, cellOf, notApplicableCell, textCell } from './cells.ts';
import type { NounTable } from './column.ts';

/** A value with its unit, in about three digits. */
export const metricText = (value: number, unit: MetricUnit): string => {
	switch (unit) {
		case 'percent':
			return `${shortText(value)}%`;
		case 'fraction':
			return value.toFixed(2);
		case 'bytes':
			return sizeText(BigInt(Math.round(value)));
		case 'bytesPerSecond':
			return `${sizeText(BigInt(Math.round(value)))}/s`;
		case 'perSecond':
			return `${shortCountText(value)}/s`;
		case 'milliseconds':
			return `${shortText(value)} ms`;
		case 'count':
			return Number.isInteger(value) ? groupedText(value) : shortCountText(value);
	}
};

const shortText = (value: number): string => (value < 9.95 && !Number.isInteger(value) ? value.toFixed(1) : groupedText(Math.round(value)));

const valueCell = (row: MetricRow, value: number | null) =>
	cellOf(value, v => textCell(metricText(v, row.unit), isBeyond(v, row.limit) ? 'warning' : undefined));

/** Metrics of CloudWatch. */
export const metricTable: NounTable<MetricRow> = {
	noun: 'metrics',
	unknownOf: m => m.unknown,
	columns: [
		{
			id: 'name',
			title: 'METRIC',
			align: 'left',
			priority: 0,
			cell: m => textCell(m.name),
			compare: byValue(m => m.name),
			json: m => m.name,
		},
		{
			id: 'broker',
			title: 'BROKER',
			align: 'right',
			priority: 1,
			cell: m => (m.brokerId === null ? notApplicableCell : textCell(String(m.brokerId))),
			compare: byValue(m => m.brokerId),
		},
		{
			id: 'now',
			title: 'NOW',
			align: 'right',
			priority: 0,
			cell: m => valueCell(m, m.now),
			compare: byValue(m => m.now),
			json: m => m.now,
		},
		{
			id: 'min',
			title: 'MIN',
			align: 'right',
			priority: 2,
			cell: m => valueCell(m, m.min),
			compare: byValue(m => m.min),
			json: m => m.min,
		},
		{
			id: 'max',
			title: 'MAX',
			align: 'right',
			priority: 2,
			cell: m => valueCell(m, m.max),
			compare: byValue(m => m.max),
			json: m => m.max,
		},
		{
			id: 'limit',
			title: 'LIMIT',
			align: 'right',
			priority: 4,
			cell: ({ limit, unit }) =>
				limit === undefined ? textCell('') : textCell(`${limit.side === 'above' ? '≤' : '≥'}${metricText(limit.value, unit)}`, 'muted'),
			compare: byValue(m => m.limit?.value),
		},
		{
			id: 'at',
			title: 'AT',
			align: 'left',
			priority: 3,
			cell: m => cellOf(m.atMs, at => textCell(clockText(at).slice(0, 5))),
			compare: byValue(m => m.atMs),
			json: m => (m.atMs === null ? null : isoText(m.atMs)),
		},
		{
			id: 'statistic',
			title: 'STATISTIC',
			align: 'left',
			priority: 6,
			cell: m => textCell(m.statistic),
			compare: byValue(m => m.statistic),
			json: m => m.statistic,
		},
		{
			id: 'meaning',
			title: 'MEANING',
			align: 'left',
			priority: 5,
			cell: m => textCell(m.meaning, 'muted'),
			compare: byValue(m => m.meaning),
		},
	],
	jsonOnly: {
		// Null would say that it is not known; a metric of the cluster has none.
		broker: m => m.brokerId ?? undefined,
		unit: m => m.unit,
		periodSeconds: m => m.periodSeconds,
		points: m => m.series?.map(p => ({ at: isoText(p.atMs), value: p.value })) ?? null,
	},
};
