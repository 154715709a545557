import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Config, parseConfig } from '../../source/files/config-file.ts';
import { resolveConnectionSettings } from '../../source/files/connection-settings-resolution.ts';
import { type ConnectionOptionTexts, neededFromAws } from '../../source/files/which-cluster.ts';
import type { Failure } from '../../source/model/failure.ts';
import type { PortKind } from '../../source/model/msk-address.ts';
import type { FoundCluster, MskNetwork } from '../../source/model/msk-bootstrap.ts';

const NONE: Config = { file: null, clusters: new Map() };
const MSK = 'b-1.orders.abc123.c2.kafka.eu-west-1.amazonaws.com';
const SERVERLESS = 'boot-x1.c1.kafka-serverless.us-east-2.amazonaws.com';

const resolve = (options: ConnectionOptionTexts, config = NONE, env: Record<string, string> = {}) =>
	resolveConnectionSettings({ options, env, config });
const ARN = 'arn:aws:kafka:us-east-1:123456789012:cluster/orders/0a1b';
const refusal = (work: () => unknown): Failure => {
	try {
		work();
	} catch (error) {
		return error as Failure;
	}
	return assert.fail('it should have been refused');
};
const failure = (options: ConnectionOptionTexts, config = NONE, env: Record<string, string> = {}): Failure =>
	refusal(() => resolve(options, config, env));
const needed = (options: ConnectionOptionTexts, config = NONE) => neededFromAws({ options, env: {}, config });

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

	it('asks AWS for the brokers of an ARN, in its own region', () => {
		for (const cluster of [ARN, 'arn']) {
			assert.deepEqual(needed({ cluster, profile: 'ops' }, config), {
				arn: ARN,
				secret: null,
				aws: { profile: 'ops', region: 'us-east-1' },
				hosts: [],
			});
			assert.match(
				refusal(() => needed({ cluster, region: 'eu-west-1' }, config)).message,
				/in us-east-1 by its ARN, but the region given is eu-west-1/,
			);
		}
		assert.match(refusal(() => needed({ cluster: ARN.replace('cluster', 'topic') }, config)).message, /is not the ARN of an MSK cluster/);
		assert.equal(needed({ cluster: 'dev' }, config).arn, null);
	});

	it('asks AWS for a secret first only when it also names the user', () => {
		const secret = 'secret:AmazonMSK_x';
		assert.equal(needed({ bootstrap: `${MSK}:9096`, passwordFrom: secret }).secret, 'AmazonMSK_x');
		assert.deepEqual(needed({ bootstrap: `${MSK}:9096`, passwordFrom: secret }).hosts, [MSK]);
		assert.equal(needed({ bootstrap: `${MSK}:9096`, passwordFrom: secret, username: 'u' }).secret, null);
		assert.equal(needed({ bootstrap: `${MSK}:9096`, passwordFrom: 'env:P' }).secret, null);
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

describe('a cluster that MSK tells of', async () => {
	const offer = (field: string, kind: PortKind, network: MskNetwork, brokers: string) => ({ field, kind, network, brokers });
	const found: FoundCluster = {
		arn: ARN,
		name: 'orders',
		offers: [
			offer('BootstrapBrokerStringPublicSaslIam', 'iam', 'public', 'p1:9198,p2:9198'),
			offer('BootstrapBrokerStringSaslIam', 'iam', 'vpc', 'b1:9098,b2:9098'),
			offer('BootstrapBrokerStringSaslScram', 'scram', 'vpc', 'b1:9096'),
			offer('BootstrapBrokerStringTls', 'tls', 'vpc', 'b1:9094'),
		],
	};
	const among = (offers: FoundCluster['offers'], options: ConnectionOptionTexts, more: Partial<FoundCluster> = {}) =>
		resolveConnectionSettings({
			options: { cluster: ARN, ...options },
			env: {},
			config: NONE,
			lookedUp: { found: { ...found, offers, ...more } },
		});
	const at = (options: ConnectionOptionTexts, offers = found.offers) => {
		const settings = among(offers, options);
		return `${settings.authentication.kind} ${settings.bootstrap.map(b => `${b.host}:${b.port}`).join()}`;
	};

	it('is entered by IAM in the VPC, unless something else is said', () => {
		assert.equal(at({}), 'iam b1:9098,b2:9098');
		assert.equal(at({ network: 'public' }), 'iam p1:9198,p2:9198');
		assert.equal(at({ auth: 'tls' }), 'tls b1:9094');
		assert.equal(at({ tlsCert: 'c', tlsKey: 'k' }), 'mtls b1:9094');
		assert.equal(at({ username: 'u' }), 'scram b1:9096');
		assert.match(
			refusal(() => at({}, found.offers.slice(2))).message,
			/SCRAM needs a user/,
			'never TLS without a name while there is SCRAM',
		);
	});

	it('says what there is', () => {
		assert.equal(
			refusal(() => at({ auth: 'plaintext' })).message,
			'orders does not offer plaintext; it offers iam (public, vpc), scram (vpc), tls (vpc).',
		);
		const elsewhere = refusal(() => at({ username: 'u', network: 'public' }));
		assert.equal(elsewhere.message, 'orders does not offer scram over public; it offers iam (public, vpc), scram (vpc), tls (vpc).');
		assert.deepEqual(elsewhere.nextSteps, ['Use --network vpc.']);
		const early = refusal(() => among([], {}, { state: 'CREATING' }));
		assert.equal(early.message, 'MSK has no broker addresses for orders, which is CREATING.');
	});

	it('keeps its name, ARN and region', () => {
		const settings = among(found.offers, { profile: 'ops' });
		assert.equal(settings.name, 'orders');
		assert.equal(settings.arn, ARN);
		assert.deepEqual(settings.aws, { profile: 'ops', region: 'us-east-1' });
		assert.deepEqual(settings.authentication, { kind: 'iam', aws: settings.aws });
	});

	it('is the only one with a network', () =>
		assert.match(failure({ bootstrap: 'x:9092', network: 'public' }).message, /--network means nothing where the addresses are given/));
});
