/** For each rule what makes it object, and what makes it inapplicable where its data can; one fact is changed at a time. */
import { fact } from '../../source/audit/fact.ts';
import type { AclRule } from '../../source/model/acl.ts';
import type { AuditSeverity } from '../../source/model/audit-result.ts';
import type { OpenTransaction } from '../../source/model/transaction.ts';
import {
	alarm,
	all,
	brokerSetting,
	context,
	NOW_MS,
	ofBroker,
	ofGroup,
	ofMsk,
	ofTopic,
	type Patch,
	patch,
	points,
	replicas,
	topicSetting,
} from './healthy-facts.ts';

export type RuleCase = {
	/** What the healthy cluster lacks for the rule to pass. */
	readonly ground?: Patch;
	/** Severities that changes of a fact lead to. */
	readonly finds: readonly (readonly [AuditSeverity, Patch])[];
	readonly notApplicable?: Patch;
};

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
const acl = (over: Partial<AclRule>): Patch => {
	const rule: AclRule = {
		principal: 'User:*',
		host: '*',
		operation: 'Write',
		permission: 'Allow',
		resourceType: 'Topic',
		resourceName: '*',
		patternType: 'Literal',
		...over,
	};
	return patch('acls', a => ({ ...a, rules: [...a.rules, rule] }));
};
const noAuthorizer = patch('acls', () => ({ isOff: true, rules: [] }));
const express = all(context({ clusterType: 'express' }), ofMsk({ type: 'express', instanceType: 'express.m7g.large' }));
const transaction = (verdict: OpenTransaction['verdict']): Patch =>
	patch('transactions', t => ({
		...t,
		open: [
			{
				transactionalId: 'tx',
				state: null,
				producerId: 1n,
				producerEpoch: 0,
				coordinator: null,
				startedMs: null,
				ageMs: 7_200_000,
				timeoutMs: null,
				verdict,
				partitions: [],
				unknown: [],
			},
		],
	}));
const moving = patch('reassignments', () => [{ topic: 'orders', partition: 0, replicas: [1], adding: [2], removing: [] }]);
const onlyTopics = (...names: readonly string[]): Patch => patch('topics', topics => topics.filter(t => names.includes(t.name)));
const noGroups = patch('groups', () => []);
const late = all(ofGroup({ behindMs: 600_000, lag: 900n }, () => ({ behindMs: 600_000 })));

export const RULE_CASES: Readonly<Record<string, RuleCase>> = {
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
	'SEC-2': {
		finds: [
			['critical', brokerSetting('listener.security.protocol.map', 'CLIENT:PLAINTEXT,REPLICATION:PLAINTEXT')],
			['medium', brokerSetting('listener.security.protocol.map', 'CLIENT:SASL_PLAINTEXT,REPLICATION:SSL')],
		],
	},
	'SEC-3': {
		finds: [
			['high', brokerSetting('listener.security.protocol.map', 'CLIENT:SSL,REPLICATION:PLAINTEXT')],
			['high', all(brokerSetting('inter.broker.listener.name', ''), brokerSetting('security.inter.broker.protocol', 'PLAINTEXT'))],
		],
	},
	'SEC-5': {
		finds: [
			['high', brokerSetting('allow.everyone.if.no.acl.found', 'true')],
			['high', context({ isMsk: true })],
		],
		notApplicable: noAuthorizer,
	},
	'SEC-6': {
		finds: [
			['high', acl({})],
			['medium', acl({ operation: 'Read' })],
		],
		notApplicable: noAuthorizer,
	},
	'SEC-15': {
		finds: [['info', patch('cluster', c => ({ ...c, authorizedOperations: new Set(['Alter']) }))]],
		notApplicable: context({ isReadOnly: false }),
	},
	'SEC-16': { finds: [['high', noAuthorizer]] },
	'SEC-17': { finds: [['low', acl({ principal: 'User:app', operation: 'All' })]], notApplicable: noAuthorizer },
	'SEC-18': {
		finds: [
			['low', acl({ principal: 'User:app', resourceName: 'ghost' })],
			['low', acl({ principal: 'User:app', resourceName: 'gho', patternType: 'Prefixed' })],
		],
		notApplicable: noAuthorizer,
	},
	'VER-1': {
		finds: [
			['critical', ofMsk({ kafkaVersion: '3.4.0' })],
			['high', all(ofMsk({ kafkaVersion: '3.6.0' }), context({ nowMs: Date.parse('2026-03-01') }))],
			['critical', all(ofMsk({ kafkaVersion: null }), brokerSetting('inter.broker.protocol.version', '3.2-IV0'))],
		],
	},
	'VER-2': {
		finds: [
			['medium', ofMsk({ kafkaVersion: '3.8.x' })],
			['medium', all(ofMsk({ kafkaVersion: null }), brokerSetting('inter.broker.protocol.version', '3.5-IV2'))],
			['medium', patch('versions', v => v.map(x => (x.version === '4.4.0' ? { ...x, status: 'DEPRECATED' } : x)))],
			[
				'low',
				all(
					patch('versions', () => []),
					ofMsk({ kafkaVersion: '3.8.x' }),
				),
			],
		],
	},
	'VER-3': { finds: [['low', patch('controller', c => ({ ...c, mode: 'zookeeper' as const }))]] },
	'CFG-3': { finds: [['medium', brokerSetting('log.cleaner.threads', '2', 'DYNAMIC_BROKER_CONFIG')]] },
	'CFG-10': { finds: [['high', brokerSetting('num.io.threads', '17', 'STATIC_BROKER_CONFIG', [3])]] },
	'CFG-5': { finds: [['low', topicSetting('max.message.bytes', '20000000')]] },
	'CFG-6': {
		finds: [['info', brokerSetting('replica.selector.class', '')]],
		notApplicable: racks('a', 'a', 'a'),
	},
	'CFG-7': { finds: [['low', brokerSetting('num.recovery.threads.per.data.dir', '1')]] },
	'CFG-8': {
		finds: [
			['low', brokerSetting('replica.lag.time.max.ms', '5000')],
			['low', brokerSetting('replica.lag.time.max.ms', '60000')],
		],
	},
	'CFG-11': { finds: [['low', brokerSetting('auto.leader.rebalance.enable', 'false')]] },
	'CFG-12': { finds: [['low', brokerSetting('offsets.retention.minutes', '1440')]] },
	'LAG-1': { finds: [['critical', ofGroup({ lost: 5n }, (_p, i) => (i === 0 ? { lost: 5n } : {}))]], notApplicable: noGroups },
	'LAG-2': {
		finds: [
			[
				'high',
				all(
					late,
					ofGroup({}, () => ({ committed: 5n, lag: 95n, behindMs: 600_000 })),
				),
			],
		],
		notApplicable: noGroups,
	},
	'LAG-3': {
		finds: [
			['high', ofGroup({ verdict: 'stalled' })],
			['high', ofGroup({ verdict: 'rewind' })],
		],
		notApplicable: noGroups,
	},
	'LAG-4': { finds: [['medium', ofGroup({ verdict: 'slow' })]], notApplicable: noGroups },
	'LAG-5': { finds: [['high', late]], notApplicable: noGroups },
	'LAG-6': { finds: [['medium', ofGroup({ members: 0, behindMs: 90_000_000 })]], notApplicable: noGroups },
	'LAG-7': { finds: [['medium', ofGroup({ state: 'PreparingRebalance' })]], notApplicable: noGroups },
	'LAG-8': { finds: [['low', ofGroup({ members: 5 })]], notApplicable: noGroups },
	'LAG-9': { finds: [['medium', ofGroup({}, (_p, i) => (i === 0 ? { lag: 50_000n } : {}))]], notApplicable: noGroups },
	'LAG-10': { finds: [['high', transaction('hanging')]], notApplicable: patch('transactions', t => ({ ...t, partitions: 0 })) },
	'LAG-12': { finds: [['low', ofGroup({ protocol: 'range' }, undefined, 'wide')]], notApplicable: noGroups },
	'LAG-13': {
		ground: context({ clusterType: 'serverless' }),
		finds: [['medium', patch('groups', groups => Array.from({ length: 400 }, (_, i) => ({ ...groups[0]!, group: `g${i}` })))]],
		notApplicable: noGroups,
	},
	'LAG-15': { finds: [['high', ofGroup({ unassigned: ['orders/2'] })]], notApplicable: noGroups },
	'LAG-16': { finds: [['low', ofGroup({}, (_p, i) => (i === 0 ? { isGone: true } : {}))]], notApplicable: noGroups },
	'OBS-6': {
		finds: [
			['medium', ofGroup({ group: 'a:b' })],
			['medium', ofGroup({ group: 'zahlungen-ü' })],
		],
		notApplicable: noGroups,
	},
	'STA-1': {
		finds: [
			['critical', ofMsk({ state: 'FAILED' })],
			['high', ofMsk({ state: 'HEALING' })],
			['info', ofMsk({ state: 'MAINTENANCE' })],
		],
	},
	'STA-2': {
		finds: [
			['critical', ofMsk({ customerActionStatus: 'CRITICAL_ACTION_REQUIRED' })],
			['medium', ofMsk({ customerActionStatus: 'ACTION_RECOMMENDED' })],
		],
	},
	'STA-3': {
		finds: [['medium', patch('operations', o => o.map(x => ({ ...x, state: 'UPDATE_FAILED' })))]],
		notApplicable: patch('operations', () => []),
	},
	'CAP-16': { finds: [['high', ofMsk({ instanceType: 'kafka.t3.small' })]] },
	'COST-1': { finds: [['info', ofMsk({ instanceType: 'kafka.m5.4xlarge' })]] },
	'CAP-24': {
		finds: [
			['low', ofMsk({ brokers: 57 })],
			['low', ofMsk({ brokers: 27, usesZooKeeper: true })],
		],
	},
	'STO-3': {
		finds: [
			['medium', patch('autoscaling', () => null)],
			['medium', patch('autoscaling', () => ({ maxGiB: 4000, targetPercent: 80 }))],
		],
	},
	'STO-4': {
		finds: [
			['medium', patch('autoscaling', () => ({ maxGiB: 1100, targetPercent: 55 }))],
			['medium', ofMsk({ volumeGiB: 16_384 })],
		],
		notApplicable: patch('autoscaling', () => null),
	},
	'STO-12': { finds: [['low', topicSetting('remote.storage.enable', 'false', 'archive')]], notApplicable: ofMsk({ storageMode: 'LOCAL' }) },
	'STO-14': { finds: [['medium', brokerSetting('num.replica.fetchers', '2')]], notApplicable: ofMsk({ volumeThroughput: null }) },
	'OBS-1': {
		finds: [
			['medium', ofMsk({ monitoring: 'DEFAULT' })],
			['info', ofMsk({ monitoring: 'PER_BROKER' })],
		],
	},
	'OBS-2': { finds: [['medium', ofMsk({ hasBrokerLogs: false })]] },
	'OBS-8': { finds: [['medium', ofMsk({ isPublic: true })]] },
	'CFG-1': { finds: [['low', patch('configuration', () => ({ latestRevision: 4 }))]], notApplicable: patch('configuration', () => null) },
	'CFG-2': { finds: [['low', ofMsk({ configuration: null })]] },
	'CFG-4': {
		finds: [['high', patch('nodes', n => n.map((x, i) => (i === 2 ? { ...x, revision: 2 } : x)))]],
		notApplicable: patch('nodes', () => []),
	},
	'CFG-9': { ground: express, finds: [['info', ofMsk({ rebalancing: 'PAUSED' })]] },
	'SEC-1': { finds: [['critical', ofMsk({ authentication: { iam: true, scram: false, tls: true, unauthenticated: true } })]] },
	'SEC-20': {
		finds: [
			['critical', ofMsk({ clientBroker: 'PLAINTEXT' })],
			['medium', ofMsk({ clientBroker: 'TLS_PLAINTEXT' })],
		],
	},
	'SEC-21': { finds: [['high', ofMsk({ isInClusterEncrypted: false })]] },
	'SEC-4': {
		finds: [
			['critical', ofMsk({ isPublic: true })],
			['high', ofMsk({ isPublic: true, authentication: { iam: true, scram: false, tls: false, unauthenticated: false } })],
		],
	},
	'SEC-8': {
		finds: [['high', ofMsk({ certificateAuthorities: 0 })]],
		notApplicable: ofMsk({ authentication: { iam: true, scram: false, tls: false, unauthenticated: false } }),
	},
	'SEC-7': { finds: [['low', patch('key', () => ({ isCustomerManaged: false }))]] },
	'SEC-9': {
		finds: [
			['medium', patch('secrets', s => s.map(x => ({ ...x, name: 'billing' })))],
			['medium', patch('secrets', s => s.map(x => ({ ...x, isCustomerKey: false })))],
			['medium', patch('secrets', s => s.map(x => ({ ...x, changedMs: NOW_MS - 100 * 86_400_000 })))],
		],
		notApplicable: patch('secrets', () => []),
	},
	'SEC-11': { finds: [['critical', patch('policy', () => ({ hasOpenPrincipal: true }))]], notApplicable: patch('policy', () => null) },
	'SEC-14': { finds: [['low', ofMsk({ hasAuthorizerLogs: false })]] },
	'OBS-3': { finds: [['medium', patch('alarms', a => [...a, alarm('offline', 'missing')])]] },
	'OBS-4': { finds: [['medium', patch('alarms', a => [...a, alarm('bad', 'wrong statistic')])]] },
	'OBS-5': { finds: [['low', patch('alarms', a => [...a, alarm('deaf', 'never here')])]] },
	'CAP-1': {
		finds: [
			['critical', points('CpuUser', 70)],
			['critical', points('CpuSystem', 45)],
			['medium', points('CpuUser', i => (i === 3 ? 90 : 10))],
		],
	},
	'CAP-3': { finds: [['high', points('HeapMemoryAfterGC', 70)]] },
	'CAP-5': { finds: [['high', points('RequestHandlerAvgIdlePercent', 0.2)]] },
	'CAP-6': { finds: [['high', points('NetworkProcessorAvgIdlePercent', 0.2)]] },
	'CAP-7': {
		finds: [
			['critical', points('ClientConnectionCount/IAM', 3000)],
			['medium', points('ClientConnectionCount/IAM', 2500)],
		],
	},
	'CAP-8': { finds: [['critical', points('IAMTooManyConnections', i => (i === 5 ? 1 : 0))]] },
	'CAP-10': { finds: [['high', points('TrafficShaping', 5)]] },
	'CAP-12': { finds: [['medium', points('BurstBalance', 10)]] },
	'CAP-13': {
		ground: express,
		finds: [
			['critical', points('BytesInPerSec', 22_000_000)],
			['medium', points('BytesInPerSec', 14_000_000)],
		],
	},
	'CAP-29': {
		ground: express,
		finds: [
			['critical', points('BytesOutPerSec', 58_000_000)],
			['medium', points('BytesOutPerSec', 30_000_000)],
		],
	},
	'CAP-14': { ground: express, finds: [['high', all(points('ProduceThrottleTime', 3))]] },
	'CAP-15': {
		ground: ofMsk({ instanceType: 'kafka.t3.small' }),
		finds: [['high', points('CPUCreditBalance', 50)]],
		notApplicable: ofMsk({ instanceType: 'kafka.m7g.large' }),
	},
	'CAP-17': { finds: [['high', points('KafkaFileDescriptorsUsagePercent', 85)]] },
	'CAP-21': { finds: [['medium', points('FetchMessageConversionsPerSec', 4)]] },
	'STO-2': {
		finds: [
			['high', points('KafkaDataLogsDiskUsed', i => 60 + i / 50)],
			['medium', points('KafkaDataLogsDiskUsed', i => 60 + i / 200)],
		],
	},
	'STO-13': { finds: [['high', points('RemoteCopyErrorsPerSec', 1)]] },
};
