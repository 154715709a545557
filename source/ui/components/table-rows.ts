/** Pure text of a table: columns → header and rows as painted strings, each exactly one line and never wider than the table. */
import { type Align, cellWidth, displayText, dropCells, fitText } from '../display-text.ts';
import { type FittedColumns, fitColumns } from '../layout.ts';
import type { StyleName, Theme } from '../theme.ts';
import type { Sort } from './table-state.ts';

/** Is what a cell shows; a bare string has no style. */
export type Cell = string | { readonly text: string; readonly style?: StyleName | undefined };

/** Describes one column of a table of rows. */
export type TableColumn<Row> = {
	readonly id: string;
	readonly title: string;
	readonly align?: Align;
	readonly minWidth: number;
	/** Absent: a fixed column of `minWidth`. A flexible one takes what its longest row needs, up to this. */
	readonly maxWidth?: number;
	/** 0 always stays; the highest number goes first when room is short. */
	readonly priority: number;
	readonly cell: (row: Row) => Cell;
	/** Orders rows upwards; absent = not sortable. */
	readonly compare?: (a: Row, b: Row) => number;
	/** Orders rows where more than comparing is needed, such as keeping unknown values last in both directions. */
	readonly sortRows?: (rows: readonly Row[], isDescending: boolean) => readonly Row[];
	readonly isDescendingFirst?: boolean;
};

/** Cells in front of the first column: mark, cursor, blank. */
export const gutterWidth = 3;

const textOf = (cell: Cell): string => (typeof cell === 'string' ? cell : cell.text);

// Width needed by the longest of the rows; for long lists a plain character count decides which rows are worth measuring.
const contentWidth = <Row>(column: TableColumn<Row>, rows: readonly Row[]): number => {
	let longest = cellWidth(column.title);
	for (const row of rows) {
		const text = textOf(column.cell(row));
		if (text.length > longest || (text.length * 2 > longest && !/^[\u0020-\u007E]*$/.test(text)))
			longest = Math.max(longest, cellWidth(displayText(text)));
	}
	return longest;
};

/** Chooses the columns that fit into a table of `width` cells. One cell at the right stays free for terminals that measure foreign text otherwise. */
export const fitTable = <Row>(columns: readonly TableColumn<Row>[], rows: readonly Row[], width: number): FittedColumns =>
	fitColumns(
		columns.map(column => {
			const maxWidth = column.maxWidth === undefined ? column.minWidth : Math.min(column.maxWidth, contentWidth(column, rows));
			// A cut name can be guessed, a cut number misleads: it gets its room whole, or its column goes.
			const minWidth = column.align === 'right' ? maxWidth : Math.min(column.minWidth, maxWidth);
			return { id: column.id, minWidth, maxWidth, priority: column.priority };
		}),
		width - gutterWidth - 1,
	);

const isFlexible = <Row>(column: TableColumn<Row>): boolean => column.maxWidth !== undefined && column.maxWidth > column.minWidth;

/** Paints the header line, with the sort sign beside the column that orders the rows. */
export const headerLine = <Row>(
	columns: readonly TableColumn<Row>[],
	fitted: FittedColumns,
	sort: Sort | undefined,
	theme: Theme,
): string => {
	const byId = new Map(columns.map(column => [column.id, column]));
	const cells = fitted.columns.map(({ id, width }) => {
		const column = byId.get(id)!;
		const sign = sort?.columnId === id ? (sort.isDescending ? theme.signs.sortDown : theme.signs.sortUp) : '';
		const title = theme.showSigns(column.title);
		// The sign yields where it would cut the title: the title line names the order too.
		return fitText(cellWidth(title + sign) <= width ? title + sign : title, width, column.align, theme.signs.ellipsis);
	});
	return theme.paint('strong', ' '.repeat(gutterWidth) + cells.join(' '.repeat(fitted.gap)).trimEnd());
};

/** Paints one row. The selected one is inverse over the whole width, so it is seen without colour and from the far end of a wide line. */
export const rowLine = <Row>(
	row: Row,
	columns: readonly TableColumn<Row>[],
	fitted: FittedColumns,
	theme: Theme,
	{
		width,
		isSelected,
		isMarked,
		scrolled,
	}: { readonly width: number; readonly isSelected: boolean; readonly isMarked: boolean; readonly scrolled: number },
): string => {
	const byId = new Map(columns.map(column => [column.id, column]));
	let used = 0;
	const cells = fitted.columns.map(({ id, width: cellRoom }) => {
		const column = byId.get(id)!;
		const cell = column.cell(row);
		const { text, style } = typeof cell === 'string' ? { text: cell, style: undefined } : cell;
		const shown = theme.showSigns(displayText(text));
		const moved =
			isFlexible(column) && cellWidth(shown) > cellRoom ? dropCells(shown, Math.min(scrolled, cellWidth(shown) - cellRoom)) : shown;
		used += cellRoom + fitted.gap;
		const fittedText = fitText(moved, cellRoom, column.align, theme.signs.ellipsis);
		if (!style) return fittedText;
		// Only the text is painted: blanks in colour would show as blocks on the inverse row.
		const bare = fittedText.trim();
		const start = fittedText.indexOf(bare);
		return fittedText.slice(0, start) + theme.paint(style, bare) + fittedText.slice(start + bare.length);
	});
	const mark = isMarked ? theme.paint('accent', theme.signs.mark) : ' ';
	const body = cells.join(' '.repeat(fitted.gap));
	if (!isSelected) return `${mark}  ${body}`;
	const rest = Math.max(0, width - gutterWidth - 1 - (used - fitted.gap));
	return mark + theme.paint('accent', theme.signs.cursor) + theme.paint('selection', ` ${body}${' '.repeat(rest)}`);
};
