import { Failure } from '../model/failure.ts';
import { planAbort } from '../operations/plan-abort.ts';
import { CHANGE_OPTIONS } from './change-options.ts';
import type { Command } from './command.ts';
import { TOPIC_OPTION } from './group-change-options.ts';
import { runChange } from './run-change.ts';

export const transactionsAbort: Command = {
	name: 'transactions abort',
	summary: 'end a hanging transaction, so that read_committed consumers go on',
	usage: 'PRODUCER-ID',
	positionals: { least: 1, most: 1 },
	options: [TOPIC_OPTION, ...CHANGE_OPTIONS],
	examples: [
		{ line: 'msk-tui transactions abort 4711', says: 'what it holds back, and whether it really hangs; nothing is changed' },
		{ line: 'msk-tui transactions abort 4711 --read-write --confirm orders', says: 'the name is that of the topic it holds back' },
	],
	run: async context => {
		const [word = ''] = context.arguments.positionals;
		if (!/^\d{1,19}$/.test(word))
			throw new Failure('usage', `msk-tui transactions abort takes a producer's id, not "${word}".`, {
				nextSteps: ['msk-tui transactions lists the producers of open transactions'],
			});
		const cluster = await context.connect();
		const topic = context.arguments.value('topic');
		const ask = { producerId: BigInt(word), topics: topic === undefined ? [] : [topic] };
		return runChange(context, cluster, await planAbort(cluster.known, ask, { signal: context.signal }));
	},
};
