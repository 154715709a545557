/** Lines that moved up or down together: a terminal scrolls them by itself for a dozen bytes. */

/** Is a region of lines (0-based, both ends inside) that moves by some lines; `by` > 0 is upwards, as when a list scrolls down. */
export type Scroll = { readonly top: number; readonly bottom: number; readonly by: number };

// Fewer lines than this are as cheap to write again.
const fewestLines = 3;

const votes = (shown: readonly string[], next: readonly string[]): Map<number, number[]> => {
	const place = new Map<string, number>();
	// Lines that occur twice (blank ones, rules) say nothing about where they came from.
	shown.forEach((line, y) => {
		place.set(line, place.has(line) ? -1 : y);
	});
	const found = new Map<number, number[]>();
	next.forEach((line, y) => {
		if (shown[y] === line) return;
		const from = place.get(line);
		if (from === undefined || from < 0) return;
		const lines = found.get(from - y);
		if (lines) lines.push(y);
		else found.set(from - y, [y]);
	});
	return found;
};

const regionOf = (first: number, last: number, by: number): Scroll =>
	by > 0 ? { top: first, bottom: last + by, by } : { top: first + by, bottom: last, by };

/** Proposes scrolls worth trying: of the distance most lines agree on, all of them together and the longest unbroken run. */
export const findScrolls = (shown: readonly string[], next: readonly string[]): readonly Scroll[] => {
	let best: { by: number; lines: number[] } | undefined;
	for (const [by, lines] of votes(shown, next))
		if (lines.length >= fewestLines && lines.length > (best?.lines.length ?? 0)) best = { by, lines };
	if (!best) return [];
	const { by, lines } = best;
	const whole = regionOf(lines[0]!, lines.at(-1)!, by);
	let run = { from: 0, to: 0 };
	for (let from = 0; from < lines.length; ) {
		let to = from;
		while (to + 1 < lines.length && lines[to + 1] === lines[to]! + 1) to++;
		if (to - from > run.to - run.from) run = { from, to };
		from = to + 1;
	}
	const longest = regionOf(lines[run.from]!, lines[run.to]!, by);
	return longest.top === whole.top && longest.bottom === whole.bottom ? [whole] : [whole, longest];
};

/** Returns the lines as they stand after the terminal scrolled; `blank` is what comes in. */
export const scrollLines = <Line>(lines: readonly Line[], { top, bottom, by }: Scroll, blank: Line): Line[] => {
	const region = lines.slice(top, bottom + 1);
	const blanks = Array.from({ length: Math.min(Math.abs(by), region.length) }, () => blank);
	const moved = by > 0 ? [...region.slice(by), ...blanks] : [...blanks, ...region.slice(0, by)];
	return [...lines.slice(0, top), ...moved, ...lines.slice(bottom + 1)];
};

/** Returns the bytes that make the terminal scroll; the cursor's place is unknown afterwards. */
export const scrollSequence = ({ top, bottom, by }: Scroll): string => {
	const count = Math.abs(by) === 1 ? '' : String(Math.abs(by));
	return `\u001B[${top + 1};${bottom + 1}r\u001B[${count}${by > 0 ? 'S' : 'T'}\u001B[r`;
};
