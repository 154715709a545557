import { type MetricSeries, mergeSeries } from '../../model/cloud/metric-series.ts';
import { METRICS, type MetricSpec } from '../../model/cloud/metric-spec.ts';
import { type MetricsAnswer, metricKey, type ReadMetric, readMetrics, windowOf } from '../../operations/cloud/read-metrics.ts';
import type { CloudReader } from '../../ports/cloud-reader.ts';
import type { ReadOptions } from '../../ports/cluster-reader.ts';

/** A look a minute, as CloudWatch has a point a minute. */
export const CLOUD_INTERVAL_MS = 60_000;
const SELDOM_MS = 300_000;
/** What a first look goes back to, for the trend; and later ones, since points come late and are put right. */
const FIRST_MS = 3 * 3_600_000;
const LATER_MS = 5 * 60_000;

/** CloudWatch's price of a metric that GetMetricData is asked for, in US dollars (CloudWatch pricing, us-east-1). */
const DOLLARS_A_METRIC = 0.01 / 1_000;

/** The metrics of a session with their last hours, at what it costs. */
export type CloudMetrics = MetricsAnswer & {
	/** US dollars an hour, as long as it is looked at. */
	readonly dollarsAnHour: number;
};

/** Reads look by look what brokers and cluster tell, and keeps three hours of it. */
export class MetricHistory {
	readonly #cloud: CloudReader;
	readonly #brokers: (options?: ReadOptions) => Promise<readonly number[]>;
	readonly #nowMs: () => number;
	#kept = new Map<string, ReadMetric>();
	#seldomAtMs = Number.NEGATIVE_INFINITY;

	/** `brokers` tells the ids to ask for. */
	constructor(cloud: CloudReader, brokers: (options?: ReadOptions) => Promise<readonly number[]>, nowMs: () => number) {
		this.#cloud = cloud;
		this.#brokers = brokers;
		this.#nowMs = nowMs;
	}

	async look(options?: ReadOptions): Promise<CloudMetrics> {
		const nowMs = this.#nowMs();
		const isSeldomDue = nowMs - this.#seldomAtMs >= SELDOM_MS;
		const specs = METRICS.filter(m => m.pace === 'often' || (m.pace === 'seldom' && isSeldomDue));
		const brokers = await this.#brokers(options);
		const isFirst = this.#kept.size === 0;
		const window = { ...windowOf(isFirst ? FIRST_MS : isSeldomDue ? SELDOM_MS + LATER_MS : LATER_MS, nowMs), periodSeconds: 60 };
		const answer = await readMetrics(this.#cloud, { specs, brokers, window }, options);
		if (isSeldomDue) this.#seldomAtMs = nowMs;
		const fromMs = nowMs - FIRST_MS;
		for (const metric of answer.metrics) {
			const key = metricKey(metric.spec.name, metric.brokerId);
			this.#kept.set(key, merged(this.#kept.get(key), metric, fromMs));
		}
		const ids = new Set(brokers);
		const metrics = [...this.#kept.values()].filter(m => m.brokerId === null || ids.has(m.brokerId));
		return { ...answer, metrics, dollarsAnHour: dollarsAnHour(metrics) };
	}
}

/** A look that could not read a metric keeps what was known, which its age tells; no new point is no news. */
const merged = (old: ReadMetric | undefined, fresh: ReadMetric, fromMs: number): ReadMetric => {
	if (old?.series == null || old.series.length === 0) return fresh;
	const series: MetricSeries = mergeSeries(old.series, fresh.series ?? [], fromMs);
	return series.length === 0 ? { ...fresh, series: fresh.series === null ? null : [] } : { ...fresh, series, unknown: undefined };
};

const dollarsAnHour = (metrics: readonly ReadMetric[]): number => {
	const of = (pace: MetricSpec['pace']) => metrics.filter(m => m.spec.pace === pace && m.series !== null).length;
	return (of('often') * (3_600_000 / CLOUD_INTERVAL_MS) + of('seldom') * (3_600_000 / SELDOM_MS)) * DOLLARS_A_METRIC;
};
