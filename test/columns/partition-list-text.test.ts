import assert from 'node:assert/strict';
import { it } from 'node:test';
import { partitionListText } from '../../source/columns/partition-list-text.ts';

it('partition numbers are written short, in order', () => {
	for (const [numbers, text] of [
		[[], ''],
		[[4], '4'],
		[[3, 1, 2, 0], '0-3'],
		[[7, 0, 1, 2, 9, 10], '0-2, 7, 9-10'],
	] as const)
		assert.equal(partitionListText(numbers), text);
});
