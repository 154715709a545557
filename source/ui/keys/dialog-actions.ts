/** The keys of dialogs: to confirm, and to read what is longer than its box. */
import type { Action } from './actions.ts';

/** Is what a dialog before a change offers. */
export type ConfirmContext = { readonly commit: () => void; readonly cancel: () => void; readonly refusal: () => string | undefined };

const base = { changes: false, scope: 'input' } as const;
const cancelAction: Action<ConfirmContext> = {
	...base,
	id: 'confirm-cancel',
	keys: ['esc'],
	label: 'leave it alone',
	hint: 2,
	description: 'Leave everything as it is',
	run: c => c.cancel(),
};

/** Lists the actions of a dialog that asks for one key. */
export const confirmActions: readonly Action<ConfirmContext>[] = [
	{
		...base,
		changes: true,
		id: 'confirm-yes',
		keys: ['y'],
		label: 'yes',
		hint: 1,
		description: 'Do it',
		disabledReason: c => c.refusal(),
		run: c => c.commit(),
	},
	{ ...cancelAction, keys: ['esc', 'n', 'q'] },
];

/** Lists the actions of a dialog that asks for a name. */
export const namedConfirmActions: readonly Action<ConfirmContext>[] = [
	{
		...base,
		changes: true,
		id: 'confirm-named',
		keys: ['enter'],
		label: 'apply',
		hint: 1,
		description: 'Do it, once the name is typed in full',
		disabledReason: c => c.refusal(),
		run: c => c.commit(),
	},
	cancelAction,
];

/** Is what a text offers that is longer than its box. */
export type ScrollContext = { readonly scroll: (by: number) => void; readonly page: () => number };

const move = { changes: false, scope: 'input', isMovement: true } as const;

/** Lists the actions that scroll beside a line being typed: no letters. */
export const scrollActions: readonly Action<ScrollContext>[] = [
	{ ...move, id: 'read-down', keys: ['down'], label: 'down', description: 'Scroll down', run: c => c.scroll(1) },
	{ ...move, id: 'read-up', keys: ['up'], label: 'up', description: 'Scroll up', run: c => c.scroll(-1) },
	{ ...move, id: 'read-page-down', keys: ['pagedown'], label: 'page', description: 'Scroll down a page', run: c => c.scroll(c.page()) },
	{ ...move, id: 'read-page-up', keys: ['pageup'], label: 'page', description: 'Scroll up a page', run: c => c.scroll(-c.page()) },
];

const LETTERS: Readonly<Record<string, readonly string[]>> = {
	'read-down': ['j'],
	'read-up': ['k'],
	'read-page-down': ['ctrl+d', 'ctrl+f', 'space'],
	'read-page-up': ['ctrl+u', 'ctrl+b'],
};

/** The same where nothing is typed: with the letters of lists. */
export const readingActions: readonly Action<ScrollContext>[] = scrollActions.map(a => ({
	...a,
	keys: [...a.keys, ...(LETTERS[a.id] ?? [])],
}));
