/** How rules read CloudWatch: points of one broker, added up over metrics before anything is made of them. */
import type { MetricFacts, MetricSeries } from './aws-facts.ts';
import type { AuditSources } from './facts.ts';
import { overFact, overList } from './over.ts';
import { type Judgement, notAssessed, type Verdict } from './rule.ts';

export type Point = { readonly atMs: number; readonly value: number };
export type Points = { readonly points: readonly Point[]; readonly periodMs: number };

const seriesOf = (
	{ series }: MetricFacts,
	metric: string,
	broker: number | null,
	statistic: MetricSeries['statistic'],
): MetricSeries | undefined =>
	series.find(s => s.metric === metric && s.broker === broker && s.statistic === statistic && s.points.length > 0);

/** Adds series up by time; a time at which one of them has no point is left out. */
const added = (all: readonly MetricSeries[]): readonly Point[] => {
	const [first, ...rest] = all;
	if (first === undefined) return [];
	const others = rest.map(s => new Map(s.points.map(p => [p.atMs, p.value])));
	return first.points.flatMap(({ atMs, value }) => {
		const values = others.map(of => of.get(atMs));
		return values.some(v => v === undefined) ? [] : [{ atMs, value: values.reduce<number>((sum, v) => sum + (v ?? 0), value) }];
	});
};

export type MetricAsk = {
	/** Added up by time. */
	readonly metrics: readonly string[];
	readonly statistic: MetricSeries['statistic'];
	/** The level of monitoring that brings them. */
	readonly level: 'DEFAULT' | 'PER_BROKER';
	readonly judge: (points: Points) => Judgement;
};

const noPoints = ({ metrics, level }: MetricAsk): Judgement =>
	notAssessed(
		`CloudWatch has no points of ${metrics.join(' and ')} in the window`,
		level === 'DEFAULT' ? null : `monitoring level ${level}`,
	);

const judged = (facts: MetricFacts, broker: number | null, ask: MetricAsk): Judgement => {
	const found = ask.metrics.map(metric => seriesOf(facts, metric, broker, ask.statistic));
	const known = found.filter(s => s !== undefined);
	if (known.length < ask.metrics.length) return noPoints(ask);
	const points = added(known);
	return points.length === 0 ? noPoints(ask) : ask.judge({ points, periodMs: facts.periodMs });
};

/** Judges each broker that CloudWatch has any points of. */
export const overBrokerMetric = ({ metrics }: Pick<AuditSources, 'metrics'>, ask: MetricAsk): readonly Verdict[] => {
	if (!metrics.isKnown) return overFact(metrics, () => noPoints(ask));
	const brokers = [...new Set(metrics.value.series.flatMap(s => (s.broker === null ? [] : [s.broker])))].sort((a, b) => a - b);
	if (brokers.length === 0) return overFact(metrics, () => noPoints(ask));
	return overList({ ...metrics, value: brokers }, 'broker', String, broker => judged(metrics.value, broker, ask));
};

export const latest = ({ points }: Points): number => points.at(-1)!.value;
export const highest = ({ points }: Points): number => points.reduce((most, p) => Math.max(most, p.value), Number.NEGATIVE_INFINITY);
export const meanOf = ({ points }: Points): number => points.reduce((sum, p) => sum + p.value, 0) / points.length;

/** The value that `share` of the points do not exceed. */
export const percentile = ({ points }: Points, share: number): number => {
	const sorted = points.map(p => p.value).sort((a, b) => a - b);
	return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)]!;
};

/** The longest time for which the values were so without a break, in milliseconds. */
export const heldMs = ({ points, periodMs }: Points, is: (value: number) => boolean): number => {
	let [longest, run] = [0, 0];
	for (const { value } of points) {
		run = is(value) ? run + 1 : 0;
		longest = Math.max(longest, run);
	}
	return longest * periodMs;
};

/** How much the values rise in a day, by least squares; null where the points span no time. */
export const risePerDay = ({ points }: Points): number | null => {
	const origin = points[0]!.atMs;
	const days = points.map(p => (p.atMs - origin) / 86_400_000);
	const [meanDay, meanValue] = [days.reduce((a, b) => a + b, 0) / days.length, meanOf({ points, periodMs: 0 })];
	const spread = days.reduce((sum, day) => sum + (day - meanDay) ** 2, 0);
	if (spread === 0) return null;
	return points.reduce((sum, p, i) => sum + (days[i]! - meanDay) * (p.value - meanValue), 0) / spread;
};
