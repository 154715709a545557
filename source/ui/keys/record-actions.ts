/** The keys of records: to come to them, among them, and in one of them. */
import type { Action } from './actions.ts';

const here = { changes: false, scope: 'here' } as const;

/** Is what a screen offers whose selection is a topic. */
export type ToRecordsContext = {
	/** Undefined where no topic is selected. */
	readonly openRecords: ((view: 'browse' | 'tail') => void) | undefined;
};

const ifNoTopic = (c: ToRecordsContext): string | undefined => (c.openRecords === undefined ? 'no topic is selected' : undefined);

/** Lists the actions that lead from a topic to its records. */
export const toRecordsActions: readonly Action<ToRecordsContext>[] = [
	{
		...here,
		id: 'records',
		keys: ['v'],
		label: 'records',
		description: "View the topic's records, newest first",
		hint: 13,
		disabledReason: ifNoTopic,
		run: c => c.openRecords?.('browse'),
	},
	{
		...here,
		id: 'tail',
		keys: ['t'],
		label: 'tail',
		description: 'Tail the topic: records as they are written',
		hint: 14,
		disabledReason: ifNoTopic,
		run: c => c.openRecords?.('tail'),
	},
];

/** Is what the Records screen offers besides what every list does. */
export type RecordsContext = {
	readonly openQuery: () => void;
	readonly openStart: () => void;
	readonly startTail: () => void;
	readonly togglePause: () => void;
	readonly pauseRefusal: () => string | undefined;
	readonly nextPage: () => void;
	readonly nextRefusal: () => string | undefined;
	readonly previousPage: () => void;
	readonly previousRefusal: () => string | undefined;
	readonly stopSearch: () => void;
	readonly stopRefusal: () => string | undefined;
	readonly copy: () => void;
	readonly export: () => void;
	readonly emptyRefusal: () => string | undefined;
};

/** Lists the actions of the Records screen. */
export const recordsActions: readonly Action<RecordsContext>[] = [
	{
		...here,
		id: 'query',
		keys: ['/'],
		label: 'search',
		description: 'Search the topic: key, contains, matches, where, not, from, to, partition; a bare word is looked for as text',
		hint: 11,
		run: c => c.openQuery(),
	},
	{
		...here,
		id: 'go-to',
		keys: ['o'],
		label: 'go to',
		description: 'Browse from an offset, a time or an end of the log, or in some partitions only',
		hint: 12,
		run: c => c.openStart(),
	},
	{
		...here,
		id: 'next-page',
		keys: [']'],
		label: 'next page',
		description: 'Read the next page',
		hint: 15,
		disabledReason: c => c.nextRefusal(),
		run: c => c.nextPage(),
	},
	{
		...here,
		id: 'previous-page',
		keys: ['['],
		label: 'previous page',
		description: 'Read the page before',
		disabledReason: c => c.previousRefusal(),
		run: c => c.previousPage(),
	},
	{ ...here, id: 'start-tail', keys: ['t'], label: 'tail', description: 'Tail from now on', hint: 13, run: c => c.startTail() },
	{
		...here,
		id: 'pause-job',
		keys: ['p'],
		label: 'pause',
		description: 'Pause or resume the tail or the search',
		hint: 14,
		disabledReason: c => c.pauseRefusal(),
		run: c => c.togglePause(),
	},
	{
		...here,
		id: 'stop-search',
		keys: ['X'],
		label: 'stop',
		description: 'Stop the search; what it found stays',
		hint: 16,
		disabledReason: c => c.stopRefusal(),
		run: c => c.stopSearch(),
	},
	{
		...here,
		id: 'copy-records',
		keys: ['c'],
		label: 'copy',
		description: 'Copy the record or all marked ones as JSON Lines',
		disabledReason: c => c.emptyRefusal(),
		run: c => c.copy(),
	},
	{
		...here,
		id: 'export-records',
		keys: ['x'],
		label: 'export',
		description: 'Write the marked records, or all of the list, into a file as JSON Lines',
		hint: 17,
		disabledReason: c => c.emptyRefusal(),
		run: c => c.export(),
	},
];

/** Is what one record offers. */
export type RecordContext = {
	readonly scroll: (lines: number) => void;
	readonly scrollPages: (pages: number) => void;
	readonly scrollTo: (where: 'first' | 'last') => void;
	readonly moveForm: (by: 1 | -1) => void;
	readonly close: () => void;
	readonly moveRecord: (by: 1 | -1) => void;
	readonly copy: () => void;
};

const move = { ...here, scope: 'move', label: 'move', isMovement: true } as const;

/** Lists the actions of one record. */
export const recordActions: readonly Action<RecordContext>[] = [
	{
		...here,
		id: 'next-form',
		keys: ['tab'],
		label: 'tree raw hex',
		description: 'Show the value as tree, raw, or hex',
		hint: 10,
		run: c => c.moveForm(1),
	},
	{ ...here, id: 'previous-form', keys: ['shift+tab'], label: 'form', description: 'The form before', run: c => c.moveForm(-1) },
	{
		...here,
		id: 'next-record',
		keys: [']', 'n'],
		label: 'next',
		description: 'The next record of the list',
		hint: 11,
		run: c => c.moveRecord(1),
	},
	{
		...here,
		id: 'previous-record',
		keys: ['[', 'N'],
		label: 'previous',
		description: 'The record before',
		hint: 12,
		run: c => c.moveRecord(-1),
	},
	{ ...here, id: 'close-record', keys: ['esc', 'q'], label: 'list', description: 'Back to the list', hint: 14, run: c => c.close() },
	{
		...here,
		id: 'copy-value',
		keys: ['c'],
		label: 'copy',
		description: 'Copy the value in the form that is shown',
		hint: 13,
		run: c => c.copy(),
	},
	{ ...move, id: 'line-down', keys: ['j', 'down'], description: 'Scroll down', run: c => c.scroll(1) },
	{ ...move, id: 'line-up', keys: ['k', 'up'], description: 'Scroll up', run: c => c.scroll(-1) },
	{ ...move, id: 'half-down', keys: ['ctrl+d'], description: 'Scroll down half a page', run: c => c.scrollPages(0.5) },
	{ ...move, id: 'half-up', keys: ['ctrl+u'], description: 'Scroll up half a page', run: c => c.scrollPages(-0.5) },
	{ ...move, id: 'text-down', keys: ['pagedown', 'space', 'ctrl+f'], description: 'Scroll down a page', run: c => c.scrollPages(1) },
	{ ...move, id: 'text-up', keys: ['pageup', 'ctrl+b'], description: 'Scroll up a page', run: c => c.scrollPages(-1) },
	{ ...move, id: 'text-first', keys: ['g', 'home'], description: 'The first line', run: c => c.scrollTo('first') },
	{ ...move, id: 'text-last', keys: ['G', 'end'], description: 'The last line', run: c => c.scrollTo('last') },
];
