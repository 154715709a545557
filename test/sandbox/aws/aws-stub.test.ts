/** The stub itself: what it accepts and refuses is what tests of the AWS side rely on. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { type Cluster, DescribeClusterV2Command, GetBootstrapBrokersCommand, KafkaClient, ListNodesCommand } from '@aws-sdk/client-kafka';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { type AwsStub, startAwsStub } from '../../../source/sandbox/aws/aws-stub.ts';
import { serveMsk } from '../../../source/sandbox/aws/msk-service.ts';
import { serveSecrets } from '../../../source/sandbox/aws/secrets-service.ts';
import { refusals } from '../../../source/sandbox/aws/service-error.ts';
import { serveTokens } from '../../../source/sandbox/aws/token-service.ts';

const ARN = 'arn:aws:kafka:eu-west-1:111122223333:cluster/orders/1a2b3c4d-0000-4000-8000-000000000001-3';
const region = 'eu-west-1';
const keys = { accessKeyId: 'AKIASTUB000000000001', secretAccessKey: 'stub-secret' };
const cluster: Cluster & { ClusterArn: string } = {
	ClusterArn: ARN,
	ClusterName: 'orders',
	ClusterType: 'PROVISIONED',
	State: 'ACTIVE',
	CreationTime: new Date('2026-01-02T03:04:05.678Z'),
	Provisioned: {
		BrokerNodeGroupInfo: {
			ClientSubnets: ['subnet-a'],
			InstanceType: 'kafka.m7g.large',
			StorageInfo: { EbsStorageInfo: { VolumeSize: 100 } },
		},
		NumberOfBrokerNodes: 3,
	},
	Tags: { team: 'pay' },
};

let stub: AwsStub;
const settings = () => ({ region, endpoint: stub.url, credentials: keys, maxAttempts: 1 });
before(async () => {
	stub = await startAwsStub();
	stub.know({ ...keys, arn: 'arn:aws:iam::111122223333:user/ann' });
	serveMsk(stub).set(ARN, { cluster, brokers: { BootstrapBrokerStringSaslIam: 'b-1:9098,b-2:9098' } });
	serveTokens(stub).roles.set('arn:aws:iam::111122223333:role/ops', { arn: 'arn:aws:iam::111122223333:role/ops' });
	serveSecrets(stub).push({
		arn: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:AmazonMSK_a-AbCdEf',
		name: 'AmazonMSK_a',
		text: '{}',
	});
});
after(() => stub.close());
beforeEach(() => {
	stub.heal();
	stub.clockOffsetMs = 0;
	stub.calls.length = 0;
});

const nameOf = (work: Promise<unknown>): Promise<string> =>
	work.then(
		() => assert.fail('it should have been refused'),
		(error: Error) => `${error.name}: ${error.message}`,
	);

describe('the stub of AWS', () => {
	it('speaks the three protocols, as the SDK reads them', async () => {
		const kafka = new KafkaClient(settings());
		const described = await kafka.send(new DescribeClusterV2Command({ ClusterArn: ARN }));
		assert.deepEqual(described.ClusterInfo, cluster);
		const secret = await new SecretsManagerClient(settings()).send(new GetSecretValueCommand({ SecretId: 'AmazonMSK_a' }));
		assert.equal(secret.CreatedDate?.getTime(), 1_700_000_000_000);
		const sts = new STSClient(settings());
		assert.equal((await sts.send(new GetCallerIdentityCommand({}))).Arn, 'arn:aws:iam::111122223333:user/ann');
		const assumed = await sts.send(
			new AssumeRoleCommand({ RoleArn: 'arn:aws:iam::111122223333:role/ops', RoleSessionName: 'a&b', Tags: [{ Key: 'k', Value: 'v' }] }),
		);
		assert.equal(assumed.AssumedRoleUser?.Arn, 'arn:aws:sts::111122223333:assumed-role/ops/a&b');
		assert.ok(assumed.Credentials?.Expiration instanceof Date);
		assert.deepEqual(
			stub.calls.map(c => [c.operation, c.caller?.arn, c.region]),
			['kafka.DescribeClusterV2', 'secretsmanager.GetSecretValue', 'sts.GetCallerIdentity', 'sts.AssumeRole'].map(o => [
				o,
				'arn:aws:iam::111122223333:user/ann',
				region,
			]),
		);
		assert.deepEqual((stub.calls[3]!.input as { Tags: unknown }).Tags, [{ Key: 'k', Value: 'v' }]);
	});

	it('takes no signature but the right one, and no key that it does not know', async () => {
		const ask = (credentials: object) =>
			nameOf(
				new KafkaClient({ ...settings(), credentials: { ...keys, ...credentials } }).send(
					new GetBootstrapBrokersCommand({ ClusterArn: ARN }),
				),
			);
		assert.match(await ask({ secretAccessKey: 'other' }), /^InvalidSignatureException: The request signature we calculated/);
		assert.match(
			await ask({ accessKeyId: 'AKIANOBODY0000000000' }),
			/^UnrecognizedClientException: The security token included in the request is invalid/,
		);
		assert.match(await ask({ sessionToken: 'made-up' }), /^UnrecognizedClientException/);
		const ended = stub.know({
			accessKeyId: 'ASIAENDED00000000000',
			secretAccessKey: 's',
			sessionToken: 't',
			arn: 'arn:aws:sts::111122223333:assumed-role/a/b',
			expires: new Date(0),
		});
		assert.match(await ask({ ...ended }), /^ExpiredTokenException: The security token included in the request is expired/);
		assert.match(
			await nameOf(new STSClient({ ...settings(), credentials: ended }).send(new GetCallerIdentityCommand({}))),
			/^ExpiredToken: /,
			'query services name it otherwise',
		);
		assert.equal(stub.calls.length, 0);
	});

	it('lives at another time when told', async () => {
		stub.clockOffsetMs = 600_000;
		const client = new KafkaClient(settings());
		assert.match(
			await nameOf(client.send(new GetBootstrapBrokersCommand({ ClusterArn: ARN }))),
			/^InvalidSignatureException: Signature expired: /,
		);
		assert.ok(Math.abs(client.config.systemClockOffset - 600_000) < 5_000, 'the SDK learns the offset from the answer');
		await client.send(new GetBootstrapBrokersCommand({ ClusterArn: ARN }));
	});

	it('fails as AWS fails, as often as told', async () => {
		const ask = () => new KafkaClient(settings()).send(new GetBootstrapBrokersCommand({ ClusterArn: ARN }));
		const cases = [
			[
				refusals.denied('arn:aws:iam::111122223333:user/ann', 'kafka:GetBootstrapBrokers', ARN),
				/^AccessDeniedException: User: arn:aws:iam::111122223333:user\/ann is not authorized to perform: kafka:GetBootstrapBrokers on resource: arn:.*because no identity-based policy/,
			],
			[refusals.throttled(), /^TooManyRequestsException/],
			[refusals.broken(), /^InternalServerErrorException/],
			['reset', /ECONNRESET|socket hang up/],
			[{ page: '<html>log in</html>' }, /^SyntaxError: Unexpected token '<'/],
		] as const;
		for (const [trouble, wanted] of cases) {
			stub.trouble('kafka.GetBootstrapBrokers', trouble, 1);
			assert.match(await nameOf(ask()), wanted);
			assert.equal((await ask()).BootstrapBrokerStringSaslIam, 'b-1:9098,b-2:9098');
		}
	});

	it('refuses what the SDK does not know, in answers and requests', async () => {
		const kafka = new KafkaClient(settings());
		stub.on(ListNodesCommand, () => ({ NodeInfoList: [{ Foo: 1 } as object] }));
		assert.match(
			await nameOf(kafka.send(new ListNodesCommand({ ClusterArn: ARN }))),
			/answer.NodeInfoList\[0\].Foo is not in the SDK's model/,
		);
		stub.on(ListNodesCommand, () => ({ NodeInfoList: [{ InstanceType: 1 as unknown as string }] }));
		assert.match(await nameOf(kafka.send(new ListNodesCommand({ ClusterArn: ARN }))), /InstanceType must be a string/);
		const sts = new STSClient(settings());
		assert.match(await nameOf(sts.send(new AssumeRoleCommand({ RoleArn: 'arn' } as never))), /RoleSessionName is required/);
		assert.match(
			await nameOf(new CloudWatchClient(settings()).send(new DescribeAlarmsCommand({}))),
			/the stub has no handler for POST GraniteServiceVersion20100801.DescribeAlarms/,
		);
	});
});
