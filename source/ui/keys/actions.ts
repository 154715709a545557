/**
 * What an action is. One table of them feeds dispatch, footer hints, help, palette and the generated docs, so the five cannot disagree.
 *
 * A table is static and knows no screen; `bindActions` joins it with a context (the screen's own functions) and yields what the rest reads.
 */

/** Names where an action belongs; help groups by it. */
export type ActionScope = 'move' | 'list' | 'here' | 'change' | 'global' | 'input';

/** Describes one action on a context. */
export type Action<Context> = {
	readonly id: string;
	/** Chord names as in key-names.ts; the first is the one shown in hints. Without one it is reached by its name in the palette. */
	readonly keys: readonly string[];
	/** One or two words for the footer. */
	readonly label: string;
	/** One sentence without a full stop, for help, palette and docs. */
	readonly description: string;
	/** Tells whether it can change something in the cluster or the account: marked everywhere it is listed. */
	readonly changes: boolean;
	readonly scope: ActionScope;
	/** Tells whether it may be repeated within one frame without drawing in between: true for plain movement. */
	readonly isMovement?: boolean;
	/** Order in the footer, lowest first; absent = never a hint. */
	readonly hint?: number;
	/** Says why it cannot act now; undefined when it can. */
	readonly disabledReason?: (context: Context) => string | undefined;
	readonly run: (context: Context) => void;
};

/** Is an action ready to run: its context is inside. */
export type BoundAction = Omit<Action<unknown>, 'run' | 'disabledReason'> & {
	/** The reason now, at the time of asking. */
	readonly disabledReason: () => string | undefined;
	readonly run: () => void;
};

/** Joins a table with its context. Memoise on the context: the footer redraws when the array is a new one. */
export const bindActions = <Context>(actions: readonly Action<Context>[], context: Context): readonly BoundAction[] =>
	actions.map(({ run, disabledReason, ...rest }) => ({
		...rest,
		disabledReason: () => disabledReason?.(context),
		run: () => run(context),
	}));

const keyNames: Readonly<Record<string, string>> = {
	up: '↑',
	down: '↓',
	left: '←',
	right: '→',
	pageup: 'PgUp',
	pagedown: 'PgDn',
	home: 'Home',
	end: 'End',
};

/** Spells a chord for people: `ctrl+d`, `PgDn`, `↑`. */
export const showChord = (chord: string): string => {
	const parts = chord === '+' ? ['+'] : chord.split('+');
	const last = parts.pop() || '+';
	return [...parts, keyNames[last] ?? last].join('+');
};

/** Spells all keys of an action: `j ↓`; `:clusters` where it has none. */
export const showKeys = ({ keys, id }: { readonly keys: readonly string[]; readonly id?: string }): string =>
	keys.length === 0 && id !== undefined ? `:${id}` : keys.map(showChord).join(' ');

/** Finds keys claimed twice within one table; a test asks for none. */
export const clashingKeys = (actions: readonly { readonly id: string; readonly keys: readonly string[] }[]): string[] => {
	const owner = new Map<string, string>();
	const clashes: string[] = [];
	for (const action of actions) {
		for (const chord of action.keys) {
			const other = owner.get(chord);
			if (other !== undefined && other !== action.id) clashes.push(`${chord}: ${other}, ${action.id}`);
			owner.set(chord, action.id);
		}
	}
	return clashes;
};
