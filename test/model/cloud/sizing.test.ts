import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { BROKER_LIMITS, limitsOf } from '../../../source/model/cloud/broker-limits.ts';
import { type ClusterLoad, type Fit, fits, grown } from '../../../source/model/cloud/sizing.ts';

const MB = 1_000_000;
const GIB = 2 ** 30;
const idle: ClusterLoad = { peakIn: 0, peakOut: 0, meanIn: 0, replicas: 0, storedBytes: 0, peakCpuPercent: 5 };
const fit = (load: Partial<ClusterLoad>, type: string): Fit => fits({ ...idle, ...load }).find(f => f.limits.type === type)!;

describe('how many brokers a load takes', () => {
	it('is decided by the tightest limit, in multiples of three zones', () => {
		assert.deepEqual([fit({}, 'kafka.m7g.large').brokers, fit({}, 'kafka.m7g.large').because], [3, 'the least there may be']);
		// Half of 4.8 MB/s each: 20 MB/s are 8.3 brokers.
		assert.deepEqual(
			[fit({ peakIn: 20 * MB }, 'kafka.m7g.large').brokers, fit({ peakIn: 20 * MB }, 'kafka.m7g.large').because],
			[9, 'traffic in'],
		);
		assert.deepEqual(
			[fit({ peakIn: 20 * MB, replicas: 12_000 }, 'kafka.m7g.large').brokers, fit({ replicas: 12_000 }, 'kafka.m7g.large').because],
			[12, 'partitions'],
		);
		// Express keeps up with what it says: three quarters of 15.6 MB/s.
		assert.equal(fit({ peakIn: 20 * MB }, 'express.m7g.large').brokers, 3);
	});

	it('gives volumes room, and more brokers where a volume cannot be large enough', () => {
		assert.equal(fit({ storedBytes: 900 * GIB }, 'kafka.m7g.large').volumeGib, 500);
		const vast = fit({ storedBytes: 40_000 * GIB }, 'kafka.m7g.16xlarge');
		assert.deepEqual([vast.brokers, vast.because], [6, 'storage']);
		assert.ok(vast.volumeGib! <= 16_384);
		assert.equal(fit({ storedBytes: 40_000 * GIB }, 'express.m7g.large').volumeGib, null);
	});

	it('names what it does not know instead of taking it for nothing', () => {
		const blind = fit({ peakIn: null, replicas: 900 }, 'kafka.m7g.large');
		assert.deepEqual([blind.brokers, blind.ignored], [3, ['traffic in']]);
		const none = fits({ peakIn: null, peakOut: null, meanIn: null, replicas: null, storedBytes: null, peakCpuPercent: null });
		assert.ok(none.every(f => f.brokers === null && f.volumeGib === null));
	});

	it('grows traffic and storage by the month, partitions and retention at once, and never what is not known', () => {
		const wish = { growthPercent: 10, months: 2, partitions: 3, retention: 2 };
		const later = grown({ ...idle, peakIn: 100, replicas: 10, storedBytes: 100, peakOut: null }, wish);
		assert.deepEqual([Math.round(later.peakIn!), later.replicas, Math.round(later.storedBytes!), later.peakOut], [121, 30, 242, null]);
	});

	it('has limits that rise with the size, also for types that nobody would choose anew', () => {
		for (const kind of ['standard', 'express'] as const) {
			const own = BROKER_LIMITS.filter(l => l.kind === kind);
			assert.ok(own.length > 5);
			for (const [i, l] of own.slice(1).entries())
				assert.ok(l.sustainedIn > own[i]!.sustainedIn && l.partitions.most >= own[i]!.partitions.most, l.type);
		}
		assert.equal(limitsOf('kafka.t3.small')?.partitions.most, 300);
		assert.equal(limitsOf('kafka.m5.24xlarge')?.partitions.most, 6000);
		assert.equal(limitsOf('kafka.x1'), undefined);
	});
});
