import type { Change } from '../../model/change.ts';
import { asFailure, Failure, type Outcome } from '../../model/failure.ts';
import type { ChangeResult } from '../../model/journalled-change.ts';
import type { PlainValue } from '../../model/judgement.ts';
import type { KnownCluster } from '../../ports/known-cluster.ts';
import type { ReadBack } from './change-steps.ts';
import { stepsOf } from './steps-of.ts';

export type Landing = { readonly result: ChangeResult; readonly after: PlainValue; readonly failures: ReadonlyMap<string, Failure> };

/** How long a change may take until the brokers that are asked show it. */
export const LANDING_MS = 8_000;
const PAUSE_MS = 150;

/**
 * Looks up what became of a change. What Kafka refused was not made; everything else is read back until it shows, also what Kafka never
 * answered: nothing is sent a second time.
 */
export const land = async (
	known: KnownCluster,
	change: Change,
	answers: ReadonlyMap<string, Outcome<null>>,
	landingMs = LANDING_MS,
): Promise<Landing> => {
	const refused = new Map(
		[...answers].flatMap(([item, o]) => (o.ok || o.failure.details.isUncertain === true ? [] : [[item, o.failure] as const])),
	);
	const unclear = [...answers].flatMap(([, o]) => (!o.ok && o.failure.details.isUncertain === true ? [o.failure] : []))[0];
	if (answers.size > 0 && refused.size === answers.size) return { result: 'notApplied', after: null, failures: refused };
	const isRefused = (item: string): boolean => refused.has(item);
	let found: ReadBack | Failure;
	const untilMs = performance.now() + landingMs;
	for (;;) {
		found = await stepsOf(change).readBack(known, change).catch(asFailure);
		const isDone = !(found instanceof Failure) && [...found].every(([item, o]) => isRefused(item) || (o.ok && o.value.isMade));
		if (isDone || performance.now() >= untilMs) break;
		await new Promise(resolve => setTimeout(resolve, PAUSE_MS));
	}
	if (found instanceof Failure) return unread(answers, refused, found);
	const failures = new Map<string, Failure>(refused);
	const made: string[] = [];
	let isOpen = false;
	for (const [item, outcome] of found) {
		if (isRefused(item)) continue;
		if (outcome.ok && outcome.value.isMade) made.push(item);
		else if (!outcome.ok) {
			isOpen = true;
			failures.set(item, notReadBack(outcome.failure));
		} else failures.set(item, notThere(unclear));
	}
	const after = Object.fromEntries([...found].flatMap(([item, o]) => (o.ok ? [[item, o.value.after] as const] : [])));
	const result = failures.size === 0 ? 'applied' : isOpen ? 'unknown' : made.length > 0 ? 'partly' : 'notApplied';
	return { result, after, failures };
};

const unread = (answers: ReadonlyMap<string, Outcome<null>>, refused: ReadonlyMap<string, Failure>, failure: Failure): Landing => {
	const open = [...answers.keys()].filter(item => !refused.has(item));
	return { result: 'unknown', after: null, failures: new Map([...refused, ...open.map(item => [item, notReadBack(failure)] as const)]) };
};

const notReadBack = (failure: Failure): Failure =>
	new Failure('incomplete', `Whether it was made could not be read back: ${failure.message}`, {
		nextSteps: ['Look at it before it is tried again; the journal tells what was asked for.'],
		cause: failure,
	});

const notThere = (unclear: Failure | undefined): Failure =>
	unclear === undefined
		? new Failure('incomplete', 'Kafka said yes, but it does not show: somebody else may have changed it again.')
		: new Failure('incomplete', `${unclear.message} It was looked up afterwards: it was not made, and nothing was tried again.`, {
				cause: unclear,
			});
