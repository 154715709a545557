/** The keys that change consumer groups, on every screen where groups are selected; and the one that puts a change back. */
import type { Action } from './actions.ts';

/** Is what such a screen offers. */
export type GroupChangeContext = {
	/** Why nothing may be changed at all. */
	readonly refusal: () => string | undefined;
	/** The selected group, or all marked ones. */
	readonly groups: () => readonly string[];
	/** Asks where the group is to read on. */
	readonly reset: () => void;
	readonly remove: () => void;
};

const change = { changes: true, scope: 'change' } as const;

const unlessOne = (c: GroupChangeContext): string | undefined => {
	const refusal = c.refusal();
	if (refusal !== undefined) return refusal;
	const count = c.groups().length;
	return count === 1 ? undefined : count === 0 ? 'no group is selected' : 'one group at a time: unmark the others';
};

/** Lists the actions that change groups. */
export const groupChangeActions: readonly Action<GroupChangeContext>[] = [
	{
		...change,
		id: 'reset-offsets',
		keys: ['e'],
		label: 'reset offsets',
		description: 'Set where the group reads on, after showing what it reads again or skips',
		hint: 30,
		disabledReason: unlessOne,
		run: c => c.reset(),
	},
	{
		...change,
		id: 'delete-group',
		keys: ['d'],
		label: 'delete',
		description: 'Delete the group, after showing what it holds',
		hint: 31,
		disabledReason: unlessOne,
		run: c => c.remove(),
	},
];

/** Is what the screen of one group offers besides. */
export type GroupPartsContext = {
	readonly refusal: () => string | undefined;
	/** The topic of the selected partition. */
	readonly topic: () => string | undefined;
	readonly removeOffsets: () => void;
};

/** Lists the actions on a group's partitions. */
export const groupPartitionActions: readonly Action<GroupPartsContext>[] = [
	{
		...change,
		id: 'delete-offsets',
		keys: [],
		label: 'delete offsets',
		description: "Delete the group's offsets on the selected topic",
		disabledReason: c => c.refusal() ?? (c.topic() === undefined ? 'no partition is selected' : undefined),
		run: c => c.removeOffsets(),
	},
];

export type GroupMembersContext = {
	readonly refusal: () => string | undefined;
	/** Why there is nobody to remove. */
	readonly memberRefusal: () => string | undefined;
	readonly removeMember: () => void;
};

/** Lists the actions on a group's members: there `d` takes the selected one, not the group. */
export const groupMemberActions: readonly Action<GroupMembersContext>[] = [
	{
		...change,
		id: 'remove-member',
		keys: ['d'],
		label: 'remove member',
		description: 'Take the selected member out of the group, e.g. a static one that is stuck',
		hint: 31,
		disabledReason: c => c.refusal() ?? c.memberRefusal(),
		run: c => c.removeMember(),
	},
];

/** Is what the journal offers on a change. */
export type JournalContext = { readonly undoRefusal: () => string | undefined; readonly undo: () => void };

/** Lists the actions of the journal. */
export const journalActions: readonly Action<JournalContext>[] = [
	{
		...change,
		id: 'undo-change',
		keys: ['u'],
		label: 'undo',
		description: 'Put the selected change back, where Kafka allows it',
		hint: 30,
		disabledReason: c => c.undoRefusal(),
		run: c => c.undo(),
	},
];
