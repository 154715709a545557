/** How a rule over a metric of CloudWatch is made. */
import { awsKafka } from '../fix.ts';
import { heldMs, highest, type MetricAsk, overBrokerMetric, type Points } from '../over-metrics.ts';
import { findingIf, type Judgement, type Rule } from '../rule.ts';

export const MINUTE_MS = 60_000;

/** `85 %`. */
export const percent = (value: number): string => `${Math.round(value)} %`;

/** What a rule over metrics says of itself; the rest follows from the metrics. */
export type About = Pick<Rule, 'id' | 'title' | 'severity' | 'appliesTo' | 'threshold' | 'source' | 'effect'> & Partial<Rule>;

/** A rule that judges each broker by the points of some metrics, added up by time. */
export const brokerMetric = (about: About, ask: MetricAsk): Rule => ({
	area: 'capacity',
	reads: ['metrics'],
	window: 'the window of the metrics',
	statistic: `${ask.metrics.join(' + ')}, ${ask.statistic}`,
	check: s => overBrokerMetric(s, ask),
	...about,
});

/** Objects to values that were so for some time without a break. */
export const whenHeld =
	(is: (value: number) => boolean, minutes: number, text: (points: Points) => string) =>
	(points: Points): Judgement => {
		const held = heldMs(points, is);
		return findingIf(held > 0 && held >= minutes * MINUTE_MS, text(points));
	};

/** A larger size of broker. */
export const BIGGER = awsKafka('update-broker-type', '--current-version', 'VERSION', '--target-instance-type', 'SIZE');

/** A rule that objects to any value above 0 that lasts. */
export const above = (
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
