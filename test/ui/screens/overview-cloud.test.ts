import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CloudDescription } from '../../../source/model/cloud/cloud-cluster.ts';
import { METRICS } from '../../../source/model/cloud/metric-spec.ts';
import { Failure } from '../../../source/model/failure.ts';
import type { ReadMetric } from '../../../source/operations/cloud/read-metrics.ts';
import type { CloudMetrics } from '../../../source/state/cloud/cloud-metrics.ts';
import type { Snapshot } from '../../../source/state/poller.ts';
import { bytesText, type CloudKnown, mskRow } from '../../../source/ui/screens/overview-cloud.ts';

const NOW = Date.parse('2026-11-25T15:00:00Z');
const known = <T>(value: T | undefined, failure?: Failure): Snapshot<T> => ({
	value,
	failure,
	atMs: NOW,
	isReading: false,
	isPaused: false,
});
const denied = new Failure('authorization', 'you may not', { details: { action: 'cloudwatch:GetMetricData', resource: '*' } });
const metric = (name: string, brokerId: number, value: number | null): ReadMetric => ({
	spec: METRICS.find(m => m.name === name)!,
	brokerId,
	series: value === null ? null : [{ atMs: NOW - 60_000, value }],
	unknown: value === null ? { reason: 'it is not told', needs: null } : undefined,
});
const metrics = (...all: readonly ReadMetric[]) => known({ metrics: all } as unknown as CloudMetrics);
const msk = (more: Partial<CloudKnown>) =>
	mskRow({
		metrics: metrics(),
		alarms: known({ rows: [], gaps: [] } as unknown as NonNullable<CloudKnown['alarms']['value']>),
		description: known({ state: 'ACTIVE', customerAction: 'NONE' } as CloudDescription),
		...more,
	});

describe('what AWS knows, on the Overview', () => {
	it('adds up bytes, and says of a sum that lacks a broker that it is at least so much', () => {
		const whole = bytesText(
			metrics(
				metric('BytesInPerSec', 1, 1024),
				metric('BytesInPerSec', 2, 2048),
				metric('BytesOutPerSec', 1, 0),
				metric('BytesOutPerSec', 2, 0),
			),
			[1, 2],
			NOW,
		);
		assert.match(whole.text, /^in 3\.0 KiB\/s · out 0 B\/s \(/);
		const half = bytesText(metrics(metric('BytesInPerSec', 1, 1024), metric('BytesInPerSec', 2, null)), [1, 2], NOW);
		assert.match(half.text, /^in ≥1\.0 KiB\/s · out \? \(/);
		assert.ok(half.unknown.length > 0);
		assert.deepEqual(bytesText(known<CloudMetrics>(undefined, denied), [1], NOW), {
			text: 'bytes ?',
			unknown: [{ subject: 'bytes in and out', reason: 'you may not', needs: 'cloudwatch:GetMetricData' }],
		});
	});

	it('is loud about alarms and what MSK asks for, and quiet only where it knows', () => {
		const loud = ['a', 'b', 'c', 'd'].map(name => ({ name, state: 'ALARM', verdict: 'own' }));
		const alarms = (rows: readonly object[]) => known({ rows, gaps: [] } as unknown as NonNullable<CloudKnown['alarms']['value']>);
		assert.deepEqual([msk({}).text, msk({}).isQuiet], ['no alarm goes off', true]);
		const four = msk({ alarms: alarms([...loud, { name: 'x', state: null, verdict: 'missing' }]) });
		assert.deepEqual([four.text, four.isQuiet, four.style], ['ALARM a, b, c and 1 more · 1 recommended missing', false, 'critical']);
		const asking = msk({ description: known({ state: 'ACTIVE', customerAction: 'CRITICAL_ACTION_REQUIRED' } as CloudDescription) });
		assert.deepEqual([asking.isQuiet, asking.style], [false, 'critical']);
		assert.equal(msk({ description: known({ state: 'MAINTENANCE', customerAction: null } as CloudDescription) }).isQuiet, false);
		const blind = msk({ alarms: known<NonNullable<CloudKnown['alarms']['value']>>(undefined, denied) });
		assert.deepEqual([blind.text, blind.style, blind.unknown.map(u => u.needs)], ['alarms ?', undefined, ['cloudwatch:GetMetricData']]);
	});
});
