/** What AWS knows of a cluster, by the real SDK clients on loopback. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { MetricAlarm } from '@aws-sdk/client-cloudwatch';
import { openCloud } from '../../source/aws/cloud/open-cloud.ts';
import type { CredentialHooks } from '../../source/aws/credentials.ts';
import { METRICS } from '../../source/model/cloud/metric-spec.ts';
import type { Failure } from '../../source/model/failure.ts';
import { metricsOf } from '../../source/operations/cloud/broker-metrics.ts';
import { type MetricsAnswer, readMetrics as readNow } from '../../source/operations/cloud/read-metrics.ts';
import type { CloudReader } from '../../source/ports/cloud-reader.ts';
import { type CloudWatchService, serveCloudWatch } from '../../source/sandbox/aws/cloudwatch-service.ts';
import { type PlayedCluster, serveMsk } from '../../source/sandbox/aws/msk-service.ts';
import { playAlarms } from '../../source/sandbox/aws/played-alarms.ts';
import { type PlayedCondition, playMetrics } from '../../source/sandbox/aws/played-metrics.ts';
import { mskHosts, type PlayedKind, playedCluster } from '../../source/sandbox/aws/played-msk.ts';
import { refusals, ServiceError } from '../../source/sandbox/aws/service-error.ts';
import { ACCOUNT, type AwsGround, awsGround, CALLER } from './aws-ground.ts';

const NOW = Date.parse('2026-11-25T15:00:00Z');
const MINUTE = 60_000;
const window = (minutes: number) => ({ fromMs: NOW - minutes * MINUTE, toMs: NOW, periodSeconds: 60 });
const arnOf = (name: string, region = 'eu-west-1') =>
	`arn:aws:kafka:${region}:${ACCOUNT}:cluster/${name}/1a2b3c4d-0000-4000-8000-000000000001-3`;

/** With what MSK says of the cluster known beforehand: how long one waits for it is no matter of these tests. */
const readMetrics = async (...[cloud, ...what]: Parameters<typeof readNow>): Promise<MetricsAnswer> => {
	await cloud.describe().catch(() => {});
	return readNow(cloud, ...what);
};

describe('what AWS knows of a cluster', () => {
	let ground: AwsGround;
	let clusters: Map<string, PlayedCluster>;
	let watch: CloudWatchService;
	before(async () => {
		ground = await awsGround();
		clusters = serveMsk(ground.stub);
		watch = serveCloudWatch(ground.stub);
	});
	after(() => ground?.close());
	beforeEach(() => {
		ground.reset();
		clusters.clear();
		watch.broken.clear();
		watch.pointsAnAnswer = 100_800;
	});

	const play = (name: string, kind: PlayedKind = 'standard', condition: Partial<PlayedCondition> = {}): string => {
		const arn = arnOf(name);
		const level = condition.level ?? 'DEFAULT';
		clusters.set(arn, playedCluster({ arn, kind, level }));
		const usual = { clusterName: name, brokers: [1, 2, 3], kind, level, bytesIn: 1e6, disk: 40, partitions: 30, topics: 10 };
		watch.metrics = playMetrics({ ...usual, ...condition });
		return arn;
	};
	const open = (arn: string | undefined, hosts: readonly string[] = [], hooks: CredentialHooks = {}): CloudReader =>
		openCloud({ aws: { profile: 'keys' }, hosts, arn }, hooks);
	const operations = () => ground.stub.calls.map(c => c.operation);
	const rejected = async (promise: Promise<unknown>): Promise<Failure> => {
		const error = await promise.then(
			() => assert.fail('it did not reject'),
			(e: unknown) => e,
		);
		return error as Failure;
	};

	it('is found by its brokers’ names where no ARN was given, among clusters with like names', async () => {
		const wanted = arnOf('Orders-Of-The-European-Shop');
		clusters.set(arnOf('orders'), playedCluster({ arn: arnOf('orders'), kind: 'standard' }));
		clusters.set(arnOf('Orders-Of-The-European-Mill'), {
			...playedCluster({ arn: arnOf('Orders-Of-The-European-Mill'), kind: 'standard' }),
			brokers: { BootstrapBrokerStringSaslIam: 'b-1.orders-of-the-europea.zz9999.c3.kafka.eu-west-1.amazonaws.com:9098' },
		});
		clusters.set(wanted, playedCluster({ arn: wanted, kind: 'standard' }));
		const host = mskHosts(wanted, 9096).split(',')[1]!.split(':')[0]!;
		assert.match(host, /^b-2\.orders-of-the-europea\./);
		const cloud = open(undefined, [host]);
		assert.deepEqual(await cloud.place(), {
			arn: wanted,
			name: 'Orders-Of-The-European-Shop',
			region: 'eu-west-1',
			account: ACCOUNT,
		});
		assert.deepEqual(operations(), ['kafka.ListClustersV2', 'kafka.GetBootstrapBrokers', 'kafka.GetBootstrapBrokers']);
		await cloud.place();
		assert.equal(ground.stub.calls.length, 3, 'it is remembered');
		const stranger = await rejected(open(undefined, ['b-1.other.aa1111.c1.kafka.eu-west-1.amazonaws.com']).place());
		assert.equal(stranger.kind, 'notFound');
		assert.match(stranger.message, /No MSK cluster of this account has the broker b-1\.other\./);
	});

	it('tells all of thirty brokers in two calls, and nothing that its level or kind does not have', async () => {
		const brokers = Array.from({ length: 30 }, (_, i) => i + 1);
		const arn = play('orders', 'standard', { brokers, level: 'PER_BROKER' });
		const specs = METRICS.filter(m => m.scope === 'cluster' || m.pace !== 'asked');
		const all = await readMetrics(open(arn), {
			specs: [...specs, ...METRICS.filter(m => m.name === 'FetchThrottleTime')],
			brokers,
			window: window(15),
		});
		const metricCalls = () => operations().filter(o => o === 'cloudwatch.GetMetricData').length;
		assert.ok(all.asked > 360, String(all.asked));
		assert.ok(metricCalls() <= 2, `${metricCalls()} calls`);
		assert.ok(all.metrics.filter(m => m.spec.kinds.includes('standard')).every(m => m.series?.length === 15));
		const line = metricsOf(all, 30, NOW);
		assert.deepEqual([line.atMs, line.unknown], [NOW - MINUTE, []]);
		assert.ok(line.cpuPercent! > 10 && line.cpuPercent! < 60);

		const basic = play('basic');
		const few = await readMetrics(open(basic), {
			specs: METRICS.filter(m => m.name === 'RequestHandlerAvgIdlePercent'),
			brokers: [1],
			window: window(15),
		});
		assert.deepEqual(few.metrics[0]?.unknown, {
			reason: 'RequestHandlerAvgIdlePercent needs PER_BROKER monitoring; this cluster has DEFAULT',
			needs: 'PER_BROKER monitoring',
		});
		const express = play('fast', 'express');
		const fast = metricsOf(await readMetrics(open(express), { specs: METRICS, brokers: [1], window: window(15) }), 1, NOW);
		assert.deepEqual(
			[fast.diskUsedPercent, fast.unknown.map(u => u.reason)],
			[null, ['MSK tells no KafkaDataLogsDiskUsed of Express brokers']],
		);
		const serverless = play('less', 'serverless');
		const less = await readMetrics(open(serverless), { specs: METRICS, brokers: [1], window: window(15) });
		assert.deepEqual([less.asked, new Set(less.metrics.map(m => m.series))], [0, new Set([null])]);
	});

	it('goes on with the next pages of an answer, and puts what is told twice together', async () => {
		const arn = play('orders');
		watch.pointsAnAnswer = 7;
		const read = await readMetrics(open(arn), { specs: METRICS.filter(m => m.pace === 'often'), brokers: [1, 2, 3], window: window(5) });
		assert.ok(operations().filter(o => o === 'cloudwatch.GetMetricData').length > 5);
		for (const { spec, series } of read.metrics)
			assert.deepEqual(
				series?.map(p => (NOW - p.atMs) / MINUTE),
				[5, 4, 3, 2, 1],
				spec.name,
			);
	});

	it('adds CPU only where a minute has both parts, and shows no old figure as one of now', async () => {
		const arn = play('orders');
		const whole = watch.metrics;
		// Kernel time is late by a minute; what clients send stopped half an hour ago.
		watch.metrics = (name, dimensions, atMs) =>
			(name === 'CpuSystem' && atMs >= NOW - MINUTE) || (name === 'BytesInPerSec' && atMs > NOW - 30 * MINUTE)
				? undefined
				: name === 'CpuUser'
					? 20
					: name === 'CpuSystem'
						? 5
						: whole(name, dimensions, atMs);
		const read = await readMetrics(open(arn), { specs: METRICS, brokers: [2], window: window(60) });
		const line = metricsOf(read, 2, NOW);
		assert.deepEqual([line.cpuPercent, line.atMs, line.bytesInPerSecond], [25, NOW - 2 * MINUTE, null]);
		assert.match(line.unknown.find(u => u.field === 'bytesInPerSecond')?.reason ?? '', /newest point of BytesInPerSec is of .*too old/);
	});

	it('names the permission that is missing, and keeps what else there is', async () => {
		const arn = play('orders');
		ground.stub.trouble('cloudwatch.GetMetricData', refusals.denied(CALLER, 'cloudwatch:GetMetricData', '*'));
		const read = () => readMetrics(open(arn), { specs: METRICS, brokers: [1], window: window(15) });
		const denied = await rejected(read());
		assert.deepEqual([denied.kind, denied.details.action], ['authorization', 'cloudwatch:GetMetricData']);
		ground.stub.heal();
		// Without MSK's word nothing is ruled out, and what has no point says what may be the reason.
		ground.stub.trouble('kafka.DescribeClusterV2', refusals.denied(CALLER, 'kafka:DescribeClusterV2', arn));
		const blind = await read();
		assert.equal(blind.notDescribed?.kind, 'authorization');
		assert.equal(metricsOf(blind, 1, NOW).unknown.length, 0);
		const idle = blind.metrics.find(m => m.spec.name === 'RequestHandlerAvgIdlePercent');
		assert.match(idle?.unknown?.reason ?? '', /no point of RequestHandlerAvgIdlePercent; it needs PER_BROKER monitoring/);
		assert.equal(idle?.unknown?.needs, `kafka:DescribeClusterV2 on ${arn}`);
		watch.broken.add('CpuUser');
		const half = metricsOf(await read(), 1, NOW);
		assert.deepEqual([half.cpuPercent, half.unknown.map(u => u.field)], [null, ['cpuPercent']]);
		assert.ok(half.bytesInPerSecond! > 0);
	});

	it('reads the alarms on this cluster from all pages of the region, sums and those made of others included', async () => {
		const arn = play('orders');
		const mine = playAlarms({ clusterName: 'orders', region: 'eu-west-1', account: ACCOUNT, kind: 'standard' });
		const others = Array.from({ length: 120 }, (_, i) =>
			playAlarms({ clusterName: `other-${i}`, region: 'eu-west-1', account: ACCOUNT, kind: 'standard' }),
		).flat();
		const Dimensions = [
			{ Name: 'Cluster Name', Value: 'orders' },
			{ Name: 'Broker ID', Value: '1' },
		];
		const part = (Id: string, MetricName: string) => ({
			Id,
			ReturnData: false,
			MetricStat: { Metric: { Namespace: 'AWS/Kafka', MetricName, Dimensions }, Period: 300, Stat: 'Average' },
		});
		const sum: MetricAlarm = {
			...{ AlarmName: 'cpu', StateValue: 'OK', ComparisonOperator: 'GreaterThanThreshold', Threshold: 60, EvaluationPeriods: 1 },
			...{
				Metrics: [{ Id: 'e', Expression: 'm1+m2' }, part('m1', 'CpuUser'), part('m2', 'CpuSystem')],
				ActionsEnabled: false,
				AlarmActions: ['arn:sns'],
			},
		};
		watch.alarms.splice(0, watch.alarms.length, ...others, ...mine, sum);
		watch.composites.splice(0, watch.composites.length, {
			AlarmName: 'any',
			AlarmRule: 'ALARM("orders-disk-1") OR ALARM("cpu")',
			StateValue: 'OK',
		});
		const alarms = await open(arn).readAlarms();
		assert.deepEqual(alarms.map(a => a.name).sort(), [...mine.map(a => a.AlarmName), 'any', 'cpu'].sort());
		assert.equal(operations().filter(o => o === 'cloudwatch.DescribeAlarms').length, Math.ceil((others.length + mine.length + 2) / 100));
		const cpu = alarms.find(a => a.name === 'cpu');
		assert.deepEqual([cpu?.metrics.map(m => m.name), cpu?.periodSeconds, cpu?.actions], [['CpuUser', 'CpuSystem'], 300, []]);
		ground.stub.trouble('cloudwatch.DescribeAlarms', refusals.denied(CALLER, 'cloudwatch:DescribeAlarms', '*'));
		const denied = await rejected(open(arn).readAlarms());
		assert.deepEqual([denied.kind, denied.details.action], ['authorization', 'cloudwatch:DescribeAlarms']);
	});

	it('waits for nobody for ever, tries again when it is throttled, and ends with who asked', async () => {
		const arn = play('orders');
		const read = (hooks: CredentialHooks, signal?: AbortSignal) =>
			readMetrics(open(arn, [], hooks), { specs: METRICS, brokers: [1], window: window(15) }, { signal });
		ground.stub.trouble('cloudwatch.GetMetricData', new ServiceError('ThrottlingException', 400, 'Rate exceeded'), 2);
		assert.ok((await read({})).metrics.length > 0);
		ground.stub.trouble('cloudwatch.GetMetricData', 'hang');
		const late = await rejected(read({ timeoutMs: 300 }));
		assert.deepEqual([late.kind, late.details.action], ['timeout', 'cloudwatch:GetMetricData']);
		const stop = new AbortController();
		const stopped = rejected(read({}, stop.signal));
		stop.abort();
		await stopped;
		ground.stub.heal();
		ground.stub.trouble('cloudwatch.GetMetricData', { page: '<html>login</html>' });
		assert.match((await rejected(read({}))).message, /Something that is not AWS answered/);
	});
});
