/** What CloudWatch told of one metric over time. Pure. */

/** A point covers the period that begins at `atMs`. */
export type MetricPoint = { readonly atMs: number; readonly value: number };

/** Oldest first, one point a period at most. */
export type MetricSeries = readonly MetricPoint[];

/** Adds two series where both have a point: half of a sum would look like a fall. */
export const sumByTime = (a: MetricSeries, b: MetricSeries): MetricSeries => {
	const others = new Map(b.map(p => [p.atMs, p.value]));
	return a.flatMap(({ atMs, value }) => {
		const other = others.get(atMs);
		return other === undefined ? [] : [{ atMs, value: value + other }];
	});
};

/** Puts what was told later over what was told before, and forgets what is older than `fromMs`. */
export const mergeSeries = (old: MetricSeries, fresh: MetricSeries, fromMs: number): MetricSeries => {
	const merged = new Map([...old, ...fresh].map(p => [p.atMs, p]));
	return [...merged.values()].filter(p => p.atMs >= fromMs).sort((a, b) => a.atMs - b.atMs);
};

/** The newest point that is not older than `sinceMs`. */
export const newestPoint = (series: MetricSeries, sinceMs = Number.NEGATIVE_INFINITY): MetricPoint | undefined => {
	const newest = series.at(-1);
	return newest !== undefined && newest.atMs >= sinceMs ? newest : undefined;
};
