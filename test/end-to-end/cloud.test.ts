/** The built program and AWS on loopback: what MSK and CloudWatch know, also while no broker answers. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { type CloudWatchService, serveCloudWatch } from '../../source/sandbox/aws/cloudwatch-service.ts';
import { serveMsk } from '../../source/sandbox/aws/msk-service.ts';
import { playAlarms } from '../../source/sandbox/aws/played-alarms.ts';
import { playMetrics } from '../../source/sandbox/aws/played-metrics.ts';
import { playedCluster } from '../../source/sandbox/aws/played-msk.ts';
import { serveSecrets } from '../../source/sandbox/aws/secrets-service.ts';
import { refusals } from '../../source/sandbox/aws/service-error.ts';
import { ACCOUNT, type AwsGround, awsGround, CALLER } from '../aws/aws-ground.ts';
import { runProgram } from '../helpers/built-program.ts';
import { unexplainedNulls } from '../helpers/unexplained-nulls.ts';

const arn = `arn:aws:kafka:eu-west-1:${ACCOUNT}:cluster/orders/1a2b3c4d-0000-4000-8000-000000000001-3`;

describe('what AWS knows, while no broker answers', () => {
	let aws: AwsGround;
	let watch: CloudWatchService;
	before(async () => {
		aws = await awsGround();
		// Nobody listens there.
		serveMsk(aws.stub).set(arn, playedCluster({ arn, kind: 'standard', state: 'UPDATING', bootstrap: '127.0.0.1:1' }));
		watch = serveCloudWatch(aws.stub);
		watch.alarms.push(...playAlarms({ clusterName: 'orders', region: 'eu-west-1', account: ACCOUNT, kind: 'standard' }));
		watch.metrics = playMetrics({
			...{ clusterName: 'orders', brokers: [1, 2, 3], kind: 'standard', level: 'DEFAULT' },
			...{ bytesIn: 1e6, disk: 40, partitions: 30, topics: 10 },
		});
		serveSecrets(aws.stub).push({
			arn: `arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:AmazonMSK_orders-reader-AbCdEf`,
			name: 'AmazonMSK_orders-reader',
		});
	});
	after(() => aws?.close());
	beforeEach(() => aws.reset());
	const run = (...args: readonly string[]) => runProgram([...args, '--cluster', arn, '--profile', 'keys', '--timeout', '60s'], aws.env);
	const json = async <T>(...args: readonly string[]): Promise<T> => {
		const { stdout } = await run(...args, '--json');
		const document = JSON.parse(stdout);
		assert.deepEqual(unexplainedNulls(document), []);
		return document;
	};

	it('tells what MSK does to the cluster, what of it is out of date, and what is wrong with the users’ secrets', async () => {
		const { stdout, code } = await run('cluster');
		assert.equal(code, 0);
		for (const wanted of [
			/^State +UPDATING · UPDATE_CLUSTER_CONFIGURATION for \d+m$/m,
			/^Type +Standard · 3 × kafka\.m7g\.large/m,
			/^Kafka +3\.8\.x · KRaft · upgrade to 3\.9\.x$/m,
			/^Configuration +orders revision 2 · newer: 3 of /m,
			/^SCRAM users +1 secret · AmazonMSK_orders-reader: it is encrypted with the account’s default key/m,
			/^UPDATE_BROKER_STORAGE +UPDATE_COMPLETE/m,
		])
			assert.match(stdout, wanted);
		const { msk } = await json<{ msk: { state: string; kind: string; operations: unknown[] } }>('cluster');
		assert.deepEqual([msk.state, msk.kind, msk.operations.length], ['UPDATING', 'standard', 4]);
		const { operations } = await json<{ operations: { type: string; endedAt?: string }[] }>('operations');
		assert.deepEqual([operations[0]?.type, operations[0]?.endedAt], ['UPDATE_CLUSTER_CONFIGURATION', undefined]);
		aws.stub.trouble('kafka.ListClusterOperationsV2', refusals.denied(CALLER, 'kafka:ListClusterOperationsV2', arn));
		const few = await run('cluster');
		assert.equal(few.code, 6);
		assert.match(few.stderr, /may not kafka:ListClusterOperationsV2/);
		assert.match(few.stdout, /^Kafka +3\.8\.x/m);
	});

	it('puts the alarms next to those that are recommended, with commands for what is missing', async () => {
		const { stdout } = await run('alarms');
		assert.match(stdout, /^ALARM +orders-under-replicated-3 +recommended +3 +Sum > 0, 15 min/m);
		assert.match(stdout, /^ALARM +orders-controller +wrong statistic/m);
		assert.match(stdout, /^– +cpu +missing +1–3 +Average > 60, 5 min/m);
		assert.match(stdout, /^– +request-handlers +not possible/m);
		const commands = (await run('alarms', '--commands')).stdout.trim().split('\n');
		assert.ok(commands.length > 5 && commands.every(c => c.startsWith('aws cloudwatch put-metric-alarm --region eu-west-1 ')), commands[0]);
		assert.ok(commands.every(c => c.includes(`arn:aws:sns:eu-west-1:${ACCOUNT}:on-call`)));
	});

	it('tells metrics, and of those that the level does not have says so instead of 0', async () => {
		const { metrics } = await json<{
			metrics: {
				name: string;
				broker: number;
				now: number | null;
				points: unknown[] | null;
				unknown?: { reason: string; needs: string }[];
			}[];
		}>('metrics', 'CpuUser', 'CpuSystem', 'requesthandleravgidlepercent', '--since', '2h');
		const cpu = metrics.filter(m => m.name === 'CpuUser + CpuSystem');
		assert.deepEqual(
			cpu.map(m => m.broker),
			[1, 2, 3],
		);
		assert.ok(cpu.every(m => m.now! > 0 && m.points!.length >= 119));
		const idle = metrics.find(m => m.name === 'RequestHandlerAvgIdlePercent');
		assert.deepEqual([idle?.now, idle?.unknown?.[0]?.needs], [null, 'PER_BROKER monitoring']);
		aws.stub.trouble('cloudwatch.GetMetricData', refusals.denied(CALLER, 'cloudwatch:GetMetricData', '*'));
		const denied = await run('metrics');
		assert.equal(denied.code, 4);
		assert.match(denied.stderr, /may not cloudwatch:GetMetricData/);
	});

	it('reckons how many brokers of each type the measured load takes, and after growth', async () => {
		const { stdout, code } = await run('sizing', '--growth', '10', '--months', '24');
		assert.equal(code, 0);
		assert.match(
			stdout,
			/^measured +busiest 1h: [\d.]+ MiB\/s in, .* 30 replicas|^measured +busiest 1h: [\d.]+ MiB\/s in, .* 90 replicas/m,
		);
		assert.match(stdout, /^planned /m);
		assert.match(stdout, /^kafka\.m7g\.large +\d+ +[\d,]+ +.*3 in use$/m);
		const { sizing } = await json<{ sizing: { measured: { peakIn: number }; types: { type: string; brokers: number }[] } }>('sizing');
		assert.ok(sizing.measured.peakIn > 1e6 && sizing.types.every(t => t.brokers >= 3));
	});

	it('lists the clusters of the account in the regions that are named, next to those of the config file', async () => {
		const path = aws.file('config.yaml', `clusters:\n  shop:\n    arn: ${arn}\n  local:\n    bootstrap: [localhost:9092]\n`);
		const list = (...args: readonly string[]) => runProgram(['clusters', '--config', path, '--profile', 'keys', ...args], aws.env);
		const { stdout, code } = await list('--aws', 'eu-west-1,us-east-1', '--json');
		assert.equal(code, 0);
		const { clusters } = JSON.parse(stdout) as { clusters: { name: string; state: string | null; source: string; auth: string[] }[] };
		assert.deepEqual(unexplainedNulls({ ...JSON.parse(stdout), cluster: {} }), []);
		assert.deepEqual(
			clusters.map(c => [c.name, c.state, c.source]),
			[
				['shop', 'UPDATING', 'config'],
				['local', null, 'config'],
			],
		);
		assert.deepEqual(clusters[0]?.auth, ['iam', 'scram']);
		assert.equal(aws.stub.calls.length, 2);
		aws.file('config.yaml', 'clusters:\n  local:\n    bootstrap: [localhost:9092]\n');
		assert.match((await list('--aws', 'eu-west-1')).stdout, /^orders +PROD +read-only +iam,scram +UPDATING +standard +3\.8\.x/m);
		aws.stub.trouble('kafka.ListClustersV2', refusals.denied(CALLER, 'kafka:ListClustersV2', '*'));
		const denied = await list('--aws', 'eu-west-1');
		assert.equal(denied.code, 4);
		assert.match(denied.stderr, /may not kafka:ListClustersV2/);
		assert.match(denied.stdout, /^local /m);
	});

	it('asks nothing for a policy of an ARN, and never falls through to another identity for a profile that does not exist', async () => {
		const { stdout, code } = await run('iam-policy', 'consumer', '--topic', 'orders', '--group', 'billing');
		assert.equal(code, 0);
		assert.ok(JSON.parse(stdout).Statement.length === 3 && stdout.includes(arn));
		assert.deepEqual(aws.stub.calls, []);
		const typo = await runProgram(['metrics', '--cluster', arn, '--profile', 'kesy'], aws.env);
		assert.equal(typo.code, 2);
		assert.deepEqual(aws.stub.calls, []);
	});
});
