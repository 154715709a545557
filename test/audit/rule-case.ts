import type { AuditSeverity } from '../../source/model/audit-result.ts';
import type { Patch } from './healthy-facts.ts';

/** What makes a rule object, and what makes it inapplicable where its data can; one fact is changed at a time. */
export type RuleCase = {
	/** What the healthy cluster lacks for the rule to pass. */
	readonly ground?: Patch;
	/** Severities that changes of a fact lead to. */
	readonly finds: readonly (readonly [AuditSeverity, Patch])[];
	readonly notApplicable?: Patch;
};
