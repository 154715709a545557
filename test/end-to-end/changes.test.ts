import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { hasJava } from '../../scripts/kafka/has-java.ts';
import { makeCutChanges } from '../contract/cut-changes.ts';
import { runProgram } from '../helpers/built-program.ts';
import { type Fate, startCuttingProxy } from '../helpers/cutting-proxy.ts';
import { until } from '../helpers/open-reader.ts';
import { type RealBroker, startRealBroker } from '../helpers/real-broker.ts';
import { produceTimed } from '../helpers/timed-records.ts';
import { WireClient } from '../helpers/wire-client.ts';

const skip = hasJava() || process.env.CI ? false : 'Java 17 or newer is missing: not tested against a real Kafka';
const MINUTE = 60_000;
const INCREMENTAL_ALTER_CONFIGS = 44;
let broker: RealBroker;
let home: string;

type Json = { readonly [name: string]: unknown };
type Loss = {
	readonly partitions: readonly {
		readonly partition: number;
		readonly begin: number;
		readonly beginAtMost: number;
		readonly bytes: number;
	}[];
	readonly groups: readonly { readonly group: string; readonly loses: number }[];
};

const bootstrap = () => broker.cluster.bootstrap.PLAINTEXT;
const state = () => join(home, 'state');
const journalPath = () => join(state(), 'msk-tui', 'journal.jsonl');

/** Runs the built program on a context of the config file, with a state directory of our own. */
const run = async (context: string, args: readonly string[], stateHome = state()) => {
	const result = await runProgram([...args, '--config', join(home, 'config.yaml'), '--cluster', context], { XDG_STATE_HOME: stateHome });
	return {
		...result,
		json: (): Json => JSON.parse(result.stdout) as Json,
		error: () => (JSON.parse(result.stderr.trim().split('\n').at(-1)!) as { error: Json }).error,
	};
};
const change = (context: string, ...args: readonly string[]) => run(context, [...args, '--json', '--read-write']);

const settingOf = async (topic: string, name: string): Promise<string | undefined> => {
	const { json } = await run('dev', ['topic', topic, '--json']);
	const { config } = json().topic as { config: readonly { name: string; value: string }[] };
	return config.find(c => c.name === name)?.value;
};

/** Creates topics on the one broker without a Java process for each. */
const createTopics = async (names: readonly string[]): Promise<void> => {
	const client = await WireClient.open(bootstrap());
	const configs = [{ name: 'segment.bytes', value: '16384' }];
	const answer = await client.ask('CreateTopics', 5, {
		topics: names.map(name => ({ name, numPartitions: 2, replicationFactor: 1, assignments: [], configs })),
		timeoutMs: 30_000,
		validateOnly: false,
	});
	client.close();
	assert.deepEqual(
		answer.topics.map(t => t.errorCode),
		names.map(() => 0),
	);
};

/** First offsets of the segments of a partition, from the broker's disk. */
const segmentBases = (topic: string, partition: number): readonly number[] =>
	readdirSync(join(broker.cluster.brokers[0]!.dataPath, `${topic}-${partition}`))
		.filter(name => name.endsWith('.log'))
		.map(name => Number(name.slice(0, -4)))
		.sort((a, b) => a - b);

/** A segment may go between being listed and being looked at: then it has no bytes. */
const bytesOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;

const logBytes = (topic: string, partition: number): number =>
	segmentBases(topic, partition).reduce(
		(sum, base) =>
			sum + bytesOf(join(broker.cluster.brokers[0]!.dataPath, `${topic}-${partition}`, `${String(base).padStart(20, '0')}.log`)),
		0,
	);

/** Records every six minutes over the last four hours, except within ten minutes of 90 minutes ago: no check can change the answer. */
const fill = async (topic: string): Promise<void> => {
	const now = Date.now();
	for (const partition of [0, 1])
		await produceTimed(
			bootstrap(),
			topic,
			partition,
			Array.from({ length: 40 }, (_, i) => now - 240 * MINUTE + i * 6 * MINUTE)
				.filter(t => Math.abs(now - 90 * MINUTE - t) > 10 * MINUTE)
				.map(timestampMs => ({ timestampMs, records: 10 + partition, bytes: 400 })),
		);
};

describe('changes on a real Kafka', { skip }, () => {
	before(async () => {
		broker = await startRealBroker({ brokers: 1, smallSegments: true });
		home = mkdtempSync(join(tmpdir(), 'msk-tui-changes-'));
		const at = `bootstrap: ["${bootstrap()}"]`;
		writeFileSync(
			join(home, 'config.yaml'),
			`clusters:\n  dev: {${at}, environment: dev}\n  staging: {${at}, environment: staging}\n  prod: {${at}}\n  locked: {${at}, access: locked}\n`,
			{ mode: 0o600 },
		);
		await createTopics(['kept', 'sized', 'plain', 'cut']);
		await fill('kept');
		await fill('sized');
		await broker.fixture('commit', 'reader', 'kept', '0=20');
	});
	after(async () => {
		await broker?.stop();
		if (home !== undefined) rmSync(home, { recursive: true, force: true });
	});

	it('changes nothing unless it is opened and confirmed, and journals nothing then', async () => {
		const edit = ['topic', 'set', 'plain', 'retention.ms=1d', '--json'];
		for (const [context, more, code] of [
			['dev', ['--yes', '--confirm', 'plain'], 'readOnly'],
			['locked', ['--read-write', '--yes', '--confirm', 'plain'], 'locked'],
		] as const) {
			const refused = await run(context, [...edit, ...more]);
			assert.equal(refused.code, 5, refused.stderr);
			const { details, kind } = refused.error() as { details: { reasons: readonly Json[] }; kind: string };
			assert.deepEqual([kind, details.reasons.some(r => r.code === code)], ['refused', true]);
			assert.equal(refused.json().applied, false);
		}
		for (const [context, more] of [
			['staging', []],
			['prod', ['--yes']],
			['prod', ['--confirm', 'plein']],
		] as const) {
			const unconfirmed = await run(context, [...edit, '--read-write', ...more]);
			assert.deepEqual([unconfirmed.code, unconfirmed.json().result], [5, 'unconfirmed'], unconfirmed.stderr);
		}
		assert.equal(existsSync(journalPath()), false);
		assert.equal(await settingOf('plain', 'retention.ms'), String(168 * 60 * MINUTE));
	});

	it('makes a confirmed change, journals it for its owner alone, and puts it back', async () => {
		const made = await change('prod', 'topic', 'set', 'plain', 'retention.ms=10d', '--confirm', 'plain');
		assert.deepEqual([made.code, made.json().applied], [0, true], made.stderr);
		assert.equal(await settingOf('plain', 'retention.ms'), '864000000');
		assert.equal(statSync(journalPath()).mode & 0o777, 0o600);
		const again = await change('dev', 'topic', 'set', 'plain', 'retention.ms=10d', '--yes');
		assert.deepEqual([again.code, again.json().applied, again.json().result], [0, false, 'unchanged']);
		const { id } = made.json() as { id: string };
		const elsewhere = await change('dev', 'undo', id);
		assert.equal(elsewhere.code, 5, 'an undo is a change like any other');
		assert.equal((await change('dev', 'undo', id, '--yes')).code, 0);
		const twice = await change('dev', 'undo', id, '--yes');
		assert.deepEqual([twice.code, /was put back already, by /.test(twice.stderr)], [5, true], twice.stderr);
		assert.equal(await settingOf('plain', 'retention.ms'), String(168 * 60 * MINUTE));
		const journal = (await run('dev', ['journal', '--json'])).json().journal as readonly Json[];
		assert.deepEqual(
			journal.map(j => [j.result, j.undoes, j.before]),
			[
				['applied', undefined, { plain: { 'retention.ms': null } }],
				['applied', id, { plain: { 'retention.ms': '864000000' } }],
			],
		);
	});

	it('predicts what time deletes: never less than Kafka then deletes, and within one segment', async () => {
		const made = await change('dev', 'topic', 'set', 'kept', 'retention.ms=90m', '--yes');
		assert.equal(made.code, 0, made.stderr);
		const { retention } = made.json().effect as { retention: Loss };
		assert.deepEqual(
			retention.groups.map(g => [g.group, g.loses]),
			[['reader', retention.partitions[0]!.beginAtMost - 20]],
		);
		for (const { partition, begin, beginAtMost } of retention.partitions) {
			assert.ok(beginAtMost > begin);
			// Segments go whole: the log then starts with the segment that holds the first record to stay, which is not above the bound.
			await until(`partition ${partition} to be cut`, () => segmentBases('kept', partition)[0]! > 0);
			await until(`all of partition ${partition} that may go`, () => {
				const [first, second] = segmentBases('kept', partition);
				assert.ok(first! <= beginAtMost, `${first} was deleted, ${beginAtMost} was predicted`);
				return second !== undefined && second > beginAtMost;
			});
		}
	});

	it('estimates what size deletes', async () => {
		const bytes = [0, 1].map(p => logBytes('sized', p));
		const made = await change('dev', 'topic', 'set', 'sized', 'retention.bytes=50KiB', '--yes');
		assert.equal(made.code, 0, made.stderr);
		const { partitions } = (made.json().effect as { retention: Loss }).retention;
		for (const { partition, bytes: predicted } of partitions)
			await until(`partition ${partition} to be within its size`, () => {
				const gone = bytes[partition]! - logBytes('sized', partition);
				assert.ok(gone <= predicted, `${gone} bytes went, ${predicted} were predicted`);
				return predicted - gone < 16_384;
			});
	});

	it('makes a plan later, unless what it rests on is different by then', async () => {
		const plan = (name: string) => join(home, name);
		const planned = await run('prod', ['topic', 'set', 'plain', 'retention.ms=20d', '--plan', plan('a.json'), '--json']);
		assert.equal(planned.code, 0, planned.stderr);
		assert.equal(statSync(plan('a.json')).mode & 0o777, 0o600);
		assert.equal(
			(await run('prod', ['topic', 'set', 'plain', 'retention.ms=20d', '--plan', plan('a.json')])).code,
			2,
			'a plan is not written over',
		);
		assert.equal((await change('prod', 'apply', plan('a.json'))).code, 5, 'not confirmed');
		assert.equal((await change('prod', 'apply', plan('a.json'), '--confirm', 'plain')).code, 0);
		assert.equal(await settingOf('plain', 'retention.ms'), String(20 * 24 * 60 * MINUTE));
		await run('prod', ['topic', 'set', 'plain', 'retention.ms=30d', '--plan', plan('b.json')]);
		assert.equal((await change('dev', 'topic', 'set', 'plain', 'retention.ms=25d', '--yes')).code, 0);
		const late = await change('prod', 'apply', plan('b.json'), '--confirm', 'plain');
		assert.equal(late.code, 5);
		assert.match(late.error().message as string, /retention\.ms was 20d and is 25d now/);
		const foreign = readFileSync(plan('b.json'), 'utf8').replace(/"id": "[^"]*"/, '"id": "another"');
		writeFileSync(plan('c.json'), foreign);
		assert.match(
			(await change('prod', 'apply', plan('c.json'), '--confirm', 'plain')).error().message as string,
			/made for cluster another/,
		);
		assert.equal(await settingOf('plain', 'retention.ms'), '2160000000');
	});

	it('looks a change up whose answer never came, and sends nothing twice', async () => {
		const [port] = [broker.cluster.brokers[0]!.ports.PLAINTEXT];
		for (const [fate, value, result, code] of [
			['cutAfter', '11d', 'applied', 0],
			['cutBefore', '12d', 'notApplied', 6],
		] as const) {
			let asked = 0;
			const fateOf = (api: number): Fate => {
				if (api !== INCREMENTAL_ALTER_CONFIGS) return 'passed';
				asked += 1;
				// The first one only asks whether Kafka would take it.
				return asked === 2 ? fate : 'passed';
			};
			const proxy = await startCuttingProxy({ host: 'localhost', port }, fateOf);
			const made = await change(
				'dev',
				'topic',
				'set',
				'cut',
				`retention.ms=${value}`,
				'--yes',
				'--map',
				`localhost:${port}=127.0.0.1:${proxy.port}`,
			);
			await proxy.close();
			assert.deepEqual([made.code, made.json().result, asked], [code, result, 2], made.stderr);
		}
		assert.equal(await settingOf('cut', 'retention.ms'), String(11 * 24 * 60 * MINUTE));
	});

	it('looks up every kind of change whose answer never came', async () => {
		const produce = (topic: string) => produceTimed(bootstrap(), topic, 0, [{ timestampMs: Date.now(), records: 5, bytes: 10 }]);
		const made = await makeCutChanges(broker.cluster.brokers[0]!.ports.PLAINTEXT, join(home, 'cut'), produce);
		assert.equal(made.length, 9);
	});

	it('makes no change without a journal', async () => {
		const blocked = join(home, 'blocked');
		mkdirSync(blocked);
		writeFileSync(join(blocked, 'msk-tui'), 'a file where a folder should be');
		const refused = await run('dev', ['topic', 'set', 'cut', 'retention.ms=13d', '--yes', '--read-write', '--json'], blocked);
		assert.equal(refused.code, 5, refused.stderr);
		assert.match(refused.error().message as string, /journal .* cannot be written.*nothing is changed/);
		assert.equal(await settingOf('cut', 'retention.ms'), String(11 * 24 * 60 * MINUTE));
	});

	it('changes none of several topics when one may not be changed', async () => {
		const wrong = await change('dev', 'topic', 'set', 'plain', 'cut', 'min.insync.replicas=nonsense', '--yes');
		assert.equal(wrong.code, 2, wrong.stderr);
		assert.match(wrong.error().message as string, /Nothing was changed/);
		const missing = await change('dev', 'topic', 'set', 'plain', 'nowhere', 'retention.ms=1d', '--yes');
		assert.deepEqual([missing.code, missing.error().kind], [2, 'notFound']);
	});
});
