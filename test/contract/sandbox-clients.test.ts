/** Other people's clients work with the sandbox: consumers in a group, with kafkajs and with Kafka's own tools. */
import assert from 'node:assert/strict';
import { execFile, spawn, spawnSync } from 'node:child_process';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { Kafka, logLevel } from 'kafkajs';
import { hasJava } from '../../scripts/kafka/has-java.ts';
import { holdTool } from '../../scripts/kafka/java-process.ts';
import { javaArguments, javaTool } from '../../scripts/kafka/java-tool.ts';
import { openSandbox, type Sandbox } from '../../source/sandbox/open-sandbox.ts';
import { until } from '../helpers/open-reader.ts';
import { sharedBroker } from '../helpers/real-broker.ts';

if (!hasJava() && process.env.CI) throw new Error('Java is missing: Kafka’s own consumer can not be tried');
const skip = hasJava() ? false : 'Java 17 or newer is missing: Kafka’s own consumer was not tried';
const LONG_MS = 60_000;

let sandbox: Sandbox;
before(async () => {
	sandbox = await openSandbox('shop');
});
after(async () => {
	await sandbox.close();
	assert.deepEqual(sandbox.faults, []);
});
const groupOf = (id: string) => sandbox.cluster.groups.get(id);
const stableWith = (id: string, members: number): Promise<void> =>
	until(`${id} with ${members} members`, () => groupOf(id)?.state === 'Stable' && groupOf(id)?.members.length === members, LONG_MS);
/** Partitions a member has, the fewest first. */
const shares = (id: string): readonly number[] =>
	(groupOf(id)?.members ?? []).map(m => m.assignment.get('orders')?.length ?? 0).sort((a, b) => a - b);
const committed = (id: string): bigint => [...(groupOf(id)?.commits.get('orders')?.values() ?? [])].reduce((sum, c) => sum + c.offset, 0n);

describe('kafkajs', () => {
	it('consumes in a group: a second member gets its share, and gives it back when it leaves', async () => {
		const kafka = new Kafka({ brokers: sandbox.bootstrap.split(','), logLevel: logLevel.NOTHING });
		const start = async () => {
			const consumer = kafka.consumer({ groupId: 'js' });
			await consumer.connect();
			await consumer.subscribe({ topic: 'orders' });
			await consumer.run({ autoCommitThreshold: 1, eachMessage: async () => {} });
			return consumer;
		};
		const one = await start();
		await stableWith('js', 1);
		await until('a commit', () => committed('js') > 0n, LONG_MS);
		const two = await start();
		await stableWith('js', 2);
		assert.deepEqual(shares('js'), [3, 3]);
		await one.disconnect();
		await stableWith('js', 1);
		assert.deepEqual(shares('js'), [6]);
		await two.disconnect();
		assert.equal(groupOf('js')?.state, 'Empty');
	});
});

describe('kafkajs with transactions', () => {
	it('commits records and offsets together, or neither', async () => {
		const kafka = new Kafka({ brokers: sandbox.bootstrap.split(','), logLevel: logLevel.NOTHING });
		const topic = 'js-ledger';
		sandbox.cluster.addTopic({ name: topic, partitions: 1 });
		const producer = kafka.producer({ transactionalId: 'js-ledger', idempotent: true, maxInFlightRequests: 1 });
		await producer.connect();
		const write = async (value: string, offset: string, isCommitted: boolean) => {
			const transaction = await producer.transaction();
			await transaction.send({ topic, messages: [{ value }] });
			const topics = [{ topic: 'orders', partitions: [{ partition: 0, offset }] }];
			await transaction.sendOffsets({ consumerGroupId: 'js-booking', topics });
			await (isCommitted ? transaction.commit() : transaction.abort());
		};
		await write('one', '1', true);
		await write('two', '2', false);
		await write('three', '3', true);
		assert.equal(committed('js-booking'), 3n);
		await producer.disconnect();
		const read = async (groupId: string, readUncommitted: boolean, count: number): Promise<readonly string[]> => {
			const consumer = kafka.consumer({ groupId, readUncommitted });
			const values: string[] = [];
			await consumer.connect();
			await consumer.subscribe({ topic, fromBeginning: true });
			await consumer.run({ eachMessage: async ({ message }) => void values.push(String(message.value)) });
			await until(`${count} records`, () => values.length >= count, LONG_MS);
			await consumer.disconnect();
			return values;
		};
		assert.deepEqual(await read('js-committed', false, 2), ['one', 'three']);
		assert.deepEqual(await read('js-all', true, 3), ['one', 'two', 'three']);
	});
});

describe('Kafka’s own tools', { skip }, () => {
	it('consume in a group, share it with a second member, commit and leave; the group tool tells the same', async () => {
		const { cluster } = await sharedBroker();
		const consume = () => {
			const args = ['--bootstrap-server', sandbox.bootstrap, '--topic', 'orders', '--group', 'java'];
			const child = spawn('java', javaArguments(cluster, 'org.apache.kafka.tools.consumer.ConsoleConsumer', args), {
				stdio: ['ignore', 'pipe', 'ignore'],
			});
			let lines = 0;
			child.stdout.on('data', (chunk: Buffer) => {
				lines += chunk.filter(byte => byte === 10).length;
			});
			const ended = new Promise<void>(resolve => child.once('close', () => resolve()));
			const stop = (signal: NodeJS.Signals): Promise<void> => {
				child.kill(signal);
				return ended;
			};
			return { lines: () => lines, stop };
		};
		const group = (...args: readonly string[]) =>
			javaTool(cluster, 'org.apache.kafka.tools.consumer.group.ConsumerGroupCommand', [
				...['--bootstrap-server', sandbox.bootstrap, '--group', 'java', '--timeout', String(LONG_MS)],
				...args,
			]);
		const one = consume();
		const two = consume();
		try {
			await stableWith('java', 2);
			assert.deepEqual(shares('java'), [3, 3]);
			await until('both read', () => one.lines() > 0 && two.lines() > 0, LONG_MS);
			const members = await group('--describe', '--members', '--verbose');
			assert.equal(members.stdout.match(/^java +console-consumer-.* 3 +\(?[\w(),]+\)? *$/gm)?.length, 2, members.stdout + members.stderr);
			await one.stop('SIGTERM');
			await stableWith('java', 1);
			assert.deepEqual(shares('java'), [6]);
			assert.ok(committed('java') > 0n, 'who leaves commits');
			await two.stop('SIGTERM');
			assert.equal(groupOf('java')?.state, 'Empty');
			const reset = await group('--topic', 'orders', '--reset-offsets', '--to-earliest', '--execute');
			assert.equal(reset.code, 0, reset.stderr);
			assert.equal(committed('java'), 0n);
			const gone = await group('--delete');
			assert.equal(gone.code, 0, gone.stderr);
			assert.equal(groupOf('java'), undefined);
		} finally {
			await one.stop('SIGKILL');
			await two.stop('SIGKILL');
		}
	});
	it('read committed records only, and nothing from an open transaction on', async () => {
		const { cluster } = await sharedBroker();
		const topic = 'java-ledger';
		sandbox.cluster.addTopic({ name: topic, partitions: 1 });
		const open = await holdTool('java', javaArguments(cluster, 'FixtureTool', [sandbox.bootstrap, 'transactions', topic]));
		try {
			const log = sandbox.cluster.topics.get(topic)?.partition(0)?.log;
			// Ten each: committed, aborted, plain, open; a marker after the first two.
			assert.deepEqual([log?.lastStableOffset, log?.endOffset], [32n, 42n]);
			const read = async (isolation: string, count: number) => {
				const args = ['--bootstrap-server', sandbox.bootstrap, '--topic', topic, '--from-beginning', '--isolation-level', isolation];
				const limits = ['--max-messages', String(count), '--timeout-ms', String(LONG_MS)];
				const { stdout } = await javaTool(cluster, 'org.apache.kafka.tools.consumer.ConsoleConsumer', [...args, ...limits]);
				return [...new Set(stdout.match(/committed|aborted|plain|open/g))];
			};
			assert.deepEqual(await read('read_committed', 20), ['committed', 'plain']);
			assert.deepEqual(await read('read_uncommitted', 40), ['committed', 'aborted', 'plain', 'open']);
		} finally {
			await open.kill();
		}
	});
});

const hasKcat = spawnSync('kcat', ['-V']).status === 0;

describe('librdkafka', { skip: hasKcat ? false : 'kcat is missing: librdkafka was not tried' }, () => {
	// Never in our own time: the sandbox lives in this process.
	const kcat = async (...args: readonly string[]): Promise<string> =>
		(await promisify(execFile)('kcat', ['-b', sandbox.bootstrap, ...args], { timeout: LONG_MS })).stdout;
	it('lists the cluster, and reads records, by kcat', async () => {
		const listed = JSON.parse(await kcat('-L', '-J')) as {
			readonly brokers: readonly unknown[];
			readonly topics: readonly { readonly topic: string }[];
		};
		assert.equal(listed.brokers.length, 3);
		assert.ok(listed.topics.some(t => t.topic === 'orders'));
		const lines = (await kcat('-C', '-t', 'orders', '-o', 'beginning', '-c', '5', '-e', '-q')).trim().split('\n');
		assert.equal(lines.length, 5);
		for (const line of lines) assert.match((JSON.parse(line) as { readonly orderId: string }).orderId, /^order-/);
	});
});
