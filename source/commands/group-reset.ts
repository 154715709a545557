import { Failure } from '../model/failure.ts';
import { planGroupReset } from '../operations/plan-group-reset.ts';
import { CHANGE_OPTIONS } from './change-options.ts';
import type { Command } from './command.ts';
import { PARTITION_OPTION, partitionNumbers, TOPIC_OPTION } from './group-change-options.ts';
import { resetTarget, TARGET_FORMS } from './reset-target.ts';
import { runChange } from './run-change.ts';

export const groupReset: Command = {
	name: 'group reset',
	summary: 'set where a group without members reads on, after showing what it reads again or skips',
	usage: 'GROUP',
	positionals: { least: 1, most: 1 },
	options: [
		{ name: 'to', value: 'POINT', summary: `${TARGET_FORMS} (JSON as msk-tui group --json tells it)` },
		TOPIC_OPTION,
		PARTITION_OPTION,
		...CHANGE_OPTIONS,
	],
	examples: [
		{ line: 'msk-tui group reset billing --to time:-2h --topic orders', says: 'old → new offset per partition; nothing is changed' },
		{ line: 'msk-tui group reset billing --to latest --read-write --confirm billing', says: 'skips everything it has not read, on prod' },
	],
	run: async context => {
		const { arguments: args } = context;
		const to = args.value('to');
		if (to === undefined) throw new Failure('usage', 'msk-tui group reset needs --to.', { nextSteps: [`--to ${TARGET_FORMS}`] });
		const target = await resetTarget(context, to);
		const cluster = await context.connect();
		const topic = args.value('topic');
		const ask = {
			group: args.positionals[0]!,
			target,
			topics: topic === undefined ? [] : [topic],
			partitions: partitionNumbers(args),
		};
		return runChange(context, cluster, await planGroupReset(cluster.known, ask, { signal: context.signal }));
	},
};
