/** Load and room over time, as CloudWatch tells them of each broker. */
import { setBrokers } from '../fix.ts';
import { expressLimit, IAM_CONNECTIONS } from '../limits.ts';
import { overFact } from '../over.ts';
import { heldMs, highest, meanOf, overBrokerMetric, percentile } from '../over-metrics.ts';
import { EXPRESS, finding, findingIf, notAssessed, PASS, PROVISIONED, type Rule, STANDARD } from '../rule.ts';
import { above, BIGGER, brokerMetric, MINUTE_MS, percent, whenHeld } from './metric-rule.ts';

const MB = 1_000_000;

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

export const METRIC_RULES: readonly Rule[] = [
	cpu,
	heap,
	requestHandlers,
	networkProcessors,
	iamConnections,
	refusedConnections,
	expressTraffic('CAP-13', 'BytesInPerSec', 'inSustained', 'inMax'),
	expressTraffic('CAP-29', 'BytesOutPerSec', 'outSustained', 'outMax'),
	descriptors,
];
