/** The keys that mean the same on every screen. */
import type { Action } from './actions.ts';

/** Is what the app offers to the global keys. A missing function means the action has no meaning here. */
export type GlobalContext = {
	readonly openTab: (digit: number) => void;
	readonly openPalette: () => void;
	readonly openHelp: () => void;
	readonly refresh: () => void;
	readonly toggleRefreshing: () => void;
	readonly showHeadlessCommand: () => void;
	readonly showAudit: () => void;
	/** Says so where the audit is shown already. */
	readonly auditRefusal: () => string | undefined;
	readonly openJournal: () => void;
	readonly unlockWrites: () => void;
	/** Says why writes cannot be unlocked, such as a context that is read-only by its file. */
	readonly unlockRefusal: () => string | undefined;
	readonly undo: () => void;
	readonly undoRefusal: () => string | undefined;
	readonly openClusters: () => void;
	/** Says why there are no other clusters. */
	readonly clustersRefusal: () => string | undefined;
	readonly back: () => void;
	readonly quit: () => void;
};

/** Names the tabs by digit; the same digits on every screen. */
export const tabTitles = ['Cluster', 'Overview', 'Topics', 'Groups', 'Brokers', 'Records', 'Access', 'Alarms', 'Audit'] as const;

const tabActions: readonly Action<GlobalContext>[] = tabTitles.map((title, digit) => ({
	id: `tab-${title.toLowerCase()}`,
	keys: [String(digit)],
	label: title.toLowerCase(),
	description: `Show ${title}`,
	changes: false,
	scope: 'global',
	run: context => context.openTab(digit),
}));

/** Lists the global actions, in the order of help. */
export const globalActions: readonly Action<GlobalContext>[] = [
	{
		id: 'palette',
		keys: [':', 'ctrl+p'],
		label: 'command',
		description: 'Find any action or resource by name',
		changes: false,
		scope: 'global',
		hint: 90,
		run: context => context.openPalette(),
	},
	{
		id: 'help',
		keys: ['?'],
		label: 'keys',
		description: 'Show all keys of this screen',
		changes: false,
		scope: 'global',
		hint: 91,
		run: context => context.openHelp(),
	},
	{
		id: 'refresh',
		keys: ['r'],
		label: 'refresh',
		description: 'Read again now',
		changes: false,
		scope: 'global',
		run: context => context.refresh(),
	},
	{
		id: 'pause-refreshing',
		keys: ['R'],
		label: 'pause',
		description: 'Pause or resume refreshing',
		changes: false,
		scope: 'global',
		run: context => context.toggleRefreshing(),
	},
	{
		id: 'audit-here',
		keys: ['a'],
		label: 'audit',
		description: 'Show audit findings about what is selected',
		changes: false,
		scope: 'global',
		hint: 60,
		disabledReason: context => context.auditRefusal(),
		run: context => context.showAudit(),
	},
	{
		id: 'headless-command',
		keys: ['!'],
		label: 'as command',
		description: 'Show the same thing as a command line, ready to copy',
		changes: false,
		scope: 'global',
		run: context => context.showHeadlessCommand(),
	},
	{
		id: 'unlock-writes',
		keys: ['w'],
		label: 'unlock',
		description: 'Unlock changes for a limited time, or lock again',
		changes: true,
		scope: 'change',
		hint: 61,
		disabledReason: context => context.unlockRefusal(),
		run: context => context.unlockWrites(),
	},
	{
		id: 'undo',
		keys: ['u'],
		label: 'undo',
		description: 'Undo the last change, where Kafka allows it',
		changes: true,
		scope: 'change',
		disabledReason: context => context.undoRefusal(),
		run: context => context.undo(),
	},
	{
		id: 'journal',
		keys: ['J'],
		label: 'journal',
		description: 'Show the change journal',
		changes: false,
		scope: 'change',
		run: context => context.openJournal(),
	},
	...tabActions,
	{
		id: 'clusters',
		keys: [],
		label: 'clusters',
		description: 'Show the clusters, to connect to another one or add one',
		changes: false,
		scope: 'global',
		disabledReason: context => context.clustersRefusal(),
		run: context => context.openClusters(),
	},
	{
		id: 'back',
		keys: ['esc', 'q'],
		label: 'back',
		description: 'Go back; at the root q quits',
		changes: false,
		scope: 'global',
		run: context => context.back(),
	},
];

/** Lists what works everywhere, even in dialogs and input lines; the app puts it on the topmost layer. */
export const systemActions: readonly Action<Pick<GlobalContext, 'quit'>>[] = [
	{
		id: 'quit',
		keys: ['ctrl+c'],
		label: 'quit',
		description: 'Quit; a running job is first stopped at its checkpoint',
		changes: false,
		scope: 'global',
		run: context => context.quit(),
	},
];
