import { Failure } from '../model/failure.ts';
import type { NeededRight, RightScope } from '../model/needed-right.ts';
import { type Gap, gapOf, type UnknownField, unknownOf } from '../model/unknown.ts';

/** Names the right that an authorization failure lacks where the adapter could only say "denied". */
const withRight = (failure: Failure, needs: NeededRight): Failure =>
	failure.kind !== 'authorization' || failure.needs !== undefined
		? failure
		: new Failure(failure.kind, failure.message, { nextSteps: failure.nextSteps, details: failure.details, needs, cause: failure });

/** The gap that a failure leaves at `path`; `needs` is the right that reading it takes. */
export const missingAt = (path: string, failure: Failure, scope: RightScope, needs: NeededRight): Gap =>
	gapOf(path, withRight(failure, needs), scope);

/** The reason why one field of a row is null. */
export const missingField = (field: string, failure: Failure, scope: RightScope, needs: NeededRight): UnknownField => ({
	field,
	...unknownOf(withRight(failure, needs), scope),
});

/** A cluster that does not offer an API (Serverless has no log dirs) leaves a field unknown, but nothing asked for was refused. */
export const isUnreadable = (failure: Failure): boolean => failure.kind !== 'unsupported';
