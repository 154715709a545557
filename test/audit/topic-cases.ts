/** Partitions, durability, capacity and storage, as Kafka tells them. */
import { fact } from '../../source/audit/fact.ts';
import { all, brokerSetting, context, ofBroker, ofMsk, ofTopic, type Patch, patch, replicas, topicSetting } from './healthy-facts.ts';

import type { RuleCase } from './rule-case.ts';

const racks = (...names: readonly (string | null)[]): Patch =>
	all(
		patch('cluster', c => ({ ...c, brokers: c.brokers.map((b, i) => ({ ...b, rack: names[i] ?? null })) })),
		patch('brokers', brokers => brokers.map((b, i) => ({ ...b, rack: names[i] ?? null }))),
	);
const fewBrokers = patch('cluster', c => ({ ...c, brokers: c.brokers.slice(0, 2) }));
const disk = (usable: bigint): Patch =>
	ofBroker({
		logDirs: [{ path: '/data1', totalBytes: 1000n, usableBytes: usable, error: null, sizeBytes: 1n, replicas: 90, unknown: [] }],
	});
const size = (bytes: bigint, name = 'orders'): Patch =>
	patch('topicSizes', sizes => new Map([...sizes].map(([n, s]) => [n, n === name ? fact(bytes) : s])));
const GIB = 1n << 30n;
const moving = patch('reassignments', () => [{ topic: 'orders', partition: 0, replicas: [1], adding: [2], removing: [] }]);
const onlyTopics = (...names: readonly string[]): Patch => patch('topics', topics => topics.filter(t => names.includes(t.name)));

export const TOPIC_CASES: Readonly<Record<string, RuleCase>> = {
	'AVL-1': {
		finds: [
			['critical', racks('a', 'a', 'a')],
			['medium', racks('a', 'b', 'b')],
		],
	},
	'AVL-2': { finds: [['critical', patch('controller', c => ({ ...c, leaderId: null }))]] },
	'AVL-3': { finds: [['critical', ofTopic({ leader: null })]], notApplicable: onlyTopics('__consumer_offsets') },
	'AVL-4': {
		finds: [
			['critical', ofTopic({ isr: [1] })],
			['critical', all(ofTopic({ isr: [1, 2] }), topicSetting('min.insync.replicas', '3'))],
		],
	},
	'AVL-5': { finds: [['high', ofTopic({ isr: [1, 2] })]] },
	'AVL-6': { finds: [['medium', racks('a', 'a', 'b')]] },
	'AVL-7': {
		finds: [
			['critical', ofBroker({ isAlive: false })],
			['high', ofBroker({ isReachable: false })],
		],
	},
	'AVL-8': { finds: [['low', context({ bootstrap: ['b1:9094'] })]] },
	'AVL-9': {
		finds: [
			['critical', ofMsk({ brokers: 4 })],
			['critical', fewBrokers],
		],
		notApplicable: ofMsk({ brokers: null }),
	},
	'AVL-10': {
		finds: [
			[
				'critical',
				ofBroker({ logDirs: [{ path: '/d', totalBytes: null, usableBytes: null, error: 'IO', sizeBytes: 0n, replicas: 0, unknown: [] }] }),
			],
		],
	},
	'CAP-19': { finds: [['medium', ofBroker({ preferredLed: 40 })]] },
	'DUR-1': { finds: [['critical', replicas(1)]] },
	'DUR-2': { finds: [['high', replicas(2)]], notApplicable: fewBrokers },
	'DUR-3': {
		finds: [
			['critical', all(topicSetting('min.insync.replicas', '4'), brokerSetting('inter.broker.protocol.version', '3.5-IV2'))],
			['high', topicSetting('min.insync.replicas', '4')],
			['high', topicSetting('min.insync.replicas', '3')],
		],
	},
	'DUR-4': { finds: [['high', topicSetting('min.insync.replicas', '1')]] },
	'DUR-5': { finds: [['high', topicSetting('unclean.leader.election.enable', 'true')]] },
	'DUR-6': {
		finds: [
			['medium', brokerSetting('default.replication.factor', '1')],
			['medium', brokerSetting('min.insync.replicas', '1')],
		],
	},
	'DUR-7': {
		finds: [
			['high', replicas(1, '__consumer_offsets')],
			['high', ofTopic({ isr: [1] }, '__consumer_offsets')],
		],
		notApplicable: onlyTopics('orders'),
	},
	'DUR-8': {
		finds: [
			[
				'high',
				all(
					patch('cluster', c => ({ ...c, brokers: [...c.brokers, { ...c.brokers[0]!, id: 4 }] })),
					ofTopic({ replicas: [1, 4, 2] }),
				),
			],
		],
	},
	'DUR-9': { finds: [['medium', brokerSetting('auto.create.topics.enable', 'true')]] },
	'DUR-10': {
		finds: [
			['medium', topicSetting('min.insync.replicas', '1', 'orders', 'DYNAMIC_TOPIC_CONFIG', '2')],
			['medium', topicSetting('unclean.leader.election.enable', 'true', 'orders', 'DYNAMIC_TOPIC_CONFIG', 'false')],
		],
	},
	'DUR-11': {
		finds: [['low', topicSetting('max.compaction.lag.ms', '9223372036854775807', 'state')]],
		notApplicable: onlyTopics('orders'),
	},
	'CAP-4': {
		finds: [
			['critical', ofBroker({ replicas: 6001 })],
			['medium', ofBroker({ replicas: 4001 })],
			['critical', all(ofMsk({ instanceType: 'kafka.t3.small' }), ofBroker({ replicas: 301 }))],
			['critical', all(ofMsk({ instanceType: null }), ofBroker({ replicas: 6001 }))],
		],
	},
	'CAP-18': { finds: [['medium', ofBroker({ replicas: 300 })]], notApplicable: patch('brokers', b => b.map(x => ({ ...x, replicas: 5 }))) },
	'CAP-26': { finds: [['medium', ofBroker({ leaders: 100 })]], notApplicable: patch('brokers', b => b.slice(0, 1)) },
	'CAP-22': { finds: [['low', topicSetting('compression.type', 'gzip')]] },
	'CAP-23': {
		finds: [
			['medium', brokerSetting('num.network.threads', '32')],
			['medium', brokerSetting('num.io.threads', '8')],
		],
	},
	'CAP-27': { finds: [['medium', topicSetting('leader.replication.throttled.replicas', '0:1')]], notApplicable: moving },
	'CAP-28': {
		finds: [['medium', brokerSetting('leader.replication.throttled.rate', '1000', 'DYNAMIC_BROKER_CONFIG', [2])]],
		notApplicable: moving,
	},
	'PAR-1': { finds: [['low', size(1000n)]], notApplicable: onlyTopics('__consumer_offsets') },
	'PAR-2': {
		finds: [
			[
				'medium',
				all(
					patch('topics', t => t.map(x => ({ ...x, partitions: x.partitions.slice(0, 2) }))),
					size(20n * GIB),
				),
			],
		],
		notApplicable: onlyTopics('__consumer_offsets'),
	},
	'STO-1': {
		finds: [
			['critical', disk(100n)],
			['medium', disk(200n)],
		],
	},
	'STO-5': { finds: [['medium', disk(10n)]], notApplicable: patch('brokers', b => b.slice(0, 1)) },
	'STO-6': {
		finds: [['high', all(topicSetting('retention.ms', '-1'), topicSetting('retention.bytes', '-1'))]],
		notApplicable: onlyTopics('state'),
	},
	'STO-8': { finds: [['info', size(500n * GIB)]] },
	'STO-9': { finds: [['low', size(0n, 'archive')]] },
	'STO-10': { finds: [] },
	'STO-11': {
		finds: [
			['high', topicSetting('retention.ms', '3600000', 'archive')],
			['high', topicSetting('segment.bytes', '1000', 'archive')],
			['high', topicSetting('segment.ms', '1000', 'archive')],
			['high', topicSetting('local.retention.ms', '604800000', 'archive')],
		],
		notApplicable: onlyTopics('orders'),
	},
	'STO-16': { finds: [['low', topicSetting('segment.ms', '999999999999')]], notApplicable: onlyTopics('state') },
	'STO-17': { finds: [['low', topicSetting('retention.bytes', '1000')]], notApplicable: onlyTopics('state') },
	'STO-18': {
		finds: [
			[
				'low',
				ofBroker({
					logDirs: [900n, 100n].map((usableBytes, i) => ({
						path: `/d${i}`,
						totalBytes: 1000n,
						usableBytes,
						error: null,
						sizeBytes: 1n,
						replicas: 1,
						unknown: [],
					})),
				}),
			],
		],
	},
};
