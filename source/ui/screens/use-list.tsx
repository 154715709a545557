/** A list of one noun: table, filter line, sort, marks, opening and copying. What every list screen and pane shares. */
import { type ReactNode, useCallback, useMemo, useState } from 'react';
import type { NounTable } from '../../columns/column.ts';
import { FilterLine } from '../components/filter-line.tsx';
import { Table } from '../components/table.tsx';
import type { TableColumn } from '../components/table-rows.ts';
import type { Sort } from '../components/table-state.ts';
import { type TableModel, useTable } from '../components/use-table.ts';
import { type BoundAction, bindActions } from '../keys/actions.ts';
import { listActions } from '../keys/list-actions.ts';
import { frameRegions } from '../layout.ts';
import { shownUnknown } from '../noun-columns.ts';
import { useShell } from '../shell/shell-context.ts';
import type { Piece } from '../styled-line.ts';
import { useTheme } from '../theme-context.ts';

export type ListInput<Row> = {
	readonly noun: NounTable<Row>;
	readonly rows: readonly Row[];
	readonly columns: readonly TableColumn<Row>[];
	readonly idOf: (row: Row) => string;
	readonly height: number;
	/** Said where there are no rows at all. */
	readonly empty: string;
	readonly initialSort?: Sort;
	readonly open?: ((row: Row) => void) | undefined;
	/** What `c` copies; absent: the id. */
	readonly copyOf?: (row: Row) => string;
};

export type List<Row> = {
	readonly table: TableModel<Row>;
	readonly actions: readonly BoundAction[];
	readonly body: ReactNode;
	/** The filter line while it is open. */
	readonly overlay: ReactNode | undefined;
	/** Filter, marks and sort order, for the title line. */
	readonly details: readonly Piece[];
	readonly sortPieces: readonly Piece[];
	/** Why a shown value of the selected row is unknown. */
	readonly note: string | undefined;
	/** Takes back the filter or the marks; false when there was neither. */
	readonly clear: () => boolean;
};

/** Keeps a list; its parts are drawn by the screen. */
export const useList = <Row,>({ noun, rows, columns, idOf, height, empty, initialSort, open, copyOf }: ListInput<Row>): List<Row> => {
	const { size, copy } = useShell();
	const theme = useTheme();
	const [isFiltering, setFiltering] = useState(false);
	const table = useTable({ rows, columns, idOf, width: size.columns, height, ...(initialSort && { initialSort }) });
	const { moves, setFilter, selected, dispatch } = table;
	const { filter, marks, sort } = table.state;
	const actions = useMemo(
		() =>
			bindActions(listActions, {
				...moves,
				openFilter: () => setFiltering(true),
				...(open && { open: () => selected !== undefined && open(selected) }),
				copy: () => {
					if (selected !== undefined) copy((copyOf ?? idOf)(selected), noun.noun.replace(/s$/, ''));
				},
			}),
		[moves, open, selected, copy, copyOf, idOf, noun],
	);
	const closeFilter = useCallback(
		(isKept: boolean) => {
			setFiltering(false);
			if (!isKept) setFilter('');
		},
		[setFilter],
	);
	const clear = useCallback(() => {
		if (filter === '' && marks.size === 0) return false;
		setFilter('');
		dispatch({ type: 'clearMarks' });
		return true;
	}, [filter, marks, setFilter, dispatch]);
	const { footer } = frameRegions(size.columns, size.rows);
	const sortTitle = columns.find(c => c.id === sort?.columnId)?.title.toLowerCase();
	return {
		table,
		actions,
		body: <Table table={table} empty={rows.length > 0 ? 'nothing matches the filter; esc clears it' : empty} />,
		overlay:
			isFiltering && footer !== undefined ? (
				<FilterLine top={footer} width={size.columns} initial={filter} onChange={setFilter} onClose={closeFilter} />
			) : undefined,
		details: [
			filter === '' || isFiltering ? '' : { text: `/${filter}`, style: 'accent' },
			marks.size === 0 ? '' : { text: `${marks.size} marked`, style: 'accent' },
		],
		sortPieces:
			sort === undefined
				? []
				: [{ text: `sort ${sortTitle} ${sort.isDescending ? theme.signs.sortDown : theme.signs.sortUp}`, style: 'muted' }],
		note: shownUnknown(
			noun,
			table.fitted.columns.map(c => c.id),
			selected,
		),
		clear,
	};
};
