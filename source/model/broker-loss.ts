import type { Partition, Topic } from './topic.ts';

/**
 * What happens to a partition when brokers go, by the replicas that are in sync now:
 * - offline: no replica in sync is left; nothing can be read or written (an unclean election would lose records instead)
 * - refusesWrites: readable, but fewer in sync than min.insync.replicas: producers with acks=all are refused
 * - maybeRefusesWrites: the same, if only the topic's min.insync.replicas were known
 * - thinner: goes on, with a copy less
 */
export type LossEffect = 'offline' | 'refusesWrites' | 'maybeRefusesWrites' | 'thinner';

/** Worst first. */
export const LOSS_EFFECTS: readonly LossEffect[] = ['offline', 'refusesWrites', 'maybeRefusesWrites', 'thinner'];

/** Partitions of one topic that meet the same fate. */
export type TopicLoss = {
	readonly topic: string;
	readonly effect: LossEffect;
	readonly partitions: readonly number[];
	/** How many of them change their leader. */
	readonly leaderMoves: number;
	readonly minInsyncReplicas: number | null;
};

/** What losing brokers does to the cluster; counts of partitions. */
export type BrokerLoss = Readonly<Record<LossEffect, number>> & {
	readonly leaderMoves: number;
	/** Partitions that are offline already and stay so. */
	readonly alreadyOffline: number;
	/** Worst first. */
	readonly topics: readonly TopicLoss[];
};

/** Tells what happens to one partition; undefined when it has nothing in sync on those brokers. */
export const lossEffect = (partition: Partition, lost: ReadonlySet<number>, minInsyncReplicas: number | null): LossEffect | undefined => {
	const left = partition.isr.filter(id => !lost.has(id)).length;
	if (left === partition.isr.length) return undefined;
	if (left === 0) return 'offline';
	// One in sync suffices for any min.insync.replicas of 1, the least Kafka allows; with all others it depends.
	if (minInsyncReplicas === null) return 'maybeRefusesWrites';
	return left < minInsyncReplicas ? 'refusesWrites' : 'thinner';
};

/** Works out what goes down when `lost` brokers go. `minInsyncReplicasOf` returns null where the setting could not be read. */
export const lossOf = (
	lost: ReadonlySet<number>,
	topics: readonly Topic[],
	minInsyncReplicasOf: (topic: string) => number | null,
): BrokerLoss => {
	const counts: Record<LossEffect, number> = { offline: 0, refusesWrites: 0, maybeRefusesWrites: 0, thinner: 0 };
	let alreadyOffline = 0;
	const losses: TopicLoss[] = [];
	for (const { name, partitions } of topics) {
		const minInsyncReplicas = minInsyncReplicasOf(name);
		const byEffect = new Map<LossEffect, { partitions: number[]; leaderMoves: number }>();
		for (const partition of partitions) {
			if (partition.leader === null) {
				if (partition.replicas.some(id => lost.has(id))) alreadyOffline += 1;
				continue;
			}
			const effect = lossEffect(partition, lost, minInsyncReplicas);
			if (effect === undefined) continue;
			const met = byEffect.get(effect) ?? { partitions: [], leaderMoves: 0 };
			byEffect.set(effect, met);
			met.partitions.push(partition.partition);
			if (effect !== 'offline' && lost.has(partition.leader)) met.leaderMoves += 1;
			counts[effect] += 1;
		}
		for (const [effect, met] of byEffect) losses.push({ topic: name, effect, minInsyncReplicas, ...met });
	}
	const rank = ({ effect }: TopicLoss) => LOSS_EFFECTS.indexOf(effect);
	losses.sort((a, b) => rank(a) - rank(b) || b.partitions.length - a.partitions.length || (a.topic < b.topic ? -1 : 1));
	return { ...counts, alreadyOffline, leaderMoves: losses.reduce((sum, l) => sum + l.leaderMoves, 0), topics: losses };
};
