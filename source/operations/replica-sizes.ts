import type { LogDir, ReplicaSize } from '../model/cluster.ts';
import { Failure, type Outcome } from '../model/failure.ts';
import { eachInSlices } from '../model/in-slices.ts';
import type { Partition } from '../model/topic.ts';
import type { ReadOptions } from '../ports/cluster-reader.ts';

/** Sizes of replicas as the brokers' log dirs tell them; a lookup that fails says why. */
export type ReplicaSizes = {
	/** Size of the leader's replica in bytes. */
	readonly ofLeader: (topic: string, partition: Partition) => bigint | Failure;
};

/** Sizes by topic and partition. */
type SizeIndex = Map<string, Map<number, bigint>>;

/** Indexes the answers of DescribeLogDirs. A replica that is being moved between two dirs of a broker counts once. */
export const replicaSizes = async (
	logDirs: ReadonlyMap<number, Outcome<readonly LogDir[]>>,
	options?: ReadOptions,
): Promise<ReplicaSizes> => {
	const byBroker = new Map<number, SizeIndex>();
	for (const [broker, outcome] of logDirs) {
		if (!outcome.ok) continue;
		const index: SizeIndex = new Map();
		for (const dir of outcome.value) await eachInSlices(dir.replicas, replica => note(index, replica), options?.signal);
		byBroker.set(broker, index);
	}
	return {
		ofLeader: (topic, { leader, partition }) => {
			if (leader === null) return new Failure('incomplete', `No broker leads ${topic}/${partition}, so its size is not known.`);
			const outcome = logDirs.get(leader);
			if (outcome === undefined) return new Failure('incomplete', `Broker ${leader} was not asked for its log dirs.`);
			if (!outcome.ok) return outcome.failure;
			const size = byBroker.get(leader)?.get(topic)?.get(partition);
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

const note = (index: SizeIndex, { topic, partition, sizeBytes, isFuture }: ReplicaSize): void => {
	if (isFuture) return;
	const sizes = index.get(topic);
	if (sizes === undefined) index.set(topic, new Map([[partition, sizeBytes]]));
	else sizes.set(partition, sizeBytes);
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
