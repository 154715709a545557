import type { AuditArea, AuditResource, AuditSeverity, ClusterType, Confidence } from '../model/audit-result.ts';
import type { Missing } from './fact.ts';
import type { AuditContext, AuditFacts, AuditSources, SourceName } from './facts.ts';
import type { SourceKey } from './sources.ts';

/** What a rule says of one thing; `value` is what it saw: `replication factor 1`. */
export type Judgement =
	| { readonly is: 'pass' }
	| {
			readonly is: 'finding';
			readonly value: string;
			/** Where it is not the rule's own. */
			readonly severity?: AuditSeverity;
			readonly confidence?: Confidence;
	  }
	| { readonly is: 'notAssessed'; readonly missing: Missing }
	| { readonly is: 'notApplicable'; readonly reason: string };

/** The same with what it is said of. */
export type Verdict = { readonly on: AuditResource; readonly judgement: Judgement };

/** One finding's resources, worst first, for which commands are made. */
export type FixAsk = { readonly names: readonly string[]; readonly facts: AuditFacts };

/** One best practice. */
export type Rule = {
	readonly id: string;
	readonly title: string;
	readonly area: AuditArea;
	/** The worst it may find. */
	readonly severity: AuditSeverity;
	readonly appliesTo: readonly ClusterType[];
	/** What it cannot do without; together with `mayRead` the only facts that `check` looks at. */
	readonly reads: readonly SourceName[];
	/** What makes it more exact where it is known. */
	readonly mayRead?: readonly SourceName[];
	/** When it objects, in words. */
	readonly threshold: string;
	/** Over which time it is judged; absent: as it is now. */
	readonly window?: string;
	/** What is compared; absent: the value itself. */
	readonly statistic?: string;
	readonly source: readonly SourceKey[];
	/** Absent: high. */
	readonly confidence?: Confidence;
	/** Pure. */
	readonly check: (sources: AuditSources, context: AuditContext) => readonly Verdict[];
	/** Commands that put it right on this very cluster; absent: `effect` says what to do. */
	readonly fix?: (ask: FixAsk) => readonly string[];
	/** What the fix does, what it costs and what it risks. */
	readonly effect: string;
};

/** Where a rule applies. */
export const STANDARD: readonly ClusterType[] = ['standard'];
export const EXPRESS: readonly ClusterType[] = ['express'];
export const SERVERLESS: readonly ClusterType[] = ['serverless'];
export const PROVISIONED: readonly ClusterType[] = ['standard', 'express'];
export const ANY_TYPE: readonly ClusterType[] = ['standard', 'express', 'serverless'];

export const PASS: Judgement = { is: 'pass' };
export const finding = (value: string, severity?: AuditSeverity, confidence?: Confidence): Judgement => ({
	is: 'finding',
	value,
	...(severity && { severity }),
	...(confidence && { confidence }),
});
/** A finding where the condition holds, else fine. */
export const findingIf = (isWrong: boolean, value: string, severity?: AuditSeverity): Judgement =>
	isWrong ? finding(value, severity) : PASS;
export const notAssessed = (reason: string, needs: string | null = null): Judgement => ({ is: 'notAssessed', missing: { reason, needs } });
export const notApplicable = (reason: string): Judgement => ({ is: 'notApplicable', reason });
