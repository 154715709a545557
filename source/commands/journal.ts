import { changeDetail } from '../columns/change-detail.ts';
import { rowJson } from '../columns/column.ts';
import { interruptedTable, resumableJobs } from '../columns/interrupted-columns.ts';
import { journalTable } from '../columns/journal-columns.ts';
import { type JournalEntry, journalEntries } from '../model/undoing.ts';
import { printable } from '../units/foreign-text.ts';
import { jsonText } from '../units/json.ts';
import { isoText } from '../units/time.ts';
import type { Command, CommandContext } from './command.ts';
import { EXIT } from './exit-codes.ts';
import { asciiText, type Output } from './output.ts';
import { printTable, usualColumns } from './table-output.ts';

export const journal: Command = {
	name: 'journal',
	summary: 'what was changed from here: when, by whom, before and after; and work that was interrupted',
	usage: '[ID]',
	positionals: { least: 0, most: 1 },
	options: [],
	examples: [
		{ line: 'msk-tui journal', says: 'all changes, the newest last, and the commands that go on with interrupted exports' },
		{ line: 'msk-tui journal 20261124-101502-7f3a', says: 'one change: before and after, what was told, how to put it back' },
		{ line: 'msk-tui journal --json', says: 'with what was before and after' },
	],
	run: async context => {
		const { journal: book } = await context.changeFiles();
		const { changes, damaged } = await book.read();
		const id = context.arguments.positionals[0];
		const entries = journalEntries(changes);
		const rows = id === undefined ? entries : entries.filter(c => c.id === id);
		const jobs = await readJobs(context, id);
		if (context.isJson) {
			const document = {
				at: isoText(context.nowMs()),
				journal: rows.map(r => rowJson(journalTable, r)),
				...(jobs !== undefined && { interrupted: jobs.jobs.map(j => rowJson(interruptedTable, j)) }),
				unknown: [],
			};
			context.output.result(`${jsonText(document, context.output.isTerminal ? 2 : 0)}\n`);
		} else if (id !== undefined) for (const entry of rows) printDetail(context.output, entry);
		else {
			await printTable(context.output, usualColumns(journalTable.columns), rows);
			const open = resumableJobs(jobs?.jobs ?? []);
			if (open.length > 0) context.output.result(`${rows.length > 0 ? '\n' : ''}interrupted, to be gone on with:\n`);
			await printTable(context.output, usualColumns(interruptedTable.columns), open);
		}
		if (rows.length === 0 && !context.isJson)
			context.output.notice(id === undefined ? 'nothing was changed from here' : `there is no change ${id}`);
		const files = [...(damaged > 0 ? [[damaged, book.path] as const] : []), ...(jobs?.damaged ? [[jobs.damaged, jobs.path] as const] : [])];
		for (const [lines, path] of files) context.output.notice(`${lines} lines of ${path} cannot be read`);
		return id !== undefined && rows.length === 0 ? EXIT.usage : files.length > 0 ? EXIT.incomplete : EXIT.fine;
	},
};

/** Who asks for one change asks for nothing else. */
const readJobs = async (context: CommandContext, id: string | undefined) =>
	id === undefined ? (await context.interruptedJobs()).read() : undefined;

/** One change with all that is known of it. */
const printDetail = (output: Output, entry: JournalEntry): void => {
	const say = (text: string): void => output.result(`${output.isAscii ? asciiText(printable(text)) : printable(text)}\n`);
	for (const { title, lines } of changeDetail(entry)) {
		say(title);
		const width = Math.max(...lines.map(l => l.label.length));
		for (const { label, text } of lines) say(`  ${label.padEnd(width)}  ${text}`);
	}
};
