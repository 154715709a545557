import type { Change } from '../model/change.ts';
import { Failure } from '../model/failure.ts';
import type { ChangeEnded } from '../model/journalled-change.ts';
import { CHANGE_OPTIONS } from './change-options.ts';
import type { Command } from './command.ts';
import { EXIT } from './exit-codes.ts';
import { runChange } from './run-change.ts';

export const undo: Command = {
	name: 'undo',
	summary: 'put back what a change of the journal changed, as far as Kafka allows',
	usage: 'ID',
	positionals: { least: 1, most: 1 },
	options: CHANGE_OPTIONS,
	examples: [
		{
			line: 'msk-tui undo 20261124-101502-7f3a --read-write --confirm orders',
			says: 'a change like any other: shown, confirmed, journalled',
		},
	],
	run: async context => {
		const id = context.arguments.positionals[0]!;
		const { journal } = await context.changeFiles();
		const { changes } = await journal.read();
		const entry = changes.find(c => c.id === id);
		if (entry === undefined)
			throw new Failure('notFound', `The journal ${journal.path} knows no change ${id}.`, { nextSteps: ['msk-tui journal lists them'] });
		const done = changes.filter(c => c.undoes === id && c.ended?.result === 'applied');
		if (entry.ended?.result === 'notApplied') throw new Failure('unsupported', `Change ${id} was not made: there is nothing to put back.`);
		if (entry.undo.length > 0 && done.length >= entry.undo.length)
			throw new Failure('refused', `Change ${id} was put back already, by ${done.map(c => c.id).join(', ')}.`);
		if (entry.undo.length === 0)
			throw new Failure('unsupported', `Change ${id} cannot be undone: Kafka keeps nothing of what was there before.`);
		if (entry.undo.length > 1 && context.arguments.has('plan'))
			throw new Failure('usage', `Putting back change ${id} takes ${entry.undo.length} changes, and a plan holds one.`);
		const cluster = await context.connect();
		const here = await cluster.info();
		if (here.id !== entry.cluster.id)
			throw new Failure(
				'refused',
				`Change ${id} was made on cluster ${entry.cluster.name} (${entry.cluster.id}), and this is ${here.name} (${here.id ?? 'no id told'}).`,
			);
		let worst: number = EXIT.fine;
		for (const change of entry.undo.map(change => ofThatTopic(change, entry.ended))) {
			const code = await runChange(context, cluster, change, { undoes: id });
			if (code !== EXIT.fine) worst = worst === EXIT.fine ? code : EXIT.incomplete;
		}
		return worst;
	},
};

/** What was created is deleted again only while it is that topic: somebody may have made another one of the name. */
const ofThatTopic = (change: Change, ended: ChangeEnded | null): Change => {
	if (change.kind !== 'deleteTopic') return change;
	const after = ended?.after as { readonly [topic: string]: { readonly topicId?: unknown } | null | undefined } | null | undefined;
	const topicId = after?.[change.topic]?.topicId;
	return typeof topicId === 'string' ? { ...change, topicId } : change;
};
