/** The keys of the editor of settings. */
import type { Action } from './actions.ts';

/** Is what the editor offers. */
export type SettingsContext = {
	readonly move: (by: 1 | -1) => void;
	readonly propose: () => void;
	readonly proposeRefusal: () => string | undefined;
	readonly scrollPages: (pages: number) => void;
	readonly scrollRefusal: () => string | undefined;
	readonly leave: () => void;
};

const input = { changes: false, scope: 'input' } as const;

/** Lists the actions of the editor. */
export const settingsActions: readonly Action<SettingsContext>[] = [
	{
		...input,
		changes: true,
		id: 'settings-propose',
		keys: ['enter'],
		label: 'change',
		description: 'Change it: shows what it does once more, and asks',
		hint: 1,
		disabledReason: c => c.proposeRefusal(),
		run: c => c.propose(),
	},
	{ ...input, id: 'settings-next', keys: ['tab', 'down'], label: 'next', description: 'Next setting', hint: 2, run: c => c.move(1) },
	{
		...input,
		id: 'settings-previous',
		keys: ['shift+tab', 'up'],
		label: 'previous',
		description: 'Previous setting',
		run: c => c.move(-1),
	},
	{
		...input,
		id: 'settings-page-down',
		keys: ['pagedown'],
		label: 'more',
		description: 'Read on what the change does',
		hint: 3,
		isMovement: true,
		disabledReason: c => c.scrollRefusal(),
		run: c => c.scrollPages(1),
	},
	{
		...input,
		id: 'settings-page-up',
		keys: ['pageup'],
		label: 'back up',
		description: 'Back to what it says first',
		isMovement: true,
		run: c => c.scrollPages(-1),
	},
	{ ...input, id: 'settings-leave', keys: ['esc'], label: 'leave', description: 'Leave it alone', hint: 4, run: c => c.leave() },
];
