/** What a session asks AWS: read only while a screen shows it, and never waited for by what Kafka tells. */
import type { CloudDescription } from '../../model/cloud/cloud-cluster.ts';
import { METRICS, type MetricSpec } from '../../model/cloud/metric-spec.ts';
import { brokerIds } from '../../operations/cloud/broker-ids.ts';
import { type AlarmsAnswer, readAlarms } from '../../operations/cloud/read-alarms.ts';
import { type CloudClusterAnswer, readCloudCluster } from '../../operations/cloud/read-cloud-cluster.ts';
import { type MetricsAnswer, readMetrics, windowOf } from '../../operations/cloud/read-metrics.ts';
import type { KnownCluster } from '../../ports/known-cluster.ts';
import type { Poller, PollerOptions } from '../poller.ts';
import { CLOUD_INTERVAL_MS, type CloudMetrics, MetricHistory } from './cloud-metrics.ts';

export type CloudSession = {
	readonly metrics: Poller<CloudMetrics>;
	/** All metrics of one broker over three hours. */
	readonly broker: (id: number) => Poller<MetricsAnswer>;
	/** One metric over a time; of the whole cluster without a broker. `A + B` is the sum of two. */
	readonly chart: (name: string, broker: number | null, sinceMs: number) => Poller<MetricsAnswer>;
	readonly description: Poller<CloudDescription>;
	readonly cluster: Poller<CloudClusterAnswer>;
	/** Reads the charts that are shown anew. */
	readonly refreshCharts: () => void;
	readonly alarms: Poller<AlarmsAnswer>;
};

const FINE_MS = 3 * 3_600_000;
const OF_BROKERS = METRICS.filter(m => m.scope === 'broker');

export type MakePoller = <T>(options: Pick<PollerOptions<T>, 'intervalMs' | 'read'>) => Poller<T>;

export const openCloudSession = (known: KnownCluster, poller: MakePoller): CloudSession | undefined => {
	const { cloud, clock } = known;
	if (cloud === undefined) return undefined;
	const history = new MetricHistory(cloud, options => brokerIds(known, cloud, options), clock.now);
	const pollers = new Map<string, Poller<MetricsAnswer>>();
	const reading = (key: string, sinceMs: number, specs: readonly MetricSpec[], brokers: readonly number[]): Poller<MetricsAnswer> => {
		const made =
			pollers.get(key) ??
			poller<MetricsAnswer>({
				// Points of an hour come no sooner for being asked for each minute.
				intervalMs: sinceMs > FINE_MS ? 5 * CLOUD_INTERVAL_MS : CLOUD_INTERVAL_MS,
				read: signal => readMetrics(cloud, { specs, brokers, window: windowOf(sinceMs, clock.now()) }, { signal }),
			});
		pollers.set(key, made);
		return made;
	};
	return {
		refreshCharts: () => {
			for (const one of pollers.values()) one.refresh();
		},
		broker: id => reading(`broker ${id}`, FINE_MS, OF_BROKERS, [id]),
		chart: (name, broker, sinceMs) => {
			const names = name.split(' + ');
			const specs = METRICS.filter(m => names.includes(m.name));
			return reading(`${name} ${broker} ${sinceMs}`, sinceMs, specs, broker === null ? [] : [broker]);
		},
		alarms: poller({ intervalMs: CLOUD_INTERVAL_MS, read: signal => readAlarms(known, { signal }) }),
		cluster: poller({ intervalMs: CLOUD_INTERVAL_MS, read: signal => readCloudCluster(known, { signal }) }),
		description: poller({ intervalMs: CLOUD_INTERVAL_MS, read: signal => cloud.describe({ signal }) }),
		metrics: poller({ intervalMs: CLOUD_INTERVAL_MS, read: signal => history.look({ signal }) }),
	};
};
