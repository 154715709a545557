import { CHANGE_OPTIONS } from './change-options.ts';
import type { Command } from './command.ts';
import { runChange } from './run-change.ts';

export const apply: Command = {
	name: 'apply',
	summary: 'make a change that was written down with --plan, if what it rests on still holds',
	usage: 'FILE',
	positionals: { least: 1, most: 1 },
	options: CHANGE_OPTIONS.filter(o => o.name !== 'plan'),
	examples: [
		{
			line: 'msk-tui apply longer.json --read-write --confirm orders',
			says: 'looks again, refuses when something is different, else makes it',
		},
	],
	run: async context => {
		const { readPlan } = await context.changeFiles();
		const { change, cluster, conditions, losers } = await readPlan(context.arguments.positionals[0]!);
		return runChange(context, await context.connect(), change, { expected: { clusterId: cluster.id, conditions, losers } });
	},
};
