import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type ColumnDemand, fitColumns, frameRegions, windowOffset } from '../../source/ui/layout.ts';

describe('frameRegions', () => {
	it('divides 24 lines into identity, tabs, title, 20 lines of body and a footer', () => {
		assert.deepEqual(frameRegions(80, 24), {
			columns: 80,
			rows: 24,
			identity: 0,
			tabs: 1,
			title: 2,
			body: { top: 3, height: 20 },
			footer: 23,
		});
	});

	it('uses every line once, however few there are', () => {
		for (let rows = 1; rows < 60; rows++) {
			const { identity, tabs, title, body, footer } = frameRegions(80, rows);
			const single = [identity, tabs, title, footer].filter(line => line !== undefined);
			const all = [...single, ...Array.from({ length: body.height }, (_, i) => body.top + i)].sort((a, b) => a - b);
			assert.deepEqual(
				all,
				Array.from({ length: rows }, (_, i) => i),
				`${rows} rows`,
			);
		}
	});

	it('keeps the cluster in sight on a tiny terminal', () => {
		assert.equal(frameRegions(20, 5).identity, 0);
		assert.equal(frameRegions(20, 5).tabs, undefined);
	});
});

describe('fitColumns', () => {
	const demands: readonly ColumnDemand[] = [
		{ id: 'name', minWidth: 20, maxWidth: 60, priority: 0 },
		{ id: 'a', minWidth: 8, maxWidth: 8, priority: 2 },
		{ id: 'b', minWidth: 8, maxWidth: 8, priority: 1 },
		{ id: 'c', minWidth: 8, maxWidth: 8, priority: 3 },
	];

	it('never exceeds the room, at any width', () => {
		for (let available = 0; available < 120; available++) {
			const { columns, gap } = fitColumns(demands, available);
			const used = columns.reduce((sum, column) => sum + column.width, 0) + gap * Math.max(0, columns.length - 1);
			assert.ok(used <= available, `${used} of ${available}`);
		}
	});

	it('drops the least important first and keeps the given order', () => {
		assert.deepEqual(
			fitColumns(demands, 40).columns.map(column => column.id),
			['name', 'a', 'b'],
		);
		assert.deepEqual(
			fitColumns(demands, 30).columns.map(column => column.id),
			['name', 'b'],
		);
	});

	it('gives what is left to the flexible column', () => {
		assert.deepEqual(fitColumns(demands, 80), {
			gap: 1,
			columns: [
				{ id: 'name', width: 53 },
				{ id: 'a', width: 8 },
				{ id: 'b', width: 8 },
				{ id: 'c', width: 8 },
			],
		});
		assert.equal(fitColumns(demands, 120).gap, 2);
	});

	it('cuts the name for the column that matters most beside it, while something is left of it', () => {
		const shown = (available: number) => fitColumns(demands, available).columns.map(({ id, width }) => `${id} ${width}`);
		assert.deepEqual([shown(20), shown(17), shown(16)], [['name 11', 'b 8'], ['name 8', 'b 8'], ['name 16']]);
	});

	it('cuts the most important column rather than showing nothing', () => {
		assert.deepEqual(fitColumns(demands, 7).columns, [{ id: 'name', width: 7 }]);
	});
});

describe('windowOffset', () => {
	it('moves only as far as it must', () => {
		assert.equal(windowOffset(0, 100, 10, 0), 0);
		assert.equal(windowOffset(9, 100, 10, 0), 0);
		assert.equal(windowOffset(10, 100, 10, 0), 1);
		assert.equal(windowOffset(99, 100, 10, 0), 90);
		assert.equal(windowOffset(50, 100, 10, 50), 50);
		assert.equal(windowOffset(49, 100, 10, 50), 49);
	});

	it('keeps the cursor inside with a margin and never leaves the list', () => {
		for (const margin of [0, 1, 3, 20]) {
			for (let cursor = 0; cursor < 30; cursor++) {
				for (let offset = 0; offset < 30; offset++) {
					const at = windowOffset(cursor, 30, 7, offset, margin);
					assert.ok(at >= 0 && at <= 23 && cursor >= at && cursor < at + 7, `${cursor} ${offset} ${margin}`);
				}
			}
		}
	});

	it('does not scroll a list that fits', () => {
		assert.equal(windowOffset(3, 5, 10, 4), 0);
		assert.equal(windowOffset(0, 0, 10, 4), 0);
	});
});
