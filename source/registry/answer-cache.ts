import { type Failure, failed, type Outcome } from '../model/failure.ts';
import type { Clock } from '../ports/clock.ts';

/** How long it is believed that something is not there: it may be registered any moment. Milliseconds. */
const MISSING_MS = 60_000;
/** How long a registry that is down, slow or refuses us is left in peace; thousands of records may wait for it. Milliseconds. */
const FAILED_MS = 10_000;

/**
 * Keeps answers by key: good ones for ever (a registry never changes a schema that has an id), bad ones for a while. However many ask for
 * one key, one question is under way. `ask` rejects with a Failure; the function returned never rejects.
 */
export const answerCache = <T>(clock: Clock): ((key: string, ask: () => Promise<T>) => Promise<Outcome<T>>) => {
	const kept = new Map<string, { readonly outcome: Outcome<T>; readonly until: number }>();
	const running = new Map<string, Promise<Outcome<T>>>();
	return (key, ask) => {
		const known = kept.get(key);
		if (known !== undefined && clock.now() < known.until) return Promise.resolve(known.outcome);
		const under = running.get(key);
		if (under !== undefined) return under;
		const started = ask()
			.then(
				(value): Outcome<T> => ({ ok: true, value }),
				(failure: Failure): Outcome<T> => failed(failure),
			)
			.then(outcome => {
				kept.set(key, {
					outcome,
					until: outcome.ok ? Number.POSITIVE_INFINITY : clock.now() + (outcome.failure.kind === 'notFound' ? MISSING_MS : FAILED_MS),
				});
				running.delete(key);
				return outcome;
			});
		running.set(key, started);
		return started;
	};
};
