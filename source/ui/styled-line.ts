/** Builds one screen line out of pieces: sanitised, measured, cut and only then painted. */
import { cellWidth, displayText, truncate } from './display-text.ts';
import type { StyleName, Theme } from './theme.ts';

/** Is a piece of a line; a bare string has no style. */
export type Piece = string | { readonly text: string; readonly style?: StyleName | undefined };

type Plain = { readonly text: string; readonly style: StyleName | undefined };

const plain = (piece: Piece, theme: Theme): Plain => {
	const { text, style } = typeof piece === 'string' ? { text: piece, style: undefined } : piece;
	return { text: theme.showSigns(displayText(text)), style };
};

/** Measures pieces in cells, as they will be shown. */
export const piecesWidth = (pieces: readonly Piece[], theme: Theme): number =>
	pieces.reduce((sum, piece) => sum + cellWidth(plain(piece, theme).text), 0);

/** Paints pieces into at most `width` cells, cut with a sign at the end; padded with blanks to exactly that width when asked. */
export const paintLine = (pieces: readonly Piece[], width: number, theme: Theme, { isPadded = false } = {}): string => {
	let left = width;
	let out = '';
	for (const piece of pieces) {
		const { text, style } = plain(piece, theme);
		if (text === '') continue;
		if (left <= 0) break;
		const shown = truncate(text, left, theme.signs.ellipsis);
		out += style ? theme.paint(style, shown) : shown;
		left -= cellWidth(shown);
		if (shown !== text) break;
	}
	return isPadded && left > 0 ? out + ' '.repeat(left) : out;
};

/** Paints one group at the left edge and one at the right; where both do not fit, the left one is cut and two blanks stay between. */
export const paintSides = (leftPieces: readonly Piece[], rightPieces: readonly Piece[], width: number, theme: Theme): string => {
	const rightWidth = piecesWidth(rightPieces, theme);
	if (rightWidth === 0 || rightWidth + 2 > width) return paintLine(leftPieces, width, theme);
	return `${paintLine(leftPieces, width - rightWidth - 2, theme, { isPadded: true })}  ${paintLine(rightPieces, rightWidth, theme)}`;
};
