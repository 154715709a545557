import type { Failure } from './failure.ts';
import { type RightScope, rightText } from './needed-right.ts';

/**
 * Why a value is not known. Unknown is never 0 and never OK: wherever a value can be `null`,
 * the object that holds it carries one of these per null field.
 * `needs` names the permission, metric or setting that would make it known; `null` when nothing the person can grant would.
 */
export type Unknown = { readonly reason: string; readonly needs: string | null };

/** An unknown field of the object that holds it. */
export type UnknownField = Unknown & { readonly field: string };

/**
 * Something asked for that could not be read: an entry of the envelope's `unknown`.
 * `path` names what is missing, e.g. `groups`, `groups.billing`, `topics.orders.partitions.3`.
 * `failure` is what stood in the way, so that the exit code can tell lack of permission (4) from a dead broker (6).
 */
export type Gap = Unknown & {
	readonly path: string;
	readonly failure: Failure;
	/** Nothing failed, but it cannot be proven that nothing is missing: said, without making the answer an incomplete one (exit code). */
	readonly isDoubt?: true;
};

/** Says a failure as an unknown, with the missing right in the cluster's own terms. */
export const unknownOf = (failure: Failure, scope: RightScope): Unknown => ({
	reason: failure.message,
	needs: failure.needs === undefined ? null : rightText(failure.needs, scope),
});

export const gapOf = (path: string, failure: Failure, scope: RightScope): Gap => ({ path, failure, ...unknownOf(failure, scope) });
