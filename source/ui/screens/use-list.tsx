/** A list of one noun: table, filter line, sort, marks, opening and copying. What every list screen and pane shares. */
import { type ReactNode, useCallback, useLayoutEffect, useMemo, useState } from 'react';
import type { NounTable } from '../../columns/column.ts';
import { FilterLine } from '../components/filter-line.tsx';
import { Table } from '../components/table.tsx';
import type { TableColumn } from '../components/table-rows.ts';
import type { Sort } from '../components/table-state.ts';
import { type TableModel, useTable } from '../components/use-table.ts';
import { bindActions } from '../keys/actions.ts';
import { listActions } from '../keys/list-actions.ts';
import { frameRegions } from '../layout.ts';
import { rowUnknowns, shownUnknown } from '../noun-columns.ts';
import { explain } from '../shell/gaps-note.ts';
import { tableMemory } from '../shell/place-memory.ts';
import type { ListFacts } from '../shell/screen-frame.tsx';
import { useFrame } from '../shell/shell-context.ts';
import { useTheme } from '../theme-context.ts';

export type ListInput<Row> = {
	readonly noun: NounTable<Row>;
	/** Under which its cursor, filter and sort are kept; the noun's name where a place has one list of it. */
	readonly memoryName?: string;
	readonly rows: readonly Row[];
	readonly columns: readonly TableColumn<Row>[];
	readonly idOf: (row: Row) => string;
	/** The text the filter looks at; absent: the id. */
	readonly textOf?: (row: Row) => string;
	readonly height: number;
	/** Said where there are no rows at all. */
	readonly empty: string;
	readonly initialSort?: Sort;
	readonly open?: ((row: Row) => void) | undefined;
	/** What `c` copies, a line a row; absent: the id. */
	readonly copyOf?: (row: Row) => string;
};

export type List<Row> = ListFacts & { readonly table: TableModel<Row>; readonly body: ReactNode };

/** Keeps a list; its parts are drawn by the screen. */
export const useList = <Row,>({
	noun,
	memoryName = noun.noun,
	rows,
	columns,
	idOf,
	textOf,
	height,
	empty,
	initialSort,
	open,
	copyOf,
}: ListInput<Row>): List<Row> => {
	const { size, copy, memory: place } = useFrame();
	const theme = useTheme();
	const [isFiltering, setFiltering] = useState(false);
	const [memory] = useState(() => tableMemory(place, memoryName));
	const table = useTable({
		rows,
		columns,
		idOf,
		width: size.columns,
		height,
		memory,
		...(textOf && { textOf }),
		...(initialSort && { initialSort }),
	});
	const { moves, setFilter, selected, targets, dispatch } = table;
	const { filter, marks, sort } = table.state;
	useLayoutEffect(() => {
		place.selected = selected === undefined ? undefined : idOf(selected);
	}, [place, selected, idOf]);
	const actions = useMemo(
		() =>
			bindActions(listActions, {
				...moves,
				openFilter: () => setFiltering(true),
				...(open && { open: () => selected !== undefined && open(selected) }),
				copy: () => {
					const texts = targets.map(copyOf ?? idOf);
					if (texts.length > 0) copy(texts.join('\n'), texts.length === 1 ? texts[0]! : `${texts.length} marked rows`);
				},
			}),
		[moves, open, selected, targets, copy, copyOf, idOf],
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
	const selectedUnknown = useMemo(
		() =>
			selected === undefined
				? undefined
				: {
						title: idOf(selected),
						explanations: explain(
							rowUnknowns(
								noun,
								columns.map(c => c.id),
								selected,
							),
						),
					},
		[selected, idOf, noun, columns],
	);
	return {
		table,
		actions,
		clear,
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
		selectedUnknown,
		isEmpty: rows.length === 0,
	};
};
