import type { CloudOperation } from '../model/cloud/cloud-parts.ts';
import { ageText } from '../units/duration.ts';
import { isoText } from '../units/time.ts';
import { byValue, cellOf, notApplicableCell, textCell } from './cells.ts';
import type { NounTable, Severity } from './column.ts';

/** The guide shows UPDATE_IN_PROGRESS and UPDATE_COMPLETE; others are told by their words. */
const severityOf = (state: string): Severity | undefined =>
	/FAILED/.test(state) ? 'critical' : /COMPLETE|SUCCE/.test(state) ? undefined : 'warning';

/** `2026-11-25 15:04` */
const dayText = (atMs: number): string => isoText(atMs).slice(0, 16).replace('T', ' ');

/** Operations of MSK on a cluster, the newest first. Times are UTC. */
export const operationTable: NounTable<CloudOperation> = {
	noun: 'operations',
	unknownOf: () => [],
	columns: [
		{
			id: 'type',
			title: 'OPERATION',
			align: 'left',
			priority: 0,
			cell: o => textCell(o.type),
			compare: byValue(o => o.type),
			json: o => o.type,
		},
		{
			id: 'state',
			title: 'STATE',
			align: 'left',
			priority: 0,
			cell: o => textCell(o.state, severityOf(o.state)),
			compare: byValue(o => o.state),
			json: o => o.state,
		},
		{
			id: 'started',
			title: 'STARTED (UTC)',
			align: 'left',
			priority: 1,
			cell: o => cellOf(o.startMs, dayText),
			compare: byValue(o => o.startMs),
		},
		{
			id: 'took',
			title: 'TOOK',
			align: 'right',
			priority: 2,
			cell: o =>
				o.endMs === null ? textCell('runs', 'warning') : o.startMs === null ? notApplicableCell : textCell(ageText(o.endMs - o.startMs)),
			compare: byValue(o => (o.endMs === null || o.startMs === null ? null : o.endMs - o.startMs)),
		},
	],
	jsonOnly: {
		arn: o => o.arn,
		// MSK tells every start; an end only of what has ended.
		startedAt: o => (o.startMs === null ? undefined : isoText(o.startMs)),
		endedAt: o => (o.endMs === null ? undefined : isoText(o.endMs)),
	},
};
