/** What AWS tells of a cluster in which nothing is wrong. */
import type { AwsSources, MetricSeries, MskFacts } from '../../source/audit/aws-facts.ts';
import { fact } from '../../source/audit/fact.ts';
import type { AlarmRow } from '../../source/model/cloud/alarm-row.ts';

import { NOW_MS } from './healthy-kafka.ts';

const DAY_MS = 86_400_000;
const MSK: MskFacts = {
	type: 'standard',
	state: 'ACTIVE',
	currentVersion: 'V',
	stateMessage: null,
	operationArn: null,
	customerActionStatus: 'NONE',
	kafkaVersion: '4.4.0',
	instanceType: 'kafka.m7g.4xlarge',
	brokers: 3,
	zones: ['az1', 'az2', 'az3'],
	volumeGiB: 1000,
	volumeThroughput: 300,
	storageMode: 'TIERED',
	isPublic: false,
	authentication: { iam: true, scram: false, tls: true, unauthenticated: false },
	certificateAuthorities: 1,
	clientBroker: 'TLS',
	isInClusterEncrypted: true,
	kmsKeyId: 'key',
	monitoring: 'PER_TOPIC_PER_BROKER',
	hasBrokerLogs: true,
	hasAuthorizerLogs: true,
	hasOpenMonitoring: true,
	usesZooKeeper: false,
	configuration: { arn: 'c', revision: 3 },
	rebalancing: 'ACTIVE',
};

const PERIOD_MS = 300_000;
/** Some hours of points of three brokers. */
const series = (metric: string, value: number, statistic: MetricSeries['statistic'] = 'Average'): readonly MetricSeries[] =>
	[1, 2, 3].map(id => ({
		metric,
		broker: id,
		statistic,
		points: Array.from({ length: 40 }, (_, i) => ({ atMs: NOW_MS - (40 - i) * PERIOD_MS, value })),
	}));

export const alarm = (name: string, verdict: AlarmRow['verdict']): AlarmRow => ({
	...{ name, state: 'OK', sinceMs: null, verdict, metric: 'KafkaDataLogsDiskUsed', brokers: [1, 2, 3], condition: 'Maximum > 85' },
	...{ note: verdict, isHeard: true, lacks: null },
});

export const aws = (): AwsSources => ({
	msk: fact(MSK),
	nodes: fact([1, 2, 3].map(brokerId => ({ brokerId, instanceType: 'm7g.4xlarge', kafkaVersion: '4.4.0', revision: 3 }))),
	operations: fact([{ type: 'UPDATE_BROKER_STORAGE', state: 'UPDATE_COMPLETE', startedMs: NOW_MS - 3 * DAY_MS, error: null }]),
	configuration: fact({ latestRevision: 3 }),
	versions: fact([
		{ version: '3.9.x', status: 'ACTIVE' },
		{ version: '4.4.0', status: 'ACTIVE' },
	]),
	metrics: fact({
		windowMs: DAY_MS,
		periodMs: PERIOD_MS,
		series: [
			...series('CpuUser', 20),
			...series('CpuSystem', 5),
			...series('HeapMemoryAfterGC', 30),
			...series('RequestHandlerAvgIdlePercent', 0.9),
			...series('NetworkProcessorAvgIdlePercent', 0.9),
			...series('ClientConnectionCount/IAM', 100, 'Sum'),
			...series('IAMTooManyConnections', 0, 'Sum'),
			...series('TrafficShaping', 0, 'Sum'),
			...series('BurstBalance', 100),
			...series('CPUCreditBalance', 500),
			...series('KafkaFileDescriptorsUsagePercent', 10),
			...series('FetchMessageConversionsPerSec', 0),
			...series('ProduceMessageConversionsPerSec', 0),
			...series('ProduceThrottleTime', 0),
			...series('FetchThrottleTime', 0),
			...series('KafkaDataLogsDiskUsed', 40, 'Maximum'),
			...series('RemoteCopyErrorsPerSec', 0, 'Sum'),
			...series('RemoteFetchErrorsPerSec', 0, 'Sum'),
			...series('BytesInPerSec', 1_000_000),
			...series('BytesOutPerSec', 1_000_000),
		],
	}),
	alarms: fact([alarm('disk', 'recommended'), alarm('own', 'own')]),
	autoscaling: fact({ maxGiB: 4000, targetPercent: 55 }),
	key: fact({ isCustomerManaged: true }),
	secrets: fact([{ name: 'AmazonMSK_billing', changedMs: NOW_MS - DAY_MS, isCustomerKey: true }]),
	policy: fact({ hasOpenPrincipal: false }),
});
