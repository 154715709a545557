import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { emptyTableState, placeCursor, reduceTable, type TableState, type TableView } from '../../../source/ui/components/table-state.ts';

const ids = (count: number): string[] => Array.from({ length: count }, (_, i) => `row-${i}`);
const view: TableView = { ids: ids(100), height: 10 };
const after = (...events: Parameters<typeof reduceTable>[1][]): TableState => events.reduce(reduceTable, emptyTableState);
const down = (rows: number) => ({ type: 'moveBy', rows, view }) as const;

describe('reduceTable', () => {
	it('adds up moves that arrive together', () => {
		const state = after(down(1), down(1), down(1));
		assert.equal(state.cursorId, 'row-3');
		assert.equal(state.offset, 0);
	});

	it('scrolls one line at the edge of the window', () => {
		const state = after(down(9), down(1));
		assert.equal(state.cursor, 10);
		assert.equal(state.offset, 1);
	});

	it('moves by half pages and pages with the window, and stops at the ends', () => {
		assert.deepEqual(
			[after({ type: 'movePages', pages: 0.5, view }).cursor, after({ type: 'movePages', pages: 0.5, view }).offset],
			[5, 5],
		);
		assert.equal(after({ type: 'movePages', pages: 1, view }).cursor, 10);
		assert.equal(after({ type: 'moveTo', where: 'last', view }, { type: 'movePages', pages: 1, view }).cursor, 99);
		assert.equal(after({ type: 'movePages', pages: -1, view }).cursor, 0);
	});

	it('survives an empty list', () => {
		const empty: TableView = { ids: [], height: 10 };
		const state = reduceTable(emptyTableState, { type: 'moveBy', rows: 1, view: empty });
		assert.deepEqual(placeCursor(state, empty), { cursor: 0, offset: 0 });
		assert.deepEqual(reduceTable(emptyTableState, { type: 'toggleMark', view: empty }).marks.size, 0);
	});

	it('marks rows and steps on', () => {
		const state = after({ type: 'toggleMark', view }, { type: 'toggleMark', view });
		assert.deepEqual([...state.marks], ['row-0', 'row-1']);
		assert.equal(state.cursorId, 'row-2');
		assert.equal(after({ type: 'toggleMark', view }, { type: 'clearMarks' }).marks.size, 0);
	});

	it('goes through the sortable columns and reverses', () => {
		const columns = [
			{ id: 'name', isDescendingFirst: false },
			{ id: 'size', isDescendingFirst: true },
		];
		assert.deepEqual(after({ type: 'nextSort', columns }).sort, { columnId: 'name', isDescending: false });
		assert.deepEqual(after({ type: 'nextSort', columns }, { type: 'nextSort', columns }).sort, { columnId: 'size', isDescending: true });
		assert.deepEqual(after({ type: 'reverseSort', columns }).sort, { columnId: 'name', isDescending: true });
		assert.equal(after({ type: 'nextSort', columns: [] }).sort, undefined);
	});
});

describe('placeCursor', () => {
	it('keeps the selected row, on the same line of the screen, when rows come in above', () => {
		const state = after(down(50));
		const before = placeCursor(state, view);
		const more: TableView = { ids: ['new-a', 'new-b', ...view.ids], height: 10 };
		const now = placeCursor(state, more);
		assert.equal(more.ids[now.cursor], 'row-50');
		assert.equal(now.cursor - now.offset, before.cursor - before.offset);
	});

	it('stays in place when the selected row has gone, and finds it again when it is back', () => {
		const state = after(down(50));
		const fewer: TableView = { ids: view.ids.filter(id => id !== 'row-50'), height: 10 };
		assert.equal(placeCursor(state, fewer).cursor, 50);
		assert.equal(placeCursor(state, view).cursor, 50);
		assert.equal(placeCursor(state, { ids: ids(3), height: 10 }).cursor, 2);
	});
});
