import { useEffect, useSyncExternalStore } from 'react';
import type { Poller, Snapshot } from '../../state/poller.ts';

/** Polls while the component is mounted and redraws when something new is known. */
export const usePoller = <T>(poller: Poller<T>): Snapshot<T> => {
	useEffect(() => {
		poller.start();
		return () => poller.stop();
	}, [poller]);
	return useSyncExternalStore(poller.subscribe, poller.snapshot);
};
