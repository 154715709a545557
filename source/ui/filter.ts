/**
 * The list filter: words that must all occur, `!word` for words that must not. A word with a capital letter minds case (as in less and vim).
 */

/** Holds a filter ready to be asked many times. */
export type Filter = {
	/** Tells whether nothing is asked, so that everything matches. */
	readonly isEmpty: boolean;
	readonly matches: (text: string) => boolean;
	/** Lists the wanted words as typed, for highlighting. */
	readonly wanted: readonly string[];
};

type Word = { readonly text: string; readonly isWanted: boolean; readonly mindsCase: boolean };

const parseWord = (word: string): Word => {
	const isWanted = !word.startsWith('!');
	const text = isWanted ? word : word.slice(1);
	const lower = text.toLowerCase();
	return { text, isWanted, mindsCase: text !== lower };
};

/** Reads what was typed. A lone `!` asks nothing yet, so the list does not blink empty while one types. */
export const compileFilter = (typed: string): Filter => {
	const words = typed
		.split(/\s+/)
		.map(parseWord)
		.filter(word => word.text !== '');
	const needsLower = words.some(word => !word.mindsCase);
	return {
		isEmpty: words.length === 0,
		wanted: words.filter(word => word.isWanted).map(word => word.text),
		matches: text => {
			const lower = needsLower ? text.toLowerCase() : text;
			for (const word of words) if ((word.mindsCase ? text : lower).includes(word.text) !== word.isWanted) return false;
			return true;
		},
	};
};

/** Returns the rows whose text matches; the same array when nothing is asked, so that memoised views stay still. */
export const filterRows = <Row>(rows: readonly Row[], filter: Filter, textOf: (row: Row) => string): readonly Row[] =>
	filter.isEmpty ? rows : rows.filter(row => filter.matches(textOf(row)));
