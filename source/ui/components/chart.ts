/** A chart of a series in blocks, or in letters where the terminal has no blocks: axis, extremes, limit and times. Pure. */
import type { MetricSeries } from '../../model/cloud/metric-series.ts';
import type { StyleName, Theme } from '../theme.ts';

export type Chart = {
	readonly series: MetricSeries;
	readonly fromMs: number;
	readonly toMs: number;
	/** A value as text, for the axis. */
	readonly print: (value: number) => string;
	/** A moment as text, for the axis. */
	readonly time: (atMs: number) => string;
	/** Beyond it is trouble. */
	readonly limit?: { readonly value: number; readonly side: 'above' | 'below' } | undefined;
};

/** Lines below the bars: the axis and its times. */
const FOOT = 2;
const LEAST_BARS = 3;

/** Painted lines, `size.height` of them. A column without a point stays empty: a gap is no zero. */
export const chartLines = (chart: Chart, size: { readonly width: number; readonly height: number }, theme: Theme): readonly string[] => {
	const { series, limit, print } = chart;
	if (series.length === 0) return [];
	const rows = Math.max(LEAST_BARS, size.height - FOOT);
	const { low, high } = scaleOf(series, limit?.value);
	const labels = axisLabels(rows, low, high, print);
	const margin = Math.max(...labels.map(l => l.length)) + 2;
	const columns = Math.max(10, size.width - margin - 2);
	const values = bucketed(chart, columns);
	const limitRow =
		limit === undefined || limit.value > high || limit.value < low
			? -1
			: rows - 1 - Math.min(rows - 1, Math.floor(((limit.value - low) / (high - low)) * rows));
	const { bars, separator } = theme.signs;
	const lines = Array.from({ length: rows }, (_, row) => {
		const cells = values.map(value => {
			if (value === undefined) return row === limitRow ? separator : ' ';
			// Eighths of this row that the value fills; the lowest row always shows that there is a point.
			const filled = ((value - low) / (high - low)) * rows - (rows - 1 - row);
			const eighths = Math.round(filled * bars.length);
			if (eighths <= 0 && !(row === rows - 1)) return row === limitRow ? separator : ' ';
			return bars[Math.min(bars.length, Math.max(1, eighths)) - 1]!;
		});
		return `${theme.paint('muted', labels[row]!.padStart(margin - 1))} ${painted(cells, values, limit, theme)}`;
	});
	return [...lines, ...foot(chart, margin, columns, theme)];
};

/** From zero, unless the values are far from it and close together; the limit is in sight when it is near. */
const scaleOf = (series: MetricSeries, limit: number | undefined): { readonly low: number; readonly high: number } => {
	const values = series.map(p => p.value);
	const least = values.reduce((a, b) => Math.min(a, b));
	const most = values.reduce((a, b) => Math.max(a, b));
	const isNear = limit !== undefined && limit <= most * 3;
	const high = Math.max(most, isNear ? limit : most);
	const low = least > 0 && most - least < least / 4 && (limit === undefined || !isNear) ? least - (most - least) / 2 : Math.min(0, least);
	return high > low ? { low, high } : { low, high: low + 1 };
};

/** The top, the middle and the bottom. */
const axisLabels = (rows: number, low: number, high: number, print: (value: number) => string): readonly string[] =>
	Array.from({ length: rows }, (_, row) => {
		if (row === 0) return print(high);
		if (row === rows - 1) return print(low);
		return row === Math.floor(rows / 2) ? print(low + ((high - low) * (rows - row)) / rows) : '';
	});

/** The value of each column: the last point in it, as the newest is what one reads at the right edge. */
const bucketed = ({ series, fromMs, toMs }: Chart, columns: number): readonly (number | undefined)[] => {
	const stepMs = series.length > 1 ? Math.min(...series.slice(1).map((p, i) => p.atMs - series[i]!.atMs)) : toMs - fromMs;
	const values = new Array<number | undefined>(columns).fill(undefined);
	const place = (atMs: number): number => Math.min(columns - 1, Math.max(0, Math.floor(((atMs - fromMs) / (toMs - fromMs)) * columns)));
	for (const { atMs, value } of series) {
		// A point covers its period: a wide one fills several columns.
		for (let at = place(atMs); at <= place(Math.max(atMs, atMs + stepMs - 1)); at++) values[at] = value;
	}
	return values;
};

const painted = (cells: readonly string[], values: readonly (number | undefined)[], limit: Chart['limit'], theme: Theme): string => {
	let line = '';
	let run = '';
	let style: StyleName | undefined;
	const flush = (): void => {
		line += style === undefined ? run : theme.paint(style, run);
		run = '';
	};
	cells.forEach((cell, i) => {
		const value = values[i];
		const isBeyond = value !== undefined && limit !== undefined && (limit.side === 'above' ? value > limit.value : value < limit.value);
		const next: StyleName | undefined =
			cell === theme.signs.separator ? 'muted' : cell === ' ' ? undefined : isBeyond ? 'warning' : 'accent';
		if (next !== style) {
			flush();
			style = next;
		}
		run += cell;
	});
	flush();
	return line;
};

const foot = ({ fromMs, toMs, time }: Chart, margin: number, columns: number, theme: Theme): readonly string[] => {
	const { box } = theme.signs;
	const texts = [time(fromMs), time((fromMs + toMs) / 2), time(toMs)] as const;
	const middle = Math.max(0, Math.floor(columns / 2 - texts[0].length - texts[1].length / 2));
	const right = Math.max(1, columns - texts[0].length - middle - texts[1].length - texts[2].length);
	const times = `${texts[0]}${' '.repeat(middle)}${texts[1]}${' '.repeat(right)}${texts[2]}`;
	return [
		theme.paint('muted', `${' '.repeat(margin)}${box.horizontal.repeat(columns)}`),
		theme.paint('muted', `${' '.repeat(margin)}${times}`),
	];
};
