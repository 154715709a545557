import { alarm, all, brokerSetting, context, NOW_MS, ofMsk, patch, points, topicSetting } from './healthy-facts.ts';

import type { RuleCase } from './rule-case.ts';

const express = all(context({ clusterType: 'express' }), ofMsk({ type: 'express', instanceType: 'express.m7g.large' }));

export const AWS_CASES: Readonly<Record<string, RuleCase>> = {
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
