/** The built program with AWS on loopback and a real Kafka: a cluster by its ARN, credentials by a chain of roles, passwords by a secret. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import { hasJava } from '../../scripts/kafka/has-java.ts';
import { type CloudWatchService, serveCloudWatch } from '../../source/sandbox/aws/cloudwatch-service.ts';
import { serveMsk } from '../../source/sandbox/aws/msk-service.ts';
import { playMetrics } from '../../source/sandbox/aws/played-metrics.ts';
import { type PlayedSecret, serveSecrets } from '../../source/sandbox/aws/secrets-service.ts';
import { refusals, ServiceError } from '../../source/sandbox/aws/service-error.ts';
import { type AwsGround, awsGround } from '../aws/aws-ground.ts';
import { programArguments, runProgram } from '../helpers/built-program.ts';
import { runInPty } from '../helpers/pty.ts';
import { type SharedBroker, sharedBroker } from '../helpers/real-broker.ts';
import { unexplainedNulls } from '../helpers/unexplained-nulls.ts';

const skip = hasJava() || process.env.CI ? false : 'Java 17 or newer is missing: not tested against a real Kafka';

/** The reader sees some topics and is told that there may be more. */
const FEW_RIGHTS = 6;

describe('a cluster on AWS', { skip }, () => {
	let broker: SharedBroker;
	let aws: AwsGround;
	let arn: string;
	let secrets: PlayedSecret[];
	let watch: CloudWatchService;
	/** The reader may see what begins with orders. */
	const topic = `orders-aws-${process.pid}`;
	const role = (name: string) => `arn:aws:iam::${broker.cluster.credentials.account}:role/${name}`;
	const secretArn = (name: string) => `arn:aws:secretsmanager:us-east-1:${broker.cluster.credentials.account}:secret:${name}-AbCdEf`;
	before(async () => {
		broker = await sharedBroker();
		await broker.fixture('topic', topic, '1', '1');
		aws = await awsGround();
		const { bootstrap, credentials } = broker.cluster;
		arn = `arn:aws:kafka:${credentials.region}:${credentials.account}:cluster/orders/1a2b3c4d-0000-4000-8000-000000000001-3`;
		serveMsk(aws.stub).set(arn, {
			cluster: { ClusterArn: arn, ClusterName: 'orders', State: 'ACTIVE' },
			brokers: {
				BootstrapBrokerStringSaslIam: bootstrap.IAM,
				BootstrapBrokerStringSaslScram: bootstrap.SCRAM,
				BootstrapBrokerStringTls: bootstrap.MTLS,
				BootstrapBrokerStringPublicSaslIam: 'localhost:1',
			},
		});
		watch = serveCloudWatch(aws.stub);
		watch.metrics = playMetrics({
			...{ clusterName: 'orders', brokers: [1, 2, 3], kind: 'standard', level: 'DEFAULT' },
			...{ bytesIn: 1e6, disk: 40, partitions: 30, topics: 10 },
		});
		secrets = serveSecrets(aws.stub);
		// The broker knows the operator's keys and those of sessions of the reader.
		aws.stub.know({ ...credentials.iam.operator, arn: credentials.iam.operator.principal });
		aws.tokens.roles.set(role('bastion'), { arn: role('bastion'), trusts: [credentials.iam.operator.principal] });
		aws.tokens.roles.set(role('reader'), {
			arn: role('reader'),
			trusts: [role('bastion')],
			externalId: 'x-1',
			keys: () => credentials.iam.reader,
		});
	});
	after(() => aws?.close());
	beforeEach(() => {
		aws.reset();
		const { accessKeyId, secretAccessKey } = broker.cluster.credentials.iam.operator;
		aws.credentials(`[operator]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`);
		aws.config(
			`[profile bastion]\nrole_arn = ${role('bastion')}\nsource_profile = operator\n[profile reader]\nrole_arn = ${role('reader')}\nrole_session_name = msk-tui-test\nexternal_id = x-1\nsource_profile = bastion\n[profile stranger]\nrole_arn = ${role('reader')}\nexternal_id = x-1\nsource_profile = operator\n`,
		);
		const { reader } = broker.cluster.credentials.scram;
		secrets.splice(0, secrets.length, {
			arn: secretArn('AmazonMSK_reader'),
			name: 'AmazonMSK_reader',
			text: JSON.stringify(reader),
			kmsKeyId: 'k',
		});
	});

	const run = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
		runProgram([...(args.includes('--timeout') ? [] : ['--timeout', '20s']), ...args, '--tls-ca', broker.cluster.tls.ca], {
			...aws.env,
			...env,
		});
	const operations = () => aws.stub.calls.map(c => c.operation);
	const failing = async (args: readonly string[]) => {
		const { stdout, stderr, code } = await run(args);
		assert.equal(stdout, '');
		const { accessKeyId, secretAccessKey } = broker.cluster.credentials.iam.operator;
		for (const secret of [accessKeyId, secretAccessKey, broker.cluster.credentials.scram.reader.password])
			assert.ok(!stderr.includes(secret), stderr);
		return { stderr, code };
	};

	it('is found by its ARN and read with the credentials of a chain of roles, which the broker checks', async () => {
		const { stdout, stderr, code } = await run(['topics', 'orders*', '--json', '--cluster', arn, '--profile', 'reader']);
		// The reader may not see everything, and is told which right of this very cluster is missing.
		assert.equal(code, FEW_RIGHTS, stderr);
		assert.ok(stderr.includes(`kafka-cluster:DescribeCluster on ${arn}`), stderr);
		const document = JSON.parse(stdout) as { cluster: { name: string; bootstrap: string[] }; topics: { name: string }[] };
		assert.equal(document.cluster.name, 'orders');
		assert.deepEqual(document.cluster.bootstrap.join(), broker.cluster.bootstrap.IAM);
		assert.ok(document.topics.length > 0);
		assert.deepEqual(operations(), ['sts.AssumeRole', 'sts.AssumeRole', 'kafka.GetBootstrapBrokers']);
	});

	it('shows beside what Kafka tells of its brokers what CloudWatch tells, and keeps all of Kafka where CloudWatch is denied or hangs', async () => {
		type Line = {
			id: number;
			leaders: number;
			metrics: { cpuPercent: number | null; at: string | null; unknown?: { needs: string | null; reason: string }[] };
		};
		const look = async (): Promise<readonly Line[]> => {
			const { stdout, stderr, code } = await run(['brokers', '--json', '--cluster', arn, '--profile', 'operator']);
			assert.equal(code, 0, stderr);
			assert.deepEqual(unexplainedNulls(JSON.parse(stdout)), []);
			return (JSON.parse(stdout) as { brokers: Line[] }).brokers;
		};
		// A machine under load may be later than what a command waits for CloudWatch.
		const brokers = async (): Promise<readonly Line[]> => {
			let told = await look();
			for (let more = 10; more > 0 && told.some(b => b.metrics.unknown?.some(u => u.reason.includes('did not tell'))); more--)
				told = await look();
			return told;
		};
		for (const { leaders, metrics } of await brokers()) {
			assert.ok(leaders >= 0 && metrics.cpuPercent! > 0, JSON.stringify(metrics));
			assert.ok(Date.now() - Date.parse(metrics.at!) < 900_000);
		}
		const action = 'cloudwatch:GetMetricData';
		aws.stub.trouble('cloudwatch.GetMetricData', refusals.denied(broker.cluster.credentials.iam.operator.principal, action, '*'));
		for (const { metrics } of await brokers()) assert.deepEqual([metrics.cpuPercent, metrics.unknown?.[0]?.needs], [null, action]);
		aws.stub.trouble('cloudwatch.GetMetricData', 'hang');
		for (const { leaders, metrics } of await look()) assert.deepEqual([leaders >= 0, metrics.cpuPercent], [true, null]);
	});

	it('is added by its ARN in the form of a first start, tested with the credentials that are written', async () => {
		const program = runInPty(process.execPath, programArguments([]), {
			environment: { ...aws.env, XDG_CONFIG_HOME: aws.folder, XDG_STATE_HOME: aws.folder },
			columns: 120,
			rows: 40,
		});
		try {
			await program.waitFor('No cluster is known yet.', 30_000);
			program.send('+');
			await program.waitFor('New cluster');
			program.send(`${arn}\t\t`);
			await program.waitFor('‹ what MSK offers, IAM first ›');
			program.send('\u001B[C');
			await program.waitFor('‹ iam ›');
			program.send(`\treader\t\t\t${broker.cluster.tls.ca}\t\t\t\r`);
			await program.waitFor('It works as', 30_000);
			program.send('\r');
			await program.waitFor(/^ orders {2}PROD {2}read-only {2}iam reader/, 30_000);
			await program.waitFor(topic, 30_000);
		} finally {
			await program.close();
		}
		const text = readFileSync(join(aws.folder, 'msk-tui', 'config.yaml'), 'utf8');
		assert.ok(text.includes(`    arn: ${arn}\n    auth: { kind: iam, profile: reader }\n`), text);
	});

	it('is found by the ARN of the config file, with SCRAM and the user of a secret', async () => {
		const config = aws.file(
			'config.yaml',
			`current: orders\nclusters:\n  orders:\n    arn: ${arn}\n    auth: { kind: scram, password: { secret: AmazonMSK_reader } }\n    aws: { profile: operator }\n`,
		);
		const { stdout, stderr, code } = await run(['topics', 'orders*', '--json', '--config', config]);
		assert.equal(code, FEW_RIGHTS, stderr);
		assert.equal((JSON.parse(stdout) as { cluster: { bootstrap: string[] } }).cluster.bootstrap.join(), broker.cluster.bootstrap.SCRAM);
		assert.deepEqual(operations(), ['kafka.GetBootstrapBrokers', 'secretsmanager.GetSecretValue'], 'the secret is read once');
	});

	it('needs MSK not at all when brokers and secret are named', async () => {
		const args = [
			'--bootstrap',
			broker.cluster.bootstrap.SCRAM,
			'--auth',
			'scram',
			'--password-from',
			`secret:${secretArn('AmazonMSK_reader')}`,
		];
		const { stderr, code } = await run(['topics', 'orders*', ...args, '--profile', 'operator']);
		assert.equal(code, FEW_RIGHTS, stderr);
		assert.deepEqual(operations(), ['secretsmanager.GetSecretValue']);
		assert.equal(aws.stub.calls[0]?.region, 'us-east-1', 'the region of the ARN');
	});

	it('takes mTLS where a client certificate is given', async () => {
		const { clientCertificate, clientKey } = broker.cluster.tls;
		const args = ['--cluster', arn, '--profile', 'operator', '--tls-cert', clientCertificate, '--tls-key', clientKey];
		const { stderr, code } = await run(['topics', 'orders*', ...args]);
		assert.equal(code, 0, stderr);
	});

	describe('for the doctor', () => {
		type Step = { step: string; broker: string | null; ok: boolean | null; detail?: string; error: string | null; cure: string | null };
		const doctor = async (...args: string[]) => {
			const { stdout, stderr, code } = await run(['doctor', '--json', '--cluster', arn, ...args]);
			assert.equal(stderr, '');
			const document = JSON.parse(stdout) as {
				steps: Step[];
				identity: { principal: string | null; account?: string };
				cluster: { name: string };
			};
			assert.deepEqual(unexplainedNulls(document), []);
			return { ...document, code, of: (step: string) => document.steps.find(s => s.step === step) };
		};

		it('is a way that begins with who I am and who told the brokers', async () => {
			const { of, identity, code } = await doctor('--profile', 'reader');
			assert.equal(code, 0);
			const caller = 'arn:aws:sts::123456789012:assumed-role/reader/msk-tui-test';
			assert.match(
				of('credentials')?.detail ?? '',
				new RegExp(`^${caller}, ASIA….{4} from an assumed role \\(profile reader\\), until 20`),
			);
			assert.match(
				of('bootstrap')?.detail ?? '',
				/^3 addresses for iam from kafka:GetBootstrapBrokers \(BootstrapBrokerStringSaslIam\); also offered: scram \(vpc\), tls \(vpc\), iam \(public\)$/,
			);
			assert.equal(identity.principal, `User:${caller}`, 'which is what the broker calls us too');
			assert.equal(identity.account, '123456789012');
		});

		it('tells AWS’s part also of a way by SCRAM', async () => {
			const { of, identity, code } = await doctor('--profile', 'operator', '--password-from', 'secret:AmazonMSK_reader');
			assert.equal(code, 0);
			assert.match(of('bootstrap')?.detail ?? '', /^3 addresses for scram .*; asked as arn:aws:iam::123456789012:user\/operator; /);
			assert.equal(identity.principal, 'User:reader');
		});

		it('ends at the step that AWS refuses, with its cure, on stdout', async () => {
			aws.stub.trouble(
				'kafka.GetBootstrapBrokers',
				refusals.denied(broker.cluster.credentials.iam.operator.principal, 'kafka:GetBootstrapBrokers', arn),
			);
			const denied = await doctor('--profile', 'operator');
			assert.equal(denied.code, 4);
			assert.deepEqual([denied.of('credentials')?.ok, denied.of('bootstrap')?.ok, denied.of('permissions')?.ok], [true, false, null]);
			assert.match(denied.of('bootstrap')?.cure ?? '', /^Grant kafka:GetBootstrapBrokers on arn:.*\n.*--bootstrap/);
			assert.equal(denied.cluster.name, 'orders');
			const typo = await doctor('--profile', 'raeder');
			assert.deepEqual([typo.code, typo.of('credentials')?.ok, typo.of('bootstrap')], [2, false, undefined]);
		});
	});

	describe('that cannot be found', () => {
		const other = () => arn.replace('123456789012', '999988887777');
		const cases: readonly (readonly [
			title: string,
			args: () => readonly string[],
			code: number,
			wanted: readonly RegExp[],
			prepare?: () => void,
		])[] = [
			[
				'for a missing permission',
				() => ['--cluster', arn, '--profile', 'operator'],
				4,
				[
					/arn:aws:iam::123456789012:user\/operator may not kafka:GetBootstrapBrokers on arn:aws:kafka:us-east-1:123456789012:cluster\/orders\/\S+: no identity-based policy/,
					/try: Grant kafka:GetBootstrapBrokers on arn/,
					/try: Without it: give the brokers with --bootstrap/,
				],
				() =>
					aws.stub.trouble(
						'kafka.GetBootstrapBrokers',
						refusals.denied(broker.cluster.credentials.iam.operator.principal, 'kafka:GetBootstrapBrokers', arn),
					),
			],
			[
				'in another account',
				() => ['--cluster', other(), '--profile', 'operator'],
				4,
				[
					/The cluster orders belongs to account 999988887777, and you are arn:aws:iam::123456789012:user\/operator\./,
					/--role-arn arn:aws:iam::999988887777:role\/NAME/,
				],
			],
			[
				'because there is none',
				() => ['--cluster', arn.replace('1a2b', '9999'), '--profile', 'operator'],
				2,
				[
					/There is no MSK cluster orders with the id 99993c4d-\S+ in us-east-1 of account 123456789012\./,
					/aws kafka list-clusters-v2 --region us-east-1/,
				],
			],
			[
				'in the region given',
				() => ['--cluster', arn, '--profile', 'operator', '--region', 'eu-west-1'],
				2,
				[/The cluster is in us-east-1 by its ARN, but the region given is eu-west-1\./],
			],
			['by something else’s ARN', () => ['--cluster', arn.replace(':cluster/', ':topic/')], 2, [/is not the ARN of an MSK cluster/]],
			[
				'with that authentication',
				() => ['--cluster', arn, '--profile', 'operator', '--auth', 'plaintext'],
				2,
				[
					/orders does not offer plaintext; it offers iam \(vpc, public\), scram \(vpc\), tls \(vpc\)\./,
					/try: Use --auth iam or scram or tls\./,
				],
			],
			[
				'on that network',
				() => ['--cluster', arn, '--profile', 'operator', '--auth', 'scram', '--username', 'x', '--network', 'public'],
				2,
				[/orders does not offer scram over public/, /try: Use --network vpc\./],
			],
			[
				'over a network on which nothing is offered',
				() => ['--cluster', arn, '--profile', 'operator', '--network', 'ipv6'],
				2,
				[/orders does not offer ipv6; it offers/, /try: Use --network vpc or public\./],
			],
			[
				'while MSK says nothing',
				() => ['--cluster', arn, '--profile', 'operator', '--timeout', '1s'],
				3,
				[/AWS gave no answer to kafka:GetBootstrapBrokers in us-east-1 within 1 s\./, /VPC endpoint or a NAT/],
				() => aws.stub.trouble('kafka.GetBootstrapBrokers', 'hang'),
			],
			[
				'with a role that may not be assumed',
				() => ['--cluster', arn, '--profile', 'stranger'],
				3,
				[/arn:aws:iam::123456789012:user\/operator may not assume the role arn:aws:iam::123456789012:role\/reader\./, /sts:AssumeRole/],
			],
			[
				'with a profile that does not exist',
				() => ['--cluster', arn, '--profile', 'raeder'],
				2,
				[/There is no AWS profile raeder/, /Did you mean reader\?/],
			],
			[
				'while MSK asks for fewer requests',
				() => ['--cluster', arn, '--profile', 'operator'],
				3,
				[/AWS asks for fewer requests of kafka:GetBootstrapBrokers/],
				() => aws.stub.trouble('kafka.GetBootstrapBrokers', refusals.throttled()),
			],
			[
				'because a login page answers',
				() => ['--cluster', arn, '--profile', 'operator'],
				3,
				[/Something that is not AWS answered/],
				() => aws.stub.trouble('kafka.GetBootstrapBrokers', { page: '<html>' }),
			],
		];
		for (const [title, args, code, wanted, prepare] of cases)
			it(title, async () => {
				prepare?.();
				const failed = await failing(['topics', ...args()]);
				assert.equal(failed.code, code, failed.stderr);
				for (const text of wanted) assert.match(failed.stderr, text);
			});
	});

	describe('whose secret cannot be read', () => {
		const args = (...more: string[]) => [
			'topics',
			'--bootstrap',
			broker.cluster.bootstrap.SCRAM,
			'--auth',
			'scram',
			'--profile',
			'operator',
			'--region',
			'us-east-1',
			...more,
		];
		const of = (name: string) => args('--password-from', `secret:${name}`);
		const play = (name: string, more: Partial<PlayedSecret>) => secrets.push({ arn: secretArn(name), name, kmsKeyId: 'k', ...more });
		const cases: readonly (readonly [
			title: string,
			args: () => readonly string[],
			code: number,
			wanted: readonly RegExp[],
			prepare?: () => void,
		])[] = [
			['because there is none', () => of('AmazonMSK_gone'), 2, [/There is no secret AmazonMSK_gone in us-east-1\./, /list-scram-secrets/]],
			[
				'for a missing permission',
				() => of('AmazonMSK_reader'),
				4,
				[/user\/operator may not secretsmanager:GetSecretValue on AmazonMSK_reader: no identity-based policy/],
				() =>
					aws.stub.trouble(
						'secretsmanager.GetSecretValue',
						refusals.denied(
							broker.cluster.credentials.iam.operator.principal,
							'secretsmanager:GetSecretValue',
							secretArn('AmazonMSK_reader'),
						),
					),
			],
			[
				'for want of kms:Decrypt',
				() => of('AmazonMSK_reader'),
				4,
				[/may be read but not decrypted: kms:Decrypt is missing/, /key’s policy/],
				() =>
					aws.stub.trouble('secretsmanager.GetSecretValue', new ServiceError('AccessDeniedException', 400, 'Access to KMS is not allowed')),
			],
			[
				'under another account’s default key',
				() => of('arn:aws:secretsmanager:us-east-1:999988887777:secret:AmazonMSK_far-AbCdEf'),
				4,
				[/encrypted with its account’s default key aws\/secretsmanager/, /customer managed KMS key/],
				() =>
					secrets.push({
						arn: 'arn:aws:secretsmanager:us-east-1:999988887777:secret:AmazonMSK_far-AbCdEf',
						name: 'AmazonMSK_far',
						text: '{}',
					}),
			],
			[
				'because it is being deleted',
				() => of('AmazonMSK_dying'),
				2,
				[/is marked for deletion/, /restore-secret --secret-id AmazonMSK_dying/],
				() => play('AmazonMSK_dying', { text: '{}', isBeingDeleted: true }),
			],
			[
				'because it is no password',
				() => of('AmazonMSK_odd'),
				2,
				[/The secret AmazonMSK_odd has no password\./, /"username":"…"/],
				() => play('AmazonMSK_odd', { text: '{"hint":"hunter2"}' }),
			],
			[
				'because it is binary',
				() => of('AmazonMSK_bin'),
				2,
				[/is binary, a password is text/],
				() => play('AmazonMSK_bin', { binary: Buffer.from('hunter2') }),
			],
			[
				'because it names no user',
				() => of('bare'),
				2,
				[/does not say whose password it holds/, /--username/],
				() => play('bare', { text: 'hunter2' }),
			],
			[
				'because it is another user’s',
				() => [...of('AmazonMSK_reader'), '--username', 'admin'],
				2,
				[/holds the password of reader, not of admin/],
			],
		];
		for (const [title, argsOf, code, wanted, prepare] of cases)
			it(title, async () => {
				prepare?.();
				const failed = await failing(argsOf());
				assert.equal(failed.code, code, failed.stderr);
				for (const text of wanted) assert.match(failed.stderr, text);
				assert.doesNotMatch(failed.stderr, /hunter2/);
			});
	});
});
