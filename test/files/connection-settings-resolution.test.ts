import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Config, parseConfig } from '../../source/files/config-file.ts';
import { type ConnectionOptionTexts, resolveConnectionSettings } from '../../source/files/connection-settings-resolution.ts';
import type { Failure } from '../../source/model/failure.ts';

const NONE: Config = { file: null, clusters: new Map() };
const MSK = 'b-1.orders.abc123.c2.kafka.eu-west-1.amazonaws.com';
const SERVERLESS = 'boot-x1.c1.kafka-serverless.us-east-2.amazonaws.com';

const resolve = (options: ConnectionOptionTexts, config = NONE, env: Record<string, string> = {}) =>
	resolveConnectionSettings({ options, env, config });
const failure = (options: ConnectionOptionTexts, config = NONE, env: Record<string, string> = {}): Failure => {
	try {
		resolve(options, config, env);
	} catch (error) {
		return error as Failure;
	}
	return assert.fail('it should have been refused');
};

const scram = { username: 'u', passwordFrom: 'env:P' };

describe('authentication from the port', () => {
	const cases: readonly (readonly [string, ConnectionOptionTexts, string])[] = [
		[`${MSK}:9092`, {}, 'plaintext'],
		[`${MSK}:9094`, {}, 'tls'],
		[`${MSK}:9194`, { tlsCert: 'c.pem', tlsKey: 'k.pem' }, 'mtls'],
		[`${MSK}:9096`, scram, 'scram'],
		[`${MSK}:9196`, scram, 'scram'],
		[`${MSK}:9098,${MSK.replace('b-1', 'b-2')}:9098`, {}, 'iam'],
		[`${MSK}:9198`, {}, 'iam'],
		[`${MSK}:20092`, {}, 'plaintext'],
		[`${MSK}:20094`, {}, 'tls'],
		[`${MSK}:20096`, scram, 'scram'],
		[`${MSK}:20098`, {}, 'iam'],
		[`${SERVERLESS}:9098`, {}, 'iam'],
		[`${MSK.toUpperCase()}:9098`, {}, 'iam'],
		['b-1.o.a.c1.kafka.cn-north-1.amazonaws.com.cn:9098', {}, 'iam'],
		['broker.example:9098', {}, 'plaintext'],
		['kafka.eu-west-1.amazonaws.com.evil.example:9098', {}, 'plaintext'],
		['localhost:19096', {}, 'plaintext'],
		['[::1]:9092', {}, 'plaintext'],
	];
	for (const [bootstrap, options, kind] of cases)
		it(`${bootstrap} is ${kind}`, () => assert.equal(resolve({ bootstrap, ...options }).authentication.kind, kind));

	it('asks on an unknown port of an MSK host', () => {
		for (const port of [9099, 14001, 443]) {
			const asked = failure({ bootstrap: `${MSK}:${port}` });
			assert.equal(asked.kind, 'usage');
			assert.match(asked.message, new RegExp(`Port ${port} of b-1`));
			assert.match(asked.nextSteps.join(' '), /--auth iam\|scram\|mtls\|tls\|plaintext.*9098 iam/);
		}
		assert.equal(resolve({ bootstrap: `${MSK}:14001`, auth: 'iam' }).authentication.kind, 'iam');
	});

	it('refuses brokers of different ports', () => assert.match(failure({ bootstrap: `${MSK}:9092,${MSK}:9098` }).message, /plaintext, iam/));
});

describe('which cluster', async () => {
	const config = await parseConfig(
		`current: dev
clusters:
  dev: { bootstrap: [dev:9092], environment: dev, access: read-write }
  prod:
    bootstrap: [p:9096]
    auth: { kind: scram, username: reader, password: { file: pw }, mechanism: scram-sha-256 }
    tls: { ca: ca.pem }
    access: locked
  iam: { bootstrap: ["${MSK}:9098"], auth: { kind: iam, profile: ops, region: eu-west-1 } }
  arn: { arn: "arn:aws:kafka:us-east-1:123456789012:cluster/orders/0a1b" }
`,
		'/c/config.yaml',
	);

	it('prefers options, then MSK_TUI_CLUSTER, then current', () => {
		assert.equal(resolve({}, config).name, 'dev');
		assert.equal(resolve({}, config, { MSK_TUI_CLUSTER: 'prod' }).name, 'prod');
		assert.equal(resolve({ cluster: 'iam' }, config, { MSK_TUI_CLUSTER: 'prod' }).name, 'iam');
		assert.equal(resolve({ bootstrap: 'x:1' }, config, { MSK_TUI_CLUSTER: 'prod' }).name, 'x');
	});

	it('refuses what cannot be meant', () => {
		assert.equal(failure({}).kind, 'usage');
		assert.equal(failure({ cluster: 'dev', bootstrap: 'x:1' }, config).kind, 'usage');
		const unknown = failure({ cluster: 'pord' }, config);
		assert.equal(unknown.kind, 'notFound');
		assert.match(unknown.nextSteps.join(), /dev, prod, iam, arn/);
	});

	it('does not know ARNs yet and names --bootstrap', () => {
		for (const cluster of ['arn:aws:kafka:us-east-1:123456789012:cluster/orders/0a1b', 'arn']) {
			const refused = failure({ cluster }, config);
			assert.equal(refused.kind, 'unsupported');
			assert.match(refused.nextSteps.join(), /--bootstrap/);
		}
	});

	it('takes the config and lets options change it', () => {
		const prod = resolve({ cluster: 'prod' }, config);
		assert.deepEqual(prod.authentication, {
			kind: 'scram',
			mechanism: 'SCRAM-SHA-256',
			username: 'reader',
			password: { kind: 'file', path: '/c/pw' },
		});
		assert.deepEqual(prod.tls, { ca: '/c/ca.pem' });
		const other = resolve({ cluster: 'prod', username: 'me', passwordFrom: 'prompt', scramMechanism: 'scram-sha-512' }, config);
		assert.deepEqual(other.authentication, { kind: 'scram', mechanism: 'SCRAM-SHA-512', username: 'me', password: { kind: 'prompt' } });
		assert.deepEqual(resolve({ cluster: 'iam', profile: 'mine' }, config).authentication, {
			kind: 'iam',
			aws: { profile: 'mine', region: 'eu-west-1' },
		});
		assert.equal(resolve({ cluster: 'prod', auth: 'tls' }, config).authentication.kind, 'tls');
	});

	it('is prod and read-only unless said otherwise, and locked stays locked', () => {
		assert.deepEqual([resolve({ bootstrap: 'x:1' }).environment, resolve({ bootstrap: 'x:1' }).access], ['prod', 'read-only']);
		assert.equal(resolve({ bootstrap: 'x:1', readWrite: true }).access, 'read-write');
		assert.deepEqual([resolve({}, config).environment, resolve({}, config).access], ['dev', 'read-write']);
		assert.equal(resolve({ cluster: 'prod', readWrite: true }, config).access, 'locked');
		assert.equal(resolve({ cluster: 'iam', readWrite: true }, config).access, 'read-write');
	});

	it('reads --map and --timeout', () => {
		const settings = resolve({ bootstrap: 'x:1', map: ['a:1=localhost:2', 'b:1=[::1]:3'], timeoutMs: 5000 });
		assert.deepEqual(
			[...settings.addressMap],
			[
				['a:1', { host: 'localhost', port: 2 }],
				['b:1', { host: '::1', port: 3 }],
			],
		);
		assert.equal(settings.connectTimeoutMs, 5000);
		assert.equal(resolve({ bootstrap: 'x:1' }).connectTimeoutMs, 30_000);
	});
});

describe('options that would do nothing or are wrong', () => {
	const cases: readonly (readonly [ConnectionOptionTexts, RegExp])[] = [
		[{ username: 'u' }, /--username means nothing with plaintext, which follows from the host and port/],
		[{ passwordFrom: 'env:X', auth: 'iam' }, /--password-from means nothing with iam\./],
		[{ tlsCa: 'ca.pem' }, /--tls-ca means nothing with plaintext/],
		[{ auth: 'scram' }, /SCRAM needs a user/],
		[{ auth: 'mtls' }, /mTLS needs a client certificate/],
		[{ auth: 'mtls', tlsCert: 'c' }, /both --tls-cert and --tls-key/],
		[{ auth: 'kerberos' }, /--auth does not know "kerberos"/],
		[{ auth: 'scram', ...scram, scramMechanism: 'sha1' }, /--scram-mechanism does not know/],
		[{ map: ['a:1'] }, /--map needs ADVERTISED=ACTUAL/],
		[{ map: ['a=b:1'] }, /--map needs HOST:PORT/],
		[{ bootstrap: 'host' }, /--bootstrap needs HOST:PORT/],
		[{ bootstrap: 'host:0' }, /--bootstrap needs HOST:PORT/],
		[{ bootstrap: 'host:70000' }, /--bootstrap needs HOST:PORT/],
		[{ bootstrap: ' , ' }, /names no broker/],
		[{ bootstrap: '::1:9092' }, /--bootstrap needs HOST:PORT/],
		[{ bootstrap: 'SASL_SSL://h:9092' }, /--bootstrap needs HOST:PORT/],
	];
	for (const [options, expected] of cases)
		it(JSON.stringify(options), () => {
			const refused = failure({ bootstrap: 'h:9092', ...options });
			assert.equal(refused.kind, 'usage');
			assert.match(refused.message, expected);
		});
});
