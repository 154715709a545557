/** Fuzzy matching for the palette: every typed letter occurs in order; runs, word starts and short names rank first. */

/** Is how well a text matches, and where (indexes of UTF-16 units) for highlighting. */
export type FuzzyMatch = { readonly score: number; readonly positions: readonly number[] };

const isWordStart = (text: string, at: number): boolean =>
	at === 0 || /[\s._:/-]/.test(text[at - 1]!) || (/[a-z]/.test(text[at - 1]!) && /[A-Z]/.test(text[at]!));

const matchFrom = (text: string, lower: string, wanted: string, start: number): FuzzyMatch | undefined => {
	const positions: number[] = [];
	let score = 0;
	let from = start;
	for (const letter of wanted) {
		const previous = positions.at(-1);
		let at = lower.indexOf(letter, from);
		if (at < 0) return undefined;
		// A later word start beats an earlier letter in the middle of a word, unless that letter continues a run.
		if (previous !== undefined && at !== previous + 1 && !isWordStart(text, at)) {
			for (let later = lower.indexOf(letter, at + 1); later >= 0; later = lower.indexOf(letter, later + 1)) {
				if (isWordStart(text, later)) {
					// Only where the rest can still be found behind it.
					if (isSubsequence(lower, wanted.slice(positions.length), later)) at = later;
					break;
				}
			}
		}
		score += previous !== undefined && at === previous + 1 ? 8 : isWordStart(text, at) ? 10 : 1;
		if (previous !== undefined) score -= Math.min(6, at - previous - 1);
		positions.push(at);
		from = at + letter.length;
	}
	return { score: score - Math.min(10, (positions[0] ?? 0) / 2) - text.length / 50, positions };
};

const isSubsequence = (lower: string, wanted: string, from: number): boolean => {
	for (const letter of wanted) {
		const at = lower.indexOf(letter, from);
		if (at < 0) return false;
		from = at + letter.length;
	}
	return true;
};

/** Scores text against what was typed (blanks do not count); undefined when it does not match. */
export const fuzzyMatch = (text: string, typed: string): FuzzyMatch | undefined => {
	const wanted = typed.toLowerCase().replaceAll(/\s+/g, '');
	if (wanted === '') return { score: 0, positions: [] };
	const lower = text.toLowerCase();
	if (!isSubsequence(lower, wanted, 0)) return undefined;
	// Whole substrings first: an exact piece of a name is what people mean.
	const whole = lower.indexOf(wanted);
	const found = matchFrom(text, lower, wanted, 0);
	if (whole < 0) return found;
	const run = {
		positions: Array.from(wanted, (_, i) => whole + i),
		score: 10 * wanted.length + (isWordStart(text, whole) ? 12 : 0) - whole / 2 - text.length / 50,
	};
	return found && found.score > run.score ? found : run;
};

/** Returns the best matches, best first; equals keep their given order. */
export const fuzzyFilter = <Item>(
	items: readonly Item[],
	typed: string,
	textOf: (item: Item) => string,
	limit: number,
): { readonly item: Item; readonly match: FuzzyMatch }[] => {
	const found: { item: Item; match: FuzzyMatch; index: number }[] = [];
	items.forEach((item, index) => {
		const match = fuzzyMatch(textOf(item), typed);
		if (match) found.push({ item, match, index });
	});
	return found.sort((a, b) => b.match.score - a.match.score || a.index - b.index).slice(0, limit);
};
