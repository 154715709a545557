import { rowJson } from '../columns/column.ts';
import { groupTable } from '../columns/group-columns.ts';
import { GROUP_STATES, GROUP_TYPES } from '../model/group.ts';
import { readGroups } from '../operations/read-groups.ts';
import { printAnswer } from './answer.ts';
import type { Command } from './command.ts';
import { printGroups } from './lag-table.ts';

export const groups: Command = {
	name: 'groups',
	summary: 'list groups with their members and summed lag',
	usage: '[PATTERN…]',
	positionals: { least: 0, most: Number.POSITIVE_INFINITY },
	options: [
		{ name: 'state', value: 'STATE', isMultiple: true, summary: 'only groups in this state', choices: GROUP_STATES },
		{
			name: 'type',
			value: 'TYPE',
			isMultiple: true,
			summary: 'only groups of this type',
			choices: GROUP_TYPES,
		},
	],
	examples: [{ line: 'msk-tui groups --state Empty', says: 'groups that nobody consumes with' }],
	run: async context => {
		const { arguments: args, output, signal } = context;
		const cluster = await context.connect();
		const report = await readGroups(
			cluster.known,
			{ patterns: args.positionals, states: args.values('state'), types: args.values('type') },
			{ signal },
		);
		const rows = [...report.rows].sort((a, b) => (a.group < b.group ? -1 : 1));
		return printAnswer(context, cluster, {
			json: () => ({ groups: rows.map(row => rowJson(groupTable, row)) }),
			table: async () => {
				if (rows.length === 0 && report.gaps.length === 0) output.notice('no group matches');
				await printGroups(output, groupTable, rows);
			},
			readable: rows.filter(r => r.failure === null).length,
			gaps: report.gaps,
		});
	},
};
