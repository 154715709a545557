/** What the title line says about the age of what is shown: nothing while it is as fresh as it should be. Pure. */
import type { Snapshot } from '../../state/poller.ts';
import { clockText } from '../../units/time.ts';
import type { Piece } from '../styled-line.ts';

/**
 * A failed refresh, a pause and an answer that is overdue (`isOld`) each say so with the time of the rows that stay.
 * No ticking age: that would redraw while nothing happens.
 */
export const freshnessPieces = (snapshot: Snapshot<unknown>, isOld = false): readonly Piece[] => {
	const { failure, atMs, isPaused, value } = snapshot;
	const asOf = atMs === undefined ? '' : ` as of ${clockText(atMs)}`;
	if (failure !== undefined && value !== undefined) return [{ text: `refresh failed${asOf}`, style: 'warning' }];
	if (isPaused) return [{ text: `paused${asOf}`, style: 'accent' }];
	return isOld ? [{ text: `no new answer${asOf}`, style: 'warning' }] : [];
};
