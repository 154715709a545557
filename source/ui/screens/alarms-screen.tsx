/** Alarms: what CloudWatch watches of this cluster, what it should, and the commands that make what is missing. */
import { type ReactNode, useMemo } from 'react';
import { alarmTable } from '../../columns/alarm-columns.ts';
import type { AlarmRow } from '../../model/cloud/alarm-row.ts';
import { type AlarmsAnswer, commandsOf } from '../../operations/cloud/read-alarms.ts';
import { nounColumns, type Width } from '../noun-columns.ts';
import { CloudAbsent } from '../shell/cloud-absent.tsx';
import { ScreenFrame } from '../shell/screen-frame.tsx';
import { useShell } from '../shell/shell-context.ts';
import { CLOUD_OLD_MS, useMaybePoller } from '../shell/use-poller.ts';
import type { Piece } from '../styled-line.ts';
import { useList } from './use-list.tsx';

const WIDTHS: Readonly<Record<string, Width>> = {
	state: 7,
	name: [18, 50],
	verdict: 15,
	brokers: [6, 12],
	condition: [18, 34],
	since: 6,
	heard: 8,
	metric: [16, 40],
};
const idOf = (row: AlarmRow): string => `${row.name} ${row.verdict}`;
const textOf = (row: AlarmRow): string => `${row.name} ${row.metric} ${row.verdict} ${row.state ?? ''}`;
const none: readonly AlarmRow[] = [];

export const AlarmsScreen = (): ReactNode => {
	const { session, bodyHeight } = useShell();
	const snapshot = useMaybePoller(session.cloud?.alarms);
	const answer = snapshot?.value;
	// Ages are those of the look: a clock that ticks would redraw while nothing happens.
	const noun = useMemo(() => alarmTable(snapshot?.atMs ?? 0), [snapshot?.atMs]);
	const columns = useMemo(() => nounColumns(noun, WIDTHS), [noun]);
	const list = useList({
		noun,
		rows: answer?.rows ?? none,
		columns,
		idOf,
		textOf,
		height: bodyHeight,
		empty: answer === undefined ? 'reading alarms…' : 'there is no alarm, and none to recommend',
		copyOf: row => (answer === undefined ? '' : commandsOf(row, answer).join('\n') || row.name),
	});
	if (snapshot === undefined) return <CloudAbsent title="Alarms" />;
	const { selected } = list.table;
	return (
		<ScreenFrame
			title="Alarms"
			shown={list.table.rows.length}
			total={answer === undefined ? undefined : list.table.total}
			details={details(answer?.rows)}
			gaps={answer?.gaps}
			snapshot={snapshot}
			oldMs={CLOUD_OLD_MS}
			list={{
				...list,
				selectedUnknown: selected && answer && { title: selected.name, explanations: explained(selected, answer) },
				note: selected === undefined ? undefined : selected.lacks === null ? selected.note : `${selected.note}; c copies the aws command`,
			}}
		>
			{list.body}
		</ScreenFrame>
	);
};

/** What `i` shows: the note in full, and the commands. */
const explained = (row: AlarmRow, answer: AlarmsAnswer) =>
	[row.note, ...commandsOf(row, answer)].map(reason => ({ subjects: [], reason, needs: null }));

const details = (rows: readonly AlarmRow[] | undefined): readonly Piece[] => {
	if (rows === undefined) return [];
	const count = (is: (row: AlarmRow) => boolean): number => rows.filter(is).length;
	const inAlarm = count(r => r.state === 'ALARM');
	const deaf = count(r => r.verdict === 'wrong statistic' || r.verdict === 'never here');
	const missing = count(r => r.verdict === 'missing');
	return [
		inAlarm > 0 ? { text: `${inAlarm} in ALARM`, style: 'critical' } : 'none in ALARM',
		...(deaf > 0 ? [{ text: `${deaf} watch badly`, style: 'warning' } as const] : []),
		...(missing > 0 ? [{ text: `${missing} missing`, style: 'warning' } as const] : []),
	];
};
