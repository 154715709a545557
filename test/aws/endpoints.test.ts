/** Endpoints of one's own (a VPC endpoint, a stub) are named as for all AWS tools: by variables or by the profile. */
import assert from 'node:assert/strict';
import { after, beforeEach, describe, it } from 'node:test';
import { findMskCluster } from '../../source/aws/msk-cluster.ts';
import { forgetSecrets, scramSecret } from '../../source/aws/scram-secret.ts';
import { serveMsk } from '../../source/sandbox/aws/msk-service.ts';
import { serveSecrets } from '../../source/sandbox/aws/secrets-service.ts';
import { refusals } from '../../source/sandbox/aws/service-error.ts';
import { ACCOUNT, awsGround, roleArn } from './aws-ground.ts';

const aws = await awsGround();
after(() => aws.close());
const { stub, tokens } = aws;
const ARN = `arn:aws:kafka:eu-west-1:${ACCOUNT}:cluster/orders/1a2b3c4d-0000-4000-8000-000000000001-3`;
const empty = ARN.replace('orders', 'early');
serveMsk(stub)
	.set(ARN, { cluster: { ClusterArn: ARN }, brokers: { BootstrapBrokerStringTls: 'b-1:9094' } })
	.set(empty, {
		cluster: { ClusterArn: empty, State: 'CREATING' },
		brokers: {},
	});
const secrets = serveSecrets(stub);
tokens.roles.set(roleArn('ops'), { arn: roleArn('ops') });

beforeEach(() => {
	aws.reset();
	forgetSecrets();
	secrets.splice(0);
	aws.config('');
});

describe('an endpoint', () => {
	const operations = () => stub.calls.map(c => c.operation).join();

	it('is that of a variable for one service', async () => {
		process.env.AWS_ENDPOINT_URL = 'http://127.0.0.1:1';
		process.env.AWS_ENDPOINT_URL_KAFKA = stub.url;
		process.env.AWS_ENDPOINT_URL_STS = stub.url;
		aws.config(`[profile ops]\nrole_arn = ${roleArn('ops')}\nsource_profile = keys\n`);
		assert.equal((await findMskCluster(ARN, { profile: 'ops' })).offers.length, 1);
		assert.equal(operations(), 'sts.AssumeRole,kafka.GetBootstrapBrokers');
	});

	it('is that of the profile, also of one named by --profile', async () => {
		process.env.AWS_ENDPOINT_URL = '';
		aws.config(
			`[profile ops]\nrole_arn = ${roleArn('ops')}\nsource_profile = keys\nservices = near\n[services near]\nkafka =\n  endpoint_url = ${stub.url}\nsts =\n  endpoint_url = ${stub.url}\n`,
		);
		assert.equal((await findMskCluster(ARN, { profile: 'ops' })).offers.length, 1);
		assert.equal(operations(), 'sts.AssumeRole,kafka.GetBootstrapBrokers');
	});
});

describe('a cluster without addresses', () => {
	it('tells its state, if that may be read', async () => {
		assert.deepEqual(await findMskCluster(empty, { profile: 'keys' }), { arn: empty, name: 'early', offers: [], state: 'CREATING' });
		stub.trouble('kafka.DescribeClusterV2', refusals.denied('arn:aws:iam::1:user/a', 'kafka:DescribeClusterV2', empty));
		assert.deepEqual(await findMskCluster(empty, { profile: 'keys' }), { arn: empty, name: 'early', offers: [] });
	});
});

describe('a secret', () => {
	const place = { aws: { profile: 'keys', region: 'eu-west-1' }, hosts: [] };
	const play = (password: string) =>
		secrets.splice(0, 1, {
			arn: `arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:AmazonMSK_a-AbCdEf`,
			name: 'AmazonMSK_a',
			text: JSON.stringify({ username: 'a', password }),
		});

	it('is read again when it may have been rotated, and used on when that fails', async () => {
		let now = Date.now();
		const read = async () => (await scramSecret('AmazonMSK_a', place, { clock: { now: () => now } })).password;
		play('old');
		assert.equal(await read(), 'old');
		play('new');
		now += 299_000;
		assert.equal(await read(), 'old');
		now += 2_000;
		assert.equal(await read(), 'new');
		now += 301_000;
		stub.trouble('secretsmanager.GetSecretValue', refusals.denied('arn:aws:iam::1:user/a', 'secretsmanager:GetSecretValue', 'AmazonMSK_a'));
		assert.equal(await read(), 'new');
	});
});
