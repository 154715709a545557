/** `msk-tui audit` on a cluster of MSK: the sandbox for its brokers, the APIs of AWS on loopback. */
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

type Row = {
	id: string;
	status: string;
	severity: string;
	fix: string;
	clusterType: string;
	isClusterTypeAssumed: boolean;
	evidence: string | null;
	unknown?: { needs: string | null }[];
};

const arnOf = (name: string): string => `arn:aws:kafka:eu-west-1:${ACCOUNT}:cluster/${name}/1a2b3c4d-0000-4000-8000-000000000001-3`;

describe('an audit of a cluster of MSK, while no broker answers', () => {
	let aws: AwsGround;
	let watch: CloudWatchService;
	before(async () => {
		aws = await awsGround();
		const msk = serveMsk(aws.stub);
		for (const kind of ['standard', 'express', 'serverless'] as const)
			msk.set(
				arnOf(kind),
				playedCluster({ arn: arnOf(kind), kind, state: kind === 'standard' ? 'UPDATING' : 'ACTIVE', bootstrap: '127.0.0.1:1' }),
			);
		watch = serveCloudWatch(aws.stub);
		watch.alarms.push(...playAlarms({ clusterName: 'standard', region: 'eu-west-1', account: ACCOUNT, kind: 'standard' }));
		watch.metrics = playMetrics({
			...{ clusterName: 'standard', brokers: [1, 2, 3], kind: 'standard', level: 'DEFAULT' },
			...{ bytesIn: 1e6, disk: 40, partitions: 30, topics: 10 },
		});
		serveSecrets(aws.stub).push({
			arn: `arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:AmazonMSK_standard-reader-AbCdEf`,
			name: 'AmazonMSK_standard-reader',
		});
	});
	after(() => aws?.close());
	beforeEach(() => aws.reset());
	const audit = async (
		kind: string,
		...args: readonly string[]
	): Promise<{ readonly code: number | null; readonly rows: readonly Row[] }> => {
		const { stdout, stderr, code } = await runProgram(
			['audit', '--json', ...args, '--cluster', arnOf(kind), '--profile', 'keys', '--timeout', '1s'],
			aws.env,
		);
		assert.notEqual(stdout, '', stderr);
		const document = JSON.parse(stdout);
		assert.deepEqual(unexplainedNulls(document), []);
		return { code, rows: document.findings };
	};
	const statusOf = (rows: readonly Row[], id: string): readonly string[] => rows.filter(r => r.id === id).map(r => r.status);

	it('finds what AWS knows, names the type, and calls what Kafka would tell not assessed', async () => {
		const { code, rows } = await audit('standard');
		assert.equal(code, 6);
		assert.ok(rows.every(r => r.clusterType === 'standard' && !r.isClusterTypeAssumed));
		const found = new Map(rows.filter(r => r.status === 'finding').map(r => [r.id, r]));
		for (const id of ['STA-1', 'OBS-1', 'OBS-3', 'OBS-4', 'CFG-1', 'SEC-9']) assert.ok(found.has(id), `${id} of ${[...found.keys()]}`);
		assert.match(
			found.get('OBS-1')?.fix ?? '',
			new RegExp(`^aws kafka update-monitoring --cluster-arn ${arnOf('standard')} --current-version \\S+ .*--region eu-west-1$`),
		);
		assert.deepEqual(statusOf(rows, 'CAP-1'), ['pass']);
		assert.deepEqual(statusOf(rows, 'DUR-1'), ['notAssessed']);
	});

	it('judges Express and Serverless by their own rules', async () => {
		const express = (await audit('express')).rows;
		assert.ok(express.every(r => r.clusterType === 'express'));
		assert.deepEqual(statusOf(express, 'DUR-1'), ['notApplicable']);
		const serverless = (await audit('serverless')).rows;
		assert.deepEqual(statusOf(serverless, 'OBS-1'), ['notApplicable']);
	});

	it('never passes what AWS refuses, and names the permission', async () => {
		aws.stub.trouble('cloudwatch.GetMetricData', refusals.denied(CALLER, 'cloudwatch:GetMetricData', '*'));
		const metrics = await audit('standard', '--rule', 'CAP-1');
		assert.deepEqual([metrics.code, statusOf(metrics.rows, 'CAP-1')], [4, ['notAssessed']]);
		assert.match(metrics.rows[0]?.unknown?.[0]?.needs ?? '', /cloudwatch:GetMetricData/);
		aws.reset();
		aws.stub.trouble('kafka.DescribeClusterV2', refusals.denied(CALLER, 'kafka:DescribeClusterV2', arnOf('standard')));
		const type = await audit('standard', '--rule', 'SEC-1', '--rule', 'STA-1');
		assert.ok(
			type.rows.every(r => r.isClusterTypeAssumed && r.status === 'notAssessed'),
			JSON.stringify(type.rows),
		);
	});
});
