/** Joins rows, columns and a list's memory into what the Table view draws and what the list keys act on. */
import { useCallback, useLayoutEffect, useMemo, useReducer, useRef } from 'react';
import { compileFilter, filterRows } from '../filter.ts';
import type { ListContext } from '../keys/list-actions.ts';
import type { FittedColumns } from '../layout.ts';
import { fitTable, type TableColumn } from './table-rows.ts';
import {
	emptyTableState,
	placeCursor,
	reduceTable,
	type Sort,
	type SortableColumn,
	type TableEvent,
	type TableState,
	type TableView,
} from './table-state.ts';

/** Is a table ready to be drawn. */
export type TableModel<Row> = {
	readonly state: TableState;
	readonly columns: readonly TableColumn<Row>[];
	readonly fitted: FittedColumns;
	/** The rows that pass the filter, in order. */
	readonly rows: readonly Row[];
	readonly total: number;
	readonly ids: readonly string[];
	readonly cursor: number;
	readonly offset: number;
	readonly width: number;
	/** Rows in the window, without the header line. */
	readonly height: number;
	/** False where there is a single line: it shows the selected row. */
	readonly hasHeader: boolean;
	readonly selected: Row | undefined;
	/** The marked rows that still exist; the selected one when none is marked. What actions act on. */
	readonly targets: readonly Row[];
	readonly dispatch: (event: TableEvent) => void;
	readonly select: (id: string) => void;
	readonly setFilter: (text: string) => void;
	/** The list keys' context, without `open`, `copy` and `openFilter`, which the screen provides. */
	readonly moves: Omit<ListContext, 'open' | 'copy' | 'openFilter'>;
};

/** Keeps a list's state while the list is not on screen. */
export type TableMemory = { readonly load: (initial: TableState) => TableState; readonly save: (state: TableState) => void };

/** Is what a screen tells about its list. `rows`, `columns`, `idOf` and `textOf` should keep their identity between renders. */
export type TableInput<Row> = {
	readonly rows: readonly Row[];
	readonly columns: readonly TableColumn<Row>[];
	readonly idOf: (row: Row) => string;
	/** The text the filter looks at; absent = the id. */
	readonly textOf?: (row: Row) => string;
	readonly width: number;
	/** Lines for header and rows together. */
	readonly height: number;
	readonly initialSort?: Sort;
	readonly initialFilter?: string;
	/** Absent: the list starts afresh each time it is mounted. Should keep its identity between renders. */
	readonly memory?: TableMemory | undefined;
};

/** Sorts rows by a column; ties keep their given order, so a refresh does not shuffle equals. */
export const sortRows = <Row>(rows: readonly Row[], columns: readonly TableColumn<Row>[], sort: Sort | undefined): readonly Row[] => {
	const column = columns.find(c => c.id === sort?.columnId);
	if (column?.sortRows) return column.sortRows(rows, sort?.isDescending ?? false);
	const compare = column?.compare;
	if (!compare) return rows;
	return rows.toSorted(sort?.isDescending ? (a, b) => compare(b, a) : compare);
};

/** Keeps a list's memory and works out its view. */
export const useTable = <Row>({
	rows,
	columns,
	idOf,
	textOf,
	width,
	height,
	initialSort,
	initialFilter,
	memory,
}: TableInput<Row>): TableModel<Row> => {
	const [state, dispatch] = useReducer(reduceTable, undefined, () => {
		const initial = { ...emptyTableState, sort: initialSort, filter: initialFilter ?? '' };
		return memory?.load(initial) ?? initial;
	});
	useLayoutEffect(() => memory?.save(state), [memory, state]);
	const filtered = useMemo(() => filterRows(rows, compileFilter(state.filter), textOf ?? idOf), [rows, state.filter, textOf, idOf]);
	const ordered = useMemo(() => sortRows(filtered, columns, state.sort), [filtered, columns, state.sort]);
	const ids = useMemo(() => ordered.map(idOf), [ordered, idOf]);
	const fitted = useMemo(() => fitTable(columns, rows, width), [columns, rows, width]);
	const hasHeader = height > 1;
	const windowHeight = Math.max(1, height - 1);
	const view = useMemo((): TableView => ({ ids, height: windowHeight }), [ids, windowHeight]);
	const { cursor, offset } = placeCursor(state, view);

	const latest = useRef({ view, columns });
	latest.current = { view, columns };
	const sortable = useCallback(
		(): SortableColumn[] =>
			latest.current.columns.filter(column => column.compare).map(({ id, isDescendingFirst = false }) => ({ id, isDescendingFirst })),
		[],
	);
	const moves = useMemo(
		() => ({
			moveBy: (rowCount: number) => dispatch({ type: 'moveBy', rows: rowCount, view: latest.current.view }),
			movePages: (pages: number) => dispatch({ type: 'movePages', pages, view: latest.current.view }),
			moveTo: (where: 'first' | 'last') => dispatch({ type: 'moveTo', where, view: latest.current.view }),
			scrollColumns: (cells: number) => dispatch({ type: 'scrollColumns', columns: cells }),
			nextSort: () => dispatch({ type: 'nextSort', columns: sortable() }),
			reverseSort: () => dispatch({ type: 'reverseSort', columns: sortable() }),
			toggleMark: () => dispatch({ type: 'toggleMark', view: latest.current.view }),
			isEmpty: () => latest.current.view.ids.length === 0,
		}),
		[sortable],
	);
	const select = useCallback((id: string) => dispatch({ type: 'select', id, view: latest.current.view }), []);
	const setFilter = useCallback((text: string) => dispatch({ type: 'setFilter', text }), []);
	const selected = ordered[cursor];
	const targets = useMemo(() => {
		const marked = state.marks.size === 0 ? [] : rows.filter(row => state.marks.has(idOf(row)));
		return marked.length > 0 || selected === undefined ? marked : [selected];
	}, [rows, state.marks, idOf, selected]);
	return {
		state,
		columns,
		fitted,
		rows: ordered,
		total: rows.length,
		ids,
		cursor,
		offset,
		width,
		height: windowHeight,
		hasHeader,
		selected,
		targets,
		dispatch,
		select,
		setFilter,
		moves,
	};
};
