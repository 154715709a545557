/** `search` and `tail` of the built program on a real Kafka. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, describe, it } from 'node:test';
import { hasJava } from '../../scripts/kafka/has-java.ts';
import { cleanEnvironment, programArguments, runProgram } from '../helpers/built-program.ts';
import { until } from '../helpers/open-reader.ts';
import { produceLines } from '../helpers/produce-lines.ts';
import { type SharedBroker, sharedBroker } from '../helpers/real-broker.ts';

const skip = hasJava() || process.env.CI ? false : 'Java 17 or newer is missing: not tested against a real Kafka';
const mark = `${process.pid}-${Date.now().toString(36)}`;
const topic = `orders-search-${mark}`;
const RECORDS = 300;
/** A limited scan gets up to 64 KiB from each broker before it waits: there must be more for one that is to be interrupted. */
const FILLER = 'x'.repeat(3_000);

describe('records on the command line', { skip, timeout: 240_000 }, () => {
	let broker: SharedBroker;
	let folder: string;
	/** Masks a field of these topics. */
	let config: string;
	const admin = (...args: string[]) => runProgram([...args, '--bootstrap', broker.cluster.bootstrap.PLAINTEXT]);
	const reader = (...args: string[]) => {
		const { username, password } = broker.cluster.credentials.scram.reader;
		const auth = ['--auth', 'scram', '--username', username, '--password-from', 'env:READER_PASSWORD', '--tls-ca', broker.cluster.tls.ca];
		return runProgram([...args, '--bootstrap', broker.cluster.bootstrap.SCRAM, ...auth], { READER_PASSWORD: password });
	};
	const produce = (lines: readonly string[]): Promise<void> => produceLines(broker.cluster, topic, lines);
	before(async () => {
		broker = await sharedBroker();
		folder = mkdtempSync(join(tmpdir(), 'msk-tui-records-'));
		await broker.fixture('topic', topic, '3', '1');
		await produce(
			Array.from({ length: RECORDS }, (_, i) => `key-${i}:{"filler":"${FILLER}","number":${i},"iban":"DE${i}","exact":0.${i}00}`),
		);
		config = join(folder, 'config.yaml');
		writeFileSync(
			config,
			`clusters:\n  c:\n    bootstrap: ["${broker.cluster.bootstrap.PLAINTEXT.split(',')[0]}"]\n    mask: [{ topic: "orders*", field: "**.iban" }]\n`,
			{ mode: 0o600 },
		);
	});
	after(() => rmSync(folder, { recursive: true, force: true }));

	it('finds one record, with every digit of it, and says what was looked at', async () => {
		const { stdout, stderr, code } = await admin('search', topic, '--key', 'key-17', '--json', '--verify');
		assert.equal(code, 0, stderr);
		const line = JSON.parse(stdout) as Record<string, unknown>;
		assert.match(stdout, /"number":17,"iban":"DE17","exact":0\.1700\}/);
		assert.deepEqual([line.topic, line.key, line.headers, line.keySchema], [topic, 'key-17', [], null]);
		assert.equal(
			stderr,
			`complete: ${RECORDS} offsets covered, ${RECORDS} records seen, 3 partitions, read_committed, checksums compared, 1 matched\n`,
		);
	});

	it('counts, limits and turns round', async () => {
		const where = await admin('search', topic, '--where', 'value.number >= 290', '--count');
		assert.deepEqual([where.stdout, where.code], ['10\n', 0]);
		const not = await admin('search', topic, '--where', 'value.number >= 290', '--not', '--count', '--json');
		const { count } = JSON.parse(not.stdout) as { count: Record<string, unknown> };
		assert.deepEqual([count.matched, count.recordsSeen, count.verdict], [290, RECORDS, 'complete']);
		const limited = await admin('search', topic, '--limit', '5', '--json');
		assert.equal(limited.stdout.trim().split('\n').length, 5);
		assert.match(limited.stderr, /^stopped at the limit: /);
		assert.equal(limited.code, 0);
	});

	it('gives the newest records, in the order of their time', async () => {
		const { stdout, code } = await admin('search', topic, '--last', '7', '--json');
		assert.equal(code, 0);
		const lines = stdout
			.trim()
			.split('\n')
			.map(line => JSON.parse(line) as { timestamp: string; value: { number: number } });
		assert.equal(lines.length, 7);
		const all = (await admin('search', topic, '--json')).stdout
			.trim()
			.split('\n')
			.map(line => JSON.parse(line) as { timestamp: string });
		const times = all.map(r => r.timestamp).sort();
		assert.deepEqual(
			lines.map(r => r.timestamp),
			times.slice(-7),
		);
		const none = await admin('search', topic, '--last', '7', '--contains', 'nowhere', '--fail-if-none');
		assert.deepEqual([none.stdout, none.code], ['', 1]);
	});

	it('reads ranges by partition, offset and time', async () => {
		const lines = async (...args: string[]) =>
			(await admin('search', topic, '--json', ...args)).stdout
				.trim()
				.split('\n')
				.filter(l => l !== '')
				.map(line => JSON.parse(line) as { partition: number; offset: number });
		const some = await lines('--partition', '1-2', '--from', 'offset:10', '--to', 'offset:12');
		assert.deepEqual(some.map(r => `${r.partition}@${r.offset}`).sort(), ['1@10', '1@11', '2@10', '2@11']);
		assert.equal((await lines('--from', '-1h')).length, RECORDS);
		assert.equal((await lines('--to', '-1h')).length, 0);
		assert.equal((await lines('--from', '2030-01-01')).length, 0);
	});

	it('masks what the config file says, in every form', async () => {
		for (const form of [['--json'], []]) {
			const { stdout, code } = await runProgram(['search', topic, '--key', 'key-17', ...form, '--config', config, '--cluster', 'c']);
			assert.equal(code, 0);
			assert.match(stdout, /"iban":"\*\*\*"/);
			assert.doesNotMatch(stdout, /DE17/);
		}
	});

	it('refuses what cannot be meant, and tells what does not exist or may not be read', async () => {
		const code = async (...args: string[]) => (await admin(...args)).code;
		assert.equal(await code('search', topic, '--where', 'value.number >'), 2);
		assert.equal(await code('search', topic, '--matches', '('), 2);
		assert.equal(await code('search', topic, '--partition', '3-1'), 2);
		assert.equal(await code('search', topic, '--from', 'yesterday'), 2);
		assert.equal(await code('search', topic, '--not'), 2);
		assert.equal(await code('search', `${topic}-nothere`), 2);
		const partly = await admin('search', topic, `${topic}-nothere`, '--count');
		assert.deepEqual([partly.stdout, partly.code], [`${RECORDS}\n`, 2]);
		assert.match(partly.stderr, /-nothere not read: .*does not exist/);
		const denied = await reader('search', '__consumer_offsets', '--json');
		assert.equal(denied.code, 4, denied.stderr);
	});

	it('follows what is written, and ends at the limit or with its reader', async () => {
		const child = spawn(
			process.execPath,
			programArguments(['tail', topic, '--json', '--limit', '2', '--contains', 'late', '--bootstrap', broker.cluster.bootstrap.PLAINTEXT]),
			{ env: cleanEnvironment(), stdio: ['ignore', 'pipe', 'inherit'] },
		);
		const keys: string[] = [];
		const ended = new Promise(resolve => child.once('close', resolve));
		const lines = createInterface({ input: child.stdout });
		lines.on('line', line => keys.push((JSON.parse(line) as { key: string }).key));
		// What is written before it listens is not in it: write until it has seen two.
		while (child.exitCode === null && keys.length < 2) await produce(['late-a:{"n":1}', 'other:{"n":2}']);
		assert.equal(await ended, 0);
		assert.deepEqual(keys, ['late-a', 'late-a']);
		const piped = spawn(
			'bash',
			[
				'-c',
				`"$0" "$@" | head -1`,
				process.execPath,
				...programArguments(['search', topic, '--json', '--bootstrap', broker.cluster.bootstrap.PLAINTEXT]),
			],
			{
				env: cleanEnvironment(),
				stdio: ['ignore', 'pipe', 'inherit'],
			},
		);
		assert.equal(await new Promise(resolve => piped.once('close', resolve)), 0);
	});

	it('stops with Ctrl+C and says how far it came', async () => {
		const child = spawn(
			process.execPath,
			programArguments(['search', topic, '--rate', '1', '--json', '--bootstrap', broker.cluster.bootstrap.PLAINTEXT]),
			{
				env: cleanEnvironment(),
				stdio: ['ignore', 'pipe', 'pipe'],
			},
		);
		let stderr = '';
		child.stderr.setEncoding('utf8').on('data', text => {
			stderr += text;
		});
		child.stdout.once('data', () => child.kill('SIGINT'));
		child.stdout.resume();
		assert.equal(await new Promise(resolve => child.once('close', resolve)), 130);
		assert.match(stderr, /^interrupted: [\d,]+ of [\d,]+ offsets covered/);
	});

	it('exports into a file, and goes on where it was interrupted: each record once', async () => {
		const file = join(folder, 'export.jsonl');
		const whole = join(folder, 'whole.jsonl');
		const at = ['--bootstrap', broker.cluster.bootstrap.PLAINTEXT];
		assert.equal((await admin('search', topic, '--out', whole)).code, 0);
		const expected = readFileSync(whole, 'utf8').trim().split('\n').sort();
		assert.equal(statSync(whole).mode & 0o777, 0o600);
		assert.equal(existsSync(`${whole}.checkpoint`), false, 'what is done needs no checkpoint');
		assert.equal((await admin('search', topic, '--out', whole)).code, 2, 'a file is never written over');
		const child = spawn(process.execPath, programArguments(['search', topic, '--out', file, '--rate', '1', ...at]), {
			env: cleanEnvironment({ XDG_STATE_HOME: folder }),
			stdio: ['ignore', 'ignore', 'pipe'],
		});
		let stderr = '';
		child.stderr.setEncoding('utf8').on('data', text => {
			stderr += text;
		});
		const ended = new Promise(resolve => child.once('close', resolve));
		await until('some records in the file', () => existsSync(file) && statSync(file).size > 0);
		child.kill('SIGHUP');
		assert.equal(await ended, 130);
		assert.match(stderr, /to go on: msk-tui search --resume .*export\.jsonl/);
		const journal = join(folder, 'msk-tui', 'interrupted.jsonl');
		assert.equal(statSync(journal).mode & 0o777, 0o600);
		const noted = JSON.parse(readFileSync(journal, 'utf8')) as { command: string };
		assert.equal(noted.command, `msk-tui search --resume ${file} --bootstrap=${broker.cluster.bootstrap.PLAINTEXT}`);
		const interrupted = async () => {
			const { stdout } = await runProgram(['journal', '--json'], { XDG_STATE_HOME: folder });
			const { interrupted: jobs } = JSON.parse(stdout) as { interrupted: readonly { command: string; resumable: boolean }[] };
			return jobs.map(j => [j.command, j.resumable]);
		};
		assert.deepEqual(await interrupted(), [[noted.command, true]]);
		// As after a crash: something was written behind the checkpoint.
		appendFileSync(file, '{"half a rec');
		const refused = await admin('search', topic, '--resume', file);
		assert.equal(refused.code, 2);
		const resumed = await admin('search', '--resume', file);
		assert.equal(resumed.code, 0, resumed.stderr);
		assert.deepEqual(readFileSync(file, 'utf8').trim().split('\n').sort(), expected);
		assert.match(
			resumed.stderr,
			new RegExp(`^complete: ${expected.length} offsets covered, ${expected.length} records seen, .* ${expected.length} matched`),
		);
		assert.equal((await admin('search', '--resume', file)).code, 2, 'nothing is left to go on with');
		assert.deepEqual(await interrupted(), [[noted.command, false]]);
	});

	it('exports as CSV until the disk takes no more, says so, and goes on once it does', async () => {
		const file = join(folder, 'full.csv');
		const args = ['search', topic, '--out', file, '--format', 'csv', '--bootstrap', broker.cluster.bootstrap.PLAINTEXT];
		// A limit on the size of files fails a write as a full disk does, and needs no rights.
		const limited = spawn('bash', ['-c', `ulimit -f 300; trap '' XFSZ; exec "$0" "$@"`, process.execPath, ...programArguments(args)], {
			env: cleanEnvironment({ XDG_STATE_HOME: folder }),
			stdio: ['ignore', 'ignore', 'pipe'],
		});
		let stderr = '';
		limited.stderr.setEncoding('utf8').on('data', text => {
			stderr += text;
		});
		assert.equal(await new Promise(resolve => limited.once('close', resolve)), 6, stderr);
		assert.match(stderr, /full\.csv cannot be written: .*\n.*--resume .*full\.csv/);
		const resumed = await admin('search', '--resume', file);
		assert.equal(resumed.code, 0, resumed.stderr);
		const lines = readFileSync(file, 'utf8').trim().split('\n');
		assert.match(lines[0]!, /^topic,partition,offset,timestamp,key,value/);
		const cells = lines.slice(1).map(line => line.split(','));
		assert.equal(new Set(cells.map(([, partition, offset]) => `${partition}@${offset}`)).size, cells.length, 'each record once');
		assert.equal(cells.filter(([, , , , key]) => /^key-\d+$/.test(key!)).length, RECORDS);
	});

	it('exports the bytes of values alone, but not where they would show what is masked', async () => {
		const file = join(folder, 'values.raw');
		const raw = ['search', topic, '--key', 'key-17', '--format', 'raw', '--out', file];
		assert.equal((await runProgram([...raw, '--config', config, '--cluster', 'c'])).code, 5);
		assert.equal(existsSync(file), false);
		assert.equal((await admin(...raw)).code, 0);
		assert.equal(readFileSync(file, 'utf8'), `{"filler":"${FILLER}","number":17,"iban":"DE17","exact":0.1700}\n`);
	});
});
