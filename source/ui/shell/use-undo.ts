/** Putting back what the journal holds, from a screen: one change that is selected, or the last one. */
import { useCallback, useMemo } from 'react';
import { changeText } from '../../columns/change-text.ts';
import { asFailure } from '../../model/failure.ts';
import { type Here, isMadeOn, type JournalEntry, lastChange } from '../../model/undoing.ts';
import type { JournalDesk } from '../../state/journal-poller.ts';
import type { Notice } from '../components/frame-lines.ts';
import type { Changing } from './use-changing.ts';

/** Why a change cannot be put back from here now; undefined when it can. */
export const undoRefusal = (entry: JournalEntry | undefined, here: Here, refusal: string | undefined): string | undefined => {
	if (entry === undefined) return 'no change is selected';
	switch (entry.undoing.kind) {
		case 'notMade':
			return 'it was not made: there is nothing to put back';
		case 'done':
			return `it was put back already, by ${entry.undoing.doneBy.join(', ')}`;
		case 'impossible':
			return 'it cannot be undone: Kafka keeps nothing of what was there before';
		default:
			// By its id alone: a name may lead to another cluster by now.
			if (here.id !== entry.cluster.id) return `it was made on ${entry.cluster.name}: connect to that cluster to put it back`;
			return refusal;
	}
};

/** Shows, asks and makes each change that puts an entry back, until one is left alone. */
export const putBack = async ({ undoing, id }: JournalEntry, propose: Changing['propose']): Promise<void> => {
	if (undoing.kind !== 'possible') return;
	for (const change of undoing.changes) {
		const outcome = await propose(change, { undoes: id });
		if (outcome?.result !== 'applied' && outcome?.result !== 'unchanged') return;
	}
};

/** Puts the last change of this cluster back. */
export const useUndoLast = (
	journal: JournalDesk | undefined,
	here: () => Here,
	{ refusal, propose }: Changing,
	show: (notice: Notice) => void,
): { readonly undo: () => void; readonly undoRefusal: () => string | undefined } => {
	const undo = useCallback(async () => {
		if (journal === undefined) return;
		try {
			const entry = lastChange((await journal.read()).entries.filter(e => isMadeOn(e.cluster, here())));
			if (entry === undefined)
				return show({ tone: 'refused', text: 'nothing was changed on this cluster from here that could be put back' });
			const why = undoRefusal(entry, here(), refusal);
			if (why === undefined) await putBack(entry, propose);
			else show({ tone: 'refused', text: `${changeText(entry.change)}: ${why}; J shows what was before it` });
		} catch (error) {
			show({ tone: 'failed', text: asFailure(error).message });
		}
	}, [journal, here, refusal, propose, show]);
	return useMemo(
		() => ({ undo: () => void undo(), undoRefusal: () => refusal ?? (journal === undefined ? 'there is no journal here' : undefined) }),
		[undo, refusal, journal],
	);
};
