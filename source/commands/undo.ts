import type { Change } from '../model/change.ts';
import { Failure } from '../model/failure.ts';
import { type JournalEntry, journalEntries } from '../model/undoing.ts';
import type { ChangeOutcome } from '../operations/apply-change.ts';
import { CHANGE_OPTIONS, isConfirmedBy } from './change-options.ts';
import type { Command, CommandContext, ConnectedCluster } from './command.ts';
import { runChange } from './run-change.ts';
import { printUndo } from './undo-output.ts';

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
		const entry = journalEntries((await journal.read()).changes).find(c => c.id === id);
		if (entry === undefined)
			throw new Failure('notFound', `The journal ${journal.path} knows no change ${id}.`, { nextSteps: ['msk-tui journal lists them'] });
		const changes = changesOf(entry);
		const isPlan = context.arguments.has('plan');
		if (changes.length > 1 && isPlan)
			throw new Failure('usage', `Putting back change ${id} takes ${changes.length} changes, and a plan holds one.`);
		const cluster = await context.connect();
		const here = await cluster.info();
		if (here.id !== entry.cluster.id)
			throw new Failure(
				'refused',
				`Change ${id} was made on cluster ${entry.cluster.name} (${entry.cluster.id}), and this is ${here.name} (${here.id ?? 'no id told'}).`,
			);
		if (isPlan) return runChange(context, cluster, changes[0]!, { undoes: id });
		return printUndo(context, cluster, id, await putBack(context, cluster, changes, id));
	},
};

/** What puts it back; throws why nothing does. */
const changesOf = ({ id, undoing }: JournalEntry): readonly Change[] => {
	switch (undoing.kind) {
		case 'possible':
			return undoing.changes;
		case 'notMade':
			throw new Failure('unsupported', `Change ${id} was not made: there is nothing to put back.`);
		case 'done':
			throw new Failure('refused', `Change ${id} was put back already, by ${undoing.doneBy.join(', ')}.`);
		case 'impossible':
			throw new Failure('unsupported', `Change ${id} cannot be undone: Kafka keeps nothing of what was there before.`);
	}
};

/** What takes several changes is looked at as a whole first: one of them that is refused or not confirmed, and none is made. */
const putBack = async (
	context: CommandContext,
	cluster: ConnectedCluster,
	changes: readonly Change[],
	undoes: string,
): Promise<readonly ChangeOutcome[]> => {
	const { arguments: args, signal } = context;
	const { apply, preview } = await cluster.changes();
	if (changes.length > 1) {
		const looks: ChangeOutcome[] = [];
		let isReady = true;
		for (const change of changes) {
			const { judgement } = await preview(change, { signal });
			const isRefused = judgement.verdict.kind === 'refuse';
			isReady &&= !isRefused && (judgement.isNothing || isConfirmedBy(args, judgement));
			const result = isRefused ? 'refused' : judgement.isNothing ? 'unchanged' : 'unconfirmed';
			looks.push({ judgement, result, id: null, failures: new Map(), after: null });
		}
		if (!isReady) return looks;
	}
	const outcomes: ChangeOutcome[] = [];
	for (const change of changes)
		outcomes.push(await apply({ change, undoes, signal, isConfirmed: judgement => isConfirmedBy(args, judgement) }));
	return outcomes;
};
