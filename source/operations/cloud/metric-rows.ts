import type { MetricRow } from '../../model/cloud/metric-row.ts';
import { sumByTime } from '../../model/cloud/metric-series.ts';
import type { MetricSpec } from '../../model/cloud/metric-spec.ts';
import type { MetricsAnswer, ReadMetric } from './read-metrics.ts';

/** MSK's best practices limit the sum, which CloudWatch does not tell. */
const CPU: Pick<MetricSpec, 'name' | 'meaning' | 'limit'> = {
	name: 'CpuUser + CpuSystem',
	meaning: 'CPU in use, added minute by minute',
	limit: { value: 60, side: 'above' },
};

const FIELDS = ['now', 'at', 'min', 'max', 'points'] as const;

/** What was read as lines of a table, with CPU added up. */
export const metricRows = ({ metrics, window }: Pick<MetricsAnswer, 'metrics' | 'window'>): readonly MetricRow[] =>
	withCpu(metrics).map(({ spec, brokerId, series, unknown }) => {
		const { name, statistic, unit, meaning, limit } = spec;
		const newest = series?.at(-1);
		const values = series?.map(p => p.value) ?? [];
		return {
			...{ name, statistic, unit, meaning, brokerId },
			...(limit && { limit }),
			periodSeconds: window.periodSeconds,
			series: newest === undefined ? null : series,
			now: newest?.value ?? null,
			atMs: newest?.atMs ?? null,
			// Spread over 20,000 arguments would be too much for a call.
			min: newest === undefined ? null : values.reduce((a, b) => Math.min(a, b)),
			max: newest === undefined ? null : values.reduce((a, b) => Math.max(a, b)),
			unknown: newest === undefined ? FIELDS.map(field => ({ field, ...(unknown ?? NO_POINT) })) : [],
		};
	});

const NO_POINT = { reason: 'CloudWatch has no point of it in this time', needs: null };

const withCpu = (metrics: readonly ReadMetric[]): readonly ReadMetric[] =>
	metrics.flatMap(metric => {
		if (metric.spec.name !== 'CpuUser') return [metric];
		const system = metrics.find(m => m.spec.name === 'CpuSystem' && m.brokerId === metric.brokerId);
		if (system === undefined) return [metric];
		const sum: ReadMetric = {
			...metric,
			spec: { ...metric.spec, ...CPU },
			series: metric.series === null || system.series === null ? null : sumByTime(metric.series, system.series),
			unknown: metric.unknown ?? system.unknown,
		};
		return [sum, metric];
	});
