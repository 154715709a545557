import { asFailure, Failure } from '../model/failure.ts';
import { addressKey, type BrokerSlot, secondsText } from './broker-slot.ts';
import type { Deadline } from './deadline.ts';

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
	const opening: Promise<Opened>[] = [];
	for (const [i, slot] of slots.entries()) {
		if (slot.isUsable) return slot;
		const newest = openedOf(slot, troubles);
		opening.push(newest);
		const result =
			i === slots.length - 1
				? await soon(Promise.any(opening), deadline, deadline)
				: // A refused connection is no reason to wait for a slow one in front of it before the next is tried.
					await soon(Promise.race([Promise.any(opening), newest]), deadline.atMost(patienceMs), deadline);
		if (result !== undefined) return takenOf(result);
	}
	for (const { address } of slots) {
		const key = addressKey(address);
		if (!troubles.has(key))
			troubles.set(
				key,
				new Failure('timeout', `No answer from ${key} within ${secondsText(performance.now() - startedMs)}.`, { nextSteps: REACH_STEPS }),
			);
	}
	return undefined;
};

const REACH_STEPS: readonly string[] = [
	'A broker that does not answer is mostly a matter of the way there: VPN, security group, subnet route, or a tunnel with --map.',
	'On a slow line give it more time with --timeout.',
];

type Opened = { readonly slot: BrokerSlot; readonly refusal?: Failure };

/** Rejects when the broker cannot be reached; a refusal is an answer, since it holds for all brokers. */
const openedOf = async (slot: BrokerSlot, troubles: Map<string, Failure>): Promise<Opened> => {
	try {
		await slot.open();
		return { slot };
	} catch (error) {
		const failure = asFailure(error);
		if (failure.kind !== 'connection' && failure.kind !== 'timeout') return { slot, refusal: failure };
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
