import { explained, rowJson } from '../columns/column.ts';
import { configTable, isSetHere } from '../columns/config-columns.ts';
import { partitionTable } from '../columns/partition-columns.ts';
import { sortRows } from '../columns/sort-rows.ts';
import { topicTable } from '../columns/topic-columns.ts';
import { topicGroupTable } from '../columns/topic-group-columns.ts';
import type { TopicDetail } from '../model/topic-summary.ts';
import { readTopic } from '../operations/read-topic.ts';
import type { JsonObject } from '../units/json.ts';
import { printAnswer } from './answer.ts';
import type { Command } from './command.ts';
import type { Output } from './output.ts';
import { printTable, usualColumns } from './table-output.ts';

export const topic: Command = {
	name: 'topic',
	summary: 'everything about one topic: partitions, settings, groups',
	usage: 'NAME',
	positionals: { least: 1, most: 1 },
	options: [],
	examples: [{ line: 'msk-tui topic orders', says: 'partitions, settings that differ from the default, groups with lag' }],
	run: async context => {
		const cluster = await context.connect();
		const { topic: found, gaps } = await readTopic(
			cluster.known,
			{ name: context.arguments.positionals[0]!, includesGroups: true },
			{ signal: context.signal },
		);
		return printAnswer(context, cluster, {
			json: () => ({ topic: topicJson(found) }),
			table: () => printTopic(context.output, found),
			readable: 1,
			gaps,
		});
	},
};

const topicJson = ({ summary, topicId, partitions, config, groups, unknown }: TopicDetail): JsonObject => {
	const { partitions: count, unknown: summaryUnknown, ...rest } = rowJson(topicTable, summary);
	const json = {
		...rest,
		topicId,
		partitionCount: count!,
		partitions: partitions.map(p => rowJson(partitionTable, p)),
		config: config?.map(e => rowJson(configTable, e)) ?? null,
		groups: groups?.map(g => rowJson(topicGroupTable, g)) ?? null,
	};
	return explained(json, [...summary.unknown, ...unknown]);
};

const printTopic = async (output: Output, { summary, partitions, config, groups }: TopicDetail): Promise<void> => {
	await printTable(output, usualColumns(topicTable.columns, ['recordsPerSecond']), [summary]);
	output.result('\npartitions\n');
	await printTable(output, usualColumns(partitionTable.columns), partitions);
	if (config) {
		const changed = config.filter(isSetHere);
		output.result(`\nsettings set on the topic${changed.length === 0 ? ': none' : ''}\n`);
		if (changed.length > 0) await printTable(output, usualColumns(configTable.columns), changed);
	}
	if (groups) {
		output.result(`\ngroups${groups.length === 0 ? ': none has committed offsets here' : ''}\n`);
		const byLag = topicGroupTable.columns.find(c => c.id === 'lag')!;
		if (groups.length > 0) await printTable(output, topicGroupTable.columns, sortRows(groups, byLag, true));
	}
};
