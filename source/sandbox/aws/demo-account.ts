/** The account in which the demo's cluster lives: MSK and CloudWatch on loopback, telling the same story as the brokers. */
import type { Cluster } from '../cluster/cluster.ts';
import { ACCOUNT, demoArn, REGION } from '../demo-arn.ts';
import { startAwsStub } from './aws-stub.ts';
import { serveCloudWatch } from './cloudwatch-service.ts';
import { serveMsk } from './msk-service.ts';
import { playAlarms } from './played-alarms.ts';
import { playMetrics } from './played-metrics.ts';
import { type PlayedKind, playedCluster } from './played-msk.ts';
import { serveSecrets } from './secrets-service.ts';
import { refusals } from './service-error.ts';

export type DemoAccount = {
	readonly url: string;
	readonly region: string;
	readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
	readonly close: () => Promise<void>;
};

const PERSON = `arn:aws:iam::${ACCOUNT}:user/demo`;

const KINDS: Readonly<Record<string, PlayedKind>> = { serverless: 'serverless', express: 'express' };
/** Operations that somebody with few rights may not ask for. */
const DENIED = [
	'cloudwatch:GetMetricData',
	'cloudwatch:DescribeAlarms',
	'kafka:ListClusterOperationsV2',
	'kafka:DescribeConfiguration',
	'kafka:GetCompatibleKafkaVersions',
	'kafka:ListScramSecrets',
];
/** A far endpoint; milliseconds. */
const SLOW_MS = 1_500;

/** Starts the account of a scenario. Close it. */
export const openDemoAccount = async (scenario: string, cluster: Cluster): Promise<DemoAccount> => {
	const stub = await startAwsStub();
	const credentials = { accessKeyId: 'AKIADEMO000000000000', secretAccessKey: 'a-demo-needs-no-secret' };
	stub.know({ ...credentials, arn: PERSON });
	const arn = demoArn(scenario);
	const kind = KINDS[scenario] ?? 'standard';
	const level = scenario === 'quiet' || scenario === 'empty' ? 'DEFAULT' : 'PER_BROKER';
	serveMsk(stub).set(arn, playedCluster({ arn, kind, level, state: scenario === 'outage' ? 'HEALING' : 'ACTIVE' }));
	serveSecrets(stub).push({
		arn: `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:AmazonMSK_${scenario}-reader-AbCdEf`,
		...{ name: `AmazonMSK_${scenario}-reader`, kmsKeyId: 'msk-users' },
	});
	const watch = serveCloudWatch(stub);
	const topics = [...cluster.topics.values()].filter(t => !t.isInternal);
	watch.metrics = playMetrics({
		clusterName: scenario,
		brokers: cluster.brokers.map(b => b.id),
		kind,
		level,
		bytesIn: scenario === 'empty' || scenario === 'quiet' ? 90 : 14_000,
		disk: scenario === 'outage' ? 81 : 46,
		...(scenario === 'outage' && { hot: { id: 3, times: 2.1 } }),
		partitions: topics.reduce((sum, t) => sum + t.partitions.length, 0),
		topics: topics.length,
		underReplicated: id =>
			topics.reduce((sum, t) => sum + t.partitions.filter(p => p.leader === id && p.isr.length < p.replicas.length).length, 0),
		isUp: id => cluster.broker(id)?.isUp ?? false,
	});
	watch.alarms.push(...playAlarms({ clusterName: scenario, region: REGION, account: ACCOUNT, kind }));
	if (scenario === 'denied')
		for (const action of DENIED)
			stub.trouble(action.replace(':', '.'), refusals.denied(PERSON, action, action.startsWith('kafka') ? arn : '*'));
	if (scenario === 'slow')
		for (const action of ['cloudwatch.GetMetricData', 'cloudwatch.DescribeAlarms']) stub.trouble(action, { delayMs: SLOW_MS });
	return { url: stub.url, region: REGION, credentials, close: stub.close };
};
