import { TABS } from './places.ts';

const OFFERED: ReadonlySet<string> = new Set([
	'palette',
	'help',
	'refresh',
	'pause-refreshing',
	'headless-command',
	'audit-here',
	'unlock-writes',
	'clusters',
	'journal',
	'undo',
	'back',
	...TABS.map(t => `tab-${t.title.toLowerCase()}`),
]);

/** Whether an action exists in this version. */
export const offers = (id: string): boolean => OFFERED.has(id);

/** Leaves out the actions whose screens do not exist in this version: a key that does nothing is worse than none. */
export const offeredActions = <A extends { readonly id: string }>(actions: readonly A[]): readonly A[] =>
	actions.filter(action => offers(action.id));
