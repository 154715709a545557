/** Every way not to get in, through the built program: exit 3, the reason in JSON, no secret in it. And a reader that has seen enough. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { before, describe, it } from 'node:test';
import { hasJava } from '../../scripts/kafka/has-java.ts';
import { cleanEnvironment, programArguments, runProgram } from '../helpers/built-program.ts';
import { type SharedBroker, sharedBroker } from '../helpers/real-broker.ts';

if (!hasJava() && process.env.CI) throw new Error('Java is missing: tests with a real Kafka can not run');
const skip = hasJava() ? false : 'Java 17 or newer is missing: not tested against a real Kafka';

const SECRET = 'hunter2-hunter2';

describe('a way in that is refused', { skip }, () => {
	let broker: SharedBroker;
	before(async () => {
		broker = await sharedBroker();
	});

	const run = async (args: readonly string[], env: Readonly<Record<string, string>> = {}) => {
		const { code, stdout, stderr } = await runProgram(['topics', '--json', ...args], env);
		assert.equal(stdout, '');
		assert.ok(!stderr.includes(SECRET));
		const { error } = JSON.parse(stderr) as { error: { kind: string; message: string; nextSteps: string[] } };
		return { code, ...error };
	};
	const scram = (bootstrap: string, ...more: string[]) => [
		'--bootstrap',
		bootstrap,
		'--auth',
		'scram',
		'--username',
		'reader',
		'--password-from',
		'env:P',
		'--tls-ca',
		broker.cluster.tls.ca,
		...more,
	];
	const iam = (key: { accessKeyId: string; secretAccessKey: string }, more: Readonly<Record<string, string>> = {}) =>
		run(['--bootstrap', broker.cluster.bootstrap.IAM, '--auth', 'iam', '--region', 'us-east-1', '--tls-ca', broker.cluster.tls.ca], {
			AWS_ACCESS_KEY_ID: key.accessKeyId,
			AWS_SECRET_ACCESS_KEY: key.secretAccessKey,
			AWS_EC2_METADATA_DISABLED: 'true',
			...more,
		});

	it('by a wrong password', async () => {
		const { code, kind, message } = await run(scram(broker.cluster.bootstrap.SCRAM), { P: SECRET });
		assert.deepEqual([code, kind], [3, 'authentication']);
		assert.match(message, /refused user reader: .*invalid credentials/i);
	});

	it('by a mechanism that the listener does not offer', async () => {
		const { code, kind, message, nextSteps } = await run(scram(broker.cluster.bootstrap.IAM), { P: SECRET });
		assert.deepEqual([code, kind], [3, 'authentication']);
		assert.match(message, /does not offer SCRAM-SHA-512; it offers OAUTHBEARER/);
		assert.deepEqual(nextSteps, ['Use --auth iam.']);
	});

	it('by keys that the cluster does not know', async () => {
		const { code, kind, message } = await iam({ accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: SECRET });
		assert.deepEqual([code, kind], [3, 'authentication']);
		assert.match(message, /refused the IAM identity/);
	});

	it('by keys with a wrong secret', async () => {
		const { accessKeyId } = broker.cluster.credentials.iam.reader;
		const { code, kind, message } = await iam({ accessKeyId, secretAccessKey: SECRET });
		assert.deepEqual([code, kind], [3, 'authentication']);
		assert.match(message, /refused the IAM identity/);
	});

	it('by a certificate for another name', async () => {
		const { code, kind, message } = await run(
			scram(broker.cluster.bootstrap.TLSWRONG).slice(0, 2).concat('--auth', 'tls', '--tls-ca', broker.cluster.tls.ca),
		);
		assert.deepEqual([code, kind], [3, 'connection']);
		assert.match(message, /is for another name/);
	});

	it('by an authority that we do not trust', async () => {
		const { code, kind, message, nextSteps } = await run(['--bootstrap', broker.cluster.bootstrap.TLS, '--auth', 'tls']);
		assert.deepEqual([code, kind], [3, 'connection']);
		assert.match(message, /signed by an authority that is not trusted here/);
		assert.match(nextSteps[0]!, /--tls-ca/);
	});

	it('by a port that asks for something else', async () => {
		for (const [bootstrap, auth] of [
			[broker.cluster.bootstrap.TLS, 'plaintext'],
			[broker.cluster.bootstrap.SCRAM, 'plaintext'],
			[broker.cluster.bootstrap.SCRAM, 'tls'],
			[broker.cluster.bootstrap.MTLS, 'tls'],
			[broker.cluster.bootstrap.PLAINTEXT, 'tls'],
		] as const) {
			const { code, kind, message, nextSteps } = await run([
				'--bootstrap',
				bootstrap,
				'--auth',
				auth,
				...(auth === 'tls' ? ['--tls-ca', broker.cluster.tls.ca] : []),
			]);
			assert.equal(code, 3, message);
			assert.match(kind, /^(connection|authentication)$/);
			assert.ok(nextSteps.length > 0, message);
		}
	});

	it('says to a person in two lines what happened and what to try', async () => {
		const { code, stdout, stderr } = await runProgram(['lag', ...scram(broker.cluster.bootstrap.SCRAM)], { P: SECRET });
		assert.deepEqual([code, stdout], [3, '']);
		assert.match(stderr, /^msk-tui: localhost:\d+ refused user reader: .*\n {2}try: Check --username/);
		assert.doesNotMatch(stderr, /\n\s+at |Error:/);
	});

	it('is no matter when the reader has seen enough', async () => {
		const child = spawn(
			process.execPath,
			programArguments(['topics', '--internal', '--json', '--bootstrap', broker.cluster.bootstrap.PLAINTEXT]),
			{
				env: cleanEnvironment(),
				stdio: ['ignore', 'pipe', 'pipe'],
			},
		);
		let stderr = '';
		child.stderr.setEncoding('utf8').on('data', text => {
			stderr += text;
		});
		// As `head -c 1` does, and as `true` does: the pipe is closed before or while the answer is written.
		child.stdout.destroy();
		const code = await new Promise(resolve => child.on('close', resolve));
		assert.deepEqual([code, stderr], [0, '']);
	});
});
