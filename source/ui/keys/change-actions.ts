/** The keys of a change's dialog once it was made or refused. */
import type { Action } from './actions.ts';

/** Is what the dialog offers. */
export type ChangeEndContext = {
	readonly close: () => void;
	/** Looks at the change anew; undefined where that would say the same. */
	readonly again: (() => void) | undefined;
};

const input = { changes: false, scope: 'input' } as const;

/** Lists the actions of a change that came to an end one has to know of. */
export const changeEndActions: readonly Action<ChangeEndContext>[] = [
	{
		...input,
		id: 'change-again',
		keys: ['r'],
		label: 'look again',
		description: 'Look at the change as things are now, and ask again',
		hint: 1,
		disabledReason: c => (c.again === undefined ? 'looking again would show the same' : undefined),
		run: c => c.again?.(),
	},
	{ ...input, id: 'change-close', keys: ['esc', 'q', 'enter'], label: 'close', description: 'Close', hint: 2, run: c => c.close() },
];

/** Lists the actions while what a change does is being read. */
export const changeReadingActions: readonly Action<Pick<ChangeEndContext, 'close'>>[] = [
	{
		...input,
		id: 'change-leave',
		keys: ['esc', 'q'],
		label: 'leave it alone',
		description: 'Leave it alone',
		hint: 1,
		run: c => c.close(),
	},
];
