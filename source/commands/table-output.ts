import type { Cell, Column, Severity } from '../columns/column.ts';
import { printable } from '../units/foreign-text.ts';
import { asciiText, type Output } from './output.ts';

/** Columns from this priority on are shown only when they are asked for by name. */
const ASKED_ONLY = 8;
const GAP = '  ';

const SGR: Readonly<Record<Severity, string>> = { critical: '\u001b[31m', warning: '\u001b[33m', ok: '\u001b[32m', muted: '\u001b[2m' };
const RESET = '\u001b[0m';

/** Colours text for a terminal that shows colours. */
export const paint = (severity: Severity, text: string): string => `${SGR[severity]}${text}${RESET}`;

/** Prints rows as aligned text. On a terminal the least important columns give way; a pipe gets them all at full width. */
export const printTable = async <Row>(output: Output, columns: readonly Column<Row>[], rows: readonly Row[]): Promise<void> => {
	// A headline without rows would look like an answer.
	if (rows.length === 0) return;
	const texts = rows.map(row => columns.map(c => shown(c.cell(row), output)));
	const widthOf = await widthMeasure(texts.flat());
	const cells = texts.map(line => line.map(cell => ({ ...cell, width: widthOf(cell.text) })));
	const widths = columns.map((c, i) => cells.reduce((most, line) => Math.max(most, line[i]!.width), c.title.length));
	const kept = fitting(columns, widths, output.width);
	narrowText(columns, kept, widths, output.width);
	const lines = [kept.map(i => aligned(columns[i]!.title, columns[i]!.title.length, widths[i]!, columns[i]!.align)).join(GAP)];
	for (const line of cells)
		lines.push(
			kept
				.map(i => {
					const { severity } = line[i]!;
					const { text, width } = line[i]!.width > widths[i]! ? cut(line[i]!.text, widths[i]!, output.isAscii) : line[i]!;
					const padded = aligned(text, width, widths[i]!, columns[i]!.align);
					return output.hasColor && severity !== undefined ? paint(severity, padded) : padded;
				})
				.join(GAP),
		);
	output.result(`${lines.map(l => l.trimEnd()).join('\n')}\n`);
};

/** The columns of a table that are shown when nobody asks for others. */
export const usualColumns = <Row>(columns: readonly Column<Row>[], without: readonly string[] = []): readonly Column<Row>[] =>
	columns.filter(c => c.priority < ASKED_ONLY && !without.includes(c.id));

const shown = (cell: Cell, output: Output) => {
	const clean = printable(cell.text);
	const text = output.isAscii ? asciiText(clean) : clean;
	return { text, severity: cell.severity };
};

/** Text of which every character is one column wide: ASCII and our own signs. */
const IS_NARROW = /^[ -~…∞–≥≤·→±×]*$/;

/** Gives the function that measures columns. Loading the real one costs 35 ms (ICU's segmenter), so only foreign text pays for it. */
const widthMeasure = async (cells: readonly { readonly text: string }[]): Promise<(text: string) => number> => {
	if (cells.every(cell => IS_NARROW.test(cell.text))) return text => text.length;
	const { stringWidth } = await import('./foreign-width.ts');
	return stringWidth;
};

const aligned = (text: string, width: number, room: number, align: 'left' | 'right'): string =>
	align === 'right' ? ' '.repeat(room - width) + text : text + ' '.repeat(room - width);

const LEAST_TEXT_WIDTH = 12;

/** Where even the columns that always stay do not fit, the widest text gives way: numbers that wrap can be misread. */
const narrowText = <Row>(columns: readonly Column<Row>[], kept: readonly number[], widths: number[], room: number): void => {
	const excess = kept.reduce((sum, i) => sum + widths[i]! + GAP.length, -GAP.length) - room;
	const widest = kept.filter(i => columns[i]!.align === 'left').sort((a, b) => widths[b]! - widths[a]!)[0];
	if (excess > 0 && widest !== undefined) widths[widest] = Math.min(widths[widest]!, Math.max(LEAST_TEXT_WIDTH, widths[widest]! - excess));
};

/** Cuts text of narrow signs; wide ones are cut by their number, which leaves room over. */
const cut = (text: string, room: number, isAscii: boolean): { readonly text: string; readonly width: number } => {
	const sign = isAscii ? '~' : '…';
	const isNarrow = IS_NARROW.test(text);
	const kept = Array.from(text)
		.slice(0, isNarrow ? room - 1 : Math.floor((room - 1) / 2))
		.join('');
	return { text: kept + sign, width: isNarrow ? room : 2 * Array.from(kept).length + 1 };
};

/** Indices of the columns that fit into `room`, in their order; those of priority 0 stay even when they do not fit. */
const fitting = <Row>(columns: readonly Column<Row>[], widths: readonly number[], room: number): readonly number[] => {
	const kept = columns.map((_, i) => i);
	const total = () => kept.reduce((sum, i) => sum + widths[i]! + GAP.length, -GAP.length);
	while (total() > room) {
		let least = -1;
		for (const [at, i] of kept.entries())
			if (columns[i]!.priority > 0 && (least < 0 || columns[i]!.priority >= columns[kept[least]!]!.priority)) least = at;
		if (least < 0) break;
		kept.splice(least, 1);
	}
	return kept;
};
