/** What a session asks AWS: read only while a screen shows it, and never waited for by what Kafka tells. */
import type { CloudDescription } from '../../model/cloud/cloud-cluster.ts';
import { brokerIds } from '../../operations/cloud/broker-ids.ts';
import { type AlarmsAnswer, readAlarms } from '../../operations/cloud/read-alarms.ts';
import { type CloudClusterAnswer, readCloudCluster } from '../../operations/cloud/read-cloud-cluster.ts';
import type { KnownCluster } from '../../ports/known-cluster.ts';
import type { Poller, PollerOptions } from '../poller.ts';
import { CLOUD_INTERVAL_MS, type CloudMetrics, MetricHistory } from './cloud-metrics.ts';

export type CloudSession = {
	readonly metrics: Poller<CloudMetrics>;
	readonly description: Poller<CloudDescription>;
	readonly cluster: Poller<CloudClusterAnswer>;
	readonly alarms: Poller<AlarmsAnswer>;
};

export type MakePoller = <T>(options: Pick<PollerOptions<T>, 'intervalMs' | 'read'>) => Poller<T>;

export const openCloudSession = (known: KnownCluster, poller: MakePoller): CloudSession | undefined => {
	const { cloud, clock } = known;
	if (cloud === undefined) return undefined;
	const history = new MetricHistory(cloud, options => brokerIds(known, cloud, options), clock.now);
	return {
		alarms: poller({ intervalMs: CLOUD_INTERVAL_MS, read: signal => readAlarms(known, { signal }) }),
		cluster: poller({ intervalMs: CLOUD_INTERVAL_MS, read: signal => readCloudCluster(known, { signal }) }),
		description: poller({ intervalMs: CLOUD_INTERVAL_MS, read: signal => cloud.describe({ signal }) }),
		metrics: poller({ intervalMs: CLOUD_INTERVAL_MS, read: signal => history.look({ signal }) }),
	};
};
