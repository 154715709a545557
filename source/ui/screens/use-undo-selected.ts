import { useMemo } from 'react';
import type { JournalEntry } from '../../model/undoing.ts';
import { type BoundAction, bindActions } from '../keys/actions.ts';
import { journalActions } from '../keys/group-change-actions.ts';
import { useFrame } from '../shell/shell-context.ts';
import { putBack, undoRefusal } from '../shell/use-undo.ts';

/** The key that puts a change of the journal back. */
export const useUndo = (entry: JournalEntry | undefined): readonly BoundAction[] => {
	const { changing, here } = useFrame();
	const { refusal, propose } = changing;
	return useMemo(
		() =>
			bindActions(journalActions, {
				undoRefusal: () => undoRefusal(entry, here(), refusal),
				undo: () => entry !== undefined && void putBack(entry, propose),
			}),
		[entry, here, refusal, propose],
	);
};
