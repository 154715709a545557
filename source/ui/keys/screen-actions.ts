/** The keys of msk-tui's own screens that are neither everywhere nor of every list. */
import type { Action } from './actions.ts';

/** Is what every screen offers. */
export type ScreenContext = {
	/** Opens what is not known here; undefined while everything is. */
	readonly explain: (() => void) | undefined;
	/** Takes back filter and marks; false when there was nothing to take back. */
	readonly clear: () => boolean;
	readonly back: () => void;
};

/** Lists the actions of every screen. */
export const screenActions: readonly Action<ScreenContext>[] = [
	{
		id: 'why',
		keys: ['i'],
		label: 'why',
		description: 'Show what is not known here, why, and the permission it needs',
		changes: false,
		scope: 'here',
		hint: 15,
		disabledReason: context => (context.explain ? undefined : 'everything shown here is known'),
		run: context => context.explain?.(),
	},
	{
		id: 'clear-or-back',
		keys: ['esc'],
		label: 'back',
		description: 'Clear the filter and marks, or go back',
		changes: false,
		scope: 'list',
		run: context => {
			if (!context.clear()) context.back();
		},
	},
];

/** Is what the Clusters screen offers besides. */
export type ClustersContext = { readonly add: () => void; readonly discover: () => void };

/** Lists the actions of the Clusters screen. */
export const clustersActions: readonly Action<ClustersContext>[] = [
	{
		id: 'add-cluster',
		keys: ['+'],
		label: 'add',
		description: 'Add a cluster: asks where it is, tests the way there, and writes it into the config file',
		changes: false,
		scope: 'here',
		hint: 9,
		run: context => context.add(),
	},
	{
		id: 'discover-clusters',
		keys: ['f'],
		label: 'find on AWS',
		description: 'Find the MSK clusters of the AWS account, in the region of the profile and those of the config file',
		changes: false,
		scope: 'here',
		hint: 10,
		run: context => context.discover(),
	},
];

/** Is what the Topics screen offers besides. */
export type TopicsContext = { readonly toggleInternal: () => void };

/** Lists the actions of the Topics screen. */
export const topicsActions: readonly Action<TopicsContext>[] = [
	{
		id: 'internal-topics',
		keys: ['I'],
		label: 'internal',
		description: "Show or hide Kafka's internal topics",
		changes: false,
		scope: 'here',
		hint: 60,
		run: context => context.toggleInternal(),
	},
];
