import type { AclRule } from '../../source/model/acl.ts';
import type { OpenTransaction } from '../../source/model/transaction.ts';
import { all, brokerSetting, context, ofGroup, ofMsk, type Patch, patch, topicSetting } from './healthy-facts.ts';

import type { RuleCase } from './rule-case.ts';

const racks = (...names: readonly (string | null)[]): Patch =>
	all(
		patch('cluster', c => ({ ...c, brokers: c.brokers.map((b, i) => ({ ...b, rack: names[i] ?? null })) })),
		patch('brokers', brokers => brokers.map((b, i) => ({ ...b, rack: names[i] ?? null }))),
	);
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
const noGroups = patch('groups', () => []);
const late = all(ofGroup({ behindMs: 600_000, lag: 900n }, () => ({ behindMs: 600_000 })));

export const CLUSTER_CASES: Readonly<Record<string, RuleCase>> = {
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
					ofGroup({}, () => ({ begin: 50n, committed: 52n, lag: 48n, behindMs: 600_000 })),
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
};
