import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { crossedThresholds } from '../../source/commands/lag-thresholds.ts';
import type { GroupLag, PartitionLag } from '../../source/model/lag.ts';

const group = (name: string, lag: bigint | null, behind: readonly (number | null)[]): GroupLag =>
	({ group: name, lag, partitions: behind.map(behindMs => ({ behindMs }) as PartitionLag) }) as unknown as GroupLag;

describe('thresholds', () => {
	it('are crossed only by what is proven', () => {
		const groups = [group('over', 11n, [0]), group('at', 10n, [0]), group('unknown', null, [null]), group('late', 1n, [null, 300_001])];
		assert.deepEqual([...crossedThresholds(groups, { maxLag: 10n, maxBehindMs: 300_000 }).keys()], ['over', 'late']);
		assert.deepEqual([...crossedThresholds(groups, { maxLag: undefined, maxBehindMs: undefined }).keys()], []);
	});
});
