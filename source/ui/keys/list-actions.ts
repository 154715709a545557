/** The keys of every list: movement, filter, sorting, marks; and those of panes side by side. */
import type { Action } from './actions.ts';

/** Is what a list offers to its keys; `useTable` provides it, the screen adds `open` and `copy`. */
export type ListContext = {
	readonly moveBy: (rows: number) => void;
	readonly movePages: (pages: number) => void;
	readonly moveTo: (where: 'first' | 'last') => void;
	readonly scrollColumns: (columns: number) => void;
	readonly openFilter: () => void;
	readonly nextSort: () => void;
	readonly reverseSort: () => void;
	readonly toggleMark: () => void;
	readonly isEmpty: () => boolean;
	readonly open?: () => void;
	readonly copy?: () => void;
};

const movement = { label: 'move', changes: false, scope: 'move', isMovement: true } as const;
const ifEmpty = (context: ListContext): string | undefined => (context.isEmpty() ? 'the list is empty' : undefined);

/** Lists the actions of a list. */
export const listActions: readonly Action<ListContext>[] = [
	{
		id: 'open',
		keys: ['enter'],
		label: 'open',
		description: 'Open what is selected',
		changes: false,
		scope: 'list',
		hint: 10,
		disabledReason: context => (context.open ? ifEmpty(context) : 'there is nothing further inside'),
		run: context => context.open?.(),
	},
	{
		id: 'filter',
		keys: ['/'],
		label: 'filter',
		description: 'Filter this list as you type; space = and, ! = not',
		changes: false,
		scope: 'list',
		hint: 11,
		run: context => context.openFilter(),
	},
	{
		id: 'sort',
		keys: ['s'],
		label: 'sort',
		description: 'Sort by the next column',
		changes: false,
		scope: 'list',
		hint: 12,
		run: context => context.nextSort(),
	},
	{
		id: 'sort-reverse',
		keys: ['S'],
		label: 'reverse',
		description: 'Reverse the order',
		changes: false,
		scope: 'list',
		run: context => context.reverseSort(),
	},
	{
		id: 'mark',
		keys: ['space'],
		label: 'mark',
		description: 'Mark or unmark a row; actions then take all marked',
		changes: false,
		scope: 'list',
		disabledReason: ifEmpty,
		run: context => context.toggleMark(),
	},
	{
		id: 'copy',
		keys: ['c'],
		label: 'copy',
		description: 'Copy what is selected to your clipboard, or to a file',
		changes: false,
		scope: 'list',
		disabledReason: context => (context.copy ? ifEmpty(context) : 'there is nothing to copy here'),
		run: context => context.copy?.(),
	},
	{ ...movement, id: 'down', keys: ['j', 'down'], description: 'Move down', run: context => context.moveBy(1) },
	{ ...movement, id: 'up', keys: ['k', 'up'], description: 'Move up', run: context => context.moveBy(-1) },
	{ ...movement, id: 'first', keys: ['g', 'home'], description: 'Move to the first row', run: context => context.moveTo('first') },
	{ ...movement, id: 'last', keys: ['G', 'end'], description: 'Move to the last row', run: context => context.moveTo('last') },
	{ ...movement, id: 'half-page-down', keys: ['ctrl+d'], description: 'Move down half a page', run: context => context.movePages(0.5) },
	{ ...movement, id: 'half-page-up', keys: ['ctrl+u'], description: 'Move up half a page', run: context => context.movePages(-0.5) },
	{ ...movement, id: 'page-down', keys: ['pagedown', 'ctrl+f'], description: 'Move down a page', run: context => context.movePages(1) },
	{ ...movement, id: 'page-up', keys: ['pageup', 'ctrl+b'], description: 'Move up a page', run: context => context.movePages(-1) },
	{
		...movement,
		id: 'scroll-right',
		keys: ['right'],
		description: 'Scroll wide text to the right',
		run: context => context.scrollColumns(8),
	},
	{
		...movement,
		id: 'scroll-left',
		keys: ['left'],
		description: 'Scroll wide text to the left',
		run: context => context.scrollColumns(-8),
	},
];

/** Is what a screen of several panes offers. */
export type PaneContext = { readonly movePane: (by: 1 | -1) => void };

/** Lists the actions that move between panes. */
export const paneActions: readonly Action<PaneContext>[] = [
	{
		id: 'next-pane',
		keys: ['tab'],
		label: 'next pane',
		description: 'Go to the next pane',
		changes: false,
		scope: 'move',
		hint: 50,
		run: context => context.movePane(1),
	},
	{
		id: 'previous-pane',
		keys: ['shift+tab'],
		label: 'previous pane',
		description: 'Go to the previous pane',
		changes: false,
		scope: 'move',
		run: context => context.movePane(-1),
	},
];
