/** The built program on a real terminal and a real Kafka: from shell to answer, and every way out. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { hasJava } from '../../scripts/kafka/has-java.ts';
import { programArguments } from '../helpers/built-program.ts';
import { type PtyProgram, runInPty } from '../helpers/pty.ts';
import { type SharedBroker, sharedBroker } from '../helpers/real-broker.ts';

// In CI a missing Java is an error, raised where the cluster is started: a skipped test would go unnoticed there.
const skip = hasJava() || process.env.CI ? false : 'Java 17 or newer is missing: the screens are not tested against a real Kafka';
let broker: SharedBroker;

/** Our own names: other files use the cluster at the same time. */
const mark = `${process.pid}-${Date.now().toString(36)}`;
const orders = `orders-${mark}`;
const group = `billing-${mark}`;
const FIRST_ANSWER_MS = 30_000;
/** Topics are listed, whichever other tests made. */
const LISTED = /Topics {2}\d/;

type PtyOptions = NonNullable<Parameters<typeof runInPty>[2]>;

const open = (args: readonly string[], { environment = {}, ...options }: PtyOptions = {}): PtyProgram =>
	runInPty(process.execPath, programArguments(args), {
		...options,
		environment: { XDG_CONFIG_HOME: '/nonexistent', XDG_STATE_HOME: '/nonexistent', ...environment },
	});
const plaintext = (options: PtyOptions = {}): PtyProgram => open(['--bootstrap', broker.cluster.bootstrap.PLAINTEXT], options);

/** Runs a story; the program ends whatever happens. */
const story = async (program: PtyProgram, tell: (program: PtyProgram) => Promise<void>): Promise<void> => {
	try {
		await tell(program);
	} finally {
		await program.close();
	}
};

/** A port on which nothing listens: it was free a moment ago. */
const freePort = (): Promise<number> =>
	new Promise(resolve => {
		const server = createServer().listen(0, '127.0.0.1', () => {
			const { port } = server.address() as { port: number };
			server.close(() => resolve(port));
		});
	});

/** What the kernel knows of the terminal, and the program's exit code, as a shell around it sees them. */
const inShell = (): PtyProgram => {
	const words = [process.execPath, ...programArguments(['--bootstrap', broker.cluster.bootstrap.PLAINTEXT])].map(w => `'${w}'`).join(' ');
	return runInPty('/bin/sh', ['-c', `stty -g; ${words}; echo "code=$?"; stty -g; read line; echo "line=$line"; read end`], {
		environment: { XDG_CONFIG_HOME: '/nonexistent', XDG_STATE_HOME: '/nonexistent' },
	});
};
const programIn = (shell: PtyProgram): number => Number(readFileSync(`/proc/${shell.pid}/task/${shell.pid}/children`, 'utf8').trim());

/** The terminal is as it was found: normal screen, cursor shown, paste and autowrap modes and the kernel's settings as before. */
const assertRestored = async (shell: PtyProgram, code: number): Promise<void> => {
	await shell.waitFor(/code=\d+\s+\S+/);
	assert.equal(shell.terminal.buffer.active.type, 'normal');
	const transcript = shell.transcript();
	for (const [on, off] of [
		['\u001B[?1049h', '\u001B[?1049l'],
		['\u001B[?25l', '\u001B[?25h'],
		['\u001B[?2004h', '\u001B[?2004l'],
		['\u001B[?7l', '\u001B[?7h'],
	] as const)
		assert.ok(transcript.includes(on) && transcript.lastIndexOf(off) > transcript.lastIndexOf(on), JSON.stringify(off));
	const [before, after] = [...transcript.matchAll(/[0-9a-f]+(?::[0-9a-f]+){10,}/g)].map(m => m[0]);
	assert.ok(before);
	assert.equal(after, before, 'stty -g before and after');
	assert.match(shell.screen(), new RegExp(`code=${code}\\b`));
	shell.send('typed\r');
	// The shell waits for one more line: what a pseudo-terminal was told last may be lost when its program ends.
	await shell.waitFor('line=typed');
	shell.send('\r');
};

describe('the screens on a real Kafka', { skip }, () => {
	before(async () => {
		broker = await sharedBroker();
		await broker.fixture('batch', `topic ${orders} 3 1`, `records ${orders} 300`, `commit ${group} ${orders} 0=10 1=20 2=30`);
	});
	// Its group goes with it: what holds no commit and no member ends.
	after(() => broker?.fixture('delete-topic', orders));

	it('list topics, open one, and come back to its row', () =>
		story(plaintext(), async program => {
			// Other tests of the run may have topics of their own on the same cluster.
			const filtered = new RegExp(`Topics {2}1\\b.*/${mark}`);
			await program.waitFor(LISTED, FIRST_ANSWER_MS);
			program.send(`/${mark}\r`);
			await program.waitFor(filtered);
			program.send('\r');
			await program.waitFor(new RegExp(`^ ${orders} {2}3 partitions`, 'm'));
			await program.waitFor('[Partitions 3]');
			program.send('q');
			await program.waitFor(filtered);
		}));

	it('show the lag of a group as Kafka’s own tool does', () =>
		story(plaintext({ columns: 120, rows: 40 }), async program => {
			const tool = await broker.javaTool('org.apache.kafka.tools.consumer.group.ConsumerGroupCommand', '--describe', '--group', group);
			const theirs = tool.stdout
				.split('\n')
				.map(line => line.trim().split(/\s+/))
				.filter(cells => cells[0] === group)
				.map(([, topic, partition, committed, end, lag]) => [topic, partition, committed, end, lag].join(' '))
				.sort();
			assert.equal(theirs.length, 3, tool.stderr);
			await program.waitFor(/Topics {2}\d/, FIRST_ANSWER_MS);
			program.send(`:group ${mark}`);
			await program.waitFor(new RegExp(`▌ group {4}${group}`), FIRST_ANSWER_MS);
			program.send('\r');
			await program.waitFor(/learning \d+\/10/);
			const ours = program
				.screen()
				.split('\n')
				.map(line => line.slice(3).trim().split(/\s+/))
				.filter(cells => cells[0] === orders)
				.map(cells => cells.slice(0, 5).join(' ').replaceAll(',', ''))
				.sort();
			assert.deepEqual(ours, theirs);
		}));

	it('write nothing while nothing changes', () =>
		story(plaintext(), async program => {
			await program.waitFor(LISTED, FIRST_ANSWER_MS);
			program.send('4');
			await program.waitFor(/Brokers {2}\d .*controller \d/);
			// Sizes of other tests' topics may move: what is paused cannot.
			program.send('R');
			await program.waitFor(/paused as of/);
			await program.waitFor(screen => !screen.includes('refreshing is paused'));
			await program.quiet(500);
			const before = program.bytes();
			await new Promise(resolve => setTimeout(resolve, 3000));
			assert.equal(program.bytes() - before, 0);
		}));

	it('tell a reader with few rights what is unknown and which right is missing', async () => {
		const { username, password } = broker.cluster.credentials.scram.reader;
		const words = ['--auth', 'scram', '--username', username, '--password-from', 'env:READER_PASSWORD', '--tls-ca', broker.cluster.tls.ca];
		const program = open(['--bootstrap', broker.cluster.bootstrap.SCRAM, ...words], { environment: { READER_PASSWORD: password } });
		await story(program, async () => {
			await program.waitFor(LISTED, FIRST_ANSWER_MS);
			await program.waitFor(/▲ incomplete/);
			await program.waitFor(/SIZE unknown: needs .*i why {2}\? keys/);
			assert.doesNotMatch(program.transcript(), new RegExp(password.replaceAll(/[^\w]/g, '\\$&')));
		});
	});

	it('stay usable at 20x5 and through a storm of sizes', () =>
		story(plaintext({ columns: 20, rows: 5 }), async program => {
			await program.waitFor(/^ ▌ \S/m, FIRST_ANSWER_MS);
			for (let i = 0; i < 40; i++) {
				program.resize(20 + ((i * 37) % 180), 5 + ((i * 13) % 50));
				if (i % 5 === 0) program.send('jk');
			}
			program.resize(80, 24);
			await program.waitFor(/^ {3}NAME.* PART/m);
			await program.waitFor(/^ enter open .*\? keys$/m);
			assert.match(program.line(0), /read-only {2}plaintext$/);
			assert.equal(program.screen().match(/ NAME.* PART/g)?.length, 1, 'no torn frame is left');
		}));

	it('begin without the cluster and show it when it comes, without a restart and without a key', async () => {
		const port = await freePort();
		await story(open(['--bootstrap', `127.0.0.1:${port}`]), async program => {
			await program.waitFor('Not connected', FIRST_ANSWER_MS);
			const [host, brokerPort] = broker.cluster.bootstrap.PLAINTEXT.split(',')[0]!.split(':');
			const tunnel = createServer(socket => {
				const there = connect(Number(brokerPort), host);
				for (const [from, to] of [
					[socket, there],
					[there, socket],
				] as const)
					from.on('error', () => to.destroy()).pipe(to);
			});
			await new Promise<void>(resolve => tunnel.listen(port, '127.0.0.1', resolve));
			try {
				await program.waitFor(LISTED, 60_000);
				assert.doesNotMatch(program.screen(), /Not connected/);
			} finally {
				await program.close();
				tunnel.close();
			}
		});
	});

	for (const [name, keys] of [
		['q', 'q'],
		['ctrl+c', '\u0003'],
		['ctrl+c out of a filter', '/ord\u0003'],
	] as const)
		it(`leave the terminal as they found it by ${name}, with 0`, () =>
			story(inShell(), async shell => {
				await shell.waitFor(LISTED, FIRST_ANSWER_MS);
				shell.send(keys);
				await assertRestored(shell, 0);
			}));

	for (const signal of ['SIGTERM', 'SIGHUP', 'SIGINT'] as const)
		it(`leave the terminal as they found it on ${signal}, with 130`, () =>
			story(inShell(), async shell => {
				await shell.waitFor(LISTED, FIRST_ANSWER_MS);
				process.kill(programIn(shell), signal);
				await assertRestored(shell, 130);
			}));
});

describe('the screens without a cluster', () => {
	it('say what failed and what to try, and end by q', async () => {
		const port = await freePort();
		await story(open(['--bootstrap', `127.0.0.1:${port}`]), async program => {
			await program.waitFor('Not connected', FIRST_ANSWER_MS);
			await program.waitFor(/refuses connections/);
			await program.waitFor(/→ /);
			program.send('q');
			assert.deepEqual(await program.exit, { code: 0, signal: undefined });
		});
	});
});
