import { TABS } from './places.ts';

const OFFERED: ReadonlySet<string> = new Set([
	'palette',
	'help',
	'refresh',
	'pause-refreshing',
	'headless-command',
	'clusters',
	'back',
	...TABS.map(t => `tab-${t.title.toLowerCase()}`),
]);

/** Leaves out the actions whose screens do not exist in this version: a key that does nothing is worse than none. */
export const offeredActions = <A extends { readonly id: string }>(actions: readonly A[]): readonly A[] =>
	actions.filter(action => OFFERED.has(action.id));
