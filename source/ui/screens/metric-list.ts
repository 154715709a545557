/** Metrics as a list, each with its trend. */
import { metricTable } from '../../columns/metric-columns.ts';
import type { MetricRow } from '../../model/cloud/metric-row.ts';
import type { TableColumn } from '../components/table-rows.ts';
import { nounColumns } from '../noun-columns.ts';
import type { Theme } from '../theme.ts';

/** Cells of a trend. */
const TREND = 20;

const idOf = (m: MetricRow): string => m.name;

/** What a list of metrics is made of, wherever it stands. */
export const metricList = (theme: Theme) => ({ noun: metricTable, columns: metricColumns(theme), idOf });

const metricColumns = (theme: Theme): readonly TableColumn<MetricRow>[] =>
	nounColumns(metricTable, { name: [24, 30], now: [9, 11], min: [9, 11], max: [9, 11], limit: 8, at: 5, meaning: [20, 80] }).flatMap(
		column => (column.id === 'now' ? [column, trendColumn(theme)] : [column]),
	);

const trendColumn = (theme: Theme): TableColumn<MetricRow> => ({
	id: 'trend',
	title: 'TREND',
	minWidth: TREND,
	priority: 3,
	cell: ({ series, min, max }) =>
		series === null || min === null || max === null
			? ''
			: {
					text: spark(
						series.map(p => p.value),
						min,
						max,
						theme,
					),
					style: 'accent',
				},
});

/** Means of even parts, between the least and the most; what never moves is a low line. */
const spark = (values: readonly number[], min: number, max: number, { signs: { bars } }: Theme): string => {
	const part = Math.max(1, values.length / TREND);
	const means = Array.from({ length: Math.min(TREND, values.length) }, (_, i) => {
		const some = values.slice(Math.floor(i * part), Math.max(Math.floor(i * part) + 1, Math.floor((i + 1) * part)));
		return some.reduce((a, b) => a + b, 0) / some.length;
	});
	const span = max - min;
	return means.map(mean => bars[span === 0 ? 0 : Math.round(((mean - min) / span) * (bars.length - 1))]).join('');
};
