/** One metric over time: an hour to two weeks, with the least, the most, now, and what is too much. */
import { Text } from 'ink';
import { type ReactNode, useMemo } from 'react';
import { metricText } from '../../columns/metric-columns.ts';
import { isBeyond, type MetricRow } from '../../model/cloud/metric-row.ts';
import { metricRows } from '../../operations/cloud/metric-rows.ts';
import { clockText, isoText } from '../../units/time.ts';
import { chartLines } from '../components/chart.ts';
import { CloudAbsent } from '../shell/cloud-absent.tsx';
import { ScreenFrame } from '../shell/screen-frame.tsx';
import { useShell } from '../shell/shell-context.ts';
import { CLOUD_OLD_MS, useMaybePoller } from '../shell/use-poller.ts';
import type { Piece } from '../styled-line.ts';
import { useTheme } from '../theme-context.ts';
import { PANE_BAR_HEIGHT, usePanes } from './use-panes.tsx';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
export const CHART_TIMES = { '1h': HOUR, '3h': 3 * HOUR, '1d': DAY, '1w': 7 * DAY, '2w': 14 * DAY } as const;
type TimeId = keyof typeof CHART_TIMES;
const TIMES = (Object.keys(CHART_TIMES) as TimeId[]).map(id => ({ id, title: id }));

export const MetricScreen = ({ name, broker }: { readonly name: string; readonly broker: number | null }): ReactNode => {
	const { session, size, bodyHeight } = useShell();
	const theme = useTheme();
	const panes = usePanes<TimeId>(TIMES, size.columns);
	const sinceMs = CHART_TIMES[panes.pane];
	const poller = useMemo(() => session.cloud?.chart(name, broker, sinceMs), [session, name, broker, sinceMs]);
	const snapshot = useMaybePoller(poller);
	const answer = snapshot?.value;
	const row = useMemo(() => answer && metricRows(answer).find(r => r.name === name && r.brokerId === broker), [answer, name, broker]);
	const lines = useMemo(
		() =>
			answer === undefined || row?.series == null
				? undefined
				: chartLines(
						{
							...{ series: row.series, fromMs: answer.window.fromMs, toMs: answer.window.toMs, limit: row.limit },
							print: value => metricText(value, row.unit),
							time: atMs => timeText(atMs, sinceMs),
						},
						{ width: size.columns, height: Math.min(24, bodyHeight - PANE_BAR_HEIGHT - 1) },
						theme,
					),
		[answer, row, sinceMs, size.columns, bodyHeight, theme],
	);
	if (snapshot === undefined) return <CloudAbsent title={name} />;
	const unknown = row?.unknown[0];
	const empty = answer === undefined ? 'asking CloudWatch…' : (unknown?.reason ?? 'CloudWatch was not asked for it');
	return (
		<ScreenFrame
			title={broker === null ? name : `${name} of broker ${broker}`}
			details={details(row)}
			gaps={undefined}
			snapshot={snapshot}
			oldMs={5 * CLOUD_OLD_MS}
			list={{
				...{ details: [], sortPieces: [], isEmpty: false, overlay: undefined, actions: [] },
				note: unknown && (unknown.needs === null ? unknown.reason : `needs ${unknown.needs}`),
				selectedUnknown: unknown && { title: name, explanations: [{ subjects: [], reason: unknown.reason, needs: unknown.needs }] },
				clear: () => false,
			}}
			actions={panes.actions}
		>
			{panes.bar}
			<Text> </Text>
			{(lines ?? [`   ${empty}`]).map((line, i) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: the lines have fixed places
				<Text key={i} wrap="truncate">
					{line}
				</Text>
			))}
		</ScreenFrame>
	);
};

/** `now 24%  min 18%  max 31%  at most 60%` */
const details = (row: MetricRow | undefined): readonly Piece[] => {
	if (row === undefined || row.now === null || row.min === null || row.max === null || row.atMs === null) return [];
	const { unit, limit } = row;
	const piece = (word: string, value: number): Piece => ({
		text: `${word} ${metricText(value, unit)}`,
		style: isBeyond(value, limit) ? 'warning' : undefined,
	});
	return [
		piece(`${clockText(row.atMs).slice(0, 5)}`, row.now),
		piece('min', row.min),
		piece('max', row.max),
		...(limit === undefined
			? []
			: [{ text: `${limit.side === 'above' ? 'at most' : 'at least'} ${metricText(limit.value, unit)}`, style: 'muted' } as const]),
		{ text: row.statistic, style: 'muted' },
	];
};

/** A clock for a day, else a date (UTC). */
const timeText = (atMs: number, sinceMs: number): string => (sinceMs <= DAY ? clockText(atMs).slice(0, 5) : isoText(atMs).slice(5, 10));
