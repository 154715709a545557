/** States as a sign and a word: never by colour alone, and unknown is never green. */
import type { Piece } from '../styled-line.ts';
import type { StyleName, Theme } from '../theme.ts';

/** Names how well something is. */
export type Health = 'ok' | 'warning' | 'critical' | 'unknown';

/** Gives the style of a state. */
export const healthStyle: Readonly<Record<Health, StyleName>> = { ok: 'ok', warning: 'warning', critical: 'critical', unknown: 'muted' };

/** Makes a dot and its word, for a line of pieces: `● ACTIVE`, `▲ 3 under-replicated`, `○ not known`. */
export const statusPieces = (health: Health, word: string, theme: Theme): readonly Piece[] => [
	{ text: theme.signs[health], style: healthStyle[health] },
	{ text: ` ${word}`, style: health === 'ok' ? undefined : healthStyle[health] },
];

/** Draws values between 0 and `max` as bars, oldest first; a gap (undefined) is a blank, a single value of 0 the lowest bar. */
export const sparkline = (
	values: readonly (number | undefined)[],
	theme: Theme,
	max = Math.max(0, ...values.filter(v => v !== undefined)),
): string => {
	const { bars } = theme.signs;
	return values
		.map(value =>
			value === undefined
				? ' '
				: bars[max <= 0 ? 0 : Math.max(0, Math.min(bars.length - 1, Math.round((value / max) * (bars.length - 1))))]!,
		)
		.join('');
};
