/** The columns of the Overview's tables. Pure. */

import { brokerTable } from '../../columns/broker-columns.ts';
import { EVENT_SEVERITY } from '../../columns/event-columns.ts';
import { eventText } from '../../columns/event-text.ts';
import { groupLagTable } from '../../columns/group-columns.ts';
import type { BrokerSummary } from '../../model/broker-summary.ts';
import type { ClusterEvent } from '../../model/cluster-event.ts';
import { DISK_CRITICAL_SHARE, DISK_WARNING_SHARE, fullestShare } from '../../model/health.ts';
import type { GroupLag } from '../../model/lag.ts';
import { clockText } from '../../units/time.ts';
import type { Cell, TableColumn } from '../components/table-rows.ts';
import { nounColumns } from '../noun-columns.ts';
import type { Theme } from '../theme.ts';
import type { FactRow } from './overview-facts.ts';
import { evidenceSign, type HealthRow, levelStyle, levelText, NARROW_ROOM } from './overview-rows.ts';

/** From this width on lines carry more names and both ends of an interval. */
const WIDE = 110;
const namesIn = (width: number): number => (width >= WIDE ? 8 : NARROW_ROOM);

/** Verdicts with their evidence, and the facts below them: one table, so that they stand in line. */
export const healthColumns = (width: number, theme: Theme): readonly TableColumn<HealthRow | FactRow>[] => [
	{ id: 'who', title: '', minWidth: 9, priority: 0, cell: r => ({ text: 'sign' in r ? r.id : r.who, style: 'strong' }) },
	{
		id: 'level',
		title: '',
		minWidth: 10,
		priority: 0,
		cell: r =>
			'sign' in r ? { text: r.sign, style: 'accent' } : r.who === '' ? '' : { text: levelText(r.level, theme), style: levelStyle(r.level) },
	},
	{
		id: 'text',
		title: '',
		minWidth: 20,
		maxWidth: 400,
		priority: 0,
		cell: r =>
			'sign' in r
				? { text: r.text, style: r.style }
				: r.who !== ''
					? r.text(namesIn(width))
					: { text: `${evidenceSign(r.level, theme)} ${r.text(namesIn(width))}`, style: levelStyle(r.level) },
	},
];

export const brokerColumns = (width: number, theme: Theme, hasCloud = false): readonly TableColumn<BrokerSummary>[] => {
	const bar = width >= WIDE ? 20 : 10;
	const [id, host, ...rest] = nounColumns(brokerTable, {
		id: 6,
		host: [12, 60],
		rack: 10,
		...(hasCloud && { cpu: 4, in: 8, out: 8 }),
		leaders: 7,
		replicas: 8,
		underReplicated: 5,
		sizeBytes: 9,
		free: 9,
	});
	return [
		{ ...id!, title: 'BROKER', align: 'left' },
		{ ...host!, priority: 7 },
		// What a broker has to do says more at a glance than how much it holds.
		...rest.map(column => (hasCloud && (column.id === 'leaders' || column.id === 'replicas') ? { ...column, priority: 6 } : column)),
		{ id: 'disk', title: 'DISK', minWidth: bar + 5, priority: 2, cell: b => diskCell(fullestShare(b), bar, theme) },
	];
};

/** How full the fullest volume is. */
const diskCell = (share: number | null | undefined, cells: number, { signs }: Theme): Cell => {
	if (share === undefined) return { text: '…', style: 'muted' };
	if (share === null) return { text: '?', style: 'muted' };
	const full = Math.min(cells, Math.round(share * cells));
	const text = `${signs.scrollThumb.repeat(full)}${signs.separator.repeat(cells - full)} ${`${Math.round(share * 100)}%`.padStart(4)}`;
	return { text, style: share >= DISK_CRITICAL_SHARE ? 'critical' : share >= DISK_WARNING_SHARE ? 'warning' : undefined };
};

export const groupColumns: readonly TableColumn<GroupLag>[] = nounColumns(groupLagTable, {
	group: [18, 60],
	state: [8, 19],
	members: 7,
	lag: [9, 14],
	behindMs: [7, 9],
	verdict: 13,
	lost: [4, 12],
});

const SIGNS: Readonly<Record<ClusterEvent['severity'], 'critical' | 'warning' | undefined>> = {
	critical: 'critical',
	warning: 'warning',
	ok: undefined,
	info: undefined,
};

export const eventColumns = (width: number, theme: Theme): readonly TableColumn<ClusterEvent>[] => [
	width >= WIDE
		? { id: 'when', title: 'BETWEEN', minWidth: 19, priority: 0, cell: e => `${clockText(e.sinceMs)} – ${clockText(e.seenMs)}` }
		: { id: 'when', title: 'SEEN AT', minWidth: 8, priority: 0, cell: e => clockText(e.seenMs) },
	{
		id: 'sign',
		title: '',
		minWidth: 1,
		priority: 0,
		cell: e => {
			const sign = SIGNS[e.severity];
			return sign === undefined ? ' ' : { text: theme.signs[sign], style: sign };
		},
	},
	{
		id: 'text',
		title: 'EVENT',
		minWidth: 20,
		maxWidth: 400,
		priority: 0,
		cell: e => ({ text: `${e.isLate ? 'seen late: ' : ''}${eventText(e, namesIn(width))}`, style: EVENT_SEVERITY[e.severity] }),
	},
];
