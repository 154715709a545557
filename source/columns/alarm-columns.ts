import type { AlarmRow, AlarmVerdict } from '../model/cloud/alarm-row.ts';
import { ageText } from '../units/duration.ts';
import { isoText } from '../units/time.ts';
import { byValue, notApplicableCell, textCell } from './cells.ts';
import type { NounTable, Severity } from './column.ts';

const STATES: Readonly<Record<string, readonly [text: string, severity: Severity | undefined]>> = {
	ALARM: ['ALARM', 'critical'],
	INSUFFICIENT_DATA: ['NO DATA', 'warning'],
	OK: ['OK', 'ok'],
};

const VERDICTS: Readonly<Record<AlarmVerdict, Severity | undefined>> = {
	recommended: undefined,
	own: undefined,
	'wrong statistic': 'warning',
	'never here': 'warning',
	missing: 'warning',
	'not possible': 'muted',
};

/** `1–3`, `2, 5` */
const brokersText = (brokers: readonly number[]): string => {
	const isRow = brokers.length > 2 && brokers.every((id, i) => i === 0 || id === brokers[i - 1]! + 1);
	return isRow ? `${brokers[0]}–${brokers.at(-1)}` : brokers.join(', ');
};

/** Alarms of CloudWatch and those that are recommended. Ages count from `nowMs`. */
export const alarmTable = (nowMs: number): NounTable<AlarmRow> => ({
	noun: 'alarms',
	unknownOf: () => [],
	columns: [
		{
			id: 'state',
			title: 'STATE',
			align: 'left',
			priority: 0,
			cell: ({ state }) => (state === null ? notApplicableCell : textCell(...STATES[state]!)),
			compare: byValue(a => (a.state === null ? 3 : Object.keys(STATES).indexOf(a.state))),
			// One that is missing has no state; its verdict says so.
			json: a => a.state ?? 'missing',
		},
		{
			id: 'name',
			title: 'ALARM',
			align: 'left',
			priority: 0,
			cell: a => textCell(a.name),
			compare: byValue(a => a.name),
			json: a => a.name,
		},
		{
			id: 'verdict',
			title: 'VERDICT',
			align: 'left',
			priority: 1,
			cell: a => textCell(a.verdict, VERDICTS[a.verdict]),
			compare: byValue(a => Object.keys(VERDICTS).indexOf(a.verdict)),
			json: a => a.verdict,
		},
		{
			id: 'brokers',
			title: 'BROKER',
			align: 'left',
			priority: 3,
			cell: a => textCell(brokersText(a.brokers)),
			compare: byValue(a => a.brokers[0]),
			json: a => a.brokers,
		},
		{
			id: 'condition',
			title: 'GOES OFF AT',
			align: 'left',
			priority: 2,
			cell: a => textCell(a.condition),
			compare: byValue(a => a.condition),
			json: a => a.condition,
		},
		{
			id: 'since',
			title: 'SINCE',
			align: 'right',
			priority: 2,
			cell: a => (a.sinceMs === null ? notApplicableCell : textCell(ageText(Math.max(0, nowMs - a.sinceMs)))),
			compare: byValue(a => a.sinceMs),
		},
		{
			id: 'heard',
			title: 'TELLS',
			align: 'left',
			priority: 4,
			cell: a => (a.state === null ? notApplicableCell : a.isHeard ? textCell('somebody') : textCell('nobody', 'warning')),
			compare: byValue(a => Number(a.isHeard)),
			json: a => a.isHeard,
		},
		{
			id: 'metric',
			title: 'METRIC',
			align: 'left',
			priority: 5,
			cell: a => textCell(a.metric),
			compare: byValue(a => a.metric),
			json: a => a.metric,
		},
	],
	jsonOnly: {
		// A state that was never entered has no beginning.
		since: a => (a.sinceMs === null ? undefined : isoText(a.sinceMs)),
		note: a => a.note,
	},
});
