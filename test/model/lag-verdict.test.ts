import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Verdict } from '../../source/model/lag.ts';
import { consumeRate, judge, type LagSample, lagGrowth } from '../../source/model/lag-verdict.ts';

const samplesOf = (offsets: readonly number[], lags: readonly (number | null)[]): LagSample[] =>
	offsets.map((committed, i) => {
		const lag = lags[i] ?? null;
		return {
			atMs: i * 5000,
			committed: BigInt(committed),
			lag: lag === null ? null : BigInt(lag),
			end: BigInt(committed + (lag ?? 0)),
			begin: 0n,
			behindMs: null,
		};
	});

/** Burrow's evaluator vectors, as far as polling can have them; STOP by silence does not exist here (see lag-verdict.ts). */
const VECTORS: readonly (readonly [string, readonly number[], readonly (number | null)[], number, boolean, Verdict])[] = [
	['0: was caught up in the window', [1000, 2000, 3000, 4000, 5000], [0, 50, 100, 150, 200], 0, true, 'ok'],
	['3: moves, lag only grows', [1000, 2000, 3000, 4000, 5000], [50, 100, 150, 200, 250], 0, true, 'slow'],
	['4: stands still but was caught up', [1000, 1000, 1000, 1000, 1000], [0, 50, 100, 150, 200], 0, true, 'ok'],
	['5: stands still, lag grows', [1000, 1000, 1000, 1000, 1000], [100, 150, 200, 250, 300], 0, true, 'stalled'],
	['5: … and nobody owns it', [1000, 1000, 1000, 1000, 1000], [100, 150, 200, 250, 300], 0, false, 'stopped'],
	['6: stands still, lag stays', [1000, 1000, 1000, 1000, 1000], [100, 100, 100, 100, 100], 0, true, 'stalled'],
	['7: rewound and recovered', [1000, 2000, 3000, 2000, 4000], [100, 150, 200, 1250, 300], 0, true, 'ok'],
	['7: rewound and not yet back', [1000, 2000, 3000, 2000, 2500], [100, 150, 200, 1250, 900], 0, true, 'rewind'],
	['8: no lag now', [1000, 2000, 3000, 4000, 5000], [50, 100, 150, 200, 0], 0, true, 'ok'],
	['13: allowed lag', [1000, 1000, 1000, 1000, 1000], [100, 150, 200, 250, 300], 99, true, 'stalled'],
	['13: all within what is allowed', [1000, 1000, 1000, 1000, 1000], [100, 100, 100, 100, 100], 100, true, 'ok'],
	['lag falls once', [1000, 1100, 1200, 1300, 1400], [500, 400, 450, 500, 550], 0, true, 'ok'],
	['the newest lag is not known', [1000, 1100], [500, null], 0, true, 'unknown'],
	['nothing seen', [], [], 0, true, 'unknown'],
];

describe('judge', () => {
	for (const [title, offsets, lags, allowed, isOwned, verdict] of VECTORS)
		test(title, () => {
			assert.equal(judge({ samples: samplesOf(offsets, lags), needed: 5, isOwned, allowedLag: BigInt(allowed) }), verdict);
		});

	test('never says ok before the window is full, even with nothing unread', () => {
		for (let n = 1; n < 10; n++) {
			const samples = samplesOf(
				Array.from({ length: n }, (_, i) => i * 10),
				Array(n).fill(0),
			);
			assert.equal(judge({ samples, needed: 10, isOwned: true }), 'learning');
		}
	});

	test('says rewind as soon as it is seen', () => {
		assert.equal(judge({ samples: samplesOf([5000, 10], [5, 4995]), needed: 10, isOwned: true }), 'rewind');
	});
});

describe('rates', () => {
	test('are records a second over the window', () => {
		const samples = samplesOf([0, 500, 1000], [100, 90, 80]);
		assert.equal(consumeRate(samples), 100);
		assert.equal(lagGrowth(samples), -2);
	});

	test('are unknown with one sample and after a rewind', () => {
		assert.equal(consumeRate(samplesOf([5], [1])), null);
		assert.equal(consumeRate(samplesOf([500, 100], [1, 401])), null);
	});
});
