import { useMemo } from 'react';
import type { WriteLock } from '../../state/write-lock.ts';
import type { Identity } from '../components/frame-lines.ts';
import { LOCKED } from './use-changing.ts';

export type Unlocking = {
	readonly refusal: () => string | undefined;
	/** Opens for a time, or locks what is open. */
	readonly toggle: () => void;
};

/** What `w` does: production asks for its name first (`askName`), elsewhere it is open at once; each change asks by itself. */
export const useUnlocking = (
	writeLock: WriteLock | undefined,
	environment: Identity['environment'],
	isOtherCluster: boolean,
	askName: () => void,
): Unlocking =>
	useMemo(
		() => ({
			refusal: () => {
				if (writeLock === undefined) return 'there is nothing to change here';
				if (isOtherCluster) return 'this is another cluster than before: say first whether it is the right one';
				return writeLock.access() === 'locked' ? LOCKED : undefined;
			},
			toggle: () => {
				if (writeLock === undefined) return;
				if (writeLock.access() === 'open') writeLock.lock();
				else if (environment === 'prod' || environment === undefined) askName();
				else writeLock.unlock();
			},
		}),
		[writeLock, environment, isOtherCluster, askName],
	);
