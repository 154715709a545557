import type { SeenCluster } from '../model/cluster-context.ts';

/** Remembers which cluster one context led to. Both reject with a Failure where what is remembered cannot be read or written. */
export type ClusterIdMemory = {
	readonly recall: () => Promise<SeenCluster | undefined>;
	readonly remember: (clusterId: string) => Promise<void>;
};
