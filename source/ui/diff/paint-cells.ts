/** Two screens of cells → the bytes that turn one into the other. */
import { isPlainText } from '../display-text.ts';
import type { Cells } from './parse-line.ts';
import { penChange } from './pen.ts';

// Signs whose width every terminal agrees on. After any other the column is set anew, so a terminal that measures it otherwise
// spoils that one sign and not the rest of the line.
const wideScripts =
	/^[\u2E80-\u303E\u3041-\u33FF\u3400-\u4DBF\u4E00-\u9FFF\uA000-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFF01-\uFF60\uFFE0-\uFFE6]$/;
const isCertain = (glyph: string): boolean => isPlainText(glyph) || wideScripts.test(glyph);

const glyphAt = (cells: Cells, x: number): string => cells.glyphs[x] ?? ' ';
const styleAt = (cells: Cells, x: number): string => cells.styles[x] ?? '';
const isSame = (a: Cells, b: Cells, x: number): boolean => glyphAt(a, x) === glyphAt(b, x) && styleAt(a, x) === styleAt(b, x);

const contentEnd = (cells: Cells): number => {
	let end = cells.glyphs.length;
	while (end > 0 && cells.glyphs[end - 1] === ' ' && cells.styles[end - 1] === '') end--;
	return end;
};

// Moving the cursor over unchanged cells costs 4 bytes; writing up to 4 of them again, in the same style, costs no more.
const shortGap = 4;

/** Collects bytes and knows where the terminal's cursor is after them. */
class Brush {
	out = '';
	private pen = '';
	private x = -1;
	private y = -1;
	private isColumnKnown = false;
	private readonly columns: number;

	constructor(columns: number) {
		this.columns = columns;
	}

	moveTo(x: number, y: number): void {
		if (y === this.y && this.isColumnKnown && x === this.x) return;
		if (y === this.y && this.isColumnKnown && x > this.x) this.out += x === this.x + 1 ? '\u001B[C' : `\u001B[${x - this.x}C`;
		else if (y === this.y) this.out += x === 0 ? '\r' : `\u001B[${x + 1}G`;
		else if (y === this.y + 1 && this.y >= 0 && x === 0) this.out += '\r\n';
		else this.out += x === 0 ? (y === 0 ? '\u001B[H' : `\u001B[${y + 1}H`) : `\u001B[${y + 1};${x + 1}H`;
		this.x = x;
		this.y = y;
		this.isColumnKnown = true;
	}

	setPen(style: string): void {
		this.out += penChange(this.pen, style);
		this.pen = style;
	}

	write(cells: Cells, from: number, to: number): void {
		for (let x = from; x < to; x++) {
			const glyph = glyphAt(cells, x);
			if (glyph === '') continue;
			this.moveTo(x, this.y);
			this.setPen(styleAt(cells, x));
			this.out += glyph;
			let width = 1;
			while (cells.glyphs[x + width] === '') width++;
			this.x = x + width;
			// Behind the last column the cursor waits on it (or wraps); either way its column is not what was counted.
			this.isColumnKnown = isCertain(glyph) && this.x < this.columns;
		}
	}

	eraseRight(): void {
		this.setPen('');
		this.out += '\u001B[K';
	}
}

const paintRow = (brush: Brush, y: number, shown: Cells, next: Cells): void => {
	const end = contentEnd(next);
	const shownEnd = contentEnd(shown);
	let x = 0;
	while (x < end) {
		if (isSame(shown, next, x)) {
			x++;
			continue;
		}
		let stop = x + 1;
		for (let ahead = stop; ahead < end && ahead - stop <= shortGap; ahead++) {
			if (!isSame(shown, next, ahead)) stop = ahead + 1;
			else if (styleAt(next, ahead) !== styleAt(next, stop - 1)) break;
		}
		while (stop < end && glyphAt(next, stop) === '') stop++;
		brush.moveTo(x, y);
		brush.write(next, x, stop);
		x = stop;
	}
	if (shownEnd > end) {
		brush.moveTo(end, y);
		brush.eraseRight();
	}
};

/** Returns the bytes that turn the `shown` lines into the `next` ones. The terminal's pen must be default before, and is after. */
export const paintCells = (shown: readonly Cells[], next: readonly Cells[], columns: number): string => {
	const brush = new Brush(columns);
	for (let y = 0; y < next.length; y++) {
		if (shown[y] !== next[y]) paintRow(brush, y, shown[y]!, next[y]!);
	}
	brush.setPen('');
	return brush.out;
};
