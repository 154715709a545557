/** Codes of MFA devices: on the terminal of a command, before a screen, and on the screen when a session is to be renewed. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { after, before, beforeEach, describe, it } from 'node:test';
import { hasJava } from '../../scripts/kafka/has-java.ts';
import { serveMsk } from '../../source/sandbox/aws/msk-service.ts';
import { type AwsGround, awsGround } from '../aws/aws-ground.ts';
import { cleanEnvironment, programArguments } from '../helpers/built-program.ts';
import { until } from '../helpers/open-reader.ts';
import { type PtyProgram, runInPty } from '../helpers/pty.ts';
import { type RealBroker, startRealBroker } from '../helpers/real-broker.ts';

const skip = hasJava() || process.env.CI ? false : 'Java 17 or newer is missing: not tested against a real Kafka';
const CODE = '246813';
const MFA = 'arn:aws:iam::123456789012:mfa/ann';
const ROLE = 'arn:aws:iam::123456789012:role/reader';
const ARN = 'arn:aws:kafka:us-east-1:123456789012:cluster/orders/1a2b3c4d-0000-4000-8000-000000000001-3';

describe('a code of an MFA device', { skip }, () => {
	let broker: RealBroker;
	let aws: AwsGround;
	const topic = `orders-mfa-${process.pid}`;
	before(async () => {
		// Sessions on the broker last three seconds, so that tokens are made all the time.
		broker = await startRealBroker({ brokers: 1, reauthMs: 3000 });
		await broker.fixture('topic', topic, '1', '1');
		aws = await awsGround();
		serveMsk(aws.stub).set(ARN, { cluster: { ClusterArn: ARN }, brokers: { BootstrapBrokerStringSaslIam: broker.cluster.bootstrap.IAM } });
		const { operator } = broker.cluster.credentials.iam;
		aws.stub.know({ ...operator, arn: operator.principal });
	});
	after(() => Promise.all([aws?.close(), broker?.stop()]));
	beforeEach(() => {
		aws.reset();
		const { operator } = broker.cluster.credentials.iam;
		aws.credentials(`[operator]\naws_access_key_id = ${operator.accessKeyId}\naws_secret_access_key = ${operator.secretAccessKey}\n`);
		aws.config(`[profile guarded]\nrole_arn = ${ROLE}\nrole_session_name = msk-tui-test\nsource_profile = operator\nmfa_serial = ${MFA}\n`);
		role({});
	});
	const role = (more: { readonly lifetimeMs?: number }) =>
		aws.tokens.roles.set(ROLE, { arn: ROLE, mfa: { serial: MFA, code: CODE }, keys: () => broker.cluster.credentials.iam.reader, ...more });
	const args = () => ['--cluster', ARN, '--profile', 'guarded', '--tls-ca', broker.cluster.tls.ca];
	const sessions = () => aws.stub.calls.filter(c => c.operation === 'sts.AssumeRole').length;
	const start = (...words: string[]): PtyProgram =>
		runInPty(process.execPath, [...programArguments([...words, ...args()])], { columns: 100, environment: aws.env });
	const ends = async (program: PtyProgram, work: () => Promise<void>) => {
		try {
			await work();
		} finally {
			await program.close();
		}
	};

	it('is typed on the terminal, unseen, again when it was wrong, and once for all that the command does', async () => {
		const program = start('topics', 'orders-mfa-*');
		await ends(program, async () => {
			await program.waitFor(`MFA code of ${MFA}:`);
			program.send('111111\r');
			await program.waitFor(screen => screen.split(`MFA code of ${MFA}:`).length === 3);
			program.send(`${CODE}\r`);
			await program.waitFor(topic);
			await program.exit;
			assert.doesNotMatch(program.transcript(), /111111|246813/);
			assert.equal(sessions(), 2);
		});
	});

	it('that nobody can type says so', async () => {
		const child = spawn(process.execPath, [...programArguments(['topics', ...args()])], {
			env: cleanEnvironment(aws.env),
			// Without a terminal of its own there is none to ask on.
			detached: true,
			stdio: ['ignore', 'ignore', 'pipe'],
		});
		let said = '';
		child.stderr.setEncoding('utf8').on('data', (text: string) => {
			said += text;
		});
		const code = await new Promise(resolve => child.on('close', resolve));
		assert.match(said, /The MFA code cannot be asked for: there is no terminal\./);
		assert.match(said, /try: Start it in a terminal/);
		assert.equal(code, 2);
	});

	it('is typed before the diagnosis begins', async () => {
		const program = start('doctor');
		await ends(program, async () => {
			await program.waitFor(`MFA code of ${MFA}:`);
			assert.doesNotMatch(program.screen(), /credentials/);
			program.send(`${CODE}\r`);
			await program.waitFor('no step failed');
			assert.equal(sessions(), 1);
		});
	});

	it('is asked on the screen for a cluster that is chosen there, and again when it was wrong', async () => {
		const config = aws.file(
			'config.yaml',
			`clusters:\n  guarded:\n    arn: ${ARN}\n    auth: { kind: iam, profile: guarded }\n    tls: { ca: ${broker.cluster.tls.ca} }\n`,
		);
		const program = runInPty(process.execPath, [...programArguments(['--config', config])], { columns: 100, environment: aws.env });
		await ends(program, async () => {
			await program.waitFor('guarded');
			program.send('\r');
			await program.waitFor(`MFA code of ${MFA}`);
			program.send('111111\r');
			await program.waitFor(screen => sessions() === 1 && screen.includes(`MFA code of ${MFA}`) && !screen.includes('•'));
			program.send(`${CODE}\r`);
			await program.waitFor(topic);
			assert.equal(sessions(), 2);
			assert.doesNotMatch(program.transcript(), /111111|246813/);
		});
	});

	it('is asked before the screen comes up, and on the screen when the session is renewed, which goes on meanwhile', async () => {
		// Due five minutes before the end: some seconds after the start.
		role({ lifetimeMs: 310_000 });
		const program = start();
		await ends(program, async () => {
			await program.waitFor(`MFA code of ${MFA}:`);
			program.send(`${CODE}\r`);
			await program.waitFor(screen => screen.includes('Topics') && screen.includes(topic));
			await program.waitFor('it opens a session that is kept in memory', 40_000);
			program.send(CODE);
			await program.waitFor(screen => screen.includes('••••••') || screen.includes('******'));
			program.send('\r');
			await program.waitFor(screen => !screen.includes('it opens a session') && screen.includes('orders'));
			// The dialog closes first and the code goes to STS then.
			await until('a session by the new code', () => sessions() === 2);
			assert.doesNotMatch(program.transcript(), /246813/);
			program.send('q');
			await program.exit;
		});
	});
});
