/** Turns a noun's one table of columns into what the Table component draws: widths and styles are all that a screen adds. */
import type { Cell, Column, NounTable } from '../columns/column.ts';
import { sortRows } from '../columns/sort-rows.ts';
import type { UnknownField } from '../model/unknown.ts';
import type { Cell as PaintedCell, TableColumn } from './components/table-rows.ts';

/** Room of a column in cells; one number is a fixed width, two are the least and the most. */
export type Width = number | readonly [number, number];

const DEFAULT_WIDTH = 8;

/**
 * Gives the columns named in `widths`, in that order; others of the noun do not show on this screen.
 * Numbers are sorted largest first, names upwards.
 */
export const nounColumns = <Row>(table: NounTable<Row>, widths: Readonly<Record<string, Width>>): readonly TableColumn<Row>[] =>
	Object.entries(widths).flatMap(([id, width]) => {
		const column = table.columns.find(c => c.id === id);
		return column === undefined ? [] : [toTableColumn(column, width)];
	});

const toTableColumn = <Row>(column: Column<Row>, width: Width): TableColumn<Row> => {
	const [minWidth, maxWidth] = typeof width === 'number' ? [width, undefined] : width;
	return {
		id: column.id,
		title: column.title,
		align: column.align,
		minWidth: minWidth ?? DEFAULT_WIDTH,
		...(maxWidth !== undefined && { maxWidth }),
		priority: column.priority,
		cell: row => painted(column.cell(row)),
		compare: column.compare,
		sortRows: (rows, isDescending) => sortRows(rows, column, isDescending),
		isDescendingFirst: column.align === 'right',
	};
};

const painted = ({ text, severity, state }: Cell): PaintedCell =>
	state !== undefined ? { text, style: 'muted' } : { text, style: severity };

/** Why a shown value of the row is unknown, in a few words: the first column whose cell says so and for which the row keeps a reason. */
export const shownUnknown = <Row>(table: NounTable<Row>, shownIds: readonly string[], row: Row | undefined): string | undefined => {
	if (row === undefined) return undefined;
	const columns = table.columns.filter(c => shownIds.includes(c.id) && c.cell(row).state === 'unknown');
	if (columns.length === 0) return undefined;
	const unknown = table.unknownOf(row);
	for (const column of columns) {
		const why = unknown.find(u => u.field === column.id);
		// The missing right is what one can act on; the reason in full stands behind `i`.
		if (why !== undefined) return `${column.title} unknown: ${why.needs === null ? why.reason : `needs ${why.needs}`}`;
	}
	return `${columns[0]!.title} is not known`;
};

/** All that is unknown of a row among some columns, each by its title. */
export const rowUnknowns = <Row>(
	table: NounTable<Row>,
	ids: readonly string[],
	row: Row,
): readonly (UnknownField & { readonly subject: string })[] =>
	table.unknownOf(row).flatMap(u => {
		const column = table.columns.find(c => c.id === u.field && ids.includes(c.id));
		return column?.cell(row).state === 'unknown' ? [{ ...u, subject: column.title }] : [];
	});
