import assert from 'node:assert/strict';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { createServer as createTlsServer, type TLSSocket, type TlsOptions } from 'node:tls';
import { SOFTWARE } from '../../../source/kafka/broker-connection.ts';
import { Deadline } from '../../../source/kafka/deadline.ts';
import type { HostPort } from '../../../source/model/connection-settings.ts';
import { type Authority, makeAuthority } from './certificates.ts';
import { type Dialling, dial, dialFailure, scram } from './dial.ts';

const NAME: HostPort = { host: 'b-1.orders.test', port: 9094 };
const servers: Server[] = [];
let ours: Authority;
let others: Authority;

before(() => {
	ours = makeAuthority('ours');
	others = makeAuthority('others');
});
after(() => {
	for (const server of servers) server.close();
	ours.remove();
	others.remove();
});

const listening = async (server: Server): Promise<HostPort> => {
	servers.push(server);
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
	server.unref();
	return { host: '127.0.0.1', port: (server.address() as AddressInfo).port };
};

/** Answers ApiVersions (v0 is enough: the error answer carries the list) so that a connection can be seen to work. */
const answerHello = (socket: Socket): void => {
	socket.on('error', () => {});
	socket.on('data', request => {
		const correlation = request.subarray(8, 12);
		const body = Buffer.from([0, 0, 0, 1, 0, 0, 0, 0, 0, 0]);
		const isV3 = request.readInt16BE(6) === 3;
		// v3: error, compact array of one api {key, min, max, tags}, throttle time, tags.
		const v3 = Buffer.from([0, 0, 2, 0, 18, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0]);
		const answer = Buffer.concat([correlation, isV3 ? v3 : body]);
		const size = Buffer.alloc(4);
		size.writeInt32BE(answer.length);
		socket.write(Buffer.concat([size, answer]));
	});
};

type Seen = { servername: string | false | undefined };

const tlsBroker = async (options: TlsOptions, seen: Seen = { servername: undefined }): Promise<HostPort> => {
	const server = createTlsServer(options, (socket: TLSSocket) => {
		seen.servername = socket.servername as string | false;
		answerHello(socket);
	});
	server.on('tlsClientError', (_error, socket) => socket.destroy());
	return listening(server);
};

const trusting = (more: Dialling = {}): Dialling => ({
	authentication: { kind: 'tls' },
	...more,
	secrets: { tls: { ca: ours.ca }, ...more.secrets },
});

describe('TLS', () => {
	it('behind a tunnel keeps the name of the broker, for SNI and for the certificate', async () => {
		const seen: Seen = { servername: undefined };
		const at = await tlsBroker(ours.issue('DNS:b-1.orders.test'), seen);
		(await dial(NAME, trusting({ at }))).close();
		assert.equal(seen.servername, 'b-1.orders.test');
	});

	it('takes an IP address as the name, without SNI and without a warning', async () => {
		const seen: Seen = { servername: undefined };
		const warnings: Error[] = [];
		const listener = (warning: Error) => warnings.push(warning);
		process.on('warning', listener);
		const at = await tlsBroker(ours.issue('IP:127.0.0.1'), seen);
		(await dial(at, trusting())).close();
		await new Promise(resolve => setImmediate(resolve));
		process.off('warning', listener);
		assert.equal(seen.servername || undefined, undefined);
		assert.deepEqual(warnings, []);
	});

	it('refuses a certificate for another name and tells both', async () => {
		const at = await tlsBroker(ours.issue('DNS:b-9.orders.test,DNS:other.test'));
		const failure = await dialFailure(NAME, trusting({ at }));
		assert.equal(failure.kind, 'connection');
		assert.equal(
			failure.message,
			`The certificate of b-1.orders.test:9094 (by way of 127.0.0.1:${at.port}) is for another name (b-9.orders.test, other.test).`,
		);
		assert.match(failure.nextSteps.join(), /--map/);
	});

	it('refuses an authority that it does not know, with the cure for both cases', async () => {
		const at = await tlsBroker(ours.issue('DNS:b-1.orders.test'));
		const without = await dialFailure(NAME, { authentication: { kind: 'tls' }, at });
		assert.equal(without.kind, 'connection');
		assert.match(without.message, /is signed by an authority that is not trusted here/);
		assert.match(without.nextSteps.join(), /Give the cluster’s certificate authority with --tls-ca/);
		const wrong = await dialFailure(NAME, { authentication: { kind: 'tls' }, at, secrets: { tls: { ca: others.ca } } });
		assert.match(wrong.nextSteps.join(), /does not hold the authority of this cluster/);
	});

	it('refuses an expired certificate', async () => {
		const at = await tlsBroker(ours.issue('DNS:b-1.orders.test', -1));
		const failure = await dialFailure(NAME, trusting({ at }));
		assert.equal(failure.kind, 'connection');
		assert.match(failure.message, /The certificate of b-1\.orders\.test:9094 \(by way of .*\) has expired\./);
		assert.match(failure.nextSteps.join(), /clock/);
	});

	it('whose certificate expires goes on over what is open, and names it when it dials anew', async () => {
		const server = createTlsServer(ours.issue('DNS:b-1.orders.test'), answerHello);
		server.on('tlsClientError', (_error, socket) => socket.destroy());
		const at = await listening(server);
		const open = await dial(NAME, trusting({ at }));
		server.setSecureContext(ours.issue('DNS:b-1.orders.test', -1));
		await open.call('ApiVersions', SOFTWARE, { deadline: new Deadline(10_000) });
		const { kind, message } = await dialFailure(NAME, trusting({ at }));
		assert.equal(kind, 'connection');
		assert.match(message, /expired/);
		assert.ok(open.isUsable, 'the other connection is as good as before');
		open.close();
	});

	it('spoken to a plaintext broker is named', async () => {
		// Kafka takes the ClientHello for a request of 369 MB and hangs up.
		const at = await listening(createServer(socket => socket.on('error', () => {}).once('data', () => socket.destroy())));
		const failure = await dialFailure(NAME, trusting({ at }));
		assert.equal(failure.kind, 'connection');
		assert.match(failure.message, /closed the connection during the TLS handshake/);
		assert.match(failure.nextSteps.join(), /--auth plaintext/);
	});

	it('spoken to something that answers in plain words is named', async () => {
		const at = await listening(createServer(socket => socket.on('error', () => {}).end('HTTP/1.1 400 Bad Request\r\n\r\n')));
		const failure = await dialFailure(NAME, trusting({ at }));
		assert.equal(failure.kind, 'connection');
		assert.match(failure.message, /does not speak TLS/);
	});

	it('missing on our side is named', async () => {
		// Kafka's SSLEngine answers plaintext with a handshake_failure alert.
		const alert = Buffer.from([0x15, 0x03, 0x03, 0, 2, 2, 40]);
		const at = await listening(createServer(socket => socket.on('error', () => {}).once('data', () => socket.end(alert))));
		const failure = await dialFailure(NAME, { at });
		assert.equal(failure.kind, 'connection');
		assert.match(failure.message, /speaks TLS, but plaintext was asked for/);
	});

	it('files that are none are refused before dialling', async () => {
		const pem = '-----BEGIN CERTIFICATE-----\nbm90IGEgY2VydA==\n-----END CERTIFICATE-----\n';
		assert.equal((await dialFailure(NAME, trusting({ secrets: { tls: { ca: pem } } }))).kind, 'config');
		const a = ours.issue('DNS:a');
		const b = ours.issue('DNS:b');
		const mixed = await dialFailure(NAME, trusting({ secrets: { tls: { cert: a.cert, key: b.key } } }));
		assert.equal(mixed.kind, 'config');
		assert.match(mixed.message, /private key does not belong/);
		const encrypted = '-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIHs\n-----END ENCRYPTED PRIVATE KEY-----\n';
		assert.equal((await dialFailure(NAME, trusting({ secrets: { tls: { cert: a.cert, key: encrypted } } }))).kind, 'config');
	});
});

describe('mTLS', () => {
	for (const version of ['TLSv1.2', 'TLSv1.3'] as const) {
		const broker = () =>
			tlsBroker({
				...ours.issue('DNS:b-1.orders.test'),
				ca: ours.ca,
				requestCert: true,
				rejectUnauthorized: true,
				minVersion: version,
				maxVersion: version,
			});

		it(`succeeds with a certificate of the authority (${version})`, async () => {
			const at = await broker();
			(
				await dial(NAME, trusting({ at, authentication: { kind: 'mtls' }, secrets: { tls: { ca: ours.ca, ...ours.issue('DNS:me') } } }))
			).close();
		});

		it(`without a certificate is told that one is asked for (${version})`, async () => {
			const failure = await dialFailure(NAME, trusting({ at: await broker() }));
			assert.equal(failure.kind, 'authentication');
			assert.match(failure.message, /asks for a client certificate/);
			assert.match(failure.nextSteps.join(), /--tls-cert and --tls-key/);
		});

		// Node as a server hangs up here; that a Java broker says why is shown against a real one.
		it(`with a certificate of another authority is told that this may be the reason (${version})`, async () => {
			const secrets = { tls: { ca: ours.ca, ...others.issue('DNS:me') } };
			const failure = await dialFailure(NAME, trusting({ at: await broker(), authentication: { kind: 'mtls' }, secrets }));
			assert.equal(failure.kind, 'connection');
			assert.match(failure.nextSteps.join(), /may not trust the authority of the client certificate/);
		});
	}
});

describe('the way there', () => {
	it('refused', async () => {
		const server = createServer();
		const at = await listening(server);
		await new Promise(resolve => server.close(resolve));
		const failure = await dialFailure(at);
		assert.equal(failure.kind, 'connection');
		assert.equal(failure.message, `127.0.0.1:${at.port} refuses connections.`);
		const localhost = await dialFailure({ host: 'localhost', port: at.port }, trusting());
		assert.equal(localhost.message, `localhost:${at.port} refuses connections.`);
	});

	it('unknown name', async () => {
		const failure = await dialFailure({ host: 'nothing.invalid', port: 9092 });
		assert.equal(failure.kind, 'connection');
		assert.match(failure.message, /The name nothing\.invalid (does not resolve|could not be resolved now)\./);
	});

	it('silent, in the TCP, TLS and SASL phases', async () => {
		const silent = await listening(createServer(socket => socket.on('error', () => {}).resume()));
		for (const dialling of [
			{},
			trusting(),
			trusting({ authentication: scram('u'), secrets: { tls: { ca: ours.ca }, password: async () => 'p' } }),
		]) {
			const failure = await dialFailure(silent, { ...dialling, timeoutMs: 60 });
			assert.equal(failure.kind, 'timeout');
			assert.equal(failure.message, `No answer from 127.0.0.1:${silent.port} within 60 ms.`);
		}
	});

	it('closed without an answer', async () => {
		const closing = await listening(createServer(socket => socket.on('error', () => {}).once('data', () => socket.destroy())));
		const failure = await dialFailure(closing);
		assert.equal(failure.kind, 'connection');
		assert.match(failure.message, /closed the connection without an answer/);
		assert.match(failure.nextSteps.join(), /may speak TLS or ask for SASL/);
	});
});
