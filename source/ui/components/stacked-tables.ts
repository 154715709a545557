/** Several small tables on top of one another with one cursor through all of them. Pure. */
import { type FittedColumns, windowOffset } from '../layout.ts';
import type { Theme } from '../theme.ts';
import { fitTable, headerLine, rowLine, type TableColumn } from './table-rows.ts';

/** One of the tables; a row has its id within the table. */
export type StackedTable<Row> = {
	readonly id: string;
	readonly columns: readonly TableColumn<Row>[];
	readonly rows: readonly Row[];
	readonly idOf: (row: Row) => string;
	/** A sentence below the rows, or instead of them. */
	readonly note?: string | undefined;
	/** Without a line that names the columns. */
	readonly hasNoHeader?: boolean;
};

/** A line of the stack; one without an id can not be selected. */
export type StackedLine = { readonly id: string | undefined; readonly paint: (isSelected: boolean) => string };

/** Lays out one table. */
export const tableLines = <Row>(table: StackedTable<Row>, width: number, theme: Theme): readonly StackedLine[] => {
	const { id, columns, rows, idOf, note, hasNoHeader } = table;
	const fitted: FittedColumns = fitTable(columns, rows, width);
	const header = hasNoHeader ? [] : [{ id: undefined, paint: () => headerLine(columns, fitted, undefined, theme) }];
	const lines = rows.map(row => ({
		id: `${id} ${idOf(row)}`,
		paint: (isSelected: boolean) => rowLine(row, columns, fitted, theme, { width, isSelected, isMarked: false, scrolled: 0 }),
	}));
	const below = note === undefined ? [] : [{ id: undefined, paint: () => theme.paint('muted', `   ${theme.showSigns(note)}`) }];
	return [...header, ...lines, ...below];
};

/** Where the window stood when the selected line was at `cursor`. */
export type StackedWindow = { readonly offset: number; readonly cursor: number };

/** Moves the window as little as possible so that the selected line is in it; lines that come above it move along, except at the very top. */
export const stackedWindow = (
	before: StackedWindow | undefined,
	id: string | undefined,
	cursor: number,
	count: number,
	height: number,
	beforeId: string | undefined,
): StackedWindow => {
	const old = before ?? { offset: 0, cursor };
	const moved = old.offset > 0 && id === beforeId ? old.offset + cursor - old.cursor : old.offset;
	return { cursor, offset: windowOffset(cursor, count, height, moved, 1) };
};
