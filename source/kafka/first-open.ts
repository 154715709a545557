import { asFailure, Failure } from '../model/failure.ts';
import { isUnreached } from '../model/failure-kinds.ts';
import { MORE_TIME, REACH_STEPS } from './authentication/connection-failure.ts';
import { addressKey, type BrokerSlot } from './broker-slot.ts';
import type { Deadline } from './deadline.ts';
import { secondsText } from './seconds-text.ts';

/**
 * Opens brokers one after the other until one is open; one that is slow is not waited for longer than `patienceMs` before the next is
 * tried as well, and whoever opens first is taken (a hung broker first in the bootstrap list must not cost the whole time-out).
 * Undefined when none opens; `troubles` gets the reason of each by address. Rejects when one refuses our credentials: so will the others.
 */
export const firstOpen = async (
	slots: readonly BrokerSlot[],
	deadline: Deadline,
	patienceMs: number,
	troubles: Map<string, Failure>,
): Promise<BrokerSlot | undefined> => {
	const startedMs = performance.now();
	const opening = new Map<BrokerSlot, Promise<Opened>>();
	const start = (slot: BrokerSlot): Promise<Opened> => {
		const newest = openedOf(slot, troubles);
		opening.set(slot, newest);
		newest.catch(() => opening.delete(slot));
		return newest;
	};
	for (const [i, slot] of slots.entries()) {
		if (slot.isUsable) return slot;
		const newest = start(slot);
		if (i === slots.length - 1) break;
		// A refused connection is no reason to wait for a slow one in front of it before the next is tried.
		const result = await soon(Promise.race([Promise.any(opening.values()), newest]), deadline.atMost(patienceMs), deadline);
		if (result !== undefined) return takenOf(result);
	}
	// While one is still dialled the others are tried again when they may be: one that hangs must not keep us from one that has come back.
	while (opening.size > 0) {
		const result = await soon(Promise.any(opening.values()), deadline.atMost(AGAIN_MS), deadline);
		if (result !== undefined) return takenOf(result);
		if (deadline.remainingMs() === 0) break;
		if (opening.size > 0) for (const slot of slots) if (!opening.has(slot)) start(slot).catch(() => {});
	}
	for (const { address } of slots) {
		const key = addressKey(address);
		if (!troubles.has(key))
			troubles.set(
				key,
				new Failure('timeout', `No answer from ${key} within ${secondsText(performance.now() - startedMs)}.`, {
					nextSteps: [...REACH_STEPS, MORE_TIME],
				}),
			);
	}
	return undefined;
};

/** How often brokers that failed are tried again; a slot that is still left alone refuses at once. */
const AGAIN_MS = 250;

type Opened = { readonly slot: BrokerSlot; readonly refusal?: Failure };

/** Rejects when the broker cannot be reached; a refusal is an answer, since it holds for all brokers. */
const openedOf = async (slot: BrokerSlot, troubles: Map<string, Failure>): Promise<Opened> => {
	try {
		await slot.open();
		return { slot };
	} catch (error) {
		const failure = asFailure(error);
		if (!isUnreached(failure)) return { slot, refusal: failure };
		troubles.set(addressKey(slot.address), failure);
		throw failure;
	}
};

const takenOf = ({ slot, refusal }: Opened): BrokerSlot => {
	if (refusal !== undefined) throw refusal;
	return slot;
};

/** The result, or undefined when it does not come within the limit or all have failed; rejects when the caller gave up. */
const soon = async <T>(work: Promise<T>, limit: Deadline, caller: Deadline): Promise<T | undefined> => {
	try {
		return await limit.bound(work);
	} catch {
		caller.signal?.throwIfAborted();
		return undefined;
	}
};
