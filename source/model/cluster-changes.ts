import { type ClusterLook, hasId, type PartitionState, type TopicState } from './cluster-look.ts';
import { eachInSlices } from './in-slices.ts';
import type { TopicPartition } from './partition-key.ts';

/** One thing that is otherwise than it was a look ago. What happened and was undone between two looks is not seen. */
export type ClusterChange =
	| { readonly kind: 'brokerGone' | 'brokerBack' | 'brokerNew'; readonly broker: number }
	| ({ readonly kind: 'leaderMoved'; readonly from: number; readonly to: number } & TopicPartition)
	/** No broker leads it any more; `from` led it. */
	| ({ readonly kind: 'partitionOffline'; readonly from: number } & TopicPartition)
	| ({ readonly kind: 'partitionOnline'; readonly to: number } & TopicPartition)
	/** Brokers that left or joined the replicas in sync, among those that hold a replica before and after. */
	| ({ readonly kind: 'isrShrank' | 'isrExpanded'; readonly brokers: readonly number[] } & TopicPartition)
	/** Its replicas lie on other brokers than before. */
	| ({ readonly kind: 'reassigned' } & TopicPartition)
	| { readonly kind: 'topicCreated' | 'topicDeleted' | 'topicRecreated'; readonly topic: string }
	| { readonly kind: 'partitionsAdded'; readonly topic: string; readonly from: number; readonly to: number };

/** Says what changed between two looks at brokers and topics, those of a partition one after the other; lets keys pass meanwhile. */
export const clusterChanges = async (before: ClusterLook, after: ClusterLook): Promise<readonly ClusterChange[]> => {
	const changes: ClusterChange[] = [];
	for (const broker of before.alive) if (!after.alive.has(broker)) changes.push({ kind: 'brokerGone', broker });
	for (const broker of after.alive)
		if (!before.alive.has(broker)) changes.push({ kind: before.known.has(broker) ? 'brokerBack' : 'brokerNew', broker });
	await eachInSlices(after.topics, ([topic, now]) => {
		const was = before.topics.get(topic);
		if (was === undefined) changes.push({ kind: 'topicCreated', topic });
		else if (was !== now) changes.push(...topicChanges(topic, was, now));
	});
	for (const topic of before.topics.keys()) if (!after.topics.has(topic)) changes.push({ kind: 'topicDeleted', topic });
	return changes;
};

const topicChanges = (topic: string, was: TopicState, now: TopicState): readonly ClusterChange[] => {
	// Its partitions are another topic's: what they were says nothing of them.
	if (was.topicId !== now.topicId && hasId(was.topicId) && hasId(now.topicId)) return [{ kind: 'topicRecreated', topic }];
	// Told of for the first time, or again by name only.
	if (was.partitions.length === 0 || now.partitions.length === 0) return [];
	const changes: ClusterChange[] = [];
	const [from, to] = [was.partitions.length, now.partitions.length];
	// Partitions are never taken away: fewer of them is an answer of a broker that lags behind.
	if (to > from) changes.push({ kind: 'partitionsAdded', topic, from, to });
	for (let partition = 0; partition < Math.min(from, to); partition++) {
		const [old, state] = [was.partitions[partition]!, now.partitions[partition]!];
		if (old !== state) changes.push(...partitionChanges({ topic, partition }, old, state));
	}
	return changes;
};

const partitionChanges = (at: TopicPartition, was: PartitionState, now: PartitionState): readonly ClusterChange[] => {
	const changes: ClusterChange[] = [];
	if (was.leader !== now.leader) {
		if (now.leader === null) changes.push({ ...at, kind: 'partitionOffline', from: was.leader! });
		else if (was.leader === null) changes.push({ ...at, kind: 'partitionOnline', to: now.leader });
		else changes.push({ ...at, kind: 'leaderMoved', from: was.leader, to: now.leader });
	}
	const isMoved = was.replicas.length !== now.replicas.length || was.replicas.some(id => !now.replicas.includes(id));
	if (isMoved) changes.push({ ...at, kind: 'reassigned' });
	// A replica that is taken away or added by a reassignment says nothing about being in sync.
	const held = (id: number): boolean => was.replicas.includes(id) && now.replicas.includes(id);
	const left = was.isr.filter(id => !now.isr.includes(id) && held(id));
	const joined = now.isr.filter(id => !was.isr.includes(id) && held(id));
	if (left.length > 0) changes.push({ ...at, kind: 'isrShrank', brokers: left });
	if (joined.length > 0) changes.push({ ...at, kind: 'isrExpanded', brokers: joined });
	return changes;
};
