/** The title line where room is short: the order of sorting goes first, then the end of a long name; the facts beside it stay. Pure. */
import { stripVTControlCharacters } from 'node:util';
import { titleLine } from '../components/frame-lines.ts';
import { cellWidth, truncate } from '../display-text.ts';
import { type Piece, piecesWidth } from '../styled-line.ts';
import type { Theme } from '../theme.ts';

export type ScreenTitle = {
	readonly title: string;
	readonly shown?: number | undefined;
	readonly total?: number | undefined;
	/** State, filter, marks; empty ones are left out. */
	readonly details: readonly Piece[];
	/** What must be seen: old data, missing data. */
	readonly alerts: readonly Piece[];
	readonly sort: readonly Piece[];
};

/** A name keeps at least this much. */
const LEAST_NAME = 12;
const UNLIMITED = 100_000;

const isShown = (piece: Piece): boolean => (typeof piece === 'string' ? piece : piece.text) !== '';

const spaced = (pieces: readonly Piece[]): readonly Piece[] => pieces.flatMap((piece, i) => (i === 0 ? [piece] : ['  ', piece]));

/** Paints the title line into `width` cells. */
export const fittedTitle = ({ title, shown, total, details, alerts, sort }: ScreenTitle, width: number, theme: Theme): string => {
	const told = details.filter(isShown);
	const line = (name: string, right: readonly Piece[], room: number): string =>
		titleLine({ title: name, shown, total, details: told, right }, room, theme);
	const leftWidth = cellWidth(stripVTControlCharacters(line(title, [], UNLIMITED)));
	const choices = [spaced([...alerts, ...sort]), spaced(alerts)];
	const taken = (right: readonly Piece[]): number => (right.length === 0 ? 0 : piecesWidth(right, theme) + 3);
	const right = choices.find(choice => leftWidth + taken(choice) <= width) ?? choices[1]!;
	const excess = leftWidth + taken(right) - width;
	const name = excess > 0 ? truncate(title, Math.max(LEAST_NAME, cellWidth(title) - excess), theme.signs.ellipsis) : title;
	return line(name, right, width);
};
