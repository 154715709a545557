import { fact } from '../../source/audit/fact.ts';
import type { KafkaSources, Settings } from '../../source/audit/facts.ts';
import type { BrokerSummary } from '../../source/model/broker-summary.ts';
import type { PartitionLag } from '../../source/model/lag.ts';
import type { ConfigEntry, ConfigSource, Topic } from '../../source/model/topic.ts';
import { groupLag, partitionLag } from '../helpers/lag-rows.ts';

export const NOW_MS = Date.parse('2026-11-25T12:00:00Z');
const GIB = 1n << 30n;

export const entry = (
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

export const kafka = (): KafkaSources => ({
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
