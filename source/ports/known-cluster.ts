import type { RightScope } from '../model/needed-right.ts';
import type { Clock } from './clock.ts';
import type { CloudReader } from './cloud-reader.ts';
import type { ClusterReader } from './cluster-reader.ts';
import type { RecordTimeMemory } from './record-time-memory.ts';

/** What every read operation is given: the cluster to ask, how to name rights on it, and the time. */
export type KnownCluster = {
	readonly reader: ClusterReader;
	readonly scope: RightScope;
	readonly clock: Clock;
	/** What AWS knows of it; absent where nothing tells that it is a cluster of MSK. */
	readonly cloud?: CloudReader;
	/** How far a group may be behind, in milliseconds; absent: the default for all. */
	readonly maxBehindMs?: (group: string) => number;
	/** Absent where one looks once only. */
	readonly recordTimes?: RecordTimeMemory;
};
