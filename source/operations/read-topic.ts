import { Failure, type Outcome } from '../model/failure.ts';
import type { GroupLag } from '../model/lag.ts';
import { describeClusterRight, describeTopicConfigRight, describeTopicRight } from '../model/needed-right.ts';
import { partitionKey } from '../model/partition-key.ts';
import type { ConfigEntry, Partition, Topic } from '../model/topic.ts';
import type { PartitionDetail, TopicDetail, TopicGroup } from '../model/topic-summary.ts';
import type { Gap, UnknownField } from '../model/unknown.ts';
import type { OffsetAnswer, ReadOptions } from '../ports/cluster-reader.ts';
import type { KnownCluster } from '../ports/known-cluster.ts';
import { isUnreadable, missingAt, missingField } from './missing.ts';
import { readLag } from './read-lag.ts';
import { readNamedTopics } from './read-named-topics.ts';
import { type ReplicaSizes, replicaSizes } from './replica-sizes.ts';
import { toTopicSummary } from './topic-rows.ts';

export type TopicQuestion = { readonly name: string; readonly includesGroups: boolean };

export type TopicAnswer = { readonly topic: TopicDetail; readonly gaps: readonly Gap[] };

/**
 * Reads one topic: partitions with offsets and sizes, settings, groups with their lag on it. `onProgress` gets the partitions at once and
 * everything else as it comes.
 * Throws notFound when the broker says there is none, authorization when it will not say; anything else missing is a gap.
 */
export const readTopic = async (
	known: KnownCluster,
	ask: TopicQuestion,
	options?: ReadOptions,
	onProgress?: (answer: TopicAnswer) => void,
): Promise<TopicAnswer> => {
	const { reader } = known;
	const [topic] = (await readNamedTopics(known, [ask.name], options)) as [Topic];
	const leaders = [...new Set(topic.partitions.flatMap(p => (p.leader === null ? [] : [p.leader])))];
	const facts: TopicFacts = {};
	const tell = (): void => onProgress?.(answerOf(known, topic, facts));
	const learn = async <K extends keyof TopicFacts>(fact: K, asked: Promise<NonNullable<TopicFacts[K]>>): Promise<void> => {
		facts[fact] = await asked;
		tell();
	};
	tell();
	await Promise.all([
		learn('begins', reader.readOffsets(questionsOf(topic, 'earliest'), options)),
		learn('ends', reader.readOffsets(questionsOf(topic, 'latest'), options)),
		learn('config', readSettings(known, topic.name, options)),
		learn(
			'sizes',
			reader.readLogDirs(leaders, options).then(logDirs => replicaSizes(logDirs, options)),
		),
		ask.includesGroups && learn('groups', readTopicGroups(known, topic.name, options)),
	]);
	return answerOf(known, topic, facts);
};

/** What is known of a topic beyond its metadata; what is absent is still being read. */
type TopicFacts = {
	begins?: ReadonlyMap<string, Outcome<OffsetAnswer>>;
	ends?: ReadonlyMap<string, Outcome<OffsetAnswer>>;
	config?: Outcome<readonly ConfigEntry[]>;
	sizes?: ReplicaSizes;
	groups?: { readonly rows: readonly TopicGroup[]; readonly gaps: readonly Gap[] };
};

const readSettings = async ({ reader }: KnownCluster, name: string, options?: ReadOptions): Promise<Outcome<readonly ConfigEntry[]>> => {
	const configs = await reader.readConfigs([{ type: 'topic', name }], null, options);
	return [...configs.values()][0] ?? { ok: false, failure: noAnswer('the settings') };
};

const answerOf = (known: KnownCluster, topic: Topic, facts: TopicFacts): TopicAnswer => {
	const { config, sizes, groups } = facts;
	const partitions = topic.partitions.map(p => toPartitionDetail(known, topic.name, p, facts));
	const unknown: UnknownField[] = [];
	if (config?.ok === false) unknown.push(missingField('config', config.failure, known.scope, describeTopicConfigRight(topic.name)));
	return {
		topic: {
			summary: toTopicSummary(topic, { config, sizes, recordsPerSecond: null }, known.scope),
			topicId: topic.topicId,
			partitions: partitions.map(p => p.row),
			config: config === undefined ? undefined : config.ok ? config.value : null,
			groups: groups?.rows,
			unknown,
		},
		gaps: [
			...partitions.flatMap(p => p.gaps),
			...(config?.ok === false && isUnreadable(config.failure)
				? [missingAt('topic.config', config.failure, known.scope, describeTopicConfigRight(topic.name))]
				: []),
			...(groups?.gaps ?? []),
		],
	};
};

const noAnswer = (what: string): Failure => new Failure('incomplete', `The broker did not answer for ${what}.`);

const questionsOf = (topic: Topic, target: 'earliest' | 'latest') =>
	topic.partitions.map(p => ({ topic: topic.name, partition: p.partition, target }));

const toPartitionDetail = (
	{ scope }: KnownCluster,
	topic: string,
	partition: Partition,
	{ begins, ends, sizes }: TopicFacts,
): { readonly row: PartitionDetail; readonly gaps: readonly Gap[] } => {
	const unknown: UnknownField[] = [];
	const gaps = new Map<string, Gap>();
	const path = `topic.partitions.${partition.partition}`;
	const miss = (field: string, failure: Failure, needs: typeof describeClusterRight): null => {
		unknown.push(missingField(field, failure, scope, needs));
		if (isUnreadable(failure)) gaps.set(failure.message, missingAt(path, failure, scope, needs));
		return null;
	};
	const offsetOf = (field: string, answers: TopicFacts['begins']): bigint | null | undefined => {
		if (answers === undefined) return undefined;
		const outcome = answers.get(partitionKey(topic, partition.partition));
		if (outcome?.ok) return outcome.value.offset;
		return miss(field, outcome?.failure ?? noAnswer(`the offsets of ${topic}/${partition.partition}`), describeTopicRight(topic));
	};
	const size = sizes?.ofLeader(topic, partition);
	const beginOffset = offsetOf('beginOffset', begins);
	const endOffset = offsetOf('endOffset', ends);
	const sizeBytes = size instanceof Failure ? miss('sizeBytes', size, describeClusterRight) : size;
	if (partition.leader === null) unknown.push({ field: 'leader', reason: 'no broker leads this partition', needs: null });
	return { row: { ...partition, beginOffset, endOffset, sizeBytes, unknown }, gaps: [...gaps.values()] };
};

/** Groups that hold a commit on the topic, with the sum of their lag on it. */
const readTopicGroups = async (
	known: KnownCluster,
	topic: string,
	options?: ReadOptions,
): Promise<{ readonly rows: readonly TopicGroup[]; readonly gaps: readonly Gap[] }> => {
	const report = await readLag(known, { groups: [], topic, behind: 'none' }, options);
	return { rows: report.rows.map(toTopicGroup), gaps: report.gaps };
};

/** A sum over some of the partitions is no lag: it is unknown while one of them cannot be read. */
const toTopicGroup = ({ group, lag, partitions, unknown }: GroupLag): TopicGroup => {
	const unread = partitions.find(p => p.failure !== null);
	const explained = unknown.filter(u => u.field === 'lag');
	if (unread === undefined || unread.failure === null) return { group, lag, unknown: explained };
	const { reason, needs } = unread.unknown.find(u => u.field === 'lag') ?? { reason: unread.failure.message, needs: null };
	return {
		group,
		lag: null,
		...(lag !== null && { leastLag: lag }),
		unknown: explained.length > 0 ? explained : [{ field: 'lag', reason, needs }],
	};
};
