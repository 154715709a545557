/**
 * The one place that makes foreign text (names, keys, values, error messages) fit for a terminal, and the one measure of its width.
 *
 * Order of work, everywhere: sanitise → measure and cut → paint. Painting first would count escape sequences as cells.
 */
import stringWidth from 'string-width';

const printableAscii = /^[\u0020-\u007E]*$/;
// Characters every terminal agrees are one cell: Latin, Greek and Cyrillic without marks, our own signs, boxes and bars. Soft hyphen is left out.
const narrowOnly =
	/^[\u0020-\u007E\u00A1-\u00AC\u00AE-\u02FF\u0370-\u0377\u037A-\u037F\u0384-\u0482\u048A-\u052F\u2010-\u2015\u2018-\u2027\u2030-\u205E\u2190-\u21FF\u2200-\u22FF\u2400-\u2426\u2500-\u25FC]*$/;
// Invisible characters (ZWJ, variation selectors, bidi controls, fillers, tags) and skin tones: terminals disagree about their width,
// and a disagreement on a full row shifts everything after it.
const invisible = /\p{Default_Ignorable_Code_Point}|\p{Bidi_Control}|[\uFFF9-\uFFFB]|\p{Emoji_Modifier}/gu;
const stackedMarks = /(\p{M}{2})\p{M}+/gu;
const control = /[\u0000-\u001F\u007F-\u009F\u2028\u2029]/g;

const showControl = (character: string): string => {
	const code = character.charCodeAt(0);
	if (code < 0x20) return String.fromCharCode(0x24_00 + code);
	if (code === 0x7f) return '\u2421';
	if (code > 0xff) return '\u2424';
	return `\\x${code.toString(16)}`;
};

/** Returns text that cannot move the cursor, paint, link, reorder or hide anything: control characters become visible signs. */
export const displayText = (foreign: string): string => {
	if (printableAscii.test(foreign)) return foreign;
	return foreign.toWellFormed().replace(control, showControl).replace(invisible, '').replace(stackedMarks, '$1');
};

/** Measures text in terminal cells. Text must be free of styles. */
export const cellWidth = (text: string): number => (narrowOnly.test(text) ? text.length : stringWidth(text));

/** Tells whether every character is one cell wide in every terminal. */
export const isPlainText = (text: string): boolean => narrowOnly.test(text);

const graphemes = new Intl.Segmenter();

/** Splits text into what a terminal draws as one sign each. */
export const splitGraphemes = (text: string): string[] =>
	narrowOnly.test(text) ? [...text] : Array.from(graphemes.segment(text), s => s.segment);

const cutStart = (text: string, width: number): string => {
	if (narrowOnly.test(text)) return text.slice(0, width);
	let used = 0;
	let out = '';
	for (const grapheme of splitGraphemes(text)) {
		used += cellWidth(grapheme);
		if (used > width) break;
		out += grapheme;
	}
	return out;
};

/** Cuts text to a width in cells, with a sign at the end where something was cut. */
export const truncate = (text: string, width: number, ellipsis = '…'): string => {
	if (width <= 0) return '';
	if (cellWidth(text) <= width) return text;
	return cutStart(text, width - cellWidth(ellipsis)) + ellipsis;
};

/** Drops a number of cells from the left: horizontal scrolling. A wide sign cut in half leaves a blank. */
export const dropCells = (text: string, cells: number): string => {
	if (cells <= 0) return text;
	if (narrowOnly.test(text)) return text.slice(cells);
	let used = 0;
	let out = '';
	for (const grapheme of splitGraphemes(text)) {
		const width = cellWidth(grapheme);
		if (used >= cells) out += grapheme;
		else if (used + width > cells) out += ' '.repeat(used + width - cells);
		used += width;
	}
	return out;
};

/** Says on which side of its column a text stands. */
export type Align = 'left' | 'right';

/** Makes text exactly as wide as asked: cut with a sign, or padded on the side away from its alignment. */
export const fitText = (text: string, width: number, align: Align = 'left', ellipsis = '…'): string => {
	const shown = truncate(text, width, ellipsis);
	const blanks = ' '.repeat(Math.max(0, width - cellWidth(shown)));
	return align === 'left' ? shown + blanks : blanks + shown;
};
