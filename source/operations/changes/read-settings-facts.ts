import { retentions, strictness } from '../../guardrails/retention-effect.ts';
import type { BrokerDisk, SettingsFacts, TopicFacts, UnknownFact } from '../../guardrails/retention-facts.ts';
import { USUAL_CHECK_MS } from '../../guardrails/retention-facts.ts';
import { namesText, type SettingEdit } from '../../model/change.ts';
import type { LogDir } from '../../model/cluster.ts';
import { Failure, type Outcome } from '../../model/failure.ts';
import { describeBrokerConfigRight, describeClusterRight, describeTopicRight } from '../../model/needed-right.ts';
import { partitionKey } from '../../model/partition-key.ts';
import type { Topic } from '../../model/topic.ts';
import { configResourceKey, type OffsetQuestion, type ReadOptions } from '../../ports/cluster-reader.ts';
import type { KnownCluster } from '../../ports/known-cluster.ts';
import { missingField } from '../missing.ts';
import { readNamedTopics } from '../read-named-topics.ts';
import { replicaSizes } from '../replica-sizes.ts';
import { readGroupFacts } from './read-group-facts.ts';

const CHECK_INTERVAL = 'log.retention.check.interval.ms';

/** Reads all that a change of settings is judged by. Rejects when a topic or its settings cannot be read: nothing could be put back then. */
export const readSettingsFacts = async (
	known: KnownCluster,
	names: readonly string[],
	edits: readonly SettingEdit[],
	options?: ReadOptions,
): Promise<SettingsFacts> => {
	const topics = await readTopicSettings(known, names, options);
	const base = topics.map(({ facts }) => facts);
	const changes = base.map(t => retentions(t, edits));
	const isStricter = changes.some(({ was, is }) => strictness(was, is).byTime || strictness(was, is).byBytes);
	const isLooser = changes.some(({ was, is }) => was.deletes && (!is.deletes || is.ms < 0n || is.ms > was.ms));
	const nowMs = known.clock.now();
	if (!isStricter && !isLooser)
		return { nowMs, topics: base, checkIntervalMs: null, groups: [], brokers: [], keptFrom: new Map(), unknown: [] };
	const unknown: UnknownFact[] = [];
	const [checkIntervalMs, storage, offsets, groups] = await Promise.all([
		isStricter ? readCheckInterval(known, unknown, options) : null,
		readStorage(known, topics, unknown, options),
		readEnds(known, topics, unknown, options),
		isStricter ? readGroupFacts(known, names, unknown, options) : [],
	]);
	const filled = topics.map(({ facts }) => ({
		...facts,
		partitions: facts.partitions.map(p => ({
			...p,
			...offsets(facts.topic, p.partition),
			sizeBytes: storage.sizeOf(facts.topic, p.partition),
		})),
	}));
	const checkMs = checkIntervalMs ?? USUAL_CHECK_MS;
	const keptFrom = isStricter ? await readKeptFrom(known, base, edits, nowMs + checkMs, unknown, options) : new Map();
	return { nowMs, topics: filled, checkIntervalMs, groups, brokers: storage.brokers, keptFrom, unknown };
};

export type NamedTopic = { readonly topic: Topic; readonly facts: TopicFacts };

/** Reads topics with their settings; offsets and sizes are not asked yet. */
export const readTopicSettings = async (
	known: KnownCluster,
	names: readonly string[],
	options?: ReadOptions,
): Promise<readonly NamedTopic[]> => {
	const [topics, configs] = await Promise.all([
		readNamedTopics(known, names, options),
		known.reader.readConfigs(
			names.map(name => ({ type: 'topic', name })),
			null,
			options,
		),
	]);
	return topics.map(topic => {
		const outcome = configs.get(configResourceKey({ type: 'topic', name: topic.name }));
		if (!outcome?.ok) throw outcome?.failure ?? new Failure('incomplete', `The settings of ${topic.name} could not be read.`);
		const facts: TopicFacts = {
			topic: topic.name,
			topicId: topic.topicId,
			isInternal: topic.isInternal,
			settings: new Map(outcome.value.map(entry => [entry.name, entry])),
			partitions: topic.partitions.map(({ partition, replicas, isr }) => ({
				partition,
				replicas,
				inSync: isr.length,
				begin: null,
				end: null,
				sizeBytes: null,
			})),
		};
		return { topic, facts };
	});
};

/** The longest interval among the brokers, since the latest check counts. */
const readCheckInterval = async (known: KnownCluster, unknown: UnknownFact[], options?: ReadOptions): Promise<number | null> => {
	const { brokers } = await known.reader.describeCluster(options);
	const answers = await known.reader.readConfigs(
		brokers.map(b => ({ type: 'broker', name: String(b.id) })),
		[CHECK_INTERVAL],
		options,
	);
	const values: number[] = [];
	for (const outcome of answers.values()) {
		const value = outcome.ok ? outcome.value.find(e => e.name === CHECK_INTERVAL)?.value : undefined;
		if (value !== undefined && value !== null) values.push(Number(value));
		else if (!outcome.ok && !unknown.some(u => u.what === CHECK_INTERVAL))
			unknown.push({ what: CHECK_INTERVAL, ...reasonOf(known, outcome.failure, describeBrokerConfigRight) });
	}
	return values.length === 0 ? null : Math.max(...values);
};

const reasonOf = (known: KnownCluster, failure: Failure, needs: Parameters<typeof missingField>[3]) => {
	const { reason, needs: text } = missingField('', failure, known.scope, needs);
	return { reason, needs: text };
};

type Storage = { readonly sizeOf: (topic: string, partition: number) => bigint | null; readonly brokers: readonly BrokerDisk[] };

/** Sizes and disks of the brokers that hold topics. */
export const readStorage = async (
	known: KnownCluster,
	topics: readonly NamedTopic[],
	unknown: UnknownFact[],
	options?: ReadOptions,
): Promise<Storage> => {
	const ids = [...new Set(topics.flatMap(t => t.topic.partitions.flatMap(p => p.replicas)))].sort((a, b) => a - b);
	const logDirs = await known.reader.readLogDirs(ids, options);
	const sizes = await replicaSizes(logDirs, options);
	const partitions = new Map(topics.flatMap(({ topic }) => topic.partitions.map(p => [partitionKey(topic.name, p.partition), p] as const)));
	const failures = [...logDirs.values()].flatMap(o => (o.ok ? [] : [o.failure]));
	if (failures[0] !== undefined) unknown.push({ what: 'sizes on disk', ...reasonOf(known, failures[0], describeClusterRight) });
	return {
		sizeOf: (topic, partition) => {
			const found = partitions.get(partitionKey(topic, partition));
			const size = found === undefined ? undefined : sizes.ofLeader(topic, found);
			return typeof size === 'bigint' ? size : null;
		},
		// In the order of their ids, not of their answers.
		brokers: ids.flatMap(id => (logDirs.has(id) ? diskOf(id, logDirs.get(id)!) : [])),
	};
};

/** Broker volumes are added up; one whose size is not told leaves the broker out. */
const diskOf = (id: number, outcome: Outcome<readonly LogDir[]>): readonly BrokerDisk[] => {
	if (!outcome.ok || outcome.value.some(d => d.totalBytes === null || d.usableBytes === null)) return [];
	const sum = (bytes: (dir: LogDir) => bigint | null) => outcome.value.reduce((all, dir) => all + (bytes(dir) ?? 0n), 0n);
	return [{ id, totalBytes: sum(d => d.totalBytes), usableBytes: sum(d => d.usableBytes) }];
};

/** One line for all partitions that one cause keeps from being read: a topic may have hundreds. */
const noteUnread = (
	known: KnownCluster,
	what: string,
	answers: readonly (readonly [string, Outcome<unknown>])[],
	unknown: UnknownFact[],
): void => {
	const causes = new Map<string, { readonly failure: Failure; readonly keys: Set<string> }>();
	for (const [key, outcome] of answers) {
		if (outcome.ok) continue;
		const same = causes.get(outcome.failure.message) ?? { failure: outcome.failure, keys: new Set() };
		causes.set(outcome.failure.message, same);
		same.keys.add(key);
	}
	for (const { failure, keys } of causes.values())
		unknown.push({ what: `${what} ${namesText([...keys])}`, ...reasonOf(known, failure, describeTopicRight()) });
};

type Ends = (topic: string, partition: number) => { readonly begin: bigint | null; readonly end: bigint | null };

/** Log start and end of every partition of topics. */
export const readEnds = async (
	known: KnownCluster,
	topics: readonly { readonly topic: Topic }[],
	unknown: UnknownFact[],
	options?: ReadOptions,
): Promise<Ends> => {
	const questions = (target: 'earliest' | 'latest'): OffsetQuestion[] =>
		topics.flatMap(({ topic }) => topic.partitions.map(p => ({ topic: topic.name, partition: p.partition, target })));
	const [begins, ends] = await Promise.all([
		known.reader.readOffsets(questions('earliest'), options),
		known.reader.readOffsets(questions('latest'), options),
	]);
	noteUnread(known, 'offsets of', [...begins, ...ends], unknown);
	const offsetOf = (answers: typeof begins, topic: string, partition: number): bigint | null => {
		const outcome = answers.get(partitionKey(topic, partition));
		return outcome?.ok ? outcome.value.offset : null;
	};
	return (topic, partition) => ({ begin: offsetOf(begins, topic, partition), end: offsetOf(ends, topic, partition) });
};

/** The first offset that stays, for topics that keep records less long by time. */
const readKeptFrom = async (
	known: KnownCluster,
	topics: readonly TopicFacts[],
	edits: readonly SettingEdit[],
	checkAtMs: number,
	unknown: UnknownFact[],
	options?: ReadOptions,
): Promise<ReadonlyMap<string, bigint | null>> => {
	const questions = topics.flatMap((topic): readonly OffsetQuestion[] => {
		const { was, is } = retentions(topic, edits);
		if (!strictness(was, is).byTime) return [];
		const target = Math.max(0, checkAtMs - Number(is.ms));
		return topic.partitions.map(p => ({ topic: topic.topic, partition: p.partition, target }));
	});
	const answers = await known.reader.readOffsets(questions, options);
	const found = new Map<string, bigint | null>();
	for (const [key, outcome] of answers) if (outcome.ok) found.set(key, outcome.value.offset);
	noteUnread(known, 'what would stay of', [...answers], unknown);
	return found;
};
