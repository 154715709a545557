import type { Column, NounTable } from '../columns/column.ts';
import { printable } from '../units/foreign-text.ts';
import type { Output } from './output.ts';

const SHOWN_NAMES = 3;
const SHOWN_REASONS = 5;

/** Says under a table why it shows `?`: each reason once, with the rows and columns it holds for. Gaps are said apart. */
export const printUnknownNotes = <Row>(
	output: Pick<Output, 'notice'>,
	table: NounTable<Row>,
	columns: readonly Column<Row>[],
	rows: readonly Row[],
	nameOf: (row: Row) => string,
): void => {
	const notes = new Map<string, { readonly names: Set<string>; readonly titles: Set<string> }>();
	for (const row of rows) {
		const unknown = columns.filter(c => c.cell(row).state === 'unknown');
		const reasons = unknown.length === 0 ? [] : table.unknownOf(row);
		for (const { id, title } of unknown) {
			const why = reasons.find(u => u.field === id);
			if (why === undefined) continue;
			const text = `${why.reason}${why.needs === null ? '' : ` Needs ${why.needs}.`}`;
			const note = notes.get(text) ?? { names: new Set(), titles: new Set() };
			notes.set(text, note);
			note.names.add(nameOf(row));
			note.titles.add(title);
		}
	}
	for (const [text, { names, titles }] of [...notes].slice(0, SHOWN_REASONS)) {
		const more = names.size > SHOWN_NAMES ? ` and ${names.size - SHOWN_NAMES} more` : '';
		output.notice(`? ${printable([...names].slice(0, SHOWN_NAMES).join(', '))}${more} (${[...titles].join(', ')}): ${printable(text)}`);
	}
	if (notes.size > SHOWN_REASONS) output.notice(`? and ${notes.size - SHOWN_REASONS} more reasons; --json has them all`);
};
