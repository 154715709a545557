import { useMemo } from 'react';
import { type BoundAction, bindActions } from '../keys/actions.ts';
import { toRecordsActions } from '../keys/record-actions.ts';
import { useShell } from '../shell/shell-context.ts';

/** The keys that lead from a topic to its records. */
export const useToRecords = (topic: string | undefined): readonly BoundAction[] => {
	const { open } = useShell();
	return useMemo(
		() =>
			bindActions(toRecordsActions, {
				openRecords: topic === undefined ? undefined : view => open({ kind: 'records', name: topic, view }),
			}),
		[open, topic],
	);
};
