import { clusterTable } from '../columns/cluster-columns.ts';
import { rowJson } from '../columns/column.ts';
import { Failure } from '../model/failure.ts';
import type { ClusterBook } from '../ports/cluster-book.ts';
import { printable } from '../units/foreign-text.ts';
import { jsonText } from '../units/json.ts';
import { isoText } from '../units/time.ts';
import type { Command, CommandContext } from './command.ts';
import { EXIT } from './exit-codes.ts';
import { printTable, usualColumns } from './table-output.ts';

export const clusters: Command = {
	name: 'clusters',
	summary: 'the clusters of the config file; nothing is connected to',
	usage: '',
	positionals: { least: 0, most: 0 },
	options: [
		{ name: 'names', summary: 'only their names, a line each' },
		{ name: 'forget', value: 'CLUSTER', summary: 'forget which cluster this name led to: its next id is taken as the right one' },
	],
	examples: [
		{ line: 'msk-tui clusters', says: 'which clusters --cluster can name' },
		{ line: 'msk-tui clusters --forget orders-dev', says: 'the cluster was built anew: accept its new id' },
	],
	run: async context => {
		const book = await context.clusterBook();
		const forgotten = context.arguments.value('forget');
		if (context.arguments.has('names') && !context.isJson) return names(context, book);
		return forgotten === undefined ? list(context, book) : forget(context, book, forgotten);
	},
};

const list = async ({ output, isJson, nowMs }: CommandContext, book: ClusterBook): Promise<number> => {
	const rows = await book.read();
	if (isJson) {
		// No single cluster was asked.
		const document = { at: isoText(nowMs()), cluster: null, clusters: rows.map(row => rowJson(clusterTable, row)), unknown: [] };
		output.result(`${jsonText(document, output.isTerminal ? 2 : 0)}\n`);
		return EXIT.fine;
	}
	if (rows.length === 0) {
		output.result('no clusters\n');
		output.notice(`${printable(book.file)} names none: msk-tui alone, on a terminal, asks for one, tests it and writes it there`);
	}
	await printTable(output, usualColumns(clusterTable.columns), rows);
	for (const { name, problem } of rows) if (problem !== null) output.notice(printable(`${name} cannot be used: ${problem.message}`));
	return EXIT.fine;
};

/** For scripts and completion: quick, and nothing besides. */
const names = async ({ output }: CommandContext, book: ClusterBook): Promise<number> => {
	output.result((await book.read()).map(c => `${printable(c.name)}\n`).join(''));
	return EXIT.fine;
};

const forget = async ({ output, isJson, nowMs }: CommandContext, book: ClusterBook, name: string): Promise<number> => {
	const isKnown = (await book.read()).some(c => c.name === name);
	const isForgotten = await book.forget(name);
	if (!isKnown && !isForgotten) throw new Failure('notFound', `There is no cluster ${name} in the config file ${book.file}.`);
	if (isJson) output.result(`${jsonText({ at: isoText(nowMs()), cluster: null, forgotten: isForgotten, unknown: [] })}\n`);
	else {
		const text = isForgotten ? `forgotten: the next cluster that answers as ${name} is taken as it` : `no id was remembered for ${name}`;
		output.result(`${printable(text)}\n`);
	}
	return EXIT.fine;
};
