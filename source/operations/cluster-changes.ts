import type { Change } from '../model/change.ts';
import type { ChangePolicy, Judgement } from '../model/judgement.ts';
import type { ReadOptions } from '../ports/cluster-reader.ts';
import type { ApplyChange } from './apply-change.ts';

/** What the faces are given to change a cluster with: a look at what a change would do, and the one way to make it. */
export type ClusterChanges = {
	/** Shows what a change would do; makes nothing. With `isForPlan` read-only is no reason against it. */
	readonly preview: (
		change: Change,
		options?: ReadOptions & { readonly isForPlan?: boolean },
	) => Promise<{ readonly judgement: Judgement; readonly clusterId: string | null }>;
	readonly apply: ApplyChange;
	readonly policy: () => ChangePolicy;
};
