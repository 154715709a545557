import type { CloudDescription } from '../../model/cloud/cloud-cluster.ts';
import { type MetricSeries, sumByTime } from '../../model/cloud/metric-series.ts';
import { METRICS } from '../../model/cloud/metric-spec.ts';
import type { ClusterLoad } from '../../model/cloud/sizing.ts';
import { Failure } from '../../model/failure.ts';
import type { UnknownField } from '../../model/unknown.ts';
import type { ReadOptions } from '../../ports/cluster-reader.ts';
import type { KnownCluster } from '../../ports/known-cluster.ts';
import { brokerIds } from './broker-ids.ts';
import { fieldSeries } from './broker-metrics.ts';
import { cloudOf } from './cloud-of.ts';
import { type MetricsAnswer, type ReadMetric, readMetrics, windowOf } from './read-metrics.ts';

const NAMES: ReadonlySet<string> = new Set([
	...['CpuUser', 'CpuSystem', 'BytesInPerSec', 'BytesOutPerSec', 'PartitionCount', 'KafkaDataLogsDiskUsed'],
]);
const SPECS = METRICS.filter(m => NAMES.has(m.name));
const GIB = 2 ** 30;

export type MeasuredLoad = {
	readonly load: ClusterLoad;
	readonly description: CloudDescription;
	readonly brokers: readonly number[];
	readonly window: MetricsAnswer['window'];
	/** Why fields of the load are null. */
	readonly unknown: readonly UnknownField[];
};

/** Measures what a cluster had to do over some time, by CloudWatch. Throws unsupported for Serverless, which sizes itself. */
export const readLoad = async (known: KnownCluster, sinceMs: number, options?: ReadOptions): Promise<MeasuredLoad> => {
	const cloud = cloudOf(known);
	const description = await cloud.describe(options);
	if (description.kind === 'serverless')
		throw new Failure('unsupported', `${description.name} is Serverless: there are no brokers to choose.`);
	const brokers = await brokerIds(known, cloud, options);
	const { metrics, window } = await readMetrics(cloud, { specs: SPECS, brokers, window: windowOf(sinceMs, known.clock.now()) }, options);
	const unknown: UnknownField[] = [];
	/** Of all brokers together, or null with the reason: a sum without one of them would be too little. */
	const all = <T>(
		fields: readonly (keyof ClusterLoad)[],
		of: (id: number) => MetricSeries | { reason: string; needs: string | null },
		take: (each: readonly MetricSeries[]) => T,
	): T | null => {
		const each = brokers.map(of);
		const why = each.find(e => 'reason' in e) ?? (each.some(e => (e as MetricSeries).length === 0) ? NO_POINT : undefined);
		if (why === undefined && each.length > 0) return take(each as readonly MetricSeries[]);
		for (const field of fields) unknown.push({ field, ...(why !== undefined && 'reason' in why ? why : NO_POINT) });
		return null;
	};
	const into = all(['peakIn', 'meanIn'], id => fieldSeries(metrics, id, 'bytesInPerSecond'), together);
	const out = all(['peakOut'], id => fieldSeries(metrics, id, 'bytesOutPerSecond'), together);
	const replicas = all(
		['replicas'],
		id => seriesOf(metrics, 'PartitionCount', id),
		each => total(each.map(newest)),
	);
	const { volumeGib } = description;
	const stored =
		volumeGib === null
			? null
			: all(
					['storedBytes'],
					id => fieldSeries(metrics, id, 'diskUsedPercent'),
					each => total(each.map(newest)) * 0.01 * volumeGib * GIB,
				);
	if (volumeGib === null) unknown.push({ field: 'storedBytes', reason: 'Express brokers have no volumes of their own', needs: null });
	const cpu = all(
		['peakCpuPercent'],
		id => fieldSeries(metrics, id, 'cpuPercent'),
		each => Math.max(...each.map(most)),
	);
	return {
		load: {
			peakIn: into && most(into),
			peakOut: out && most(out),
			meanIn: into && total(into.map(p => p.value)) / into.length,
			...{ replicas, storedBytes: stored, peakCpuPercent: cpu },
		},
		...{ description, brokers, window, unknown },
	};
};

const NO_POINT = { reason: 'CloudWatch has no point of it for every broker', needs: null };

const seriesOf = (metrics: readonly ReadMetric[], name: string, brokerId: number) => {
	const found = metrics.find(m => m.spec.name === name && m.brokerId === brokerId);
	return found?.series ?? found?.unknown ?? NO_POINT;
};
const together = (each: readonly MetricSeries[]): MetricSeries => each.reduce(sumByTime);
const newest = (series: MetricSeries): number => series.at(-1)?.value ?? 0;
const most = (series: MetricSeries): number => series.reduce((a, p) => Math.max(a, p.value), 0);
const total = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
