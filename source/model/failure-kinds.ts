/** What kinds of failures have in common, so that everybody draws the same lines. Pure. */
import type { Failure } from './failure.ts';

/** Nobody was reached: refused, broken, or no answer in time. */
export const isUnreached = ({ kind }: Failure): boolean => kind === 'connection' || kind === 'timeout';

/** Nobody answered who should have. A broker that asks us to wait, since a quota is used up, is there. */
export const isSilence = (failure: Failure): boolean => isUnreached(failure) && !isMuted(failure);

/** The request was not sent, since the broker wants to be left alone for `details.throttledMs`. */
export const isMuted = ({ details }: Failure): boolean => details.throttledMs !== undefined;

/** It may be over at the next look; a right that is missing and a thing that does not exist will not. */
export const isPassing = (failure: Failure): boolean => isUnreached(failure) || failure.kind === 'incomplete';

/** It lies on the way to the cluster, whatever is asked there. */
export const isOnTheWay = (failure: Failure): boolean => isUnreached(failure) || failure.kind === 'authentication';
