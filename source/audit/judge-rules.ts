/** Applies rules to the facts of a cluster. Pure. */
import { type AuditedResource, type AuditResult, type AuditSeverity, type Confidence, compareResults } from '../model/audit-result.ts';
import type { Missing } from './fact.ts';
import type { AuditFacts } from './facts.ts';
import { CLUSTER } from './over.ts';
import type { Rule, Verdict } from './rule.ts';
import { sourceText } from './sources.ts';

/** What every rule says, worst first. */
export const judgeRules = (rules: readonly Rule[], facts: AuditFacts): readonly AuditResult[] =>
	rules.flatMap(rule => judgeRule(rule, facts)).sort(compareResults);

type Found = { readonly severity: AuditSeverity; readonly confidence: Confidence; readonly resources: AuditedResource[] };

/**
 * What one rule says: a finding for each severity it found, and one "not assessed" for each reason. It passes only when everything it
 * is about was looked at and is fine.
 */
export const judgeRule = (rule: Rule, facts: AuditFacts): readonly AuditResult[] => {
	const { context } = facts;
	const judgedAs = context.clusterType ?? 'standard';
	const base: AuditResult = {
		id: rule.id,
		area: rule.area,
		title: rule.title,
		severity: rule.severity,
		status: 'notApplicable',
		resources: [],
		judged: 0,
		window: rule.window ?? 'now',
		statistic: rule.statistic ?? 'the value as it is',
		threshold: rule.threshold,
		source: sourceText(rule.source),
		confidence: rule.confidence ?? 'high',
		fix: [],
		effect: rule.effect,
		missing: null,
		isUnread: false,
		judgedAs,
		isTypeAssumed: context.clusterType === null,
		mute: null,
	};
	if (!rule.appliesTo.includes(judgedAs))
		return [{ ...base, missing: { reason: `it is a rule of ${typesText(rule)}, and this cluster is ${judgedAs}`, needs: null } }];
	const verdicts = checked(rule, facts);
	const judged = verdicts.filter(v => v.judgement.is === 'pass' || v.judgement.is === 'finding').length;
	const results: AuditResult[] = [];
	for (const { severity, confidence, resources } of findings(rule, verdicts)) {
		const fix = rule.fix?.({ names: resources.map(r => r.name), facts }) ?? [];
		results.push({ ...base, status: 'finding', severity, confidence, resources, judged, fix });
	}
	for (const [missing, resources] of unassessed(verdicts))
		results.push({ ...base, status: 'notAssessed', resources, judged, missing, isUnread: missing.isUnread === true });
	if (results.length > 0) return results;
	if (judged > 0) return [{ ...base, status: 'pass', judged }];
	const reason = verdicts.map(({ judgement }) => (judgement.is === 'notApplicable' ? judgement.reason : '')).find(r => r !== '');
	return [{ ...base, missing: { reason: reason ?? 'there is nothing here that it is about', needs: null } }];
};

/** What is told may be no number where one is expected: that takes one rule its answer, and nobody else theirs. */
const checked = (rule: Rule, { sources, context }: AuditFacts): readonly Verdict[] => {
	try {
		return rule.check(sources, context);
	} catch (error) {
		const reason = `what was told is not as expected: ${error instanceof Error ? error.message : String(error)}`;
		return [{ on: CLUSTER, judgement: { is: 'notAssessed', missing: { reason, needs: null, isUnread: true } } }];
	}
};

const typesText = ({ appliesTo }: Rule): string => appliesTo.map(t => `${t[0]!.toUpperCase()}${t.slice(1)}`).join(' and ');

const findings = (rule: Rule, verdicts: readonly Verdict[]): readonly Found[] => {
	const found = new Map<string, Found>();
	for (const { on, judgement } of verdicts) {
		if (judgement.is !== 'finding') continue;
		const { severity = rule.severity, confidence = rule.confidence ?? 'high' } = judgement;
		const key = `${severity} ${confidence}`;
		const group = found.get(key) ?? { severity, confidence, resources: [] };
		found.set(key, group);
		group.resources.push({ ...on, value: judgement.value });
	}
	return [...found.values()];
};

const unassessed = (verdicts: readonly Verdict[]): ReadonlyMap<Missing, readonly AuditedResource[]> => {
	const byReason = new Map<string, { readonly missing: Missing; readonly resources: AuditedResource[] }>();
	for (const { on, judgement } of verdicts) {
		if (judgement.is !== 'notAssessed') continue;
		const { reason, needs } = judgement.missing;
		// Each topic lacks its own right: said once, for the first of them.
		const key = needs === null ? reason : needs.replace(on.name, '');
		const group = byReason.get(key) ?? { missing: judgement.missing, resources: [] };
		byReason.set(key, group);
		group.resources.push({ ...on, value: reason });
	}
	return new Map([...byReason.values()].map(({ missing, resources }) => [missing, resources]));
};
