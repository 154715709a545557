import type { Change } from '../../model/change.ts';
import type { Outcome } from '../../model/failure.ts';
import type { ChangePolicy, Conditions, Judgement, PlainValue } from '../../model/judgement.ts';
import type { ReadOptions } from '../../ports/cluster-reader.ts';
import type { KnownCluster } from '../../ports/known-cluster.ts';

/** By item of the change (topic, partition, group): whether what was asked for holds, and what holds. */
export type ReadBack = Map<string, Outcome<{ readonly isMade: boolean; readonly after: PlainValue }>>;

/** What must be known about one kind of change before and after it; nothing here can change anything. */
export type ChangeSteps<C extends Change> = {
	readonly judge: (known: KnownCluster, change: C, policy: ChangePolicy, options?: ReadOptions) => Promise<Judgement>;
	/** The conditions of the judgement as they are now, read anew. */
	readonly conditions: (known: KnownCluster, change: C, options?: ReadOptions) => Promise<Conditions>;
	readonly readBack: (known: KnownCluster, change: C, options?: ReadOptions) => Promise<ReadBack>;
};
