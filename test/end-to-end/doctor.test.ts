import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { hasJava } from '../../scripts/kafka/has-java.ts';
import { runProgram } from '../helpers/built-program.ts';
import { type SharedBroker, sharedBroker } from '../helpers/real-broker.ts';
import { unexplainedNulls } from '../helpers/unexplained-nulls.ts';
import { grounds } from '../kafka/probe/probing.ts';

const skip = hasJava() || process.env.CI ? false : 'Java 17 or newer is missing: not tested against a real Kafka';
const ground = grounds();
after(() => ground.close());

type Step = { step: string; broker: string | null; ok: boolean | null; ms: number | null; error: string | null; cure: string | null };
type Document = {
	cluster: { id: string | null };
	steps: readonly Step[];
	identity: { principal: string | null };
	permissions: readonly { action: string; resource: string; allowed: boolean | null }[];
};

const json = async (args: readonly string[], env: Readonly<Record<string, string>> = {}) => {
	const { stdout, stderr, code } = await runProgram(['doctor', ...args, '--json', '--timeout', '5s'], env);
	assert.equal(stderr, '', 'a diagnosis is no error: nothing is said beside it');
	const document = JSON.parse(stdout) as Document;
	assert.deepEqual(unexplainedNulls(document), []);
	for (const step of document.steps) assert.deepEqual(Object.keys(step).slice(0, 6), ['step', 'broker', 'ok', 'ms', 'error', 'cure']);
	return { document, code, failed: document.steps.find(s => s.ok === false) };
};

describe('msk-tui doctor', () => {
	it('ends with 3 at a dead port, with the whole document on stdout', async () => {
		const { host, port } = await ground.dead();
		const { document, code, failed } = await json(['--bootstrap', `${host}:${port}`]);
		assert.equal(code, 3);
		assert.equal(failed?.step, 'tcp');
		assert.match(failed?.cure ?? '', /Nothing listens/);
		assert.equal(document.cluster.id, null);
		assert.ok(document.permissions.every(p => p.allowed === null));
	});

	it('ends with 2 when the first thing that fails is a setting', async () => {
		const { host, port } = await ground.dead();
		const args = ['--bootstrap', `${host}:${port}`, '--auth', 'scram', '--username', 'x', '--password-from', 'env:NOT_SET'];
		const { code, failed } = await json(args);
		assert.deepEqual([code, failed?.step, failed?.broker], [2, 'credentials', null]);
		const missing = await json(['--bootstrap', `${host}:${port}`, '--auth', 'tls', '--tls-ca', '/nonexistent/ca.pem']);
		assert.deepEqual([missing.code, missing.failed?.step], [2, 'credentials']);
	});

	it('needs a cluster that is named', async () => {
		const { stdout, code } = await runProgram(['doctor', '--json']);
		assert.deepEqual([stdout, code], ['', 2]);
	});

	describe('on a real Kafka', { skip }, () => {
		let broker: SharedBroker;
		before(async () => {
			broker = await sharedBroker();
		});
		const reader = () => {
			const { username, password } = broker.cluster.credentials.scram.reader;
			return {
				args: [
					'--bootstrap',
					broker.cluster.bootstrap.SCRAM,
					'--auth',
					'scram',
					'--username',
					username,
					'--password-from',
					'env:P',
					'--tls-ca',
					broker.cluster.tls.ca,
				],
				env: { P: password },
			};
		};

		it('is 0 when all is well, whatever rights are missing', async () => {
			const { args, env } = reader();
			const { document, code } = await json(args, env);
			assert.equal(code, 0);
			assert.equal(document.cluster.id, broker.cluster.clusterId);
			assert.equal(document.identity.principal, 'User:reader');
			const allowed = (action: string) => document.permissions.find(p => p.action === `kafka-cluster:${action}`)?.allowed;
			assert.deepEqual([allowed('DescribeCluster'), allowed('AlterCluster'), allowed('DescribeTransactionalId')], [false, null, null]);
		});

		it('stands out in words: the first failing step and its cure come last', async () => {
			const { args } = reader();
			const { stdout, stderr, code } = await runProgram(['doctor', ...args], { P: 'wrong' });
			assert.deepEqual([code, stderr], [3, '']);
			const lines = stdout.trimEnd().split('\n');
			const at = lines.findIndex(line => line.startsWith('first failing step: SASL of localhost:'));
			assert.ok(at > 0 && lines.slice(at + 1).every(line => line.startsWith('  ')));
			assert.match(lines.slice(at).join('\n'), / {2}try: Check --username/);
			assert.match(stdout, /^ {2}✗ SASL /m);
			assert.match(stdout, /^ {2}– cluster +not reached/m);
			const plain = await runProgram(['doctor', ...args, '--ascii'], { P: 'wrong' });
			assert.doesNotMatch(plain.stdout.replace(/“|”|’/g, ''), /[^\x00-\x7f]/);
		});
	});
});
