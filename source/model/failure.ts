import type { NeededRight } from './needed-right.ts';

/**
 * What went wrong, in the words of the command line's contract (`error.kind` in JSON; the exit code follows from it).
 * Four families: the person can act (usage, config, notFound, unsupported, authentication), not authorised (authorization),
 * the cluster's state (connection, timeout, incomplete, refused), a bug in this program (bug).
 */
export type FailureKind =
	| 'usage'
	| 'config'
	| 'notFound'
	| 'unsupported'
	| 'connection'
	| 'authentication'
	| 'timeout'
	| 'authorization'
	| 'refused'
	| 'incomplete'
	| 'bug';

export type FailureExtras = {
	readonly nextSteps?: readonly string[];
	readonly details?: Readonly<Record<string, unknown>>;
	/** The right whose absence caused an `authorization` failure. */
	readonly needs?: NeededRight;
	readonly cause?: unknown;
};

/** An error that a person can read: adapters translate every library and broker error into one, once. */
export class Failure extends Error {
	override readonly name = 'Failure';
	readonly kind: FailureKind;
	readonly nextSteps: readonly string[];
	readonly details: Readonly<Record<string, unknown>>;
	readonly needs: NeededRight | undefined;

	constructor(kind: FailureKind, message: string, extras: FailureExtras = {}) {
		super(message, extras.cause === undefined ? undefined : { cause: extras.cause });
		this.kind = kind;
		this.nextSteps = extras.nextSteps ?? [];
		this.details = extras.details ?? {};
		this.needs = extras.needs;
	}
}

/** Turns anything thrown into a Failure; what is not one already is a bug of ours and keeps its cause. */
export const asFailure = (error: unknown): Failure =>
	error instanceof Failure ? error : new Failure('bug', error instanceof Error ? error.message : String(error), { cause: error });

/** One item of a batch: every item succeeds or fails alone. */
export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

export const success = <T>(value: T): Outcome<T> => ({ ok: true, value });
export const failed = (failure: Failure): Outcome<never> => ({ ok: false, failure });
