import { rowJson } from '../columns/column.ts';
import { journalTable } from '../columns/journal-columns.ts';
import { jsonText } from '../units/json.ts';
import { isoText } from '../units/time.ts';
import type { Command } from './command.ts';
import { EXIT } from './exit-codes.ts';
import { printTable, usualColumns } from './table-output.ts';

export const journal: Command = {
	name: 'journal',
	summary: 'what was changed from here: when, by whom, before and after',
	usage: '[ID]',
	positionals: { least: 0, most: 1 },
	options: [],
	examples: [
		{ line: 'msk-tui journal', says: 'all changes, the newest last' },
		{ line: 'msk-tui journal --json', says: 'with what was before and after' },
	],
	run: async context => {
		const { journal: book } = await context.changeFiles();
		const { changes, damaged } = await book.read();
		const id = context.arguments.positionals[0];
		const rows = id === undefined ? changes : changes.filter(c => c.id === id);
		if (context.isJson) {
			const document = { at: isoText(context.nowMs()), journal: rows.map(r => rowJson(journalTable, r)), unknown: [] };
			context.output.result(`${jsonText(document, context.output.isTerminal ? 2 : 0)}\n`);
		} else await printTable(context.output, usualColumns(journalTable.columns), rows);
		if (rows.length === 0 && !context.isJson)
			context.output.notice(id === undefined ? 'nothing was changed from here' : `there is no change ${id}`);
		if (damaged > 0) context.output.notice(`${damaged} lines of ${book.path} cannot be read`);
		return id !== undefined && rows.length === 0 ? EXIT.usage : damaged > 0 ? EXIT.incomplete : EXIT.fine;
	},
};
