/**
 * One painted line → cells. The grammar is what Ink writes: graphemes, and SGR sequences (`ESC [ n ; n … m`); anything else is a surprise.
 */
import { cellWidth, isPlainText, splitGraphemes } from '../display-text.ts';

/** Holds a line cell by cell: the grapheme ('' = right half of the wide one before) and its style (SGR codes in one fixed order, '' = none). */
export type Cells = { readonly glyphs: readonly string[]; readonly styles: readonly string[] };

/** Is a line without anything on it. */
export const blankCells: Cells = { glyphs: [], styles: [] };

const sgr = /\u001B\[([\d;]*)m/y;
const unprintable = /[\u0000-\u001F\u007F-\u009F]/;

type Style = { attributes: Set<number>; foreground: string; background: string };

const attributeOff: Readonly<Record<number, readonly number[]>> = {
	22: [1, 2],
	23: [3],
	24: [4],
	25: [5],
	27: [7],
	28: [8],
	29: [9],
	55: [53],
};

/** Applies SGR parameters to a style; false when they are not understood. */
const applySgr = (style: Style, parameters: string): boolean => {
	const codes = parameters.split(';').map(code => Number(code || '0'));
	for (let i = 0; i < codes.length; i++) {
		const code = codes[i]!;
		if (code === 0) {
			style.attributes.clear();
			style.foreground = '';
			style.background = '';
		} else if ((code >= 1 && code <= 9) || code === 53) style.attributes.add(code);
		else if (attributeOff[code]) for (const off of attributeOff[code]) style.attributes.delete(off);
		else if (code === 39) style.foreground = '';
		else if (code === 49) style.background = '';
		else if (code === 38 || code === 48) {
			const length = codes[i + 1] === 5 ? 3 : codes[i + 1] === 2 ? 5 : 0;
			if (length === 0 || i + length > codes.length) return false;
			const colour = codes.slice(i, i + length).join(';');
			if (code === 38) style.foreground = colour;
			else style.background = colour;
			i += length - 1;
		} else if ((code >= 30 && code <= 37) || (code >= 90 && code <= 97)) style.foreground = String(code);
		else if ((code >= 40 && code <= 47) || (code >= 100 && code <= 107)) style.background = String(code);
		else return false;
	}
	return true;
};

const styleKey = ({ attributes, foreground, background }: Style): string =>
	[...[...attributes].sort((a, b) => a - b).map(String), ...(foreground ? [foreground] : []), ...(background ? [background] : [])].join(
		';',
	);

/** Cuts a line into cells, at most `columns` of them; undefined when it holds something other than text and SGR. */
export const parseLine = (raw: string, columns: number): Cells | undefined => {
	const glyphs: string[] = [];
	const styles: string[] = [];
	const style: Style = { attributes: new Set(), foreground: '', background: '' };
	let key = '';
	let at = 0;
	while (at < raw.length) {
		const sequence = raw.indexOf('\u001B', at);
		const text = raw.slice(at, sequence < 0 ? raw.length : sequence);
		if (unprintable.test(text)) return undefined;
		if (isPlainText(text)) {
			for (const glyph of text) {
				glyphs.push(glyph);
				styles.push(key);
			}
		} else {
			for (const glyph of splitGraphemes(text)) {
				const width = cellWidth(glyph);
				if (width === 0) {
					// A mark without a base belongs to the cell before it.
					const last = glyphs.findLastIndex(other => other !== '');
					if (last >= 0) glyphs[last] += glyph;
					continue;
				}
				glyphs.push(glyph);
				styles.push(key);
				for (let extra = 1; extra < width; extra++) {
					glyphs.push('');
					styles.push(key);
				}
			}
		}
		if (sequence < 0) break;
		sgr.lastIndex = sequence;
		const match = sgr.exec(raw);
		if (!match || !applySgr(style, match[1]!)) return undefined;
		key = styleKey(style);
		at = sequence + match[0].length;
	}
	if (glyphs.length > columns) {
		// A wide sign cut by the edge would wrap or vanish, each terminal in its own way.
		const isCut = glyphs[columns] === '';
		glyphs.length = columns;
		styles.length = columns;
		for (let i = columns - 1; isCut && i >= 0; i--) {
			const wasHead = glyphs[i] !== '';
			glyphs[i] = ' ';
			if (wasHead) break;
		}
	}
	return { glyphs, styles };
};
