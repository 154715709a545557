/** Bad days of the wire: what listens is no Kafka, says nothing, or hangs up in the middle. The built program must neither crash nor hang. */
import assert from 'node:assert/strict';
import { connect, type Socket } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { hasJava } from '../../scripts/kafka/has-java.ts';
import { openKnownCluster } from '../../source/composition.ts';
import { Failure } from '../../source/model/failure.ts';
import { runProgram } from '../helpers/built-program.ts';
import { until } from '../helpers/open-reader.ts';
import { type SharedBroker, sharedBroker } from '../helpers/real-broker.ts';
import { answering, closedPort, type Listener, listen, proxyTo } from './wire-server.ts';

type ErrorDocument = { readonly error: { readonly kind: string; readonly message: string; readonly nextSteps: readonly string[] } };

const run = async (bootstrap: string, ...more: string[]) => {
	const { code, stdout, stderr } = await runProgram(['topics', '--json', '--bootstrap', bootstrap, '--timeout', '4s', ...more]);
	assert.equal(stdout, '');
	return { code, ...(JSON.parse(stderr) as ErrorDocument).error };
};

/** A frame of Kafka with any correlation id. */
const frame = (body: Buffer): Buffer => {
	const length = Buffer.alloc(4);
	length.writeInt32BE(body.length);
	return Buffer.concat([length, body]);
};

const FOREIGN: readonly { readonly what: string; readonly bytes: Buffer; readonly keepsOpen?: boolean; readonly says: RegExp }[] = [
	{
		what: 'HTTP that stays open',
		bytes: Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n'),
		says: /does not speak Kafka's protocol; it answered “HTTP\/1\.1 400/,
	},
	{
		what: 'HTTP that hangs up',
		bytes: Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n'),
		keepsOpen: false,
		says: /does not speak Kafka's protocol/,
	},
	{ what: 'an SSH banner', bytes: Buffer.from('SSH-2.0-OpenSSH_9.6\r\n'), says: /it answered “SSH-2\.0-OpenSSH/ },
	{ what: 'a length of one byte', bytes: Buffer.from([0, 0, 0, 1, 7]), says: /does not speak Kafka's protocol/ },
	{ what: 'a negative length', bytes: Buffer.from([0xff, 0xff, 0xff, 0xff, 1, 2, 3, 4]), says: /does not speak Kafka's protocol/ },
	{ what: 'an answer to a question nobody asked', bytes: frame(Buffer.from('????garbage')), says: /does not speak Kafka's protocol/ },
	{
		what: 'random bytes',
		bytes: Buffer.from(Array.from({ length: 512 }, (_, i) => (i * 197 + 91) % 256)),
		says: /does not speak Kafka's protocol/,
	},
	{
		what: 'an answer to the right question that ends too early',
		bytes: frame(Buffer.from([0, 0, 0, 1, 0, 0, 0, 0])),
		says: /does not speak Kafka's protocol \(ApiVersions/,
	},
	{
		what: 'an answer to the right question of nonsense',
		bytes: frame(Buffer.from([0, 0, 0, 1, ...Buffer.alloc(64, 0xee)])),
		says: /does not speak Kafka's protocol \(ApiVersions/,
	},
];

describe('something that is no Kafka', () => {
	for (const { what, bytes, keepsOpen, says } of FOREIGN) {
		it(`${what} is a connection failure in words`, async () => {
			const server = await answering(bytes, keepsOpen);
			try {
				const { code, kind, message, nextSteps } = await run(`127.0.0.1:${server.port}`);
				assert.deepEqual([code, kind], [3, 'connection'], message);
				assert.match(message, says);
				assert.ok(nextSteps.length > 0, message);
			} finally {
				await server.close();
			}
		});
	}

	it('hangs up at once', async () => {
		const server = await listen(socket => socket.destroy());
		const { code, kind, message } = await run(`127.0.0.1:${server.port}`);
		await server.close();
		assert.deepEqual([code, kind], [3, 'connection']);
		assert.match(message, /closed the connection without an answer/);
	});

	it('accepts and says nothing: given up with the time-out in words', async () => {
		const server = await listen(() => {});
		const { code, kind, message } = await run(`127.0.0.1:${server.port}`, '--timeout', '1s');
		await server.close();
		assert.deepEqual([code, kind], [3, 'timeout']);
		assert.match(message, /No answer from 127\.0\.0\.1:\d+ within \d+(\.\d)? s/);
	});

	it('has a name that nobody answers for: given up in time, with the name in the words', async () => {
		// The system's resolver may wait for half a minute and more; a program that hangs in it is what this stands for.
		const mute = "import dns from 'node:dns'; dns.lookup = () => {};";
		const env = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(mute)}` };
		const { code, stderr } = await runProgram(['topics', '--json', '--bootstrap', 'b-1.nowhere.test:9092', '--timeout', '1s'], env);
		const { error } = JSON.parse(stderr) as ErrorDocument;
		assert.deepEqual([code, error.kind], [3, 'timeout'], error.message);
		assert.match(error.message, /b-1\.nowhere\.test:9092/);
		assert.ok(error.nextSteps.length > 0);
	});

	it('is a thousand names: the reasons still fit a screen', async () => {
		const dead = await closedPort();
		const names = Array.from({ length: 1_000 }, (_, i) => `127.0.${Math.floor(i / 250)}.${(i % 250) + 1}:${dead}`).join(',');
		const { code, kind, message } = await run(names, '--timeout', '30s');
		assert.deepEqual([code, kind], [3, 'connection']);
		assert.match(message, /^None of the 1000 broker addresses answers\. .* And 997 more\.$/);
		assert.ok(message.length < 600, message);
	});

	it('says nothing where TLS is expected', async () => {
		const server = await answering(Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n'));
		const { code, kind, message } = await run(`127.0.0.1:${server.port}`, '--auth', 'tls');
		await server.close();
		assert.deepEqual([code, kind], [3, 'connection']);
		assert.match(message, /does not speak TLS/);
	});

	it('is a closed port: every address is named', async () => {
		const ports = [await closedPort(), await closedPort()];
		const { code, kind, message } = await run(ports.map(p => `127.0.0.1:${p}`).join(','));
		assert.deepEqual([code, kind], [3, 'connection']);
		for (const port of ports) assert.match(message, new RegExp(`127\\.0\\.0\\.1:${port} refuses connections`));
	});
});

if (!hasJava() && process.env.CI) throw new Error('Java is missing: tests with a real Kafka can not run');
const skip = hasJava() ? false : 'Java 17 or newer is missing: not tested against a real Kafka';

describe('a real Kafka behind a bad wire', { skip }, () => {
	let broker: SharedBroker;
	const listeners: Listener[] = [];
	const keep = async (made: Promise<Listener>): Promise<Listener> => {
		listeners.push(await made);
		return made;
	};
	before(async () => {
		broker = await sharedBroker();
	});
	after(async () => {
		for (const listener of listeners) await listener.close();
	});

	it('is reached though the first bootstrap address hangs and the second refuses', async () => {
		const hung = await keep(listen(() => {}));
		const bootstrap = `127.0.0.1:${hung.port},127.0.0.1:${await closedPort()},${broker.cluster.bootstrap.PLAINTEXT}`;
		const started = performance.now();
		const { code } = await runProgram(['brokers', '--json', '--bootstrap', bootstrap, '--timeout', '60s']);
		const ms = performance.now() - started;
		console.log(`# first bootstrap address hangs: answer after ${Math.round(ms)} ms`);
		assert.equal(code, 0);
		// Far below the time-out, which is what waiting for the first address would cost.
		assert.ok(ms < 30_000);
	});

	it('is found behind a thousand names that refuse', async () => {
		const dead = await closedPort();
		const names = Array.from({ length: 1_000 }, (_, i) => `127.0.${Math.floor(i / 250)}.${(i % 250) + 1}:${dead}`).join(',');
		const { code, stdout } = await runProgram(['brokers', '--json', '--bootstrap', `${names},${broker.cluster.bootstrap.PLAINTEXT}`]);
		assert.equal(code, 0);
		assert.equal((JSON.parse(stdout) as { brokers: unknown[] }).brokers.length, broker.cluster.brokers.length);
	});

	/** Opens the cluster with every broker behind a proxy of its own. */
	const openBehind = async (onAnswer: (chunk: Buffer) => number | undefined) => {
		const map: string[] = [];
		for (const address of broker.cluster.bootstrap.PLAINTEXT.split(',')) {
			const [host = '', port = ''] = address.split(':');
			const proxy = await keep(proxyTo(host, Number(port), onAnswer));
			map.push(`${address}=127.0.0.1:${proxy.port}`);
		}
		return openKnownCluster({ options: { bootstrap: broker.cluster.bootstrap.PLAINTEXT, map, timeoutMs: 10_000 }, env: {} });
	};

	it('is asked again when the connection is cut in the middle of an answer', async () => {
		let cuts = 0;
		let answers = 0;
		const { known, close } = await openBehind(() => (++answers === 3 && ++cuts ? 7 : undefined));
		const first = await known.reader.describeCluster();
		const topics = await known.reader.readTopics(null);
		const groups = await known.reader.listGroups();
		await close();
		assert.deepEqual([cuts, first.brokers.length, groups.failures.size], [1, 3, 0]);
		assert.ok(topics.failures.size === 0);
	});

	it('is a connection failure in words when every answer is cut', async () => {
		const { known, close } = await openBehind(() => 3);
		await assert.rejects(known.reader.describeCluster(), error => {
			assert.ok(error instanceof Failure);
			assert.equal(error.kind, 'connection');
			assert.match(error.message, /None of the 3 broker addresses answers\. .*closed the connection/);
			return true;
		});
		await close();
	});

	it('is dialled anew when the connections have gone silent, as a firewall leaves them', async () => {
		// Half-open: what was open before is swallowed without a word, and a new connection works.
		let isCut = false;
		const cut = new Set<Socket>();
		const map: string[] = [];
		for (const address of broker.cluster.bootstrap.PLAINTEXT.split(',')) {
			const [host = '', port = ''] = address.split(':');
			const proxy = await keep(
				listen(client => {
					const there = connect(Number(port), host);
					there.on('error', () => client.destroy());
					client.on('close', () => there.destroy());
					if (!isCut) cut.add(client);
					const passes = () => !isCut || !cut.has(client);
					client.on('data', chunk => passes() && there.write(chunk));
					there.on('data', chunk => passes() && client.write(chunk));
				}),
			);
			map.push(`${address}=127.0.0.1:${proxy.port}`);
		}
		const { known, close } = await openKnownCluster({
			options: { bootstrap: broker.cluster.bootstrap.PLAINTEXT, map, timeoutMs: 10_000 },
			env: {},
		});
		try {
			const before = await known.reader.listGroups();
			assert.equal(before.failures.size, 0);
			isCut = true;
			// Whoever asks first pays with the patience for one answer, in words; the next one is served.
			const first = await known.reader.listGroups().catch((error: unknown) => error as Failure);
			const said = first instanceof Failure ? [first] : [...first.failures.values()];
			for (const failure of said) assert.match(failure.message, /did not answer|No answer/);
			await until('all brokers again', async () => (await known.reader.listGroups().catch(() => undefined))?.failures.size === 0);
		} finally {
			await close();
		}
	});

	it('answers for the others when one broker sends garbage', async () => {
		const [first = '', ...others] = broker.cluster.bootstrap.PLAINTEXT.split(',');
		const garbage = await keep(answering(Buffer.from('HTTP/1.1 502 Bad Gateway\r\n\r\n')));
		const { known, close } = await openKnownCluster({
			options: { bootstrap: others.join(','), map: [`${first}=127.0.0.1:${garbage.port}`] },
			env: {},
		});
		const { failures } = await known.reader.listGroups();
		await close();
		assert.equal(failures.size, 1);
		assert.match([...failures.values()][0]!.message, /does not speak Kafka's protocol/);
	});

	it('leaves nothing behind that keeps a process alive after close', async () => {
		const script = `
			const { openKnownCluster } = await import(${JSON.stringify(new URL('../../source/composition.ts', import.meta.url).href)});
			const { known, close } = await openKnownCluster({ options: { bootstrap: process.argv[1] }, env: {} });
			await known.reader.listGroups();
			const late = known.reader.readTopics(['nothere']).catch(() => {});
			await close();
			await late;`;
		const { spawn } = await import('node:child_process');
		const hung = await keep(listen(() => {}));
		const bootstrap = `127.0.0.1:${hung.port},${broker.cluster.bootstrap.PLAINTEXT}`;
		const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', script, bootstrap], { stdio: 'inherit' });
		// The 30 s time-out of the dial to the address that hangs would keep it: the test's own limit is the run's.
		const started = performance.now();
		assert.equal(await new Promise(resolve => child.on('close', resolve)), 0);
		assert.ok(performance.now() - started < 25_000);
	});
});
