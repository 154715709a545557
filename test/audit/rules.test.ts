/** Every rule: that it passes on a healthy cluster, objects to what is wrong, and never passes what it could not see. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { RULES } from '../../source/audit/all-rules.ts';
import { fact } from '../../source/audit/fact.ts';
import type { AuditFacts, SourceName } from '../../source/audit/facts.ts';
import { judgeRule, judgeRules } from '../../source/audit/judge-rules.ts';
import type { Rule } from '../../source/audit/rule.ts';
import type { AuditResult } from '../../source/model/audit-result.ts';
import { all, context, denied, doubted, healthyFacts, type Patch } from './healthy-facts.ts';
import { RULE_CASES } from './rule-cases.ts';

const same: Patch = facts => facts;
const judged = (rule: Rule, ...patches: readonly Patch[]): readonly AuditResult[] =>
	judgeRule(rule, all(RULE_CASES[rule.id]?.ground ?? same, ...patches)(healthyFacts()));
const statuses = (results: readonly AuditResult[]): readonly string[] => [...new Set(results.map(r => r.status))].sort();

/** What a source holds when it answered and there was nothing. */
const EMPTY: Partial<Record<SourceName, unknown>> = {
	cluster: { clusterId: 'C', brokers: [], metadataControllerId: -1, authorizedOperations: null },
	controller: { mode: null, leaderId: null, voters: [], observers: [], failure: null, unknown: [] },
	brokers: [],
	topics: [],
	topicSettings: new Map(),
	brokerSettings: new Map(),
	topicSizes: new Map(),
	groups: [],
	transactions: { partitions: 0, open: [] },
	nodes: [],
	operations: [],
	versions: [],
	metrics: { windowMs: 0, periodMs: 60_000, series: [] },
	alarms: [],
	autoscaling: null,
	secrets: [],
	policy: null,
	configuration: null,
	acls: { isOff: false, rules: [] },
};
/** Nothing in it is what one wants there, or what is asked of it is not in its list. */
const FINE_WHEN_EMPTY: readonly (readonly [string, SourceName])[] = [
	['SEC-16', 'acls'],
	['SEC-5', 'acls'],
	['SEC-14', 'acls'],
	['STO-9', 'groups'],
	// Who has a partition for each broker needs no size.
	['PAR-2', 'topicSizes'],
];
/** One tiered topic is all that is asked for. */
const PROVEN_BY_ONE: readonly string[] = ['STO-12'];

describe('the rules of the audit', () => {
	it('have ids of their own, a source, a threshold and an effect, and a case each', () => {
		assert.equal(new Set(RULES.map(r => r.id)).size, RULES.length);
		assert.deepEqual(
			RULES.map(r => r.id).filter(id => RULE_CASES[id] === undefined),
			[],
		);
		assert.deepEqual(
			Object.keys(RULE_CASES).filter(id => !RULES.some(r => r.id === id)),
			[],
		);
		for (const rule of RULES) {
			assert.ok(rule.source.length > 0 && rule.threshold !== '' && rule.effect !== '' && rule.title !== '', rule.id);
			assert.match(rule.id, /^[A-Z]+-\d+$/);
			assert.ok(rule.reads.length > 0, rule.id);
		}
	});

	for (const rule of RULES) {
		const { finds = [], notApplicable } = RULE_CASES[rule.id] ?? {};

		it(`${rule.id} ${rule.title}`, () => {
			assert.deepEqual(
				statuses(judged(rule)),
				['pass'],
				`healthy: ${JSON.stringify(judged(rule).map(r => [r.status, r.missing, r.resources]))}`,
			);
			for (const [i, [severity, change]] of finds.entries()) {
				const results = judged(rule, change);
				const found = results.filter(r => r.status === 'finding');
				const seen = JSON.stringify(results.map(r => [r.status, r.severity, r.missing, r.resources]));
				assert.deepEqual([...new Set(found.map(r => r.severity))], [severity], `finding ${i}: ${seen}`);
				assert.ok(!results.some(r => r.status === 'pass'), 'a rule that found something does not pass as well');
				for (const { resources } of found)
					assert.ok(
						resources.every(at => at.value !== ''),
						'a finding says what was seen',
					);
			}
			if (notApplicable !== undefined) {
				const results = judged(rule, notApplicable);
				assert.deepEqual(statuses(results), ['notApplicable']);
				assert.match(results[0]?.missing?.reason ?? '', /\S/);
			}
			if (finds.length > 0)
				assert.ok(
					finds.some(([severity]) => severity === rule.severity),
					'it can be as bad as it says',
				);
		});

		it(`${rule.id} never passes what it cannot see`, () => {
			const rest = (rule.mayRead ?? []).map(denied);
			for (const name of rule.reads) {
				const results = judged(rule, denied(name), ...rest);
				assert.ok(!statuses(results).includes('pass') && statuses(results).includes('notAssessed'), `${name} denied: ${statuses(results)}`);
				const missing = results.find(r => r.status === 'notAssessed');
				assert.deepEqual([missing?.missing?.needs, missing?.isUnread], [`the right to ${name}`, true], name);
			}
			for (const name of rule.reads) {
				if (!(name in EMPTY) || FINE_WHEN_EMPTY.some(([id, source]) => id === rule.id && source === name)) continue;
				const emptied: Patch = facts => ({ ...facts, sources: { ...facts.sources, [name]: fact(EMPTY[name]) } });
				assert.ok(!statuses(judged(rule, emptied, ...rest)).includes('pass'), `${name} empty`);
			}
			// Of a list that may be shortened only what is wrong is proven.
			for (const name of ['topics', 'groups'] as const)
				if (rule.reads.includes(name) && !PROVEN_BY_ONE.includes(rule.id))
					assert.ok(!statuses(judged(rule, doubted(name))).includes('pass'), `${name} in doubt`);
		});

		it(`${rule.id} looks at nothing but what it says it reads`, () => {
			const read = new Set<string>();
			const watched = (facts: AuditFacts): AuditFacts => ({
				...facts,
				sources: new Proxy(facts.sources, {
					get: (target, name) => {
						read.add(String(name));
						return Reflect.get(target, name);
					},
					ownKeys: () => assert.fail('a rule names what it reads'),
				}),
			});
			const ground = RULE_CASES[rule.id]?.ground ?? same;
			for (const change of [same, ...finds.map(([, patch]) => patch)]) {
				const facts = watched(all(ground, change)(healthyFacts()));
				rule.check(facts.sources, facts.context);
			}
			const allowed = new Set<string>([...rule.reads, ...(rule.mayRead ?? [])]);
			assert.deepEqual(
				[...read].filter(name => !allowed.has(name)),
				[],
			);
			assert.deepEqual(
				rule.reads.filter(name => !read.has(name)),
				[],
			);
		});
	}

	it('do not apply to clusters of another type, and say so', () => {
		for (const rule of RULES)
			for (const type of ['standard', 'express', 'serverless'] as const) {
				if (rule.appliesTo.includes(type)) continue;
				const results = judged(rule, context({ clusterType: type }));
				assert.deepEqual([statuses(results), results.length], [['notApplicable'], 1], `${rule.id} on ${type}`);
			}
	});

	it('judge a cluster whose type is not known as Standard, and each result says so', () => {
		const results = judgeRules(RULES, context({ clusterType: null })(healthyFacts()));
		assert.ok(results.length >= RULES.length);
		assert.ok(results.every(r => r.isTypeAssumed && r.judgedAs === 'standard'));
	});

	it('find nothing on the healthy cluster', () => {
		const results = judgeRules(RULES, healthyFacts());
		assert.deepEqual(
			results.filter(r => r.status === 'finding' || r.status === 'notAssessed').map(r => r.id),
			[],
		);
	});
});
