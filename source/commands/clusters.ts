import { clusterTable, MSK_COLUMNS } from '../columns/cluster-columns.ts';
import { rowJson } from '../columns/column.ts';
import { cloudUnknown } from '../model/cloud/cloud-unknown.ts';
import { Failure } from '../model/failure.ts';
import type { Gap } from '../model/unknown.ts';
import { mergeClusters } from '../operations/cloud/merge-clusters.ts';
import type { ClusterBook, Discovery } from '../ports/cluster-book.ts';
import { printable } from '../units/foreign-text.ts';
import { type JsonValue, jsonText } from '../units/json.ts';
import { isoText } from '../units/time.ts';
import type { Command, CommandContext } from './command.ts';
import { printGaps } from './error-output.ts';
import { EXIT, exitCodeOfGaps } from './exit-codes.ts';
import { printTable, usualColumns } from './table-output.ts';

export const clusters: Command = {
	name: 'clusters',
	summary: 'the clusters of the config file, with --aws also those of MSK in the account; nothing is connected to',
	usage: '',
	positionals: { least: 0, most: 0 },
	options: [
		{
			name: 'aws',
			value: 'REGION,…',
			optionalValue: /^[a-z]{2,}(-[a-z]+)+-\d/,
			summary: 'ask MSK which clusters there are; in these regions, else in that of the profile and those of the config file',
		},
		{ name: 'names', summary: 'only their names, a line each' },
		{ name: 'forget', value: 'CLUSTER', summary: 'forget which cluster this name led to: its next id is taken as the right one' },
	],
	examples: [
		{ line: 'msk-tui clusters', says: 'which clusters --cluster can name' },
		{ line: 'msk-tui clusters --aws eu-west-1,us-east-1 --profile ops', says: 'what this account has in two regions' },
		{ line: 'msk-tui clusters --forget orders-dev', says: 'the cluster was built anew: accept its new id' },
	],
	run: async context => {
		const book = await context.clusterBook();
		const forgotten = context.arguments.value('forget');
		if (context.arguments.has('names') && !context.isJson) return names(context, book);
		return forgotten === undefined ? list(context, book) : forget(context, book, forgotten);
	},
};

const list = async ({ arguments: args, output, isJson, nowMs }: CommandContext, book: ClusterBook): Promise<number> => {
	const regions = (args.value('aws') ?? '').split(',').filter(region => region !== '');
	const [contexts, found] = await Promise.all([book.read(), args.has('aws') ? book.discover(regions) : undefined]);
	const rows = mergeClusters(contexts, found);
	const gaps = gapsOf(found);
	const code = exitCodeOfGaps(found?.clusters.length ?? rows.length, gaps);
	if (isJson) {
		// No single cluster was asked.
		const document = {
			at: isoText(nowMs()),
			cluster: null,
			clusters: rows.map(row => rowJson(clusterTable, row)),
			unknown: gapsJson(gaps),
		};
		output.result(`${jsonText(document, output.isTerminal ? 2 : 0)}\n`);
		printGaps(output, gaps, code, isJson);
		return code;
	}
	if (rows.length === 0) {
		output.result('no clusters\n');
		output.notice(`${printable(book.file)} names none: msk-tui alone, on a terminal, asks for one, tests it and writes it there`);
	}
	await printTable(output, usualColumns(clusterTable.columns, found === undefined ? MSK_COLUMNS : []), rows);
	for (const { name, problem } of rows) if (problem !== null) output.notice(printable(`${name} cannot be used: ${problem.message}`));
	printGaps(output, gaps, code, isJson);
	return code;
};

/** Regions that could not be asked. */
const gapsOf = (found: Discovery | undefined): readonly Gap[] =>
	(found?.failures ?? []).map(({ region, failure }) => ({ path: `clusters.${region}`, failure, ...cloudUnknown(failure) }));
const gapsJson = (gaps: readonly Gap[]): JsonValue => gaps.map(({ path, reason, needs }) => ({ path, reason, needs }));

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
