/** What an audit ends the program with, and what it lacks. Pure. */
import { missingReasons } from '../columns/audit-text.ts';
import { type AuditResult, type AuditSeverity, isAtLeast, isOpenFinding } from '../model/audit-result.ts';
import { Failure } from '../model/failure.ts';
import type { Gap } from '../model/unknown.ts';
import { EXIT } from './exit-codes.ts';

export type AuditWish = {
	/** Ends with 1 where a finding is as bad as this, or worse. */
	readonly failOn: AuditSeverity | undefined;
	/** Rules were named: then each of them was asked for. */
	readonly namesRules: boolean;
};

/** What was asked for and could not be read, once a reason. */
export const auditGaps = (results: readonly AuditResult[]): readonly Gap[] =>
	missingReasons(results)
		.filter(m => m.isUnread)
		.map(({ reason, needs, ids }) => ({
			path: `findings.${ids.length === 1 ? ids[0] : `${ids[0]} and ${ids.length - 1} more`}`,
			reason,
			needs,
			failure: new Failure(needs === null ? 'incomplete' : 'authorization', reason),
		}));

/**
 * 1 when the condition holds; else 6 as long as a rule that could have made it hold was not assessed; a rule that is named was asked for,
 * whatever kept it from an answer. 4 when nothing could be read for lack of rights.
 */
export const auditExitCode = (results: readonly AuditResult[], { failOn, namesRules }: AuditWish): number => {
	if (failOn !== undefined && results.some(r => isOpenFinding(r) && isAtLeast(r.severity, failOn))) return EXIT.conditionHolds;
	const open = results.filter(
		r => r.status === 'notAssessed' && (r.isUnread || namesRules) && (failOn === undefined || isAtLeast(r.severity, failOn)),
	);
	if (open.length === 0) return EXIT.fine;
	const isAnyRead = results.some(r => r.judged > 0);
	return !isAnyRead && open.every(r => r.missing?.needs != null) ? EXIT.denied : EXIT.incomplete;
};
