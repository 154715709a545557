/** How long the program takes before it does something: saying help, and putting its first byte on the wire to a broker. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { certificates } from '../scripts/kafka/certificates.ts';
import { decodeRequestHeader, encodeResponseFrame, type ReceivedRequest } from '../source/protocol/frames.ts';
import { environment, program, runNode, takeTurns } from './measure.ts';
import { type Result, report, time, times } from './report.ts';

/** A broker that answers the SASL handshake and nothing else, and tells when bytes come. */
type Listener = { readonly port: number; readonly next: (count: 'first' | 'token') => Promise<number>; readonly close: () => void };

const SASL_AUTHENTICATE = 36;
const KNOWN = [17, 18, SASL_AUTHENTICATE].map(apiKey => ({ apiKey, minVersion: 0, maxVersion: 1 }));

/** What a broker says before a client has logged in. */
const answerTo = ({ name, version, correlationId }: ReceivedRequest): Buffer =>
	name === 'ApiVersions'
		? encodeResponseFrame(name, version, correlationId, { errorCode: 0, apiKeys: KNOWN })
		: encodeResponseFrame('SaslHandshake', version, correlationId, { errorCode: 0, mechanisms: ['OAUTHBEARER'] });

const listen = (server: Server, event: 'connection' | 'secureConnection'): Promise<Listener> => {
	let heard: { readonly count: 'first' | 'token'; readonly tell: (ms: number) => void } | undefined;
	const onSocket = (socket: Socket): void => {
		socket.on('error', () => {});
		socket.on('data', (bytes: Buffer) => {
			const request = decodeRequestHeader(bytes.subarray(4));
			if (heard?.count === 'first' || bytes.readInt16BE(4) === SASL_AUTHENTICATE) {
				heard?.tell(performance.now());
				socket.destroy();
			} else socket.write(answerTo(request));
		});
	};
	(server as Server).on(event, onSocket);
	return new Promise(resolve =>
		server.listen(0, '127.0.0.1', () => {
			const { port } = server.address() as { port: number };
			const next = (count: 'first' | 'token'): Promise<number> => new Promise(tell => (heard = { count, tell }));
			resolve({ port, next, close: () => server.close() });
		}),
	);
};

const ended = (child: ChildProcess): Promise<void> => new Promise(resolve => child.once('close', () => resolve()));

/** Milliseconds from starting the program to the byte. */
const untilByte = async (listener: Listener, count: 'first' | 'token', args: readonly string[], env: Readonly<Record<string, string>>) => {
	const heard = listener.next(count);
	const started = performance.now();
	const child = spawn(process.execPath, [program, 'lag', '--bootstrap', `localhost:${listener.port}`, ...args], {
		env: environment(env),
		stdio: 'ignore',
	});
	const gone = ended(child);
	const at = await Promise.race([heard, gone.then(() => Number.NaN)]);
	child.kill('SIGKILL');
	await gone;
	if (Number.isNaN(at)) throw new Error('the program ended before it sent anything');
	return at - started;
};

export const startUp = async (rounds = 15): Promise<void> => {
	const found = certificates(() => {});
	const store = { pfx: readFileSync(found.serverStore), passphrase: readFileSync(found.passwordPath, 'utf8') };
	const plain = await listen(createServer(), 'connection');
	const tls = await listen(createTlsServer(store), 'secureConnection');
	const scram = ['--auth', 'scram', '--username', 'admin', '--password-from', 'env:BENCH_PASSWORD', '--tls-ca', found.ca];
	const iam = ['--auth', 'iam', '--region', 'us-east-1', '--tls-ca', found.ca];
	const keys = { AWS_ACCESS_KEY_ID: 'AKIDBENCH', AWS_SECRET_ACCESS_KEY: 'secret' };
	const ms = await takeTurns(
		{
			node: async () => (await runNode(['-e', '0'])).ms,
			help: async () => (await runNode([program, '--help'])).ms,
			plaintext: () => untilByte(plain, 'first', [], {}),
			scram: () => untilByte(tls, 'first', scram, { BENCH_PASSWORD: 'secret' }),
			iam: () => untilByte(tls, 'first', iam, keys),
			token: () => untilByte(tls, 'token', iam, keys),
		},
		rounds,
	);
	plain.close();
	tls.close();
	const line = (what: string, value: number, most: number): Result => ({
		what,
		target: `≤ ${most} ×`,
		figure: time(value),
		ratio: times(value, ms.node, 'node -e 0'),
		isMet: value <= most * ms.node,
	});
	report('Start-up', [
		{ what: 'node -e 0', figure: time(ms.node) },
		line('--help', ms.help, 2.5),
		line('first byte to a broker, plaintext', ms.plaintext, 4),
		line('first byte to a broker, SCRAM over TLS', ms.scram, 4),
		line('first byte to a broker, IAM over TLS', ms.iam, 8),
		line('the IAM token to a broker', ms.token, 8),
	]);
};

if (import.meta.main) await startUp();
