import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { LagSample } from '../../source/model/lag-verdict.ts';
import { forecastLoss, type LossForecast, type Retention, sooner } from '../../source/model/loss-forecast.ts';

const HOUR = 3_600_000;
const sample = (atMs: number, committed: number, behindMs: number | null, begin: number | null = 0, end = 10_000): LagSample => ({
	atMs,
	committed: BigInt(committed),
	lag: BigInt(end - committed),
	end: BigInt(end),
	begin: begin === null ? null : BigInt(begin),
	behindMs,
});
const day: Retention = { ms: 24 * HOUR, bytes: null, isDeleting: true };

const CASES: readonly (readonly [string, readonly LagSample[], Retention, LossForecast])[] = [
	['one look: the age alone is a lower bound', [sample(0, 100, HOUR)], day, { kind: 'atLeast', inMs: 23 * HOUR }],
	['stands still', [sample(0, 100, HOUR), sample(10_000, 100, HOUR + 10_000)], day, { kind: 'atLeast', inMs: 23 * HOUR - 10_000 }],
	[
		'falls behind at half of real time',
		[sample(0, 100, HOUR), sample(10_000, 200, HOUR + 5000)],
		day,
		{ kind: 'about', inMs: (23 * HOUR - 5000) * 2 },
	],
	['keeps pace', [sample(0, 100, HOUR), sample(10_000, 200, HOUR)], day, { kind: 'never' }],
	['catches up', [sample(0, 100, HOUR), sample(10_000, 900, HOUR / 2)], day, { kind: 'never' }],
	['no limit by time', [sample(0, 100, HOUR)], { ms: null, bytes: null, isDeleting: true }, { kind: 'never' }],
	['compacted only', [sample(0, 100, HOUR)], { ...day, isDeleting: false }, { kind: 'never' }],
	['nothing unread', [sample(0, 10_000, 0)], day, { kind: 'never' }],
	['lost already', [sample(0, 100, HOUR, 150)], day, { kind: 'lost' }],
	[
		'the log start comes closer',
		[sample(0, 100, HOUR, 0), sample(10_000, 100, HOUR + 10_000, 50)],
		{ ...day, ms: null },
		{ kind: 'about', inMs: 10_000 },
	],
	['the log start moves as fast as the group', [sample(0, 100, 5, 0), sample(10_000, 150, 5, 50)], { ...day, ms: null }, { kind: 'never' }],
	['the sooner of both', [sample(0, 100, HOUR, 0), sample(10_000, 100, HOUR + 10_000, 50)], day, { kind: 'about', inMs: 10_000 }],
	['age not known', [sample(0, 100, null)], day, { kind: 'unknown', reason: 'the age of the oldest unread record is not known' }],
	['past its time, not yet deleted', [sample(0, 100, 25 * HOUR)], day, { kind: 'atLeast', inMs: 0 }],
	['nothing seen', [], day, { kind: 'unknown', reason: 'the lag is not known' }],
];

describe('forecastLoss', () => {
	for (const [title, samples, retention, expected] of CASES)
		test(title, () => assert.deepEqual(forecastLoss(samples, retention), expected));
});

test('sooner prefers what is known, and unknown to never', () => {
	const unknown: LossForecast = { kind: 'unknown', reason: '?' };
	assert.deepEqual(sooner({ kind: 'never' }, unknown), unknown);
	assert.deepEqual(sooner(unknown, { kind: 'about', inMs: 5 }), { kind: 'about', inMs: 5 });
	assert.deepEqual(sooner({ kind: 'about', inMs: 5 }, { kind: 'lost' }), { kind: 'lost' });
});
