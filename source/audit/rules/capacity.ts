/** Room for partitions, and how evenly it is used, as far as Kafka tells. */
import type { BrokerSummary } from '../../model/broker-summary.ts';
import { kafkaEach, kafkaOnce, setTopic } from '../fix.ts';
import { LARGEST_PARTITION_LIMIT, partitionLimit, SMALLEST_PARTITION_LIMIT, threadsOf } from '../limits.ts';
import { overBrokerSettings, overBrokers, overFact, overTopicSettings, whyNot } from '../over.ts';
import { finding, findingIf, type Judgement, notApplicable, PASS, PROVISIONED, type Rule, STANDARD, type Verdict } from '../rule.ts';

const tooMany = (replicas: number, instanceType: string | null): Judgement => {
	const limit = instanceType === null ? undefined : partitionLimit(instanceType);
	if (limit !== undefined) {
		if (replicas > limit.maximum)
			return finding(`${replicas} partitions, ${instanceType} takes ${limit.maximum} at most: updates are refused`);
		return findingIf(
			replicas > limit.recommended,
			`${replicas} partitions, ${limit.recommended} are recommended for ${instanceType}`,
			'medium',
		);
	}
	if (replicas > LARGEST_PARTITION_LIMIT)
		return finding(`${replicas} partitions, no broker size takes more than ${LARGEST_PARTITION_LIMIT}`);
	if (replicas <= SMALLEST_PARTITION_LIMIT) return PASS;
	const reason = `${replicas} partitions are fine for some broker sizes and too many for others, and the size is not known`;
	return { is: 'notAssessed', missing: { reason, needs: 'kafka:DescribeClusterV2' } };
};

const partitionsPerBroker: Rule = {
	id: 'CAP-4',
	title: 'Brokers hold no more partitions than their size takes',
	area: 'capacity',
	severity: 'critical',
	appliesTo: PROVISIONED,
	reads: ['brokers'],
	mayRead: ['msk'],
	threshold: 'replicas above the recommended number are medium, above the maximum critical (MSK then refuses updates)',
	source: ['BP', 'LIM'],
	check: s =>
		overBrokers(s, b => {
			if (!b.isAlive) return undefined;
			if (b.replicas === null || b.replicas === undefined) return whyNot(b, 'replicas');
			return tooMany(b.replicas, s.msk.isKnown ? s.msk.value.instanceType : null);
		}),
	effect:
		'Delete topics nobody uses, or take a larger size (aws kafka update-broker-type, rolling, 10 to 15 min a broker) or more brokers.',
};

const mean = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length;

/** A few partitions more on a small cluster are no imbalance. */
const FEWEST = 30;

const skew = (brokers: readonly BrokerSummary[], field: 'replicas' | 'leaders', what: string): Judgement => {
	const live = brokers.filter(b => b.isAlive);
	const unread = live.find(b => b[field] === null || b[field] === undefined);
	if (unread !== undefined) return whyNot(unread, field);
	if (live.length < 2) return notApplicable('there is one broker');
	const counts = live.map(b => b[field] ?? 0);
	const average = mean(counts);
	if (average < FEWEST) return notApplicable(`fewer than ${FEWEST} ${what} a broker are no load to be spread`);
	const hottest = live.reduce((most, b) => ((b[field] ?? 0) > (most[field] ?? 0) ? b : most));
	const above = Math.round(((hottest[field] ?? 0) / average - 1) * 100);
	return findingIf(above > 10, `broker ${hottest.id} has ${hottest[field]} ${what}, ${above} % above the mean`);
};

const replicaSkew: Rule = {
	id: 'CAP-18',
	title: 'Partitions are spread evenly over the brokers',
	area: 'capacity',
	severity: 'medium',
	appliesTo: PROVISIONED,
	reads: ['brokers'],
	threshold: 'the fullest broker holds more than 10 % above the mean',
	statistic: 'replicas of the fullest live broker against the mean',
	source: ['HC'],
	check: s => overFact(s.brokers, brokers => skew(brokers, 'replicas', 'partitions')),
	effect:
		'Reassign partitions onto the emptier brokers, at most 10 a call and throttled; not with CPU above 70 % or while partitions are under-replicated.',
};

const leaderSkew: Rule = {
	id: 'CAP-26',
	title: 'Leaders are spread evenly over the brokers',
	area: 'capacity',
	severity: 'medium',
	appliesTo: PROVISIONED,
	reads: ['brokers'],
	threshold: 'the busiest broker leads more than 10 % above the mean',
	statistic: 'leaders of the busiest live broker against the mean',
	source: ['HC'],
	check: s => overFact(s.brokers, brokers => skew(brokers, 'leaders', 'leaders')),
	fix: kafkaOnce('kafka-leader-election.sh', '--election-type', 'preferred', '--all-topic-partitions'),
	effect: 'Leaders move within a second. Where their preferred replicas are uneven themselves a reassignment is needed.',
};

const recompression: Rule = {
	id: 'CAP-22',
	title: 'Brokers do not compress again what producers compressed',
	area: 'capacity',
	severity: 'low',
	appliesTo: PROVISIONED,
	reads: ['topics', 'topicSettings'],
	threshold: 'compression.type is not `producer`',
	source: ['TK'],
	check: s =>
		overTopicSettings(s, ['compression.type'], (_topic, value) =>
			findingIf(value('compression.type') !== 'producer', `compression.type ${value('compression.type')}`),
		),
	fix: setTopic('compression.type=producer'),
	effect: 'Batches are stored as they come; set the codec (lz4, zstd) in the producers. Saves CPU of the brokers.',
};

const threads: Rule = {
	id: 'CAP-23',
	title: 'Threads fit the size of the brokers',
	area: 'capacity',
	severity: 'medium',
	appliesTo: STANDARD,
	reads: ['brokerSettings'],
	mayRead: ['msk'],
	threshold: 'num.network.threads raised above num.io.threads; from 4xlarge on fewer than the guide says',
	source: ['BP', 'TK'],
	check: s => {
		const size = s.msk.isKnown ? s.msk.value.instanceType : null;
		const wanted = size === null ? undefined : threadsOf(size);
		return overBrokerSettings(s, ['num.io.threads', 'num.network.threads'], value => {
			const [io, network] = [Number(value('num.io.threads')), Number(value('num.network.threads'))];
			if (network > io) return finding(`${network} network threads and ${io} io threads: raise io threads first`);
			if (wanted !== undefined && (io < wanted.io || network < wanted.network))
				return finding(`${io} io and ${network} network threads, ${size} wants ${wanted.io} and ${wanted.network}`);
			return PASS;
		});
	},
	effect: 'A new revision of the configuration; brokers restart one after the other.',
};

const TOPIC_THROTTLES = ['leader.replication.throttled.replicas', 'follower.replication.throttled.replicas'] as const;

const BROKER_THROTTLES = ['leader.replication.throttled.rate', 'follower.replication.throttled.rate'] as const;

const NO_THROTTLE = '9223372036854775807';

/** While something moves a throttle has its use. */
const whileNothingMoves = (reassignments: Parameters<typeof overFact>[0], rest: () => readonly Verdict[]): readonly Verdict[] => {
	const [moving] = overFact(reassignments, list =>
		(list as readonly unknown[]).length > 0 ? notApplicable('partitions are on their way to other brokers right now') : PASS,
	);
	return moving!.judgement.is === 'pass' ? rest() : [moving!];
};

const topicThrottles: Rule = {
	id: 'CAP-27',
	title: 'No topic keeps a throttle of a reassignment that is over',
	area: 'capacity',
	severity: 'medium',
	appliesTo: STANDARD,
	reads: ['reassignments', 'topics', 'topicSettings'],
	threshold: 'throttled.replicas is set and nothing is being reassigned',
	source: ['AK'],
	check: s =>
		whileNothingMoves(s.reassignments, () =>
			overTopicSettings(s, TOPIC_THROTTLES, (_topic, value) => {
				const left = TOPIC_THROTTLES.filter(key => value(key) !== '');
				return findingIf(left.length > 0, left.join(', '));
			}),
		),
	fix: kafkaEach('kafka-configs.sh', name => [
		'--alter',
		'--entity-type',
		'topics',
		'--entity-name',
		name,
		'--delete-config',
		TOPIC_THROTTLES.join(','),
	]),
	effect: 'Replicas that fall behind catch up at full speed again. No restart, no risk once no reassignment runs.',
};

const brokerThrottles: Rule = {
	id: 'CAP-28',
	title: 'No broker keeps a throttle of a reassignment that is over',
	area: 'capacity',
	severity: 'medium',
	appliesTo: STANDARD,
	reads: ['reassignments', 'brokerSettings'],
	threshold: 'throttled.rate is set and nothing is being reassigned',
	source: ['AK'],
	check: s =>
		whileNothingMoves(s.reassignments, () =>
			overBrokerSettings(s, [], (_value, settings) => {
				const left = BROKER_THROTTLES.filter(key => {
					const value = settings.get(key)?.value;
					return value !== undefined && value !== null && value !== '' && value !== NO_THROTTLE;
				});
				return findingIf(left.length > 0, left.map(key => `${key} ${settings.get(key)?.value}`).join(', '));
			}),
		),
	fix: kafkaEach('kafka-configs.sh', name => [
		'--alter',
		'--entity-type',
		'brokers',
		'--entity-name',
		name,
		'--delete-config',
		BROKER_THROTTLES.join(','),
	]),
	effect: 'Replicas that fall behind catch up at full speed again. No restart, no risk once no reassignment runs.',
};

export const CAPACITY_RULES: readonly Rule[] = [
	partitionsPerBroker,
	replicaSkew,
	leaderSkew,
	recompression,
	threads,
	topicThrottles,
	brokerThrottles,
];
