/** The keys that change topics, on every screen where topics are selected. */
import type { Action } from './actions.ts';

/** Is what such a screen offers. */
export type TopicChangeContext = {
	/** Why nothing may be changed at all. */
	readonly refusal: () => string | undefined;
	/** The selected topic, or all marked ones. */
	readonly topics: () => readonly string[];
	readonly edit: () => void;
	readonly remove: () => void;
	readonly electLeaders: () => void;
	/** These ask for something first. */
	readonly ask: (what: 'purge' | 'addPartitions' | 'clone' | 'create') => void;
};

const change = { changes: true, scope: 'change' } as const;

const unlessOne = (c: TopicChangeContext): string | undefined => {
	const refusal = c.refusal();
	if (refusal !== undefined) return refusal;
	const count = c.topics().length;
	return count === 1 ? undefined : count === 0 ? 'no topic is selected' : 'one topic at a time: unmark the others';
};

const unlessSome = (c: TopicChangeContext): string | undefined =>
	c.refusal() ?? (c.topics().length === 0 ? 'no topic is selected' : undefined);

/** Lists the actions that change topics. */
export const topicChangeActions: readonly Action<TopicChangeContext>[] = [
	{
		...change,
		id: 'edit-topic',
		keys: ['e'],
		label: 'edit',
		description: 'Edit retention of the topics, or the selected setting',
		hint: 30,
		disabledReason: unlessSome,
		run: c => c.edit(),
	},
	{
		...change,
		id: 'delete-topic',
		keys: ['d'],
		label: 'delete',
		description: 'Delete the topic, after showing who uses it',
		hint: 31,
		disabledReason: unlessOne,
		run: c => c.remove(),
	},
	{
		...change,
		id: 'create-topic',
		keys: ['+'],
		label: 'create',
		description: 'Create a topic',
		hint: 32,
		disabledReason: c => c.refusal(),
		run: c => c.ask('create'),
	},
	{
		...change,
		id: 'clone-topic',
		keys: [],
		label: 'clone',
		description: 'Clone the topic, without its records',
		disabledReason: unlessOne,
		run: c => c.ask('clone'),
	},
	{
		...change,
		id: 'add-partitions',
		keys: [],
		label: 'add partitions',
		description: 'Add partitions to the topic',
		disabledReason: unlessOne,
		run: c => c.ask('addPartitions'),
	},
	{
		...change,
		id: 'purge-topic',
		keys: [],
		label: 'purge',
		description: 'Purge the topic: delete records before an offset or time',
		disabledReason: unlessOne,
		run: c => c.ask('purge'),
	},
	{
		...change,
		id: 'elect-leaders',
		keys: [],
		label: 'elect leaders',
		description: 'Elect the preferred leaders of the topics',
		disabledReason: unlessSome,
		run: c => c.electLeaders(),
	},
];
