import type { UnknownField } from '../unknown.ts';
import type { MetricSeries } from './metric-series.ts';
import type { MetricSpec } from './metric-spec.ts';

/** One metric of one broker or of the cluster over some time, as a table shows it. */
export type MetricRow = Pick<MetricSpec, 'name' | 'statistic' | 'unit' | 'meaning' | 'limit'> & {
	/** Null for the whole cluster. */
	readonly brokerId: number | null;
	readonly periodSeconds: number;
	/** Null where it cannot be known. */
	readonly series: MetricSeries | null;
	/** The newest point's value and time, and the extremes; null where there is no point. */
	readonly now: number | null;
	readonly atMs: number | null;
	readonly min: number | null;
	readonly max: number | null;
	readonly unknown: readonly UnknownField[];
};

/** Whether a value is beyond what the metric should be. */
export const isBeyond = (value: number, limit: MetricSpec['limit']): boolean =>
	limit !== undefined && (limit.side === 'above' ? value > limit.value : value < limit.value);
