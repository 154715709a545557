import type { LogDir } from '../model/cluster.ts';
import { Failure, type Outcome } from '../model/failure.ts';
import { isSilence } from '../model/failure-kinds.ts';
import { mapInSlices } from '../model/in-slices.ts';
import { describeClusterRight, describeTopicConfigRight, describeTopicRight } from '../model/needed-right.ts';
import type { Report } from '../model/report.ts';
import { isInternalName } from '../model/reserved-name.ts';
import { type ConfigEntry, isOffline, isUnderReplicated, type Topic } from '../model/topic.ts';
import type { TopicSummary } from '../model/topic-summary.ts';
import type { Gap } from '../model/unknown.ts';
import type { ReadOptions } from '../ports/cluster-reader.ts';
import type { KnownCluster } from '../ports/known-cluster.ts';
import { isPattern, matcher } from './glob.ts';
import { isUnreadable, missingAt } from './missing.ts';
import { readTopicConfigs } from './read-topic-configs.ts';
import { type ReplicaSizes, replicaSizes } from './replica-sizes.ts';
import { LISTED_CONFIG_KEYS, type TopicFacts, toTopicSummary } from './topic-rows.ts';
import { readTopicVisibility, type TopicVisibility } from './topic-visibility.ts';

export type TopicsQuestion = {
	/** Names and globs; none means all topics. A glob without a match is an empty answer, a name that does not exist a gap (notFound). */
	readonly patterns: readonly string[];
	readonly includesInternal: boolean;
	/** Only topics with a partition that lacks a replica in sync, or a leader. */
	readonly underReplicatedOnly: boolean;
	/** False when no shown column comes from the topics' settings. */
	readonly readsConfig?: boolean;
};

/**
 * Lists topics with what a list shows. Names come first: `onProgress` gets the rows while settings and sizes still load.
 * Throws a Failure only when not even metadata could be read; everything else that is missing is a gap or an unknown field.
 */
export const readTopics = async (
	known: KnownCluster,
	ask: TopicsQuestion,
	options?: ReadOptions,
	onProgress?: (rows: readonly TopicSummary[]) => void,
): Promise<Report<TopicSummary>> => {
	const isAsked = askedNames(ask);
	const asksNames = ask.patterns.length > 0 && !ask.patterns.some(isPattern);
	const [description, answer] = await Promise.all([
		known.reader.describeCluster(options),
		known.reader.readTopics(asksNames ? ask.patterns : null, options),
	]);
	let topics = answer.topics.filter(t => isAsked(t.name, t.isInternal) && isShown(t, ask));
	const rowsOf = (factsOf: (topic: Topic) => TopicFacts) =>
		mapInSlices(topics, t => toTopicSummary(t, factsOf(t), known.scope), options?.signal);
	if (onProgress !== undefined) onProgress(await rowsOf(() => ({})));

	const dirsAsked = known.reader.readLogDirs(
		description.brokers.map(b => b.id),
		options,
	);
	const configsAsked = ask.readsConfig === false ? undefined : readTopicConfigs(known, topics, LISTED_CONFIG_KEYS, options);
	if (onProgress !== undefined)
		void configsAsked
			?.then(configs => rowsOf(t => ({ config: configs.get(t.name) })))
			.then(onProgress)
			.catch(() => undefined);
	const logDirs = await dirsAsked;
	const visibility = asksNames
		? namedVisibility
		: await readTopicVisibility(known, { visible: answer.topics, logDirs, isAsked: name => isAsked(name, isInternalName(name)) }, options);
	const added = visibility.added.filter(t => isAsked(t.name, t.isInternal) && isShown(t, ask));
	topics = [...topics, ...added];
	const [configs, addedConfigs] = await Promise.all([
		configsAsked,
		added.length === 0 || ask.readsConfig === false ? undefined : readTopicConfigs(known, added, LISTED_CONFIG_KEYS, options),
	]);
	const sizes = await replicaSizes(logDirs, options);
	const configOf = (name: string) => configs?.get(name) ?? addedConfigs?.get(name);
	const rows = await rowsOf(t => ({ config: configOf(t.name), sizes, recordsPerSecond: null }));
	const gaps = [
		...nameGaps(known, answer.failures, ask, isAsked),
		...(visibility.isProven ? unmatchedNames(known, ask, asksNames, [...answer.topics, ...visibility.added]) : []),
		...visibilityGaps(known, visibility),
		...(ask.underReplicatedOnly ? silentBrokers(known, logDirs) : []),
		...configGaps(known, topics, configOf),
		...sizeGaps(known, withoutSize(topics, rows), logDirs, sizes),
	];
	return { rows, gaps };
};

/** The broker answers a name honestly: unknown, or not authorised. Nothing is left out silently. */
const namedVisibility: TopicVisibility = { isProven: true, hidden: [], added: [] };

const askedNames = (ask: TopicsQuestion) => {
	const isMatch = matcher(ask.patterns);
	// A person who writes the name of an internal topic wants to see it.
	const named = new Set(ask.patterns);
	return (name: string, isInternal: boolean): boolean => isMatch(name) && (!isInternal || ask.includesInternal || named.has(name));
};

const isShown = (topic: Topic, ask: TopicsQuestion): boolean =>
	!ask.underReplicatedOnly || topic.partitions.some(p => isUnderReplicated(p) || isOffline(p));

const nameGaps = (
	{ scope }: KnownCluster,
	failures: ReadonlyMap<string, Failure>,
	ask: TopicsQuestion,
	isAsked: (name: string, isInternal: boolean) => boolean,
): readonly Gap[] =>
	[...failures]
		.filter(([name]) => ask.patterns.includes(name) || isAsked(name, isInternalName(name)))
		.map(([name, failure]) => missingAt(`topics.${name}`, failure, scope, describeTopicRight(name)));

/** Names amid globs, of which the list of all topics has none. Names alone are asked of the broker, which says so itself. */
const unmatchedNames = ({ scope }: KnownCluster, ask: TopicsQuestion, asksNames: boolean, all: readonly Topic[]): readonly Gap[] => {
	if (asksNames) return [];
	const known = new Set(all.map(t => t.name));
	return ask.patterns
		.filter(p => !isPattern(p) && !known.has(p))
		.map(name => missingAt(`topics.${name}`, new Failure('notFound', `Topic ${name} does not exist.`), scope, describeTopicRight(name)));
};

/** Metadata calls a broker's replicas in sync until a controller says otherwise: of one that is silent nobody knows. */
const silentBrokers = ({ scope }: KnownCluster, logDirs: ReadonlyMap<number, Outcome<readonly LogDir[]>>): readonly Gap[] =>
	[...logDirs].flatMap(([id, outcome]) =>
		outcome.ok || !isSilence(outcome.failure) ? [] : [missingAt(`brokers.${id}`, outcome.failure, scope, describeClusterRight)],
	);

/** Says what a list of topics may leave out. */
export const visibilityGaps = ({ scope }: KnownCluster, { isProven, hidden }: TopicVisibility): readonly Gap[] => {
	if (hidden.length > 0) {
		return hidden.map(name => {
			const text = `Topic ${name} exists (a broker stores it), but this identity may not describe it.`;
			return missingAt(`topics.${name}`, new Failure('authorization', text), scope, describeTopicRight(name));
		});
	}
	if (isProven) return [];
	const text = 'More topics may exist that this identity cannot see: Kafka leaves them out without a word.';
	return [missingAt('topics', new Failure('authorization', text), scope, describeTopicRight())];
};

const configGaps = (
	{ scope }: KnownCluster,
	topics: readonly Topic[],
	configOf: (name: string) => Outcome<readonly ConfigEntry[]> | undefined,
): readonly Gap[] =>
	topics.flatMap(({ name }) => {
		const outcome = configOf(name);
		if (outcome === undefined || outcome.ok || !isUnreadable(outcome.failure)) return [];
		return [missingAt(`topics.${name}.config`, outcome.failure, scope, describeTopicConfigRight(name))];
	});

/** Nearly all topics have their size: only the others are looked at partition by partition. */
const withoutSize = (topics: readonly Topic[], rows: readonly TopicSummary[]): readonly Topic[] =>
	topics.filter((_, i) => rows[i]?.sizeBytes === null);

/** One gap a broker that did not tell its log dirs and leads something shown, and one a topic whose size is lost for another reason. */
const sizeGaps = (
	{ scope }: KnownCluster,
	topics: readonly Topic[],
	logDirs: ReadonlyMap<number, Outcome<readonly LogDir[]>>,
	sizes: ReplicaSizes,
): readonly Gap[] => {
	const gaps = new Map<string, Gap>();
	for (const { name, partitions } of topics)
		for (const partition of partitions) {
			const size = sizes.ofLeader(name, partition);
			if (typeof size === 'bigint' || !isUnreadable(size)) continue;
			const isBrokersFault = partition.leader !== null && logDirs.get(partition.leader)?.ok === false;
			const path = isBrokersFault ? `brokers.${partition.leader}.logDirs` : `topics.${name}.sizeBytes`;
			if (!gaps.has(path)) gaps.set(path, missingAt(path, size, scope, describeClusterRight));
		}
	return [...gaps.values()];
};
