import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compileFilter, filterRows } from '../../source/ui/filter.ts';
import { fuzzyFilter, fuzzyMatch } from '../../source/ui/fuzzy.ts';

describe('compileFilter', () => {
	const cases: readonly (readonly [string, string, boolean])[] = [
		['', 'orders', true],
		['ord', 'Orders.V2', true],
		['Ord', 'orders', false],
		['Ord', 'Orders', true],
		['ord dlq', 'orders.dlq', true],
		['ord dlq', 'orders.v2', false],
		['ord !dlq', 'orders.dlq', false],
		['ord !dlq', 'orders.v2', true],
		['!', 'orders', true],
		['  ord  ', 'orders', true],
		['ÜB', 'über', false],
		['üb', 'Über', true],
	];
	for (const [typed, text, isFound] of cases) {
		it(`'${typed}' ${isFound ? 'matches' : 'does not match'} ${text}`, () => assert.equal(compileFilter(typed).matches(text), isFound));
	}

	it('returns the same rows when nothing is asked', () => {
		const rows = ['a', 'b'];
		assert.equal(
			filterRows(rows, compileFilter(' '), row => row),
			rows,
		);
	});
});

describe('fuzzyMatch', () => {
	it('finds letters in order only', () => {
		assert.ok(fuzzyMatch('topic orders.created', 'topic ord'));
		assert.equal(fuzzyMatch('orders', 'sro'), undefined);
		assert.deepEqual(fuzzyMatch('orders', 'ord')?.positions, [0, 1, 2]);
	});

	it('ranks whole pieces, word starts and short names first', () => {
		const names = ['customer-records', 'orders.created.00100', 'orders', 'open-raw-data', 'chord'];
		const ranked = fuzzyFilter(names, 'ord', name => name, 10).map(found => found.item);
		assert.equal(ranked[0], 'orders');
		assert.equal(ranked[1], 'orders.created.00100');
		assert.ok(ranked.includes('open-raw-data'));
	});

	it('prefers initials to letters in the middle', () => {
		assert.deepEqual(fuzzyMatch('open raw data', 'ord')?.positions, [0, 5, 9]);
	});
});
