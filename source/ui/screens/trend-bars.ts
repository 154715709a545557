/** The trend of a lag as bars: a direction one sees at a glance. Pure. */
import type { Theme } from '../theme.ts';

/** A lag that moves by fewer records than this is steady: two records of one batch must not look like a mountain. */
const LEAST_SPAN = 10;
/** Nor may a thousandth of a great lag. */
const LEAST_SHARE = 0.001;

/**
 * Scales between the least and the greatest value shown, so that a great lag which grows slowly still shows a slope; a steady one is a flat
 * line, the lowest only where there is next to no lag. A gap (undefined) is a blank.
 */
export const trendBars = (values: readonly (number | undefined)[], { signs: { bars } }: Theme): string => {
	const known = values.filter(v => v !== undefined);
	const low = Math.min(...known);
	const high = Math.max(...known);
	const top = bars.length - 1;
	const middle = Math.floor(top / 2);
	const isSteady = high - low < Math.max(LEAST_SPAN, high * LEAST_SHARE);
	const level = (value: number): number => {
		if (isSteady) return high < LEAST_SPAN ? Math.round((Math.max(0, value) / LEAST_SPAN) * middle) : middle;
		const scaled = Math.round(((value - low) / (high - low)) * top);
		// The lowest bar is for no lag at all.
		return value > 0 ? Math.max(1, scaled) : scaled;
	};
	return values.map(value => (value === undefined ? ' ' : bars[level(value)]!)).join('');
};
