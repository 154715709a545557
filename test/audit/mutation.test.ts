/** Every fact that the audit asks for is read by some rule: changing it changes what is said. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { RULES } from '../../source/audit/all-rules.ts';
import type { MskFacts } from '../../source/audit/aws-facts.ts';
import { judgeRules } from '../../source/audit/judge-rules.ts';
import { TOPIC_KEYS } from '../../source/operations/audit/read-kafka-facts.ts';
import { all, brokerSetting, context, healthyFacts, ofGroup, ofMsk, type Patch, points, topicSetting } from './healthy-facts.ts';

/** Two rules look at all settings of brokers alike: they are no proof that one of them is read. */
const SPECIFIC = RULES.filter(r => r.id !== 'CFG-10' && r.id !== 'CFG-3');
const EXPRESS: Patch = all(context({ clusterType: 'express' }), ofMsk({ instanceType: 'express.m7g.large' }));
const GROUNDS: readonly Patch[] = [
	facts => facts,
	EXPRESS,
	ofMsk({ kafkaVersion: null }),
	ofMsk({ instanceType: 'kafka.t3.small' }),
	brokerSetting('inter.broker.listener.name', ''),
];

const said = (ground: Patch, change: Patch): string =>
	judgeRules(SPECIFIC, all(ground, change)(healthyFacts()))
		.map(r => `${r.id} ${r.status} ${r.severity}`)
		.join('\n');
const untouched = GROUNDS.map(ground => said(ground, facts => facts));

const isNoticed = (changes: readonly Patch[]): boolean =>
	changes.some(change => GROUNDS.some((ground, i) => said(ground, change) !== untouched[i]));

const VALUES = [
	'0',
	'1',
	'4',
	'-1',
	'99999999999999',
	'true',
	'false',
	'compact',
	'gzip',
	'PLAINTEXT',
	'CLIENT:PLAINTEXT,REPLICATION:PLAINTEXT',
	'3.2-IV0',
	'9223372036854775807',
];

describe('every fact is read by a rule', () => {
	it('settings of topics', () => {
		const unread = TOPIC_KEYS.filter(
			key =>
				!isNoticed(
					['orders', 'state', 'archive'].flatMap(topic =>
						VALUES.map(value => topicSetting(key, value, topic, 'DYNAMIC_TOPIC_CONFIG', '2')),
					),
				),
		);
		assert.deepEqual(unread, []);
	});

	it('settings of brokers', () => {
		const facts = healthyFacts().sources.brokerSettings;
		assert.ok(facts.isKnown);
		const first = facts.value.get(1);
		assert.ok(first?.isKnown);
		const unread = [...first.value.keys()].filter(key => !isNoticed(VALUES.map(value => brokerSetting(key, value))));
		assert.deepEqual(unread, []);
	});

	it('what MSK tells', () => {
		const { msk } = healthyFacts().sources;
		assert.ok(msk.isKnown);
		const other = (value: unknown): readonly unknown[] =>
			typeof value === 'boolean'
				? [!value, null]
				: typeof value === 'number'
					? [0, 1, 58, 100_000, null]
					: [null, 'FAILED', 'PAUSED', 'ACTION_RECOMMENDED', 'LOCAL', 'kafka.m5.large'];
		const unread = (Object.keys(msk.value) as (keyof MskFacts)[]).filter(
			field => !isNoticed(other(msk.value[field]).map(value => ofMsk({ [field]: value } as Partial<MskFacts>))),
		);
		// In commands, said to a person beside the state, or read from the brokers' own racks.
		assert.deepEqual(unread, ['type', 'currentVersion', 'stateMessage', 'operationArn', 'zones', 'kmsKeyId']);
	});

	it('metrics', () => {
		const { metrics } = healthyFacts().sources;
		assert.ok(metrics.isKnown);
		const names = [...new Set(metrics.value.series.map(s => s.metric))];
		assert.deepEqual(
			names.filter(
				name =>
					!isNoticed(
						[0, 0.1, 99, 5000, 1e12, (i: number) => 60 + i / 50].map(value => all(...[1, 2, 3].map(id => points(name, value, id)))),
					),
			),
			[],
		);
	});

	it('figures of groups', () => {
		const changes: Readonly<Record<string, Patch>> = {
			lost: ofGroup({ lost: 1n }, () => ({ lost: 1n })),
			behindMs: ofGroup({ behindMs: 1e9 }, () => ({ behindMs: 1e9 })),
			members: ofGroup({ members: 9 }),
			state: ofGroup({ state: 'PreparingRebalance' }),
			verdict: ofGroup({ verdict: 'stalled' }),
			lag: ofGroup({}, (_p, i) => (i === 0 ? { lag: 1_000_000n } : {})),
			unassigned: ofGroup({ unassigned: ['orders/1'] }),
			group: ofGroup({ group: 'a:b' }),
		};
		assert.deepEqual(
			Object.keys(changes).filter(name => !isNoticed([changes[name]!])),
			[],
		);
	});
});
