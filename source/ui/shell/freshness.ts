/** What the title line says about the age of what is shown: nothing while it is as fresh as it should be. Pure. */
import type { Snapshot } from '../../state/poller.ts';
import type { Piece } from '../styled-line.ts';

const clockText = (atMs: number): string => new Date(atMs).toTimeString().slice(0, 8);

/** A failed refresh names its reason and the time of the rows that stay; a pause says so. No ticking age: that would redraw while nothing happens. */
export const freshnessPieces = (snapshot: Snapshot<unknown>): readonly Piece[] => {
	const { failure, atMs, isPaused } = snapshot;
	const asOf = atMs === undefined ? '' : `as of ${clockText(atMs)}`;
	if (failure !== undefined && snapshot.value !== undefined)
		return [
			{ text: 'refresh failed', style: 'warning' },
			{ text: ` ${asOf}`, style: 'warning' },
		];
	return isPaused ? [{ text: `paused ${asOf}`.trimEnd(), style: 'accent' }] : [];
};
