import type { JournalledChange } from '../model/journalled-change.ts';
import type { Reason } from '../model/judgement.ts';
import type { JournalEntry, Undoing } from '../model/undoing.ts';
import type { UnknownField } from '../model/unknown.ts';
import type { JsonValue } from '../units/json.ts';
import { byValue, textCell } from './cells.ts';
import { changeText } from './change-text.ts';
import type { Cell, NounTable } from './column.ts';

const RESULTS: Readonly<Record<string, Cell>> = {
	applied: textCell('done', 'ok'),
	partly: textCell('in part', 'warning'),
	notApplied: textCell('not made', 'muted'),
	unknown: textCell('not known', 'warning'),
};

/** A change without an end: the program or the line broke off between asking and reading back. */
const OPEN = 'the program ended before it was read back';

export const resultCell = ({ ended }: JournalledChange): Cell =>
	ended === null ? textCell('not known', 'warning') : (RESULTS[ended.result] ?? textCell(ended.result));

const unknownOf = ({ ended, who }: JournalledChange): readonly UnknownField[] => [
	...(ended === null
		? [
				{ field: 'result', reason: OPEN, needs: null },
				{ field: 'after', reason: OPEN, needs: null },
			]
		: []),
	...(ended !== null && ended.after === null
		? [{ field: 'after', reason: 'it could not be read back, or nothing was made', needs: null }]
		: []),
	...(who.principal === null ? [{ field: 'principal', reason: 'the connection does not say who one is to the cluster', needs: null }] : []),
];

const UNDOING: Readonly<Record<Undoing['kind'], Cell>> = {
	possible: textCell('possible'),
	done: textCell('put back', 'muted'),
	notMade: textCell('–', 'muted'),
	impossible: textCell('no', 'muted'),
};

/** What weighed against it when it was confirmed. */
const warningsOf = ({ verdict }: JournalledChange): readonly Reason[] => verdict.reasons.filter(r => r.weight !== 'note');

const warnedCell = (change: JournalledChange): Cell => {
	const codes = [...new Set(warningsOf(change).map(r => r.code))];
	return codes.length === 0 ? textCell('nothing', 'muted') : textCell(codes.join(', '), 'warning');
};

/** Changes made from here, one a row. */
export const journalTable: NounTable<JournalEntry> = {
	noun: 'journal',
	unknownOf,
	columns: [
		{
			id: 'at',
			title: 'TIME UTC',
			align: 'left',
			priority: 0,
			cell: c => textCell(c.at.slice(0, 19).replace('T', ' ')),
			compare: byValue(c => c.at),
			json: c => c.at,
		},
		{ id: 'id', title: 'ID', align: 'left', priority: 0, cell: c => textCell(c.id), compare: byValue(c => c.id), json: c => c.id },
		{
			id: 'cluster',
			title: 'CLUSTER',
			align: 'left',
			priority: 1,
			cell: c => textCell(c.cluster.name),
			compare: byValue(c => c.cluster.name),
			json: c => ({ ...c.cluster }),
		},
		{
			id: 'change',
			title: 'CHANGE',
			align: 'left',
			priority: 0,
			cell: c => textCell(`${changeText(c.change)}${c.undoes === undefined ? '' : ` (undo of ${c.undoes})`}`),
			compare: byValue(c => changeText(c.change)),
			json: c => ({ ...c.change, text: changeText(c.change) }) as unknown as JsonValue,
		},
		{
			id: 'result',
			title: 'RESULT',
			align: 'left',
			priority: 0,
			cell: resultCell,
			compare: byValue(c => c.ended?.result),
			json: c => c.ended?.result ?? null,
		},
		{
			id: 'warnings',
			title: 'WARNED OF',
			align: 'left',
			priority: 3,
			cell: c => warnedCell(c),
			compare: byValue(c => warningsOf(c).length),
			json: c => warningsOf(c).map(r => r.code),
		},
		{
			id: 'undoable',
			title: 'UNDO',
			align: 'left',
			priority: 1,
			cell: c => UNDOING[c.undoing.kind],
			compare: byValue(c => c.undoing.kind),
			json: c => c.undoing.kind === 'possible',
		},
		{
			id: 'osUser',
			title: 'USER',
			align: 'left',
			priority: 2,
			cell: c => textCell(c.who.osUser),
			compare: byValue(c => c.who.osUser),
			json: c => c.who.osUser,
		},
		{
			id: 'principal',
			title: 'PRINCIPAL',
			align: 'left',
			priority: 3,
			cell: c => textCell(c.who.principal ?? '–'),
			compare: byValue(c => c.who.principal),
			json: c => c.who.principal,
		},
	],
	jsonOnly: {
		before: c => c.before as JsonValue,
		after: c => (c.ended === null ? null : (c.ended.after as JsonValue)),
		failures: c => ({ ...c.ended?.failures }),
		verdict: c => ({ kind: c.verdict.kind, reasons: c.verdict.reasons.map(r => ({ ...r })) }),
		undo: c => c.undo.map(u => ({ ...u, text: changeText(u) })) as unknown as JsonValue,
		undoes: c => c.undoes,
		undoneBy: c => (c.undoing.kind === 'done' ? c.undoing.doneBy : undefined),
	},
};
