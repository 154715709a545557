/** A cluster in which nothing is wrong, fact by fact; a test changes one of them and looks which rules notice. */
import type { AwsSources, MetricSeries, MskFacts } from '../../source/audit/aws-facts.ts';
import { type Fact, fact, missingFact } from '../../source/audit/fact.ts';
import type { AuditContext, AuditFacts, AuditSources, KafkaSources, Settings, SourceName } from '../../source/audit/facts.ts';
import type { BrokerSummary } from '../../source/model/broker-summary.ts';
import type { AlarmRow } from '../../source/model/cloud/alarm-row.ts';
import type { GroupLag, PartitionLag } from '../../source/model/lag.ts';
import type { ConfigEntry, ConfigSource, Topic } from '../../source/model/topic.ts';
import { groupLag, partitionLag } from '../helpers/lag-rows.ts';

export const NOW_MS = Date.parse('2026-11-25T12:00:00Z');
const DAY_MS = 86_400_000;
const GIB = 1n << 30n;

const entry = (
	name: string,
	value: string | null,
	source: ConfigSource = 'STATIC_BROKER_CONFIG',
	below: string | null = value,
): ConfigEntry => ({
	name,
	value,
	source,
	default: below,
	isSensitive: value === null,
	isReadOnly: false,
});
export const settings = (values: Readonly<Record<string, string>>): Settings =>
	new Map(Object.entries(values).map(([k, v]) => [k, entry(k, v)]));

const topic = (name: string, partitions: number, isInternal = false): Topic => ({
	name,
	topicId: name,
	isInternal,
	partitions: Array.from({ length: partitions }, (_, i) => {
		const replicas = [0, 1, 2].map(n => ((i + n) % 3) + 1);
		return { partition: i, leader: replicas[0]!, leaderEpoch: 0, replicas, isr: replicas, offlineReplicas: [] };
	}),
});

const TOPIC_SETTINGS = {
	'cleanup.policy': 'delete',
	'compression.type': 'producer',
	'follower.replication.throttled.replicas': '',
	'leader.replication.throttled.replicas': '',
	'max.compaction.lag.ms': '604800000',
	'max.message.bytes': '1048588',
	'min.insync.replicas': '2',
	'retention.bytes': '107374182400',
	'retention.ms': '604800000',
	'segment.bytes': '134217728',
	'segment.ms': '86400000',
	'unclean.leader.election.enable': 'false',
};

const BROKER_SETTINGS = {
	'advertised.listeners': 'CLIENT://b:9094,REPLICATION://b:9095',
	'auto.create.topics.enable': 'false',
	'auto.leader.rebalance.enable': 'true',
	'default.replication.factor': '3',
	'inter.broker.listener.name': 'REPLICATION',
	'inter.broker.protocol.version': '4.4-IV1',
	'listener.security.protocol.map': 'CLIENT:SSL,REPLICATION:SSL',
	'min.insync.replicas': '2',
	'num.io.threads': '16',
	'num.network.threads': '8',
	'num.recovery.threads.per.data.dir': '8',
	'num.replica.fetchers': '4',
	'offsets.retention.minutes': '10080',
	'replica.fetch.max.bytes': '1048576',
	'replica.lag.time.max.ms': '30000',
	'replica.selector.class': 'org.apache.kafka.common.replica.RackAwareReplicaSelector',
	'security.inter.broker.protocol': 'SSL',
};

const broker = (id: number): BrokerSummary => ({
	id,
	rack: `az${id}`,
	isAlive: true,
	host: `b${id}`,
	port: 9094,
	leaders: 60,
	replicas: 180,
	underReplicated: 0,
	preferred: 60,
	preferredLed: 60,
	leaderSkewPercent: 0,
	skewedTopics: 0,
	leaderSkewedTopics: 0,
	metadataLag: 0n,
	isReachable: true,
	sizeBytes: 100n * GIB,
	logDirs: [1, 2].map(n => ({
		path: `/data${n}`,
		totalBytes: 1000n,
		usableBytes: 600n,
		error: null,
		sizeBytes: 50n * GIB,
		replicas: 90,
		unknown: [],
	})),
	isController: id === 1,
	metrics: undefined as never,
	unknown: [],
});

const TOPICS = [topic('orders', 60), topic('state', 6), topic('archive', 6), topic('__consumer_offsets', 12, true)];

const partitions = (): PartitionLag[] =>
	[0, 1, 2].map(partition =>
		partitionLag({ partition, committed: 90n, begin: 0n, end: 100n, lag: 10n, behindMs: 1000, memberId: `m${partition}` }),
	);

const kafka = (): KafkaSources => ({
	cluster: fact({
		clusterId: 'C',
		brokers: [1, 2, 3].map(id => ({ id, host: `b${id}`, port: 9094, rack: `az${id}` })),
		metadataControllerId: 1,
		authorizedOperations: new Set(['Describe', 'DescribeConfigs']),
	}),
	controller: fact({ mode: 'kraft', leaderId: 1, voters: [], observers: [], failure: null, unknown: [] }),
	brokers: fact([1, 2, 3].map(broker)),
	topics: fact(TOPICS),
	topicSettings: fact(
		new Map([
			['orders', fact(settings(TOPIC_SETTINGS))],
			['state', fact(settings({ ...TOPIC_SETTINGS, 'cleanup.policy': 'compact' }))],
			['archive', fact(settings({ ...TOPIC_SETTINGS, 'remote.storage.enable': 'true', 'local.retention.ms': '86400000' }))],
			['__consumer_offsets', fact(settings({ ...TOPIC_SETTINGS, 'cleanup.policy': 'compact' }))],
		]),
	),
	brokerSettings: fact(new Map([1, 2, 3].map(id => [id, fact(settings(BROKER_SETTINGS))]))),
	topicSizes: fact(new Map(TOPICS.map(t => [t.name, fact(5n * GIB)]))),
	groups: fact([
		groupLag({
			group: 'billing',
			type: 'classic',
			protocol: 'cooperative-sticky',
			members: 3,
			topics: ['orders'],
			lag: 30n,
			behindMs: 1000,
			partitions: partitions(),
		}),
		groupLag({
			group: 'wide',
			protocol: 'cooperative-sticky',
			members: 12,
			lag: 0n,
			partitions: Array.from({ length: 12 }, (_, i) => partitionLag({ partition: i, memberId: `w${i}` })),
		}),
	]),
	transactions: fact({ partitions: 84, open: [] }),
	reassignments: fact([]),
	acls: fact({
		isOff: false,
		rules: [
			{
				principal: 'User:billing',
				host: '*',
				operation: 'Read',
				permission: 'Allow',
				resourceType: 'Topic',
				resourceName: 'orders',
				patternType: 'Literal',
			},
		],
	}),
});

const MSK: MskFacts = {
	type: 'standard',
	state: 'ACTIVE',
	currentVersion: 'V',
	stateMessage: null,
	operationArn: null,
	customerActionStatus: 'NONE',
	kafkaVersion: '4.4.0',
	instanceType: 'kafka.m7g.4xlarge',
	brokers: 3,
	zones: ['az1', 'az2', 'az3'],
	volumeGiB: 1000,
	volumeThroughput: 300,
	storageMode: 'TIERED',
	isPublic: false,
	authentication: { iam: true, scram: false, tls: true, unauthenticated: false },
	certificateAuthorities: 1,
	clientBroker: 'TLS',
	isInClusterEncrypted: true,
	kmsKeyId: 'key',
	monitoring: 'PER_TOPIC_PER_BROKER',
	hasBrokerLogs: true,
	hasAuthorizerLogs: true,
	hasOpenMonitoring: true,
	usesZooKeeper: false,
	configuration: { arn: 'c', revision: 3 },
	rebalancing: 'ACTIVE',
};

const PERIOD_MS = 300_000;
/** Some hours of points of three brokers. */
const series = (metric: string, value: number, statistic: MetricSeries['statistic'] = 'Average'): readonly MetricSeries[] =>
	[1, 2, 3].map(id => ({
		metric,
		broker: id,
		statistic,
		points: Array.from({ length: 40 }, (_, i) => ({ atMs: NOW_MS - (40 - i) * PERIOD_MS, value })),
	}));

export const alarm = (name: string, verdict: AlarmRow['verdict']): AlarmRow => ({
	...{ name, state: 'OK', sinceMs: null, verdict, metric: 'KafkaDataLogsDiskUsed', brokers: [1, 2, 3], condition: 'Maximum > 85' },
	...{ note: verdict, isHeard: true, lacks: null },
});

const aws = (): AwsSources => ({
	msk: fact(MSK),
	nodes: fact([1, 2, 3].map(brokerId => ({ brokerId, instanceType: 'm7g.4xlarge', kafkaVersion: '4.4.0', revision: 3 }))),
	operations: fact([{ type: 'UPDATE_BROKER_STORAGE', state: 'UPDATE_COMPLETE', startedMs: NOW_MS - 3 * DAY_MS, error: null }]),
	configuration: fact({ latestRevision: 3 }),
	versions: fact([
		{ version: '3.9.x', status: 'ACTIVE' },
		{ version: '4.4.0', status: 'ACTIVE' },
	]),
	metrics: fact({
		windowMs: DAY_MS,
		periodMs: PERIOD_MS,
		series: [
			...series('CpuUser', 20),
			...series('CpuSystem', 5),
			...series('HeapMemoryAfterGC', 30),
			...series('RequestHandlerAvgIdlePercent', 0.9),
			...series('NetworkProcessorAvgIdlePercent', 0.9),
			...series('ClientConnectionCount/IAM', 100, 'Sum'),
			...series('IAMTooManyConnections', 0, 'Sum'),
			...series('TrafficShaping', 0, 'Sum'),
			...series('BurstBalance', 100),
			...series('CPUCreditBalance', 500),
			...series('KafkaFileDescriptorsUsagePercent', 10),
			...series('FetchMessageConversionsPerSec', 0),
			...series('ProduceMessageConversionsPerSec', 0),
			...series('ProduceThrottleTime', 0),
			...series('FetchThrottleTime', 0),
			...series('KafkaDataLogsDiskUsed', 40, 'Maximum'),
			...series('RemoteCopyErrorsPerSec', 0, 'Sum'),
			...series('RemoteFetchErrorsPerSec', 0, 'Sum'),
			...series('BytesInPerSec', 1_000_000),
			...series('BytesOutPerSec', 1_000_000),
		],
	}),
	alarms: fact([alarm('disk', 'recommended'), alarm('own', 'own')]),
	autoscaling: fact({ maxGiB: 4000, targetPercent: 55 }),
	key: fact({ isCustomerManaged: true }),
	secrets: fact([{ name: 'AmazonMSK_billing', changedMs: NOW_MS - DAY_MS, isCustomerKey: true }]),
	policy: fact({ hasOpenPrincipal: false }),
});

const CONTEXT: AuditContext = {
	nowMs: NOW_MS,
	clusterType: 'standard',
	isMsk: false,
	isIam: false,
	bootstrap: ['b1:9094', 'b2:9094', 'b3:9094'],
	arn: 'arn:aws:kafka:us-east-1:123456789012:cluster/orders/uuid',
	region: 'us-east-1',
	clusterOptions: ['--cluster=orders'],
	isReadOnly: true,
};

export const healthyFacts = (): AuditFacts => ({ context: CONTEXT, sources: { ...kafka(), ...aws() } });

export type Patch = (facts: AuditFacts) => AuditFacts;
type Value<N extends SourceName> = AuditSources[N] extends Fact<infer T> ? T : never;

/** Changes what one source tells. */
export const patch =
	<N extends SourceName>(name: N, change: (value: Value<N>) => Value<N>): Patch =>
	({ context, sources }) => {
		const known = sources[name] as Fact<Value<N>>;
		if (!known.isKnown) throw new Error(`${name} is not known`);
		return { context, sources: { ...sources, [name]: { ...known, value: change(known.value) } } };
	};

export const context =
	(over: Partial<AuditContext>): Patch =>
	facts => ({ ...facts, context: { ...facts.context, ...over } });

export const all =
	(...patches: readonly Patch[]): Patch =>
	facts =>
		patches.reduce((now, next) => next(now), facts);

/** What a source says when it may not be read. */
export const denied =
	(name: SourceName): Patch =>
	facts => ({
		...facts,
		sources: { ...facts.sources, [name]: missingFact({ reason: `${name} denied`, needs: `the right to ${name}`, isUnread: true }) },
	});

/** A list that may be shortened. */
export const doubted =
	(name: SourceName): Patch =>
	facts => ({
		...facts,
		sources: {
			...facts.sources,
			[name]: { ...facts.sources[name], doubt: { reason: `more of ${name} may exist`, needs: 'Describe', isUnread: true } },
		},
	});

export const ofTopic = (over: Partial<Topic['partitions'][number]>, name = 'orders'): Patch =>
	patch('topics', topics =>
		topics.map(t => (t.name === name ? { ...t, partitions: t.partitions.map((p, i) => (i === 0 ? { ...p, ...over } : p)) } : t)),
	);

/** The replicas of every partition of a topic. */
export const replicas = (count: number, name = 'orders'): Patch =>
	patch('topics', topics =>
		topics.map(t =>
			t.name === name
				? { ...t, partitions: t.partitions.map(p => ({ ...p, replicas: p.replicas.slice(0, count), isr: p.isr.slice(0, count) })) }
				: t,
		),
	);

export const topicSetting = (
	key: string,
	value: string,
	name = 'orders',
	source: ConfigSource = 'DYNAMIC_TOPIC_CONFIG',
	below: string | null = null,
): Patch =>
	patch(
		'topicSettings',
		all =>
			new Map(
				[...all].map(([topic, known]) => [
					topic,
					topic === name && known.isKnown ? fact(new Map(known.value).set(key, entry(key, value, source, below))) : known,
				]),
			),
	);

export const brokerSetting = (
	key: string,
	value: string | null,
	source: ConfigSource = 'STATIC_BROKER_CONFIG',
	ids: readonly number[] = [1, 2, 3],
): Patch =>
	patch(
		'brokerSettings',
		all =>
			new Map(
				[...all].map(([id, known]) => [
					id,
					ids.includes(id) && known.isKnown ? fact(new Map(known.value).set(key, entry(key, value, source, null))) : known,
				]),
			),
	);

export const ofBroker = (over: Partial<BrokerSummary>, id = 1): Patch =>
	patch('brokers', brokers => brokers.map(b => (b.id === id ? { ...b, ...over } : b)));

export const ofGroup = (over: Partial<GroupLag>, parts?: (p: PartitionLag, i: number) => Partial<PartitionLag>, group = 'billing'): Patch =>
	patch('groups', groups =>
		groups.map(g => (g.group === group ? { ...g, ...over, partitions: g.partitions.map((p, i) => ({ ...p, ...parts?.(p, i) })) } : g)),
	);

export const ofMsk = (over: Partial<MskFacts>): Patch => patch('msk', msk => ({ ...msk, ...over }));

/** The points of one broker: a value for each, or for all of them. */
export const points = (metric: string, value: number | ((i: number) => number), id = 1): Patch =>
	patch('metrics', metrics => ({
		...metrics,
		series: metrics.series.map(s =>
			s.metric === metric && s.broker === id
				? { ...s, points: s.points.map((p, i) => ({ ...p, value: typeof value === 'number' ? value : value(i) })) }
				: s,
		),
	}));
