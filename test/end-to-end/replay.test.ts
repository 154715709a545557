/** Replays by the built program on a real Kafka: every copy once, byte for byte, whatever happens to the program meanwhile. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { hasJava } from '../../scripts/kafka/has-java.ts';
import type { OpenedCluster } from '../../source/composition.ts';
import { originOf } from '../../source/operations/replay/provenance.ts';
import type { OutgoingRecord } from '../../source/ports/record-sink.ts';
import { cleanEnvironment, programArguments, runProgram } from '../helpers/built-program.ts';
import { openAsAdmin, until } from '../helpers/open-reader.ts';
import { openWriter } from '../helpers/open-writer.ts';
import { type SharedBroker, sharedBroker } from '../helpers/real-broker.ts';
import { scanTopics } from '../helpers/record-scan.ts';

const skip = hasJava() || process.env.CI ? false : 'Java 17 or newer is missing: not tested against a real Kafka';
const RECORDS = 30_000;
const PARTITIONS = 3;
const KILLS = 6;
const mark = `replay-${process.pid}-${Date.now().toString(36)}`;
const source = `${mark}-orders`;
let broker: SharedBroker;
let cluster: OpenedCluster;
let home: string;

type Document = { readonly [name: string]: unknown };

const run = async (...args: readonly string[]) => {
	const result = await runProgram([...args, '--bootstrap', broker.cluster.bootstrap.PLAINTEXT], { XDG_STATE_HOME: home });
	return { ...result, json: () => JSON.parse(result.stdout) as Document };
};
const confirmed = (topic: string) => ['--read-write', '--confirm', topic] as const;
/** Creates a topic and waits until it is seen whole several times in a row: the program may ask any broker, and each learns of it by itself. */
const create = async (topic: string, partitions: number, ...settings: readonly string[]): Promise<void> => {
	await run('topic', 'create', topic, ...settings, '--partitions', String(partitions), '--replicas', '3', ...confirmed(topic));
	let seen = 0;
	await until(`${topic}, whole`, async () => {
		seen = (await run('topic', topic, '--json')).code === 0 ? seen + 1 : 0;
		return seen >= 4;
	});
};

/** Kafka's own count: where the partitions end, none of them with markers of transactions in it. */
const countByKafka = async (topic: string): Promise<number> => {
	const { stdout, stderr } = await broker.javaTool('org.apache.kafka.tools.GetOffsetShell', '--topic', topic);
	const ends = stdout.split('\n').filter(line => line.startsWith(`${topic}:`));
	assert.ok(ends.length > 0, stderr);
	return ends.reduce((sum, line) => sum + Number(line.split(':')[2]), 0);
};

const bytes = (text: string): Buffer => Buffer.from(text);
/** Every hundredth has what other producers lose: no key, no value, headers without a value, out of order, or named by a number. */
const recordOf = (i: number): OutgoingRecord => {
	const isOdd = i % 100 === 7;
	return {
		partition: i % PARTITIONS,
		key: isOdd && i % 200 === 7 ? null : bytes(`order-${i % 997}`),
		value: i % 500 === 3 ? null : bytes(JSON.stringify({ order: i, amount: (i % 5000) / 10, note: 'é'.repeat(i % 60) })),
		headers: isOdd
			? [
					{ name: 'x', value: bytes('1') },
					{ name: '9', value: null },
					{ name: 'x', value: bytes('2') },
				]
			: [{ name: 'trace', value: bytes(`t${i}`) }],
		timestampMs: Date.now() - 3_600_000,
	};
};

/** How often each original was copied, in the order of the copies of its partition; what the copies hold beside the marks. */
const copiesOf = async (topic: string) => {
	const { records } = await scanTopics(cluster, [topic]);
	return records.map(record => {
		const runId = record.headers.findLast(h => h.name === 'msk-tui.replay.run')?.value?.toString() ?? '';
		return { record, origin: originOf(record, runId), own: record.headers.filter(h => !h.name.startsWith('msk-tui.replay.')) };
	});
};

describe('replay on a real Kafka', { skip }, () => {
	before(async () => {
		broker = await sharedBroker();
		home = mkdtempSync(join(tmpdir(), 'msk-tui-replay-'));
		cluster = await openAsAdmin(broker.cluster);
		await create(source, PARTITIONS);
		const { writer, close } = await openWriter(cluster.settings);
		const sink = await writer.openSink({ topic: source, compression: 'gzip' });
		for (let at = 0; at < RECORDS; at += 3_000) await sink.write(Array.from({ length: 3_000 }, (_, i) => recordOf(at + i)));
		await sink.close();
		await close();
		assert.equal(await countByKafka(source), RECORDS);
	});
	after(async () => {
		await cluster?.close();
		if (home !== undefined) rmSync(home, { recursive: true, force: true });
	});

	it('says what would be written, by a filter and without, and writes nothing until it is confirmed', async () => {
		const target = `${mark}-dry`;
		await create(target, 6);
		const dry = await run('replay', source, '--into', target, '--contains', '"amount":12.5', '--dry-run', '--json');
		assert.equal(dry.code, 0, dry.stderr);
		const expected = Array.from({ length: RECORDS }, (_, i) => recordOf(i)).filter(r => r.value?.includes('"amount":12.5'));
		const { effect, sample, applied } = dry.json() as { effect: Document; sample: readonly Document[]; applied: unknown };
		assert.deepEqual([effect.records, sample.length, applied], [expected.length, Math.min(10, expected.length), false]);
		const closed = await run('replay', source, '--into', target, '--json');
		assert.equal(closed.code, 5);
		assert.equal((await run('replay', source, '--into', target, '--read-write', '--json')).code, 5, 'nobody confirmed it');
		assert.equal((await run('replay', source, '--into', `${mark}-nowhere`, '--json')).code, 2, 'no such topic');
		// Kafka makes it for the first group.
		await broker.fixture('commit', `${mark}-reader`, source, '0=5');
		await until('the topic of commits', async () => (await run('topic', '__consumer_offsets', '--json')).code !== 2);
		assert.equal((await run('replay', source, '--into', '__consumer_offsets', ...confirmed('__consumer_offsets'), '--json')).code, 5);
		await create(`${mark}-compacted`, PARTITIONS, 'cleanup.policy=compact');
		const keyless = await run(
			'replay',
			source,
			'--into',
			`${mark}-compacted`,
			'--contains',
			'order',
			...confirmed(`${mark}-compacted`),
			'--json',
		);
		assert.equal(keyless.code, 5, keyless.stdout);
		assert.match(keyless.stdout, /withoutKey/);
		assert.equal(await countByKafka(target), 0);
	});

	it('copies byte for byte into the same partitions, marks where each copy comes from, and keeps the rate', async () => {
		const target = `${mark}-same`;
		await create(target, PARTITIONS);
		const startedMs = Date.now();
		const copied = await run('replay', source, '--into', target, '--limit', '3000', '--rate', '2000', ...confirmed(target), '--json');
		const seconds = (Date.now() - startedMs) / 1000;
		assert.equal(copied.code, 0, copied.stderr);
		const { matched, written, complete, checkpoint, failed } = copied.json();
		assert.deepEqual(
			{ matched, written, complete, checkpoint, failed },
			{ matched: 3000, written: 3000, complete: true, checkpoint: null, failed: 0 },
		);
		assert.ok(seconds >= 1.3, `3,000 records at 2,000 a second took ${seconds} s`);
		assert.equal(await countByKafka(target), 3000);
		const { records: originals } = await scanTopics(cluster, [source]);
		const byPlace = new Map(originals.map(r => [`${r.partition}@${r.offset}`, r]));
		const seen = new Set<string>();
		for (const { record, origin, own } of await copiesOf(target)) {
			assert.equal(origin?.topic, source);
			const place = `${origin!.partition}@${origin!.offset}`;
			assert.ok(!seen.has(place), place);
			seen.add(place);
			const original = byPlace.get(place)!;
			assert.deepEqual(
				{ key: record.key, value: record.value, headers: own, partition: record.partition },
				{ key: original.key, value: original.value, headers: original.headers, partition: original.partition },
			);
			assert.ok(record.timestampMs >= startedMs, 'a copy is as old as the copying');
		}
		assert.equal(seen.size, 3000);
		assert.deepEqual(readdirSync(join(home, 'msk-tui', 'replays')), [], 'no checkpoint of what is complete');
	});

	it('into its own topic ends where the topic ended, and warns who sees it twice', async () => {
		const target = `${mark}-loop`;
		await create(target, PARTITIONS);
		assert.equal((await run('replay', source, '--into', target, '--limit', '500', ...confirmed(target))).code, 0);
		const again = await run('replay', target, '--into', target, ...confirmed(target), '--json');
		assert.equal(again.code, 0, again.stderr);
		assert.match(again.stdout, /intoItself/);
		assert.equal(await countByKafka(target), 1000);
		for (const { record, origin } of await copiesOf(target)) {
			const marks = record.headers.filter(h => h.name === 'msk-tui.replay.run');
			assert.equal(marks.length, 1, 'the marks of the earlier copying are gone');
			assert.ok(origin !== undefined);
		}
	});

	it(`killed ${KILLS} times and gone on with, loses nothing and writes nothing twice`, async () => {
		const target = `${mark}-killed`;
		await create(target, 4);
		const replays = join(home, 'msk-tui', 'replays');
		const files = () => readdirSync(replays);
		const base = ['--bootstrap', broker.cluster.bootstrap.PLAINTEXT, '--rate', '8000', ...confirmed(target)];
		let args: readonly string[] = ['replay', source, '--into', target, '--placement', 'key', ...base];
		let last: Promise<number | null> = Promise.resolve(null);
		for (let kill = 0; kill <= KILLS; kill++) {
			const before = await endOf(target);
			const child = spawn(process.execPath, programArguments(args), { env: cleanEnvironment({ XDG_STATE_HOME: home }), stdio: 'ignore' });
			let hasEnded = false;
			last = new Promise(resolve =>
				child.once('close', code => {
					hasEnded = true;
					resolve(code);
				}),
			);
			if (kill < KILLS) {
				// In the midst of writing, at some moment of it.
				while (!hasEnded && (await endOf(target)) < before + 300 + Math.floor(Math.random() * 1_500))
					await new Promise(r => setImmediate(r));
				child.kill('SIGKILL');
			}
			const code = await last;
			if (code === 0) break;
			const [file] = files();
			assert.ok(file !== undefined, `run ${kill} ended with ${code} and left no checkpoint`);
			args = ['replay', '--resume', join(replays, file), ...base];
		}
		assert.equal(await last, 0);
		assert.deepEqual(files(), []);
		const copies = await copiesOf(target);
		const places = copies.map(({ origin }) => `${origin!.partition}@${origin!.offset}`);
		assert.equal(new Set(places).size, places.length, 'something was written twice');
		assert.equal(places.length, RECORDS, 'something was lost');
		assert.equal(await countByKafka(target), RECORDS);
		// The order of each key is that of its originals.
		const lastOf = new Map<string, bigint>();
		for (const { record, origin } of copies) {
			if (record.key === null) continue;
			const key = `${record.key.toString()} of ${origin!.partition}`;
			assert.ok((lastOf.get(key) ?? -1n) < origin!.offset, `${key} out of order`);
			lastOf.set(key, origin!.offset);
		}
	});

	/** Starts a slow replay, stops it by Ctrl+C in the midst of writing, and returns its exit code and what it said. */
	const stopped = async (target: string) => {
		const bootstrap = ['--bootstrap', broker.cluster.bootstrap.PLAINTEXT];
		const args = ['replay', source, '--into', target, ...bootstrap, '--placement', 'key', '--rate', '2000', ...confirmed(target)];
		const child = spawn(process.execPath, programArguments(args), {
			env: cleanEnvironment({ XDG_STATE_HOME: home }),
			stdio: ['ignore', 'ignore', 'pipe'],
		});
		let said = '';
		child.stderr.setEncoding('utf8').on('data', (text: string) => {
			said += text;
		});
		const ended = new Promise<number | null>(resolve => child.once('close', resolve));
		await until(`copies in ${target}`, async () => (await endOf(target)) >= 500);
		child.kill('SIGINT');
		const code = await ended;
		return { code, said, file: /to go on: msk-tui replay --resume (\S+)/.exec(said)?.[1] ?? assert.fail(said) };
	};

	it('stopped by Ctrl+C says how to go on, and the journal does too', async () => {
		const target = `${mark}-stopped`;
		await create(target, 1);
		const { code, said, file } = await stopped(target);
		assert.equal(code, 130, said);
		assert.match((await run('journal', '--json')).stdout, /replay --resume/);
		assert.doesNotMatch(readFileSync(file, 'utf8'), /amount/, 'a checkpoint holds no records');
		const resumed = await run('replay', '--resume', file, '--rate', 'unlimited', ...confirmed(target), '--json');
		assert.equal(resumed.code, 0, resumed.stderr);
		assert.equal(await countByKafka(target), RECORDS);
	});

	it('goes on neither where copies would lie elsewhere nor in another topic of the name, and leaves no partition out in silence', async () => {
		const target = `${mark}-changed`;
		await create(target, 2);
		const { file } = await stopped(target);
		const resume = () => run('replay', '--resume', file, ...confirmed(target), '--json');
		assert.equal((await run('topic', 'add-partitions', target, '--partitions', '3', ...confirmed(target))).code, 0);
		await until('three partitions', async () => (await cluster.known.reader.readTopics([target])).topics[0]?.partitions.length === 3);
		const grown = await resume();
		assert.deepEqual([grown.code, /partitionsChanged/.test(grown.stdout)], [5, true], grown.stderr);
		assert.equal((await run('topic', 'delete', target, ...confirmed(target))).code, 0);
		await until('the end of the topic', async () => (await cluster.known.reader.readTopics([target])).topics.length === 0);
		await create(target, 2);
		const another = await resume();
		assert.deepEqual([another.code, /anotherTopic/.test(another.stdout)], [5, true], another.stderr);
		const partial = await run('replay', source, '--into', target, '--partition', '0,99', ...confirmed(target), '--json');
		assert.equal(partial.code, 2, partial.stderr);
		assert.match(partial.stderr, /99/);
		assert.equal(await countByKafka(target), 0);
	});
});

const endOf = async (topic: string): Promise<number> => {
	const partitions = (await cluster.known.reader.readTopics([topic])).topics[0]?.partitions ?? [];
	const ends = await cluster.known.reader.readOffsets(partitions.map(({ partition }) => ({ topic, partition, target: 'latest' })));
	return [...ends.values()].reduce((sum, end) => sum + (end.ok ? Number(end.value.offset) : 0), 0);
};
