import { useEffect, useState, useSyncExternalStore } from 'react';
import type { Clock } from '../../ports/clock.ts';
import type { Poller, Snapshot } from '../../state/poller.ts';

/** How many mounted components want a poller to run: the palette and the screen below it may want the same one. */
const holders = new WeakMap<object, number>();

const hold = (poller: Poller<unknown>, by: 1 | -1): void => {
	const count = (holders.get(poller) ?? 0) + by;
	holders.set(poller, count);
	if (count === 1 && by === 1) poller.start();
	if (count === 0) poller.stop();
};

/** Polls while the component is mounted and redraws when something new is known. `isWanted` false only listens. */
export const usePoller = <T>(poller: Poller<T>, isWanted = true): Snapshot<T> => {
	useEffect(() => {
		if (!isWanted) return;
		hold(poller as Poller<unknown>, 1);
		return () => hold(poller as Poller<unknown>, -1);
	}, [poller, isWanted]);
	return useSyncExternalStore(poller.subscribe, poller.snapshot);
};

/** The same for one that may not be there. */
export const useMaybePoller = <T>(poller: Poller<T> | undefined, isWanted = true): Snapshot<T> | undefined => {
	useEffect(() => {
		if (poller === undefined || !isWanted) return;
		hold(poller as Poller<unknown>, 1);
		return () => hold(poller as Poller<unknown>, -1);
	}, [poller, isWanted]);
	return useSyncExternalStore(poller?.subscribe ?? never, poller?.snapshot ?? nothing);
};

/** Only what it knows. */
export const useKnown = <T>(poller: Poller<T> | undefined, isWanted: boolean): T | undefined => useMaybePoller(poller, isWanted)?.value;

const never = (): (() => void) => () => {};
const nothing = (): undefined => undefined;

/** Three rounds of the slowest poll: an answer that has not come by then is late. */
export const OLD_MS = 30_000;
/** The same for what AWS is asked each minute. */
export const CLOUD_OLD_MS = 180_000;

/** Tells whether what was read at `atMs` is older than it should be; redraws once when it becomes so, never in between. */
export const useIsOld = (atMs: number | undefined, clock: Clock, oldMs = OLD_MS): boolean => {
	const [oldAtMs, setOldAtMs] = useState<number>();
	useEffect(() => {
		if (atMs === undefined) return;
		const timer = setTimeout(() => setOldAtMs(atMs), Math.min(oldMs, Math.max(0, oldMs - (clock.now() - atMs))));
		timer.unref();
		return () => clearTimeout(timer);
	}, [atMs, clock, oldMs]);
	return atMs !== undefined && oldAtMs === atMs;
};
