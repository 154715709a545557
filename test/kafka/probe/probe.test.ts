import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';
import { addressKind } from '../../../source/kafka/probe/addresses.ts';
import { Failure } from '../../../source/model/failure.ts';
import { type Authority, makeAuthority } from '../authentication/certificates.ts';
import { scram } from '../authentication/dial.ts';
import { failedStep, grounds, probe, walked } from './probing.ts';

const ground = grounds();
let ours: Authority;
const tlsServers: { close: () => void }[] = [];
before(() => {
	ours = makeAuthority('ours');
});
after(() => {
	ground.close();
	for (const server of tlsServers) server.close();
	ours.remove();
});

const msk = (port: number) => ({ host: 'b-1.orders.abc123.c2.kafka.us-east-1.amazonaws.com', port });
const resolvesTo = (address: string) => async () => [{ address, family: 4 }];
const NOT_REACHED = (step: string) => new RegExp(`${step}:failed( \\w+:–)*$`);

describe('the way to a broker', () => {
	it('ends at a dead port, and the steps behind it are not reached', async () => {
		const at = await ground.dead();
		const diagnosis = await probe([at]);
		assert.equal(walked(diagnosis, at), 'name:ok tcp:failed tls:– sasl:– apiVersions:– cluster:–');
		const { message, kind } = failedStep(diagnosis);
		assert.equal(message, `127.0.0.1:${at.port} refuses connections.`);
		assert.equal(kind, 'connection');
		assert.ok(diagnosis.permissions.length > 10 && diagnosis.permissions.every(p => p.allowed === null));
		assert.equal(diagnosis.steps.at(-1)?.ok, null);
	});

	it('ends at a name that does not resolve', async () => {
		const resolve = async () => {
			throw Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' });
		};
		const diagnosis = await probe([msk(9098)], { resolve, authentication: { kind: 'tls' } });
		assert.match(walked(diagnosis, msk(9098)), NOT_REACHED('name'));
		assert.match(failedStep(diagnosis).cure, /DNS of its VPC/);
	});

	it('names DNS that hangs, and nothing else waits for it', async () => {
		const dead = await ground.dead();
		const resolve = (host: string) => (host === 'hangs.test' ? new Promise<never>(() => {}) : resolvesTo('127.0.0.1')());
		const told: string[] = [];
		const diagnosis = await probe([{ host: 'hangs.test', port: 9092 }, dead], {
			resolve,
			timeoutMs: 1_000,
			options: { onSteps: steps => told.push(steps[0]?.broker ?? steps[0]!.step) },
		});
		const { step, message } = failedStep(diagnosis);
		assert.equal(step, 'name');
		assert.equal(message, 'The name hangs.test could not be resolved now.');
		// The order of the answer is that of the list; what is told on the way comes as it is found.
		assert.deepEqual(told.slice(0, 3), ['credentials', `127.0.0.1:${dead.port}`, 'hangs.test:9092']);
	});

	it('ends at what accepts and never speaks, without calling it out of reach', async () => {
		const at = await ground.silent();
		const plain = await probe([at], { timeoutMs: 1_000 });
		assert.match(walked(plain, at), NOT_REACHED('apiVersions'));
		assert.equal(failedStep(plain).kind, 'timeout');
		assert.match(failedStep(plain).cure, /accepts the connection and then says nothing/);
		assert.doesNotMatch(failedStep(plain).cure, /security group/);
		const tls = await probe([at], { timeoutMs: 1_000, authentication: { kind: 'tls' } });
		assert.match(walked(tls, at), NOT_REACHED('tls'));
	});

	it('knows a service that is not Kafka', async () => {
		const at = await ground.listen(socket => socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')));
		const diagnosis = await probe([at]);
		assert.equal(failedStep(diagnosis).step, 'apiVersions');
		assert.match(failedStep(diagnosis).message, /does not speak Kafka's protocol; it answered “HTTP/);
	});

	it('looks at the network also when there is no password', async () => {
		const at = await ground.silent();
		const password = async () => {
			throw new Failure('config', 'The environment variable X is not set.');
		};
		const dead = await ground.dead();
		const diagnosis = await probe([at, dead], { authentication: scram('reader'), secrets: { password }, timeoutMs: 1_000 });
		const { step, kind } = failedStep(diagnosis);
		assert.deepEqual([step, kind], ['credentials', 'config']);
		assert.match(walked(diagnosis, dead), NOT_REACHED('tcp'));
		assert.match(walked(diagnosis, at), NOT_REACHED('tls'));
	});

	it('gives up when the caller does', async () => {
		const at = await ground.silent();
		const controller = new AbortController();
		const asked = probe([at], { options: { signal: controller.signal } });
		controller.abort(new Failure('incomplete', 'Interrupted.'));
		await assert.rejects(asked, /Interrupted/);
	});
});

describe('what a failing step means on MSK', () => {
	const from = { authentication: { kind: 'tls' } as const, timeoutMs: 1_000 };
	const blackhole = async () => (await ground.silent()).port;

	it('calls a refused port a listener that is not enabled', async () => {
		const at = msk((await ground.dead()).port);
		const { cure } = failedStep(await probe([at], { ...from, resolve: resolvesTo('127.0.0.1') }));
		assert.match(cure, /listener that is not enabled.*9096 scram, 9098 iam/);
	});

	it('tells a tunnel from a broker', async () => {
		const dead = await ground.dead();
		const { cure, message } = failedStep(await probe([msk(9094)], { ...from, at: dead }));
		assert.match(message, new RegExp(`by way of 127.0.0.1:${dead.port}`));
		assert.match(cure, /--map: check that the tunnel is open/);
		assert.doesNotMatch(cure, /listener that is not enabled/);
	});

	it('names the right port when the wrong one answers nothing', async () => {
		const at = { host: '127.0.0.1', port: await blackhole() };
		const { cure } = failedStep(await probe([msk(9092)], { ...from, at }));
		assert.match(cure, /Port 9092 of MSK is plaintext without authentication, you asked for tls/);
	});

	it('knows private addresses', () => {
		const kinds = ['10.1.2.3', '172.31.0.1', '192.168.1.1', '100.64.0.1', 'fd00::1', '127.0.0.1', '::1', '3.5.1.1', '2600:1f00::1'];
		assert.deepEqual(kinds.map(addressKind), [...Array.from({ length: 5 }, () => 'private'), 'loopback', 'loopback', 'public', 'public']);
	});
});

describe('the certificate', () => {
	const serve = async (options: TlsOptions) => {
		const server = createTlsServer(options, socket => socket.on('error', () => {}));
		server.on('tlsClientError', () => {});
		tlsServers.push(server);
		await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
		server.unref();
		return { host: '127.0.0.1', port: (server.address() as { port: number }).port };
	};
	const trusting = () => ({ authentication: { kind: 'tls' } as const, secrets: { tls: { ca: ours.ca } }, timeoutMs: 1_000 });

	it('is shown also when it has expired', async () => {
		const at = await serve(ours.issue('IP:127.0.0.1', -1));
		const { step, message, seen } = failedStep(await probe([at], trusting()));
		assert.equal(step, 'tls');
		assert.match(message, /has expired/);
		assert.match(seen.detail, /issued by ours, expired \d{4}-/);
	});

	it('is warned of when it will expire soon', async () => {
		const at = await serve(ours.issue('IP:127.0.0.1', 20));
		const tls = (await probe([at], trusting())).steps.find(s => s.step === 'tls');
		assert.equal(tls?.ok, true);
		assert.match(tls?.warning ?? '', /expires in (19|20) days/);
	});

	it('is compared with the name of the broker behind a tunnel', async () => {
		const at = await serve(ours.issue('DNS:b-2.orders.test'));
		const { message } = failedStep(await probe([{ host: 'b-1.orders.test', port: 9094 }], { ...trusting(), at }));
		assert.match(message, /is for another name \(b-2\.orders\.test\)/);
	});
});
