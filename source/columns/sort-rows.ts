import type { Column } from './column.ts';

/** Sorts rows by a column without changing the list given; unknown and loading values come last in both directions. */
export const sortRows = <Row>(rows: readonly Row[], column: Column<Row>, isDescending = false): readonly Row[] => {
	const hasNone = (row: Row) => {
		const { state } = column.cell(row);
		return state === 'unknown' || state === 'loading';
	};
	const known: Row[] = [];
	const none: Row[] = [];
	for (const row of rows) (hasNone(row) ? none : known).push(row);
	known.sort((a, b) => (isDescending ? column.compare(b, a) : column.compare(a, b)));
	return [...known, ...none];
};
