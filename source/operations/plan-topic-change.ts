/** Works out what is to be created or purged, the same for a command and a screen. */
import type { CreateTopic, PurgeRecords } from '../model/change.ts';
import { Failure } from '../model/failure.ts';
import type { ReadOptions } from '../ports/cluster-reader.ts';
import type { KnownCluster } from '../ports/known-cluster.ts';
import { readTopicSettings } from './changes/read-settings-facts.ts';
import { offsetsFor, type ResetTarget } from './plan-group-reset.ts';
import { readNamedTopics } from './read-named-topics.ts';

/** MSK advises three replicas and two in sync. */
const ADVISED = { replicas: 3, minIsr: '2' } as const;

export type CreateAsk = Omit<CreateTopic, 'kind'>;

/** A topic with three replicas, or as many as there are brokers, and two in sync unless something else is asked for. */
export const planCreate = async ({ reader }: KnownCluster, ask: CreateAsk, options?: ReadOptions): Promise<CreateTopic> => {
	const { brokers } = await reader.describeCluster(options);
	const replicationFactor = ask.replicationFactor ?? Math.min(ADVISED.replicas, brokers.length);
	const isSafe = replicationFactor >= ADVISED.replicas && !ask.settings.some(s => s.name === 'min.insync.replicas');
	return {
		kind: 'createTopic',
		...ask,
		replicationFactor,
		settings: isSafe ? [...ask.settings, { name: 'min.insync.replicas', value: ADVISED.minIsr }] : ask.settings,
	};
};

/** A topic with as many partitions and replicas as another, and what is set on it. Rejects with notFound where there is no such topic. */
export const planClone = async (known: KnownCluster, source: string, topic: string, options?: ReadOptions): Promise<CreateTopic> => {
	const found = (await readTopicSettings(known, [source], options))[0]!;
	const own = [...found.facts.settings.values()].filter(e => e.source === 'DYNAMIC_TOPIC_CONFIG' && e.value !== null && !e.isSensitive);
	return {
		kind: 'createTopic',
		topic,
		partitions: found.topic.partitions.length,
		replicationFactor: Math.max(...found.topic.partitions.map(p => p.replicas.length)),
		// Throttles name partitions and brokers of the other topic.
		settings: own.filter(e => !e.name.includes('throttled.replicas')).map(e => ({ name: e.name, value: e.value! })),
	};
};

/** The offset of each partition below which records go; all partitions where none is named. Rejects with notFound for one that is not there. */
export const planPurge = async (
	known: KnownCluster,
	{ topic, target, partitions }: { readonly topic: string; readonly target: ResetTarget; readonly partitions: readonly number[] },
	options?: ReadOptions,
): Promise<PurgeRecords> => {
	const [found] = await readNamedTopics(known, [topic], options);
	const meant = found!.partitions
		.map(p => ({ topic, partition: p.partition }))
		.filter(p => partitions.length === 0 || partitions.includes(p.partition));
	const missing = partitions.find(n => !meant.some(p => p.partition === n));
	if (missing !== undefined) throw new Failure('notFound', `${topic} has no partition ${missing}.`);
	return { kind: 'purgeRecords', topic, below: await offsetsFor(known, meant, target, new Map(), [], options) };
};
