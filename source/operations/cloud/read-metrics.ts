import { setTimeout } from 'node:timers/promises';
import { cloudUnknown } from '../../model/cloud/cloud-unknown.ts';
import type { MetricSeries } from '../../model/cloud/metric-series.ts';
import { type MetricSpec, type Monitored, whyNeverThere } from '../../model/cloud/metric-spec.ts';
import { asFailure, Failure, type Outcome } from '../../model/failure.ts';
import type { Unknown } from '../../model/unknown.ts';
import type { CloudReader, MetricQuery, MetricWindow } from '../../ports/cloud-reader.ts';
import type { ReadOptions } from '../../ports/cluster-reader.ts';

/** What was read of one metric of one broker, or of the cluster. */
export type ReadMetric = {
	readonly spec: MetricSpec;
	/** Null for a metric of the whole cluster. */
	readonly brokerId: number | null;
	/** Null where it cannot be known, for the reason beside it. */
	readonly series: MetricSeries | null;
	readonly unknown: Unknown | undefined;
	/** What went wrong with this one. */
	readonly failure?: Failure;
};

export type MetricsAnswer = {
	readonly metrics: readonly ReadMetric[];
	readonly monitored: Monitored;
	/** Why nothing is ruled out by kind and level; null where MSK told them. */
	readonly notDescribed: Failure | null;
	readonly window: MetricWindow;
	/** Metrics that were asked for: what AWS puts on the bill. */
	readonly asked: number;
};

/** An MSK that hangs must not hold up what CloudWatch knows. */
const DESCRIPTION_PATIENCE_MS = 3_000;
const NOT_YET = new Failure('timeout', 'MSK has not answered kafka:DescribeClusterV2 yet.');

const MINUTE_MS = 60_000;
/** CloudWatch's own steps: up to 500 points a line, whatever the time they cover. */
const PERIODS_SECONDS = [60, 300, 900, 3600] as const;
const MOST_POINTS = 240;

/** A window that ends on a full minute, with a period that keeps the points few enough for a chart. */
export const windowOf = (sinceMs: number, nowMs: number): MetricWindow => {
	const periodSeconds = PERIODS_SECONDS.find(p => sinceMs / (p * 1000) <= MOST_POINTS) ?? 3600;
	const stepMs = periodSeconds * 1000;
	// The minute that runs would be told in part.
	const toMs = Math.floor(nowMs / MINUTE_MS) * MINUTE_MS;
	return { fromMs: Math.floor((toMs - sinceMs) / stepMs) * stepMs, toMs, periodSeconds };
};

export const metricKey = (name: string, brokerId: number | null): string => (brokerId === null ? name : `${name} ${brokerId}`);

/**
 * Reads metrics of brokers and of the cluster. What cannot be there (Express, Serverless, the level of monitoring) is not asked for and says
 * why. Rejects with a Failure where nothing could be asked: no credentials, the cluster not found, GetMetricData denied.
 */
export const readMetrics = async (
	cloud: CloudReader,
	{ specs, brokers, window }: { readonly specs: readonly MetricSpec[]; readonly brokers: readonly number[]; readonly window: MetricWindow },
	options?: ReadOptions,
): Promise<MetricsAnswer> => {
	// Without its name nothing can be asked; without its level only less is explained.
	await cloud.place(options);
	const described = await Promise.race([
		cloud.describe(options).catch(asFailure),
		setTimeout(DESCRIPTION_PATIENCE_MS, NOT_YET, { ref: false }),
	]);
	const notDescribed = described instanceof Failure ? described : null;
	const monitored: Monitored =
		described instanceof Failure ? { kind: null, level: null } : { kind: described.kind, level: described.monitoringLevel };
	const wanted = specs.flatMap(spec =>
		(spec.scope === 'cluster' ? [null] : brokers).map(brokerId => ({ spec, brokerId, never: whyNeverThere(spec, monitored) })),
	);
	const queries = wanted
		.filter(w => w.never === undefined)
		.map(
			({ spec, brokerId }): MetricQuery => ({
				key: metricKey(spec.name, brokerId),
				name: spec.name,
				dimensions: brokerId === null ? {} : { 'Broker ID': String(brokerId) },
				statistic: spec.statistic,
			}),
		);
	const told: ReadonlyMap<string, Outcome<MetricSeries>> = queries.length === 0
		? new Map()
		: await cloud.readMetrics(queries, window, options);
	const metrics = wanted.map(({ spec, brokerId, never }): ReadMetric => {
		if (never !== undefined) return { spec, brokerId, series: null, unknown: never };
		const outcome = told.get(metricKey(spec.name, brokerId));
		if (outcome?.ok !== true) {
			const failure = outcome?.failure ?? new Failure('incomplete', `CloudWatch did not answer for ${spec.name}.`);
			return { spec, brokerId, series: null, unknown: cloudUnknown(failure), failure };
		}
		const isEmpty = outcome.value.length === 0;
		return { spec, brokerId, series: outcome.value, unknown: isEmpty ? whyEmpty(spec, monitored, notDescribed) : undefined };
	});
	return { metrics, monitored, notDescribed, window, asked: queries.length };
};

/** A metric without points is not 0: it may need a higher level that could not be looked up. */
const whyEmpty = ({ name, level }: MetricSpec, monitored: Monitored, notDescribed: Failure | null): Unknown => {
	if (monitored.level === null && level !== 'DEFAULT')
		return {
			reason: `CloudWatch has no point of ${name}; it needs ${level} monitoring, and MSK did not tell which this cluster has`,
			needs: notDescribed === null ? `${level} monitoring` : cloudUnknown(notDescribed).needs,
		};
	return { reason: `CloudWatch has no point of ${name} in this time`, needs: null };
};
