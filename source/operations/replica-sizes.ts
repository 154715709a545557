import type { LogDir } from '../model/cluster.ts';
import { Failure, type Outcome } from '../model/failure.ts';
import { partitionKey } from '../model/partition-key.ts';
import type { Partition } from '../model/topic.ts';

/** Sizes of replicas as the brokers' log dirs tell them; a lookup that fails says why. */
export type ReplicaSizes = {
	/** Size of the leader's replica in bytes. */
	readonly ofLeader: (topic: string, partition: Partition) => bigint | Failure;
};

/** Indexes the answers of DescribeLogDirs. A replica that is being moved between two dirs of a broker counts once. */
export const replicaSizes = (logDirs: ReadonlyMap<number, Outcome<readonly LogDir[]>>): ReplicaSizes => {
	const byBroker = new Map<number, ReadonlyMap<string, bigint>>();
	for (const [broker, outcome] of logDirs) {
		if (!outcome.ok) continue;
		const sizes = new Map<string, bigint>();
		for (const dir of outcome.value)
			for (const r of dir.replicas) if (!r.isFuture) sizes.set(partitionKey(r.topic, r.partition), r.sizeBytes);
		byBroker.set(broker, sizes);
	}
	return {
		ofLeader: (topic, { leader, partition }) => {
			if (leader === null) return new Failure('incomplete', `No broker leads ${topic}/${partition}, so its size is not known.`);
			const outcome = logDirs.get(leader);
			if (outcome === undefined) return new Failure('incomplete', `Broker ${leader} was not asked for its log dirs.`);
			if (!outcome.ok) return outcome.failure;
			const size = byBroker.get(leader)?.get(partitionKey(topic, partition));
			if (size !== undefined) return size;
			const broken = outcome.value.find(d => d.error !== null);
			return new Failure(
				'incomplete',
				broken === undefined
					? `Broker ${leader} leads ${topic}/${partition} but lists no replica of it (it may be moving).`
					: `Broker ${leader} cannot read its log dir ${broken.path}: ${broken.error}`,
			);
		},
	};
};

/** Adds up the leaders' replicas of a topic; the first size that is not known makes the sum unknown: part of a size is not a size. */
export const topicSize = (sizes: ReplicaSizes, topic: string, partitions: readonly Partition[]): bigint | Failure => {
	let sum = 0n;
	for (const partition of partitions) {
		const size = sizes.ofLeader(topic, partition);
		if (typeof size !== 'bigint') return size;
		sum += size;
	}
	return sum;
};
