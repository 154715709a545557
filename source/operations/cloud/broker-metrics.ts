import type { BrokerMetrics, BrokerSummary } from '../../model/broker-summary.ts';
import { cloudUnknown } from '../../model/cloud/cloud-unknown.ts';
import { type MetricSeries, newestPoint, sumByTime } from '../../model/cloud/metric-series.ts';
import { METRICS, type MetricSpec } from '../../model/cloud/metric-spec.ts';
import type { Failure } from '../../model/failure.ts';
import type { Unknown, UnknownField } from '../../model/unknown.ts';
import { clockText } from '../../units/time.ts';
import type { MetricsAnswer, ReadMetric } from './read-metrics.ts';

/** What a line of a broker takes. */
export const BROKER_LINE: readonly MetricSpec[] = METRICS.filter(m => m.scope === 'broker' && m.pace === 'often');

/** A point that is older says nothing of now. */
export const FRESH_MS = 15 * 60_000;

/** Fields by the metrics that they are made of, which are added per timestamp: CPU is user and system time. */
const FIELDS = {
	cpuPercent: ['CpuUser', 'CpuSystem'],
	diskUsedPercent: ['KafkaDataLogsDiskUsed'],
	bytesInPerSecond: ['BytesInPerSec'],
	bytesOutPerSecond: ['BytesOutPerSec'],
	connections: ['ConnectionCount'],
} as const;

type Field = keyof typeof FIELDS;
const FIELD_NAMES = Object.keys(FIELDS) as readonly Field[];

/** The series of a field of a broker, or why there is none. */
export const fieldSeries = (metrics: readonly ReadMetric[], brokerId: number, field: Field): MetricSeries | Unknown => {
	let sum: MetricSeries | undefined;
	for (const name of FIELDS[field]) {
		const found = metrics.find(m => m.spec.name === name && m.brokerId === brokerId);
		if (found === undefined) return { reason: `CloudWatch was not asked for ${name} of broker ${brokerId}`, needs: null };
		if (found.series === null || found.unknown !== undefined) return found.unknown!;
		sum = sum === undefined ? found.series : sumByTime(sum, found.series);
	}
	return sum ?? [];
};

/** What a broker's line shows. */
export const metricsOf = ({ metrics }: Pick<MetricsAnswer, 'metrics'>, brokerId: number, nowMs: number): BrokerMetrics => {
	const unknown: UnknownField[] = [];
	let atMs: number | null = null;
	const values = FIELD_NAMES.map(field => {
		const series = fieldSeries(metrics, brokerId, field);
		const point = 'reason' in series ? undefined : newestPoint(series, nowMs - FRESH_MS);
		if (point === undefined) {
			unknown.push({ field, ...('reason' in series ? series : whyOld(field, series)) });
			return [field, null] as const;
		}
		// The oldest of what is shown: no figure is younger than the line says.
		atMs = atMs === null ? point.atMs : Math.min(atMs, point.atMs);
		return [field, point.value] as const;
	});
	if (atMs === null) unknown.push({ field: 'at', reason: 'there is no point to tell the time of', needs: null });
	return { ...(Object.fromEntries(values) as Record<Field, number | null>), atMs, unknown };
};

const whyOld = (field: Field, series: MetricSeries): Unknown => {
	const last = series.at(-1);
	const names = FIELDS[field].join(' and ');
	return {
		reason:
			last === undefined
				? `CloudWatch has no minute with ${names}`
				: `the newest point of ${names} is of ${clockText(last.atMs)}: too old to tell how it is now`,
		needs: null,
	};
};

/** All of a line for the same reason. */
export const unknownMetrics = (why: Unknown): BrokerMetrics => ({
	cpuPercent: null,
	diskUsedPercent: null,
	bytesInPerSecond: null,
	bytesOutPerSecond: null,
	connections: null,
	atMs: null,
	unknown: [...FIELD_NAMES, 'at'].map(field => ({ field, ...why })),
});

const LOADING: BrokerMetrics = {
	cpuPercent: undefined,
	diskUsedPercent: undefined,
	bytesInPerSecond: undefined,
	bytesOutPerSecond: undefined,
	connections: undefined,
	atMs: undefined,
	unknown: [],
};

/** Puts what CloudWatch told beside what Kafka told; neither waits for the other. */
export const withMetrics = (
	brokers: readonly BrokerSummary[],
	told: MetricsAnswer | Failure | undefined,
	nowMs: number,
): readonly BrokerSummary[] => {
	if (told === undefined) return brokers.map(b => ({ ...b, metrics: LOADING }));
	if ('metrics' in told) return brokers.map(b => ({ ...b, metrics: metricsOf(told, b.id, nowMs) }));
	const metrics = unknownMetrics(cloudUnknown(told));
	return brokers.map(b => ({ ...b, metrics }));
};

/** The time of the points that lines show: the oldest among the brokers; undefined where there is none. */
export const metricsTime = (brokers: readonly BrokerSummary[]): number | undefined => {
	const times = brokers.flatMap(b => b.metrics.atMs ?? []);
	return times.length === 0 ? undefined : Math.min(...times);
};
