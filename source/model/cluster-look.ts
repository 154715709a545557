import type { Broker } from './cluster.ts';
import { eachInSlices } from './in-slices.ts';
import type { Partition, Topic } from './topic.ts';

/** What events are made from: where a partition stood when it was looked at. Partitions that stand alike share one, so two can be compared by `===`. */
export type PartitionState = Pick<Partition, 'leader' | 'leaderEpoch' | 'replicas' | 'isr'>;

/**
 * A topic at a look; the index of a state is the partition's number, and there is none where a broker named the topic but told nothing more.
 * `asOfMs` says when that look began, where later ones did not tell of the topic.
 */
export type TopicState = { readonly topicId: string; readonly partitions: readonly PartitionState[]; readonly asOfMs?: number };

/**
 * One look at brokers and topics, small enough to be kept until the next: 100,000 partitions take about a megabyte. It holds what was
 * seen last of everything: a topic that an answer did not tell of keeps its place until it is known what became of it.
 */
export type ClusterLook = {
	/** When it was asked, and when the answer was complete (epoch ms): what it tells was true somewhere in between. */
	readonly startedMs: number;
	readonly atMs: number;
	readonly alive: ReadonlySet<number>;
	/** Every broker that this session saw alive or named as a replica. */
	readonly known: ReadonlySet<number>;
	readonly topics: ReadonlyMap<string, TopicState>;
};

/** An answer of Metadata about all topics. */
export type ClusterAnswer = Pick<ClusterLook, 'startedMs' | 'atMs'> & {
	readonly brokers: readonly Broker[];
	readonly topics: readonly Topic[];
	/** Topics that exist but of which no more was told. */
	readonly unread: Iterable<string>;
	/** Topics that were named in the last look and are not in this answer, and that are known to be gone: a broker said so by name. */
	readonly gone: ReadonlySet<string>;
};

/** Makes the look that follows `previous`, and lets keys pass meanwhile. */
export const nextLook = async (previous: ClusterLook | undefined, answer: ClusterAnswer): Promise<ClusterLook> => {
	const topics = new Map<string, TopicState>();
	// A broker that has only just started may know none yet, itself included: that is no answer.
	const alive = answer.brokers.length === 0 && previous !== undefined ? previous.alive : new Set(answer.brokers.map(b => b.id));
	const known = new Set([...(previous?.known ?? []), ...alive]);
	const share = sharedStates(known);
	await eachInSlices(answer.topics, ({ name, topicId, partitions }) => {
		const before = previous?.topics.get(name);
		const old = before?.topicId === topicId ? before.partitions : [];
		topics.set(name, { topicId, partitions: partitions.map((p, i) => stillStands(p, old[i], topicId) ?? share(p)) });
	});
	for (const [name, state] of previous?.topics ?? [])
		if (!topics.has(name) && !answer.gone.has(name)) topics.set(name, { ...state, asOfMs: state.asOfMs ?? previous!.startedMs });
	for (const name of answer.unread) if (!topics.has(name)) topics.set(name, { topicId: '', partitions: [], asOfMs: answer.startedMs });
	return { startedMs: answer.startedMs, atMs: answer.atMs, alive, known, topics };
};

/** The old state where the partition stands as it did; undefined where it does not. */
const stillStands = (p: Partition, old: PartitionState | undefined, topicId: string): PartitionState | undefined => {
	if (old === undefined) return undefined;
	// A broker that lags behind tells an older leader than another told before: what is newer stays. Without topic ids (Kafka before 2.8)
	// a smaller epoch may as well be another topic of the same name.
	return (p.leaderEpoch < old.leaderEpoch && hasId(topicId)) || isSame(p, old) ? old : undefined;
};

/** Gives partitions that stand alike the same state, and notes the brokers they name. */
const sharedStates = (known: Set<number>) => {
	const shared = new Map<string, PartitionState>();
	return ({ leader, leaderEpoch, replicas, isr }: Partition): PartitionState => {
		const key = `${leader} ${leaderEpoch} ${replicas.join()} ${isr.join()}`;
		const found = shared.get(key);
		if (found !== undefined) return found;
		const state = { leader, leaderEpoch, replicas, isr };
		shared.set(key, state);
		for (const id of replicas) known.add(id);
		return state;
	};
};

const isSame = (a: PartitionState, b: PartitionState): boolean =>
	a.leader === b.leader && a.leaderEpoch === b.leaderEpoch && isSameList(a.isr, b.isr) && isSameList(a.replicas, b.replicas);

const isSameList = (a: readonly number[], b: readonly number[]): boolean => a.length === b.length && a.every((id, i) => id === b[i]);

/** Brokers before Kafka 2.8 know no topic ids and send zeros. */
export const hasId = (topicId: string): boolean => topicId !== '' && !/^A+$/.test(topicId);
