import { type Fact, fact, type Missing, missingFact } from '../../audit/fact.ts';
import type { KafkaSources, Settings } from '../../audit/facts.ts';
import { asFailure, Failure, type FailureKind, type Outcome } from '../../model/failure.ts';
import type { GroupLag } from '../../model/lag.ts';
import {
	describeBrokerConfigRight,
	describeClusterRight,
	describeGroupRight,
	describeTopicConfigRight,
	describeTopicRight,
	type NeededRight,
} from '../../model/needed-right.ts';
import type { Report } from '../../model/report.ts';
import type { ConfigEntry, Topic } from '../../model/topic.ts';
import type { Gap } from '../../model/unknown.ts';
import { configResourceKey, type ReadOptions } from '../../ports/cluster-reader.ts';
import type { KnownCluster } from '../../ports/known-cluster.ts';
import { missingAt } from '../missing.ts';
import { readBrokers } from '../read-brokers.ts';
import { readLag } from '../read-lag.ts';
import { readTopicConfigs } from '../read-topic-configs.ts';
import { readTransactions } from '../read-transactions.ts';
import { replicaSizes, topicSize } from '../replica-sizes.ts';
import { onceReader } from './once-reader.ts';

/** The settings of topics that rules look at. */
export const TOPIC_KEYS: readonly string[] = [
	'cleanup.policy',
	'compression.type',
	'follower.replication.throttled.replicas',
	'leader.replication.throttled.replicas',
	'local.retention.ms',
	'max.compaction.lag.ms',
	'max.message.bytes',
	'min.insync.replicas',
	'remote.storage.enable',
	'retention.bytes',
	'retention.ms',
	'segment.bytes',
	'segment.ms',
	'unclean.leader.election.enable',
];

/** Reads what Kafka tells of a whole cluster. Rejects only when the cluster itself does not answer: what else cannot be read is a fact that is missing. */
export const readKafkaFacts = async (
	cluster: KnownCluster,
	withHistory?: (report: Report<GroupLag>, nowMs: number) => Report<GroupLag>,
	options?: ReadOptions,
): Promise<KafkaSources> => {
	const known: KnownCluster = { ...cluster, reader: onceReader(cluster.reader) };
	const { reader } = known;
	await reader.describeCluster(options);
	const tried = async <T>(needs: NeededRight, ask: () => Promise<Fact<T>>): Promise<Fact<T>> => {
		try {
			return await ask();
		} catch (error) {
			options?.signal?.throwIfAborted();
			return missingFact(missingOf(known, asFailure(error), needs));
		}
	};
	const brokersAsked = tried(describeClusterRight, async () => fact(await readBrokers(known, options)));
	const topicsAsked = brokersAsked.then((answer): Fact<readonly Topic[]> => {
		if (!answer.isKnown) return answer;
		const { topics, partial } = answer.value;
		return fact(topics, partial === null ? undefined : missingOf(known, partial, describeTopicRight()));
	});
	const [brokers, topics, clusterFact, controller, topicSettings, brokerSettings, topicSizes, groups, transactions, reassignments, acls] =
		await Promise.all([
			brokersAsked,
			topicsAsked,
			tried(describeClusterRight, async () => fact(await reader.describeCluster(options))),
			tried(describeClusterRight, async () => fact(await reader.readController(options))),
			topicsAsked.then(told => tried(describeTopicConfigRight(), () => readTopicSettings(known, told, options))),
			tried(describeBrokerConfigRight, () => readBrokerSettings(known, options)),
			topicsAsked.then(told => tried(describeClusterRight, () => readSizes(known, told, options))),
			tried(describeGroupRight(), async () => {
				const look = await readLag(known, { groups: [], behind: 'bisect' }, options);
				const report = withHistory?.(look, known.clock.now()) ?? look;
				return fact(report.rows, doubtOf(report.gaps.filter(g => g.path === 'groups')));
			}),
			topicsAsked.then(told =>
				tried(describeTopicRight(), async () => {
					const report = await readTransactions(known, { topics: [] }, options);
					const partitions = told.isKnown ? told.value.reduce((sum, t) => sum + t.partitions.length, 0) : 0;
					return fact({ partitions, open: report.rows }, doubtOf(report.gaps.filter(g => !g.path.startsWith('brokers'))));
				}),
			),
			tried(describeClusterRight, async () => fact(await reader.readReassignments(options))),
			tried(describeClusterRight, async () => fact(await reader.readAcls(options))),
		]);
	return {
		cluster: clusterFact,
		controller,
		brokers: brokers.isKnown ? fact(brokers.value.brokers) : brokers,
		topics,
		topicSettings,
		brokerSettings,
		topicSizes,
		groups,
		transactions,
		reassignments,
		acls,
	};
};

const SOURCES: readonly (keyof KafkaSources)[] = [
	'cluster',
	'controller',
	'brokers',
	'topics',
	'topicSettings',
	'brokerSettings',
	'topicSizes',
	'groups',
	'transactions',
	'reassignments',
	'acls',
];

/** What Kafka would tell, where no broker answers. */
export const unreadKafka = ({ message }: Failure): KafkaSources =>
	Object.fromEntries(SOURCES.map(name => [name, missingFact({ reason: message, needs: null, isUnread: true })])) as unknown as KafkaSources;

/** What a cluster does not offer was not refused, and what went away while it was looked at needs no answer: neither changes an exit code. */
const NOT_REFUSED: ReadonlySet<FailureKind> = new Set(['unsupported', 'notFound']);

const missingOf = ({ scope }: KnownCluster, failure: Failure, needs: NeededRight): Missing => {
	const { reason, needs: needed } = missingAt('audit', failure, scope, needs);
	return { reason, needs: needed, ...(!NOT_REFUSED.has(failure.kind) && { isUnread: true as const }) };
};

const doubtOf = (gaps: readonly Gap[]): Missing | undefined =>
	gaps[0] === undefined ? undefined : { reason: gaps[0].reason, needs: gaps[0].needs, isUnread: true };

const settingsFact = (
	known: KnownCluster,
	outcome: Outcome<readonly ConfigEntry[]> | undefined,
	what: string,
	needs: NeededRight,
): Fact<Settings> => {
	if (outcome === undefined) return missingFact({ reason: `${what} did not tell its settings`, needs: null });
	return outcome.ok ? fact(new Map(outcome.value.map(e => [e.name, e]))) : missingFact(missingOf(known, outcome.failure, needs));
};

const readTopicSettings = async (
	known: KnownCluster,
	topics: Fact<readonly Topic[]>,
	options?: ReadOptions,
): Promise<Fact<ReadonlyMap<string, Fact<Settings>>>> => {
	if (!topics.isKnown) return topics;
	const configs = await readTopicConfigs(known, topics.value, TOPIC_KEYS, options);
	return fact(
		new Map(
			topics.value.map(({ name }) => [name, settingsFact(known, configs.get(name), `topic ${name}`, describeTopicConfigRight(name))]),
		),
	);
};

const readBrokerSettings = async (known: KnownCluster, options?: ReadOptions): Promise<Fact<ReadonlyMap<number, Fact<Settings>>>> => {
	const { brokers } = await known.reader.describeCluster(options);
	const resources = brokers.map(b => ({ type: 'broker', name: String(b.id) }) as const);
	const configs = await known.reader.readConfigs(resources, null, options);
	return fact(
		new Map(
			resources.map(resource => [
				Number(resource.name),
				settingsFact(known, configs.get(configResourceKey(resource)), `broker ${resource.name}`, describeBrokerConfigRight),
			]),
		),
	);
};

const readSizes = async (
	known: KnownCluster,
	topics: Fact<readonly Topic[]>,
	options?: ReadOptions,
): Promise<Fact<ReadonlyMap<string, Fact<bigint>>>> => {
	if (!topics.isKnown) return topics;
	const { brokers } = await known.reader.describeCluster(options);
	const sizes = await replicaSizes(
		await known.reader.readLogDirs(
			brokers.map(b => b.id),
			options,
		),
		options,
	);
	return fact(
		new Map(
			topics.value.map(({ name, partitions }): [string, Fact<bigint>] => {
				const size = topicSize(sizes, name, partitions);
				return [name, size instanceof Failure ? missingFact(missingOf(known, size, describeClusterRight)) : fact(size)];
			}),
		),
		topics.doubt,
	);
};
