import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { lagCauses } from '../../source/columns/lag-causes.ts';
import { groupLag, partitionLag } from '../helpers/lag-rows.ts';

const textsOf = (...args: Parameters<typeof groupLag>) => lagCauses(groupLag(...args)).map(c => c.text);

describe('causes of lag', () => {
	it('are none for a group that is fine or merely slow', () => {
		assert.deepEqual(textsOf(), []);
		assert.deepEqual(textsOf({ partitions: [partitionLag({ committed: 5n, end: 10n, lag: 5n, lastStable: 10n })] }), []);
	});

	it('name a transaction only where the group stands at the last stable offset', () => {
		const held = partitionLag({ committed: 5n, end: 1_505n, lag: 1_500n, lastStable: 5n });
		assert.deepEqual(textsOf({ partitions: [held] }), ['orders/0: an open transaction holds back 1,500 offsets']);
		assert.deepEqual(textsOf({ partitions: [held, { ...held, partition: 3, end: 2_005n }] }), [
			'orders/3 and 1 more: an open transaction holds back 2,000 offsets',
		]);
		// It has something to read, or reads what is not committed.
		for (const committed of [4n, 6n]) assert.deepEqual(textsOf({ partitions: [{ ...held, committed }] }), []);
	});

	it('name partitions that nobody owns in a live group only', () => {
		assert.deepEqual(textsOf({ unassigned: ['orders/4', 'orders/5'] }), ['2 partitions that no member owns']);
		assert.deepEqual(textsOf({ unassigned: ['orders/4'], members: 0 }), []);
		assert.deepEqual(textsOf({ unassigned: ['orders/4'], members: null }), []);
	});

	it('name topics that are others or none by now', () => {
		assert.deepEqual(textsOf({ partitions: [partitionLag({ committed: 25n, end: 0n, lag: -25n })] }), [
			'orders/0: committed beyond the end, the topic was created anew or lost its tail',
		]);
		const gone = partitionLag({ topic: 'old', end: null, lag: null, isGone: true });
		assert.deepEqual(textsOf({ partitions: [gone, { ...gone, partition: 1 }] }), ['topic old no longer exists']);
	});
});
