import { rowJson } from '../columns/column.ts';
import { sortRows } from '../columns/sort-rows.ts';
import { topicTable } from '../columns/topic-columns.ts';
import type { TopicSummary } from '../model/topic-summary.ts';
import { readTopics } from '../operations/read-topics.ts';
import { printAnswer } from './answer.ts';
import type { Command } from './command.ts';
import { columnsOption, sortOption } from './option-values.ts';
import { printTable, usualColumns } from './table-output.ts';

const CONFIG_COLUMNS: ReadonlySet<string> = new Set(['underMinIsr', 'retentionMs', 'retentionBytes', 'cleanupPolicy', 'flags', 'isr']);

const COLUMNS = topicTable.columns.map(c => c.id);

export const topics: Command = {
	name: 'topics',
	summary: 'list topics',
	usage: '[PATTERN…]',
	positionals: { least: 0, most: Number.POSITIVE_INFINITY },
	options: [
		{ name: 'internal', summary: "include Kafka's internal topics" },
		{ name: 'under-replicated', summary: 'only topics that lack a replica in sync, or a leader' },
		{ name: 'sort', value: 'COLUMN', summary: 'order: numbers largest first, names from A; -COLUMN turns it round', suggestions: COLUMNS },
		{ name: 'columns', value: 'A,B,…', summary: 'show these columns, and in JSON these fields', suggestions: COLUMNS },
	],
	examples: [
		{ line: "msk-tui topics 'orders*' --sort size", says: 'the largest topics of a family first' },
		{ line: 'msk-tui topics --under-replicated --json', says: 'what is at risk, for a script' },
	],
	run: async context => {
		const { arguments: args, output, signal } = context;
		const asked = columnsOption(args, topicTable);
		const sort = sortOption(args, topicTable);
		const cluster = await context.connect();
		const report = await readTopics(
			cluster.known,
			{
				patterns: args.positionals,
				includesInternal: args.has('internal'),
				underReplicatedOnly: args.has('under-replicated'),
				readsConfig:
					asked === undefined || asked.some(c => CONFIG_COLUMNS.has(c.id)) || (sort !== undefined && CONFIG_COLUMNS.has(sort.column.id)),
			},
			{ signal },
		);
		const byName = [...report.rows].sort((a, b) => (a.name < b.name ? -1 : 1));
		const rows = sort === undefined ? byName : sortRows(byName, sort.column, sort.isDescending);
		// What nobody asked to see cannot be missing: a list of names is complete without its sizes.
		const gaps = asked === undefined || asked.some(c => c.id === 'sizeBytes') ? report.gaps : report.gaps.filter(g => !isSizeGap(g.path));
		const only = asked && new Set(asked.map(c => c.id));
		return printAnswer(context, cluster, {
			json: () => ({ topics: rows.map(row => rowJson(topicTable, row, only)) }),
			table: () => printTopics(rows),
			readable: rows.length,
			gaps,
		});

		async function printTopics(shown: readonly TopicSummary[]): Promise<void> {
			if (shown.length === 0 && gaps.length === 0) output.notice(emptyText(args.has('under-replicated'), args.positionals.length > 0));
			else await printTable(output, asked ?? usualColumns(topicTable.columns, ['recordsPerSecond']), shown);
		}
	},
};

const emptyText = (isOnlyAtRisk: boolean, hasPatterns: boolean): string => {
	if (isOnlyAtRisk) return hasPatterns ? 'no topic that matches is under-replicated' : 'no topic is under-replicated';
	return hasPatterns ? 'no topic matches' : 'the cluster has no topics';
};

const isSizeGap = (path: string): boolean => path.endsWith('.sizeBytes') || path.endsWith('.logDirs');
