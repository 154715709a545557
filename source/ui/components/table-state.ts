/**
 * What a list remembers: the selected row by id (so a refresh that reorders keeps it), the window, filter, sort order and marks.
 * Events that need to know the rows bring them along, so several keys in one chunk add up instead of reading an old render.
 */
import { windowOffset } from '../layout.ts';

/** Says which column orders the rows. */
export type Sort = { readonly columnId: string; readonly isDescending: boolean };

/** Is the memory of one list. */
export type TableState = {
	readonly cursorId: string | undefined;
	/** Where the cursor was last seen: the place to fall back to when its row is gone. */
	readonly cursor: number;
	readonly offset: number;
	readonly filter: string;
	readonly sort: Sort | undefined;
	readonly marks: ReadonlySet<string>;
	readonly scrolled: number;
};

/** Is what a list shows at the moment: all ids in order, and how many rows the window holds. */
export type TableView = { readonly ids: readonly string[]; readonly height: number };

/** Names what can happen to a list. */
export type TableEvent =
	| { readonly type: 'moveBy'; readonly rows: number; readonly view: TableView }
	| { readonly type: 'movePages'; readonly pages: number; readonly view: TableView }
	| { readonly type: 'moveTo'; readonly where: 'first' | 'last'; readonly view: TableView }
	| { readonly type: 'select'; readonly id: string; readonly view: TableView }
	| { readonly type: 'scrollColumns'; readonly columns: number }
	/** Back to the first row, whichever that is from now on. */
	| { readonly type: 'follow' }
	| { readonly type: 'setFilter'; readonly text: string }
	| { readonly type: 'setSort'; readonly sort: Sort | undefined }
	| { readonly type: 'nextSort'; readonly columns: readonly SortableColumn[] }
	| { readonly type: 'reverseSort'; readonly columns: readonly SortableColumn[] }
	| { readonly type: 'toggleMark'; readonly view: TableView }
	| { readonly type: 'clearMarks' };

/** Is a column one can sort by, and the direction people expect first: names upwards, sizes and lags downwards. */
export type SortableColumn = { readonly id: string; readonly isDescendingFirst: boolean };

/** Is the memory of a list nobody has touched. */
export const emptyTableState: TableState = {
	cursorId: undefined,
	cursor: 0,
	offset: 0,
	filter: '',
	sort: undefined,
	marks: new Set(),
	scrolled: 0,
};

/** Says where the cursor and the window stand over the rows as they are now; pure, so a render can ask without remembering. */
export const placeCursor = (state: TableState, view: TableView): { readonly cursor: number; readonly offset: number } => {
	const { ids, height } = view;
	if (ids.length === 0) return { cursor: 0, offset: 0 };
	let cursor = Math.min(state.cursor, ids.length - 1);
	if (state.cursorId !== undefined && ids[cursor] !== state.cursorId) {
		const found = ids.indexOf(state.cursorId);
		if (found >= 0) cursor = found;
	}
	// When rows appear above the selected one, the window moves along so that the selected line stays on the same screen line.
	const shifted = state.offset + (cursor - Math.min(state.cursor, ids.length - 1));
	return { cursor, offset: windowOffset(cursor, ids.length, height, shifted) };
};

const moveCursor = (state: TableState, view: TableView, to: (from: number) => number, windowBy = 0): TableState => {
	const { ids, height } = view;
	if (ids.length === 0) return state;
	const placed = placeCursor(state, view);
	const cursor = Math.max(0, Math.min(ids.length - 1, to(placed.cursor)));
	return { ...state, cursor, cursorId: ids[cursor], offset: windowOffset(cursor, ids.length, height, placed.offset + windowBy) };
};

const nextSort = (sort: Sort | undefined, columns: readonly SortableColumn[]): Sort | undefined => {
	if (columns.length === 0) return sort;
	const next = columns[(columns.findIndex(column => column.id === sort?.columnId) + 1) % columns.length]!;
	return { columnId: next.id, isDescending: next.isDescendingFirst };
};

const toggled = (marks: ReadonlySet<string>, id: string): ReadonlySet<string> => {
	const next = new Set(marks);
	if (!next.delete(id)) next.add(id);
	return next;
};

/** Returns the list's memory after an event. */
export const reduceTable = (state: TableState, event: TableEvent): TableState => {
	switch (event.type) {
		case 'moveBy':
			return moveCursor(state, event.view, from => from + event.rows);
		case 'movePages': {
			// The window moves along, so that a page is a page even when the cursor stands in its middle.
			const rows = Math.trunc(event.pages * Math.max(1, event.view.height)) || Math.sign(event.pages);
			return moveCursor(state, event.view, from => from + rows, rows);
		}
		case 'moveTo':
			return moveCursor(state, event.view, () => (event.where === 'first' ? 0 : event.view.ids.length - 1));
		case 'select': {
			const index = event.view.ids.indexOf(event.id);
			return index < 0 ? state : moveCursor(state, event.view, () => index);
		}
		case 'follow':
			return { ...state, cursorId: undefined, cursor: 0, offset: 0 };
		case 'scrollColumns':
			return { ...state, scrolled: Math.max(0, state.scrolled + event.columns) };
		case 'setFilter':
			return state.filter === event.text ? state : { ...state, filter: event.text };
		case 'setSort':
			return { ...state, sort: event.sort };
		case 'nextSort':
			return { ...state, sort: nextSort(state.sort, event.columns) };
		case 'reverseSort': {
			const sort = state.sort ?? nextSort(undefined, event.columns);
			return sort === undefined ? state : { ...state, sort: { ...sort, isDescending: !sort.isDescending } };
		}
		case 'toggleMark': {
			const id = event.view.ids[placeCursor(state, event.view).cursor];
			// As in file managers: marking steps to the next row, so that a run is marked by holding the key.
			return id === undefined ? state : moveCursor({ ...state, marks: toggled(state.marks, id) }, event.view, from => from + 1);
		}
		case 'clearMarks':
			return state.marks.size === 0 ? state : { ...state, marks: new Set() };
	}
};
