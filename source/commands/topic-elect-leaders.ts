import { planElection } from '../operations/plan-election.ts';
import { CHANGE_OPTIONS } from './change-options.ts';
import type { Command } from './command.ts';
import { PARTITION_OPTION, partitionNumbers } from './group-change-options.ts';
import { runChange } from './run-change.ts';

export const topicElectLeaders: Command = {
	name: 'topic elect-leaders',
	summary: 'give partitions back to their preferred leader, e.g. after brokers were restarted',
	usage: 'NAME…',
	positionals: { least: 1, most: 1000 },
	options: [PARTITION_OPTION, ...CHANGE_OPTIONS],
	examples: [
		{
			line: 'msk-tui topic elect-leaders orders',
			says: 'which partitions would move, and what each broker leads then; nothing is changed',
		},
	],
	run: async context => {
		const cluster = await context.connect();
		const ask = { topics: [...new Set(context.arguments.positionals)], partitions: partitionNumbers(context.arguments) };
		return runChange(context, cluster, await planElection(cluster.known, ask, { signal: context.signal }));
	},
};
