import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { notFineReasons } from '../../source/model/lag.ts';
import { behindLimits } from '../../source/operations/behind-limits.ts';
import { readLag } from '../../source/operations/read-lag.ts';
import { PlayedCluster } from '../helpers/app-stage.tsx';

describe('how far groups may be behind', () => {
	it('is said by the first rule that matches', () => {
		const limit = behindLimits([
			{ group: 'billing-nightly', ms: 1_000 },
			{ group: 'billing*', ms: 2_000 },
			{ group: 'b?', ms: 3_000 },
		]);
		assert.deepEqual(['billing-nightly', 'billing-1', 'b1', 'shipping'].map(limit), [1_000, 2_000, 3_000, 300_000]);
	});

	it('decides whether a group is fine', async () => {
		// billing is 60 s behind.
		const known = new PlayedCluster().known();
		const ask = { groups: ['billing'], behind: 'exact' } as const;
		const fine = (await readLag({ ...known, maxBehindMs: behindLimits([{ group: 'bill*', ms: 60_000 }]) }, ask)).rows[0]!;
		const late = (await readLag({ ...known, maxBehindMs: behindLimits([{ group: 'bill*', ms: 59_999 }]) }, ask)).rows[0]!;
		assert.equal(fine.behindMs, 60_000);
		assert.deepEqual(notFineReasons(fine), []);
		assert.deepEqual(notFineReasons(late), ['behind']);
		assert.equal(late.partitions[0]?.maxBehindMs, 59_999, 'the cell of a partition is coloured by it');
		assert.deepEqual(notFineReasons(late, 60_000), [], '--max-behind takes its place');
	});
});
