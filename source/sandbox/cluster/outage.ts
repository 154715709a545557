import type { Cluster } from './cluster.ts';
import type { Partition } from './partition.ts';

const NONE = -1;

function* allPartitions(cluster: Cluster): Generator<Partition> {
	for (const topic of cluster.topics.values()) yield* topic.partitions;
}

/** Takes a broker away: others in sync take over what it led; the last replica in sync leaves its partition without a leader. */
export const loseBroker = (cluster: Cluster, id: number): void => {
	const broker = cluster.broker(id);
	if (broker === undefined || !broker.isUp) return;
	broker.isUp = false;
	for (const partition of allPartitions(cluster)) {
		if (!partition.replicas.includes(id)) continue;
		const left = partition.isr.filter(replica => replica !== id);
		// The last one in sync stays in the list, as in Kafka: only it may lead again.
		if (left.length > 0) partition.isr = left;
		if (partition.leader !== id) continue;
		partition.leader = partition.replicas.find(replica => left.includes(replica)) ?? NONE;
		partition.leaderEpoch++;
	}
	cluster.brokerChanged(broker);
};

/** Gives a broker back: it leads again at once what nobody led; it catches up with the rest when `catchUp` is called. */
export const returnBroker = (cluster: Cluster, id: number): void => {
	const broker = cluster.broker(id);
	if (broker === undefined || broker.isUp) return;
	broker.isUp = true;
	for (const partition of allPartitions(cluster)) {
		if (partition.leader !== NONE || !partition.isr.includes(id)) continue;
		partition.leader = id;
		partition.leaderEpoch++;
	}
	cluster.brokerChanged(broker);
};

/** Lets the replicas of a live broker join the ones in sync, and gives preferred leaders their partitions back. */
export const catchUp = (cluster: Cluster): void => {
	for (const partition of allPartitions(cluster)) {
		const isHeldUp = (id: number): boolean => partition.lagging.includes(id) || partition.reassignment?.adding.includes(id) === true;
		const inSync = partition.replicas.filter(id => partition.isr.includes(id) || (cluster.broker(id)?.isUp === true && !isHeldUp(id)));
		if (inSync.length !== partition.isr.length) partition.isr = inSync;
		const preferred = partition.replicas[0] ?? NONE;
		if (partition.leader !== preferred && partition.isr.includes(preferred) && cluster.broker(preferred)?.isUp === true) {
			partition.leader = preferred;
			partition.leaderEpoch++;
		}
	}
};
