import type { Cluster } from './cluster.ts';
import type { Partition } from './partition.ts';

/** A move of a partition's replicas that is under way. */
export type Reassignment = {
	/** Brokers that get a replica: they copy. */
	readonly adding: readonly number[];
	/** Brokers that lose theirs when the others have caught up. */
	readonly removing: readonly number[];
	readonly startedMs: number;
	readonly durationMs: number;
	readonly stop: () => void;
};

/** What a broker copies a second: slow enough that a move can be seen. */
const BYTES_PER_MS = 20_000;
const LEAST_MS = 3_000;
const AGAIN_MS = 1_000;

/** Moves a partition to the target replicas, the preferred leader first. A move that was under way is given up for it. */
export const reassign = (cluster: Cluster, partition: Partition, target: readonly number[]): void => {
	const before = settledReplicas(partition);
	const known = new Set(partition.isr.filter(id => target.includes(id)));
	partition.reassignment?.stop();
	const adding = target.filter(id => !before.includes(id) && !known.has(id));
	const removing = before.filter(id => !target.includes(id));
	partition.replicas = [...target, ...removing];
	partition.isr = partition.isr.filter(id => partition.replicas.includes(id));
	if (adding.length === 0) {
		complete(cluster, partition, target);
		return;
	}
	const durationMs = Math.max(LEAST_MS, Math.round(partition.log.sizeBytes / BYTES_PER_MS));
	let stop = (): void => {};
	const tryToEnd = (): void => {
		const isCopied = adding.every(id => cluster.broker(id)?.isUp === true && !partition.lagging.includes(id));
		if (isCopied && partition.leader >= 0) complete(cluster, partition, target);
		else stop = cluster.time.after(AGAIN_MS, tryToEnd);
	};
	stop = cluster.time.after(durationMs, tryToEnd);
	partition.reassignment = { adding, removing, startedMs: cluster.time.now(), durationMs, stop: () => stop() };
};

/** Gives a move up: the replicas are again where they were. False when there is none. */
export const cancelReassignment = (cluster: Cluster, partition: Partition): boolean => {
	if (partition.reassignment === undefined) return false;
	const before = settledReplicas(partition);
	partition.reassignment.stop();
	complete(cluster, partition, before);
	return true;
};

/** How much of a replica a broker holds: 1, or less while it copies. */
export const copiedShare = (cluster: Cluster, { reassignment }: Partition, brokerId: number): number =>
	reassignment?.adding.includes(brokerId) === true
		? Math.min(1, Math.max(0, (cluster.time.now() - reassignment.startedMs) / reassignment.durationMs))
		: 1;

/** The replicas without a move that is under way. */
const settledReplicas = ({ replicas, reassignment }: Partition): readonly number[] =>
	reassignment === undefined ? replicas : replicas.filter(id => !reassignment.adding.includes(id));

const complete = (cluster: Cluster, partition: Partition, target: readonly number[]): void => {
	partition.reassignment = undefined;
	partition.replicas = target;
	const isHere = (id: number): boolean => cluster.broker(id)?.isUp === true && !partition.lagging.includes(id);
	const inSync = target.filter(id => partition.isr.includes(id) || isHere(id));
	partition.isr = inSync.length > 0 ? inSync : target;
	if (!target.includes(partition.leader)) partition.leader = inSync.find(isHere) ?? -1;
	partition.leaderEpoch++;
};
