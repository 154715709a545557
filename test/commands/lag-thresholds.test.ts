import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { crossedThresholds, unprovenThresholds } from '../../source/commands/lag-thresholds.ts';
import type { GroupLag, PartitionLag } from '../../source/model/lag.ts';

const group = (name: string, lag: bigint | null, behind: readonly (number | null)[]): GroupLag =>
	({ group: name, lag, partitions: behind.map(behindMs => ({ behindMs }) as PartitionLag) }) as unknown as GroupLag;

describe('thresholds', () => {
	it('are crossed only by what is proven', () => {
		const groups = [group('over', 11n, [0]), group('at', 10n, [0]), group('unknown', null, [null]), group('late', 1n, [null, 300_001])];
		assert.deepEqual([...crossedThresholds(groups, { maxLag: 10n, maxBehindMs: 300_000 }).keys()], ['over', 'late']);
		assert.deepEqual([...crossedThresholds(groups, { maxLag: undefined, maxBehindMs: undefined }).keys()], []);
	});

	const ageless = (name: string, type = 'classic'): GroupLag => ({
		...group(name, 5n, []),
		type: type as GroupLag['type'],
		failure: null,
		partitions: [
			{
				topic: 'orders',
				partition: 1,
				lag: 5n,
				behindMs: null,
				failure: null,
				unknown: [{ field: 'behindMs', reason: 'The oldest unread record carries no timestamp.', needs: null }],
			} as unknown as PartitionLag,
		],
	});
	const asked = { named: [], scope: { isIam: false } } as const;

	it('are not proven where an age cannot be told, and that is a gap', () => {
		const [gap, ...others] = unprovenThresholds([ageless('a')], { maxLag: undefined, maxBehindMs: 1 }, asked);
		assert.equal(gap?.path, 'groups.a');
		assert.match(gap.reason, /^a is not proven to be within the limit: orders\/1: The oldest unread record carries no timestamp\./);
		assert.equal(gap.failure.kind, 'incomplete');
		assert.deepEqual(others, []);
		assert.deepEqual(unprovenThresholds([ageless('a')], { maxLag: 10n, maxBehindMs: undefined }, asked), [], 'its lag is known');
		assert.deepEqual(unprovenThresholds([ageless('a')], { maxLag: 1n, maxBehindMs: 1 }, asked), [], 'it is over the other limit');
	});

	it('of a share group are a doubt, and a gap where it was named', () => {
		const share = ageless('s', 'share');
		const limits = { maxLag: undefined, maxBehindMs: 1 };
		assert.equal(unprovenThresholds([share], limits, asked)[0]?.isDoubt, true);
		assert.equal(unprovenThresholds([share], limits, { ...asked, named: ['s'] })[0]?.isDoubt, undefined);
		assert.deepEqual(unprovenThresholds([{ ...share, lag: 0n }], limits, asked), []);
	});

	it('are not crossed by what an earlier look saw', () => {
		assert.deepEqual([...crossedThresholds([{ ...group('old', 11n, [0]), asOfMs: 5 }], { maxLag: 10n, maxBehindMs: undefined })], []);
	});
});
