/** Limits of the volume, the network and the size, as CloudWatch tells them. */
import { overFact } from '../over.ts';
import { latest, risePerDay } from '../over-metrics.ts';
import { EXPRESS, finding, findingIf, notApplicable, notAssessed, PASS, type Rule, STANDARD } from '../rule.ts';
import { above, BIGGER, brokerMetric, percent, whenHeld } from './metric-rule.ts';

const shaping = above('CAP-10', 'The network of brokers is not shaped', ['TrafficShaping'], {
	severity: 'high',
	appliesTo: STANDARD,
	source: ['TK'],
	fix: BIGGER,
	effect: 'Spread traffic over brokers first; a larger size has more network. Rolling.',
});

const conversions = above('CAP-21', 'Brokers convert no messages', ['FetchMessageConversionsPerSec', 'ProduceMessageConversionsPerSec'], {
	severity: 'medium',
	appliesTo: STANDARD,
	source: ['TK'],
	effect: 'Upgrade the clients that still speak old versions; nothing on the brokers.',
});

const expressThrottled = above('CAP-14', 'Express throttles nobody', ['ProduceThrottleTime', 'FetchThrottleTime'], {
	severity: 'high',
	appliesTo: EXPRESS,
	source: ['TK'],
	fix: BIGGER,
	effect: 'A larger size or more brokers; costs the difference per hour.',
});

const burst = brokerMetric(
	{
		id: 'CAP-12',
		title: 'Volumes have burst credits',
		severity: 'medium',
		appliesTo: STANDARD,
		threshold: 'BurstBalance below 20 %',
		source: ['MET', 'TK'],
		effect: 'A larger volume earns more, provisioned throughput needs none. Paid per GiB or MiB/s.',
	},
	{ metrics: ['BurstBalance'], statistic: 'Average', level: 'DEFAULT', judge: p => findingIf(latest(p) < 20, percent(latest(p))) },
);

const credits = brokerMetric(
	{
		id: 'CAP-15',
		title: 'Burstable brokers have CPU credits',
		severity: 'high',
		appliesTo: STANDARD,
		reads: ['msk', 'metrics'],
		threshold: 'CPUCreditBalance of 100 or less for 15 min (t3)',
		source: ['TK'],
		fix: BIGGER,
		effect: 'Leave t3: rolling, 10 to 15 min a broker.',
	},
	{
		metrics: ['CPUCreditBalance'],
		statistic: 'Average',
		level: 'DEFAULT',
		judge: whenHeld(
			v => v <= 100,
			15,
			p => `${Math.round(latest(p))} credits`,
		),
	},
);

const creditsOfT3: Rule = {
	...credits,
	check: (s, context) => {
		const [size] = overFact(s.msk, ({ instanceType }) =>
			instanceType === null
				? notAssessed('MSK did not tell the broker size')
				: instanceType.includes('.t3.')
					? PASS
					: notApplicable(`${instanceType} has no credits`),
		);
		return size!.judgement.is === 'pass' ? credits.check(s, context) : [size!];
	},
};

const daysLeft = brokerMetric(
	{
		id: 'STO-2',
		title: 'Disks do not fill up soon',
		area: 'storage',
		severity: 'high',
		appliesTo: STANDARD,
		threshold: '85 % within 7 days is high, within 30 days medium, by the trend of the window',
		source: ['HC', 'OWN'],
		confidence: 'medium',
		effect: 'Retention of the biggest topics first, storage autoscaling, then larger volumes (they only grow).',
	},
	{
		metrics: ['KafkaDataLogsDiskUsed'],
		statistic: 'Maximum',
		level: 'DEFAULT',
		judge: points => {
			const rise = risePerDay(points);
			if (rise === null) return notAssessed('one point tells no trend');
			if (rise <= 0) return PASS;
			const days = (85 - latest(points)) / rise;
			if (days > 30) return PASS;
			return finding(`${percent(latest(points))} now, 85 % in ${Math.max(0, Math.floor(days))} days`, days <= 7 ? 'high' : 'medium');
		},
	},
);

const tieringErrors = above('STO-13', 'Tiering works', ['RemoteCopyErrorsPerSec', 'RemoteFetchErrorsPerSec'], {
	area: 'storage',
	severity: 'high',
	appliesTo: STANDARD,
	source: ['MET'],
	effect: 'Segments stay on the brokers until they were copied: watch the disks, and ask AWS support.',
});

export const LIMIT_METRIC_RULES: readonly Rule[] = [shaping, conversions, expressThrottled, burst, creditsOfT3, daysLeft, tieringErrors];
