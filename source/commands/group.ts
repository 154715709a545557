import { explained, rowJson } from '../columns/column.ts';
import { groupLagTable } from '../columns/group-columns.ts';
import { groupMemberTable } from '../columns/group-member-columns.ts';
import { partitionLagTable } from '../columns/partition-lag-columns.ts';
import { readGroup } from '../operations/read-groups.ts';
import { printAnswer } from './answer.ts';
import type { Command } from './command.ts';
import { printLagTable } from './lag-table.ts';
import { printTable, usualColumns } from './table-output.ts';

export const group: Command = {
	name: 'group',
	summary: 'one group: members, and lag by partition',
	usage: 'NAME',
	positionals: { least: 1, most: 1 },
	options: [],
	examples: [{ line: 'msk-tui group billing', says: 'who consumes what, and how far behind' }],
	run: async context => {
		const { output, signal } = context;
		const cluster = await context.connect();
		const {
			group: found,
			description,
			gaps,
		} = await readGroup(cluster.known, { name: context.arguments.positionals[0]!, behind: 'exact' }, { signal });
		const members = description?.members;
		return printAnswer(context, cluster, {
			json: () => {
				const json = rowJson({ ...groupLagTable, unknownOf: () => [] }, found);
				return {
					group: explained({ ...json, members: members?.map(m => rowJson(groupMemberTable, m)) ?? null }, groupLagTable.unknownOf(found)),
				};
			},
			table: async () => {
				await printLagTable(output, [found], false);
				output.result(`\nmembers${members === undefined ? ': ?' : members.length === 0 ? ': none' : ''}\n`);
				if (members !== undefined && members.length > 0) await printTable(output, usualColumns(groupMemberTable.columns), members);
				output.result(`\npartitions${found.partitions.length === 0 ? ': none' : ''}\n`);
				if (found.partitions.length > 0)
					await printTable(output, usualColumns(partitionLagTable.columns, ['recordsPerSecond']), found.partitions);
			},
			readable: found.failure === null ? 1 : 0,
			gaps,
		});
	},
};
