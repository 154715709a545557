/** Load and room over time, as CloudWatch tells them of each broker. */
import { awsKafka, setBrokers } from '../fix.ts';
import { expressLimit, IAM_CONNECTIONS } from '../limits.ts';
import { overFact } from '../over.ts';
import { heldMs, highest, latest, type MetricAsk, meanOf, overBrokerMetric, type Points, percentile, risePerDay } from '../over-metrics.ts';
import {
	EXPRESS,
	finding,
	findingIf,
	type Judgement,
	notApplicable,
	notAssessed,
	PASS,
	PROVISIONED,
	type Rule,
	STANDARD,
} from '../rule.ts';

const MINUTE_MS = 60_000;
const percent = (value: number): string => `${Math.round(value)} %`;
const MB = 1_000_000;

type About = Pick<Rule, 'id' | 'title' | 'severity' | 'appliesTo' | 'threshold' | 'source' | 'effect'> & Partial<Rule>;

const brokerMetric = (about: About, ask: MetricAsk): Rule => ({
	area: 'capacity',
	reads: ['metrics'],
	window: 'the window of the metrics',
	statistic: `${ask.metrics.join(' + ')}, ${ask.statistic}`,
	check: s => overBrokerMetric(s, ask),
	...about,
});

/** Objects to values that were so for some time without a break. */
const whenHeld =
	(is: (value: number) => boolean, minutes: number, text: (points: Points) => string) =>
	(points: Points): Judgement => {
		const held = heldMs(points, is);
		return findingIf(held > 0 && held >= minutes * MINUTE_MS, text(points));
	};

const BIGGER = awsKafka('update-broker-type', '--current-version', 'VERSION', '--target-instance-type', 'SIZE');

const cpu = brokerMetric(
	{
		id: 'CAP-1',
		title: 'Brokers have CPU left for a failure',
		severity: 'critical',
		appliesTo: PROVISIONED,
		threshold: 'CpuUser + CpuSystem: P95 of 60 % or more is critical, 5 min of it medium',
		source: ['BP', 'BPX', 'HC'],
		fix: BIGGER,
		effect:
			'Larger batches in the producers first (linger.ms, batch.size), which costs nothing; then a larger size (rolling, started below 60 % CPU), then more brokers.',
	},
	{
		metrics: ['CpuUser', 'CpuSystem'],
		statistic: 'Average',
		level: 'DEFAULT',
		judge: points => {
			const p95 = percentile(points, 0.95);
			if (p95 >= 60) return finding(`P95 ${percent(p95)}`);
			return findingIf(heldMs(points, v => v >= 60) >= 5 * MINUTE_MS, `up to ${percent(highest(points))}`, 'medium');
		},
	},
);

const heap = brokerMetric(
	{
		id: 'CAP-3',
		title: 'Brokers have heap left after garbage collection',
		severity: 'high',
		appliesTo: STANDARD,
		threshold: 'HeapMemoryAfterGC above 60 % for 15 min',
		source: ['BP', 'TK'],
		fix: setBrokers('transactional.id.expiration.ms=86400000', false),
		effect:
			'Transactional ids that nobody uses are forgotten after a day; fewer partitions and groups help as well. Brokers restart one after the other.',
	},
	{
		metrics: ['HeapMemoryAfterGC'],
		statistic: 'Average',
		level: 'DEFAULT',
		judge: whenHeld(
			v => v > 60,
			15,
			p => `up to ${percent(highest(p))}`,
		),
	},
);

const idle = (about: Pick<Rule, 'id' | 'title' | 'effect'> & Partial<Rule>, metric: string): Rule =>
	brokerMetric(
		{ severity: 'high', appliesTo: PROVISIONED, threshold: `${metric} below 0.30 for 5 min`, source: ['TK'], ...about },
		{
			metrics: [metric],
			statistic: 'Average',
			level: 'PER_BROKER',
			judge: whenHeld(
				v => v < 0.3,
				5,
				p => `down to ${Math.min(...p.points.map(at => at.value)).toFixed(2)}`,
			),
		},
	);

const requestHandlers = idle(
	{
		id: 'CAP-5',
		title: 'Request handlers have time left',
		effect: 'Larger batches first; num.io.threads after it, with CPU to spare. Brokers restart one after the other.',
	},
	'RequestHandlerAvgIdlePercent',
);
const networkProcessors = idle(
	{
		id: 'CAP-6',
		title: 'Network threads have time left',
		effect: 'Fewer connections first; network threads only together with io threads. Brokers restart one after the other.',
	},
	'NetworkProcessorAvgIdlePercent',
);

const iamConnections = brokerMetric(
	{
		id: 'CAP-7',
		title: 'Brokers take more IAM connections',
		severity: 'critical',
		appliesTo: PROVISIONED,
		threshold: `${IAM_CONNECTIONS} are critical, 80 % of them medium`,
		source: ['TK', 'HC', 'LIM'],
		effect: 'One client an application instead of one a request; listener.name.client_iam.max.connections can be raised and costs heap.',
	},
	{
		metrics: ['ClientConnectionCount/IAM'],
		statistic: 'Sum',
		level: 'DEFAULT',
		judge: points => {
			const most = highest(points);
			if (most >= IAM_CONNECTIONS) return finding(`${most} connections`);
			return findingIf(most >= 0.8 * IAM_CONNECTIONS, `${most} connections`, 'medium');
		},
	},
);

const above = (
	id: string,
	title: string,
	metrics: readonly string[],
	about: Omit<About, 'id' | 'title' | 'threshold'>,
	minutes = 5,
): Rule =>
	brokerMetric(
		{ id, title, threshold: `${metrics.join(' + ')} above 0${minutes > 0 ? ` for ${minutes} min` : ''}`, ...about },
		{
			metrics,
			statistic: metrics[0]!.includes('Throttle') || metrics[0]!.includes('Conversions') ? 'Average' : 'Sum',
			level: metrics[0] === 'TrafficShaping' ? 'DEFAULT' : 'PER_BROKER',
			judge: whenHeld(
				v => v > 0,
				minutes,
				p => `up to ${Math.round(highest(p) * 100) / 100}`,
			),
		},
	);

const refusedConnections = above(
	'CAP-8',
	'IAM refuses no connections',
	['IAMTooManyConnections'],
	{
		severity: 'critical',
		appliesTo: PROVISIONED,
		source: ['TK', 'LIM'],
		effect:
			'New connections are limited to 100 a second and broker (t3: 4): clients that reconnect with jitter, and one client an application.',
	},
	0,
);

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

const descriptors = brokerMetric(
	{
		id: 'CAP-17',
		title: 'Brokers may open more files',
		severity: 'high',
		appliesTo: PROVISIONED,
		threshold: 'KafkaFileDescriptorsUsagePercent of 80 or more',
		source: ['MET'],
		effect: 'Fewer partitions, larger segments, fewer connections.',
	},
	{
		metrics: ['KafkaFileDescriptorsUsagePercent'],
		statistic: 'Average',
		level: 'PER_BROKER',
		judge: p => findingIf(highest(p) >= 80, percent(highest(p))),
	},
);

const expressTraffic = (
	id: string,
	metric: 'BytesInPerSec' | 'BytesOutPerSec',
	sustained: 'inSustained' | 'outSustained',
	most: 'inMax' | 'outMax',
): Rule => ({
	id,
	title: metric === 'BytesInPerSec' ? 'Express takes what comes in' : 'Express gives what goes out',
	area: 'capacity',
	severity: 'critical',
	appliesTo: EXPRESS,
	reads: ['msk', 'metrics'],
	window: 'the window of the metrics',
	statistic: `${metric}, Average`,
	threshold: '80 % of the sustained rate is medium, 90 % of the maximum critical',
	source: ['TK', 'HC', 'LIM'],
	check: s => {
		const [size] = overFact(s.msk, ({ instanceType }) =>
			instanceType === null || expressLimit(instanceType) === undefined
				? notAssessed('the broker size is not told, or not in our table')
				: PASS,
		);
		if (size!.judgement.is !== 'pass' || !s.msk.isKnown) return [size!];
		const limit = expressLimit(s.msk.value.instanceType!)!;
		return overBrokerMetric(s, {
			metrics: [metric],
			statistic: 'Average',
			level: 'DEFAULT',
			judge: points => {
				const [peak, mean] = [highest(points) / MB, meanOf(points) / MB];
				if (peak >= 0.9 * limit[most]) return finding(`peak ${peak.toFixed(1)} MB/s of ${limit[most]}`);
				return findingIf(mean > 0.8 * limit[sustained], `mean ${mean.toFixed(1)} MB/s of ${limit[sustained]}`, 'medium');
			},
		});
	},
	fix: BIGGER,
	effect: 'A larger size or more brokers; costs the difference per hour.',
});

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

export const METRIC_RULES: readonly Rule[] = [
	cpu,
	heap,
	requestHandlers,
	networkProcessors,
	iamConnections,
	refusedConnections,
	shaping,
	burst,
	expressTraffic('CAP-13', 'BytesInPerSec', 'inSustained', 'inMax'),
	expressTraffic('CAP-29', 'BytesOutPerSec', 'outSustained', 'outMax'),
	expressThrottled,
	creditsOfT3,
	descriptors,
	conversions,
	daysLeft,
	tieringErrors,
];
