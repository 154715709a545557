/** Scenarios in which something is wrong, and changes that act, seen by our client through the wire and in driven time. */
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { type OpenedCluster, openKnownCluster } from '../../source/composition.ts';
import { Failure } from '../../source/model/failure.ts';
import { partitionKey } from '../../source/model/partition-key.ts';
import { readBrokers } from '../../source/operations/read-brokers.ts';
import { readLag } from '../../source/operations/read-lag.ts';
import { openSandbox, type Sandbox } from '../../source/sandbox/open-sandbox.ts';
import { DrivenTime } from '../../source/sandbox/time.ts';
import { until } from '../helpers/open-reader.ts';
import { WireClient } from '../helpers/wire-client.ts';

const SECOND = 1_000;
const closers: (() => Promise<void>)[] = [];

const play = async (scenario: string): Promise<{ time: DrivenTime; sandbox: Sandbox; opened: OpenedCluster }> => {
	const time = new DrivenTime(Date.now());
	const sandbox = await openSandbox(scenario, time);
	const opened = await openKnownCluster({ options: { bootstrap: sandbox.bootstrap }, env: {} });
	closers.push(async () => {
		await opened.close();
		await sandbox.close();
		assert.deepEqual(sandbox.faults, []);
	});
	return { time, sandbox, opened };
};

afterEach(async () => {
	for (const close of closers.splice(0)) await close();
});

describe('the scenario outage', () => {
	it('takes a broker away and gives it back; single replicas wait for it, the others do not', async () => {
		const { time, opened } = await play('outage');
		const { reader } = opened.known;
		const offline = async (): Promise<number> =>
			(await reader.readTopics(null)).topics.flatMap(t => t.partitions).filter(p => p.leader === null).length;
		const inSync = async (): Promise<number> =>
			(await reader.readTopics(['orders'])).topics.flatMap(t => t.partitions).reduce((sum, p) => sum + p.isr.length, 0);
		assert.deepEqual([await offline(), await inSync()], [0, 18]);
		time.advance(21 * SECOND);
		await until('two brokers', async () => (await reader.describeCluster()).brokers.length === 2);
		assert.deepEqual([await offline(), await inSync()], [1, 12]);
		const { rows } = await readLag(opened.known, { groups: [], behind: 'bisect' }, {});
		assert.equal(rows.length, 5, 'groups have new coordinators');
		assert.ok(rows.every(row => row.lag !== null));
		time.advance(40 * SECOND);
		assert.deepEqual([await offline(), await inSync()], [0, 12], 'back, and not in sync yet');
		await until('three brokers that answer', async () => (await readBrokers(opened.known)).gaps.length === 0);
		time.advance(10 * SECOND);
		assert.equal(await inSync(), 18);
		time.advance(70 * SECOND);
		assert.equal((await reader.describeCluster()).brokers.length, 2, 'and again');
	});
});

describe('the scenario denied', () => {
	it('shortens lists without a word, and refuses what is asked for by name', async () => {
		const { opened } = await play('denied');
		const { reader } = opened.known;
		assert.equal((await reader.describeCluster()).authorizedOperations?.size, 0);
		const { topics } = await reader.readTopics(null);
		assert.deepEqual(topics.map(t => t.name).sort(), ['orders', 'orders.dlq', 'payments']);
		const hidden = (await reader.readTopics(['clicks', 'no-such-topic'])).failures;
		assert.deepEqual([hidden.get('clicks')?.kind, hidden.get('no-such-topic')?.kind], ['authorization', 'authorization']);
		const { groups } = await reader.listGroups();
		assert.deepEqual(groups.map(g => g.group).sort(), ['analytics', 'billing']);
		const found = await reader.findGroups(['checkout']);
		assert.ok(found.get('checkout')?.ok === false);
		const dirs = await reader.readLogDirs([1]);
		assert.ok(dirs.get(1)?.ok === false, 'an empty list of log dirs is a refusal');
		const times = await reader.readRecordTimes([
			{ topic: 'orders', partition: 0, offset: 5n },
			{ topic: 'payments', partition: 0, offset: 5n },
		]);
		assert.deepEqual([times.get(partitionKey('orders', 0))?.ok, times.get(partitionKey('payments', 0))?.ok], [false, true]);
	});
});

describe('the scenarios quiet and huge', () => {
	it('quiet: nobody is behind and nothing is missing', async () => {
		const { time, opened } = await play('quiet');
		time.advance(60 * SECOND);
		const { rows, gaps } = await readLag(opened.known, { groups: [], behind: 'exact' }, {});
		assert.deepEqual([rows.map(row => row.lag), gaps], [[0n, 0n], []]);
	});
	it('huge: all of it is there', async () => {
		const { opened } = await play('huge');
		const { topics } = await opened.known.reader.readTopics(null);
		const own = topics.filter(t => !t.isInternal);
		assert.equal(own.length, 10_001);
		assert.ok(own.reduce((sum, t) => sum + t.partitions.length, 0) >= 100_000);
		assert.equal((await opened.known.reader.listGroups()).groups.length, 5_001);
	});
});

describe('the scenario slow', () => {
	const ask = { topics: [], allowAutoTopicCreation: false };
	/** Moves time on until an answer is there. */
	const answered = async <T>(time: DrivenTime, asked: Promise<T>): Promise<T> => {
		let answer: { readonly value: T } | undefined;
		const taken = asked.then(value => {
			answer = { value };
		});
		await until('the answer', () => {
			if (answer === undefined) time.advance(10);
			return answer !== undefined;
		});
		await taken;
		return (answer as unknown as { readonly value: T }).value;
	};
	it('throttles: the answer says how long to leave the broker alone, which reads nothing before', async () => {
		const { time, sandbox } = await play('slow');
		const client = await WireClient.open(sandbox.bootstrap);
		assert.equal((await answered(time, client.ask('Metadata', 9, ask))).throttleTimeMs, 150);
		const start = time.now();
		await answered(time, client.ask('Metadata', 9, ask));
		assert.ok(time.now() - start >= 150 + 300, `${time.now() - start} ms`);
		// A version without room for it is answered as well.
		await answered(time, client.ask('Metadata', 0, { topics: [] }));
		client.close();
	});
	it('lets connections die without a word: nothing comes back through them, and a new one is answered', async () => {
		const { time, sandbox } = await play('slow');
		const address = sandbox.bootstrap.split(',')[1] as string;
		const old = await WireClient.open(address);
		await answered(time, old.ask('Metadata', 9, ask));
		time.advance(41 * SECOND);
		let isAnswered = false;
		const asked = old.ask('Metadata', 9, ask).then(
			() => {
				isAnswered = true;
			},
			() => {},
		);
		const fresh = await WireClient.open(address);
		await answered(time, fresh.ask('Metadata', 9, ask));
		assert.equal(isAnswered, false);
		old.close();
		await asked;
		fresh.close();
	});
	it('is read by our client all the same: it dials anew, and tells that it was throttled', async () => {
		const sandbox = await openSandbox('slow');
		sandbox.cluster.line.delayOf = () => 20;
		const opened = await openKnownCluster({ options: { bootstrap: sandbox.bootstrap }, env: {} });
		try {
			const ends = () =>
				opened.known.reader.readOffsets([0, 1, 2].map(partition => ({ topic: 'orders', partition, target: 'latest' as const })));
			assert.ok([...(await ends()).values()].every(end => end.ok));
			sandbox.cluster.line.cutSilently(2);
			// The first look may be without broker 2; it is not given up for that.
			await until('all partitions again', async () => [...(await ends()).values()].every(end => end.ok));
			assert.ok(opened.load.throttles > 0);
		} finally {
			await opened.close();
			await sandbox.close();
		}
	});
});

describe('the scenarios serverless and express', () => {
	const asks = async (sandbox: Sandbox) => {
		const client = await WireClient.open(sandbox.bootstrap);
		closers.unshift(async () => client.close());
		const set = async (name: string, value: string) => {
			const change = { resourceType: 2, resourceName: 'orders', configs: [{ name, value, configOperation: 0 }] };
			return (await client.ask('IncrementalAlterConfigs', 1, { resources: [change] })).responses[0];
		};
		return { client, set };
	};
	it('serverless: our client reads lag with the older APIs, and says that it knows no sizes', async () => {
		const { sandbox, opened } = await play('serverless');
		const { rows } = await readLag(opened.known, { groups: [], behind: 'bisect' }, {});
		assert.deepEqual(rows.map(row => row.group).sort(), ['analytics', 'billing', 'checkout', 'newsletter', 'shipping']);
		assert.ok(rows.every(row => row.lag !== null));
		const dirs = await opened.known.reader.readLogDirs([1]);
		assert.ok(dirs.get(1)?.ok === false);
		const controller = await opened.known.reader.readController();
		assert.deepEqual([controller.mode, controller.leaderId, controller.failure?.kind], [null, null, 'unsupported']);
		assert.match(controller.unknown[0]?.reason ?? '', /does not show its controller, as MSK Serverless/);
		await assert.rejects(opened.known.reader.listTransactions({}), error => error instanceof Failure && error.kind === 'unsupported');
		const { client, set } = await asks(sandbox);
		assert.equal((await set('retention.ms', '1000000'))?.errorCode, 0);
		assert.match(
			(await set('segment.bytes', '1000000'))?.errorMessage ?? '',
			/MSK Serverless can't alter topic configuration segment\.bytes/,
		);
		assert.match((await set('cleanup.policy', 'compact'))?.errorMessage ?? '', /can't alter/);
		const fresh = { name: 'fresh', numPartitions: 1, replicationFactor: 3, configs: [{ name: 'cleanup.policy', value: 'compact' }] };
		assert.equal((await client.ask('CreateTopics', 7, { topics: [fresh] })).topics[0]?.errorCode, 0);
		await assert.rejects(client.ask('DescribeLogDirs', 4, { topics: null }), /hung up/);
	});
	it('express: a topic with one replica gets three, and some settings are fixed', async () => {
		const { sandbox, opened } = await play('express');
		const { client, set } = await asks(sandbox);
		const created = await client.ask('CreateTopics', 7, { topics: [{ name: 'single', numPartitions: 1, replicationFactor: 1 }] });
		assert.deepEqual([created.topics[0]?.errorCode, created.topics[0]?.replicationFactor], [0, 3]);
		assert.equal((await opened.known.reader.readTopics(['single'])).topics[0]?.partitions[0]?.replicas.length, 3);
		assert.notEqual((await set('min.insync.replicas', '1'))?.errorCode, 0);
		assert.equal((await set('cleanup.policy', 'compact'))?.errorCode, 0);
	});
});

describe('changes act', () => {
	const RETENTION = { resourceType: 2, resourceName: 'payments' } as const;
	it('retention takes whole segments at its next look, and an undo before that saves them', async () => {
		const { time, sandbox, opened } = await play('shop');
		const client = await WireClient.open(sandbox.bootstrap);
		const set = async (values: Readonly<Record<string, string>>, validateOnly = false): Promise<void> => {
			const configs = Object.entries(values).map(([name, value]) => ({ name, configOperation: 0, value }));
			const answer = await client.ask('IncrementalAlterConfigs', 1, { resources: [{ ...RETENTION, configs }], validateOnly });
			assert.equal(answer.responses[0]?.errorCode, 0, answer.responses[0]?.errorMessage ?? '');
		};
		const begin = async (): Promise<bigint | null> => {
			const answers = await opened.known.reader.readOffsets([{ topic: 'payments', partition: 0, target: 'earliest' }]);
			const [outcome] = [...answers.values()];
			assert.ok(outcome?.ok);
			return outcome.value.offset;
		};
		await set({ 'segment.ms': '60000' });
		time.advance(5 * 60 * SECOND);
		await set({ 'retention.ms': '60000' }, true);
		time.advance(15 * SECOND);
		assert.equal(await begin(), 0n, 'only validated');
		await set({ 'retention.ms': '60000' });
		await set({ 'retention.ms': '604800000' });
		time.advance(15 * SECOND);
		assert.equal(await begin(), 0n, 'undone in time');
		await set({ 'retention.ms': '60000' });
		time.advance(15 * SECOND);
		assert.ok((await begin())! > 100_000n, 'gone');
		client.close();
	});
	it('refuses what Kafka refuses, each with its code', async () => {
		const { sandbox } = await play('shop');
		const client = await WireClient.open(sandbox.bootstrap);
		const alter = async (name: string, value: string | null, configOperation = 0): Promise<number | undefined> =>
			(await client.ask('IncrementalAlterConfigs', 1, { resources: [{ ...RETENTION, configs: [{ name, value, configOperation }] }] }))
				.responses[0]?.errorCode;
		const INVALID_CONFIG = 40;
		assert.deepEqual(
			[
				await alter('retention.ms', 'a week'),
				await alter('retention.ms', '-2'),
				await alter('retention', '1'),
				await alter('cleanup.policy', 'shred'),
			],
			[INVALID_CONFIG, INVALID_CONFIG, INVALID_CONFIG, INVALID_CONFIG],
		);
		assert.equal(await alter('retention.ms', null), 42, 'INVALID_REQUEST');
		assert.equal(await alter('cleanup.policy', 'compact', 2), 0, 'append to a list');
		const create = async (name: string, numPartitions: number, replicationFactor: number): Promise<number | undefined> =>
			(await client.ask('CreateTopics', 7, { topics: [{ name, numPartitions, replicationFactor }] })).topics[0]?.errorCode;
		assert.deepEqual(
			[
				await create('orders', 1, 1),
				await create('orders_dlq', 1, 1),
				await create('a b', 1, 1),
				await create('x', 0, 1),
				await create('x', 1, 4),
			],
			[36, 17, 17, 37, 38],
		);
		const deleted = await client.ask('DeleteTopics', 6, { topics: [{ name: 'exports' }, { name: 'exports' }] });
		assert.deepEqual(
			deleted.responses.map(r => r.errorCode),
			[0, 3],
		);
		client.close();
	});
});
