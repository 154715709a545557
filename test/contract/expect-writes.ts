import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Outcome } from '../../source/model/failure.ts';
import { partitionKey } from '../../source/model/partition-key.ts';
import { planOf } from '../../source/operations/replay/plan-replay.ts';
import { scanRecords } from '../../source/operations/scan-records.ts';
import type { DetachedRecord } from '../../source/records/record-view.ts';
import { until } from '../helpers/open-reader.ts';
import { type ContractGround, kindOf, valueIn } from './contract-ground.ts';

const MISSING = 'there-is-no-such-thing';
const TRIAL = { isTrial: true };
const DONE = { isTrial: false };

/** What a writer must do, on topics and groups of its own. */
export const expectWrites = (ground: () => ContractGround): void => {
	const named = (suffix: string): string => `${ground().topic}-written-${suffix}`;
	const fresh = (topic: string) => ({ topic, partitions: 2, replicationFactor: 3, settings: [{ name: 'retention.ms', value: '7200000' }] });
	const names = async (): Promise<ReadonlySet<string>> => new Set((await ground().reader.readTopics(null)).topics.map(t => t.name));
	const setting = async (topic: string): Promise<string | null | undefined> => {
		const entries = (await ground().reader.readConfigs([{ type: 'topic', name: topic }], ['retention.ms'])).get(`topic:${topic}`);
		return entries?.ok ? entries.value[0]?.value : undefined;
	};
	/** What one broker learned the others may learn a moment later. */
	const create = async (topic: string): Promise<void> => {
		valueIn(await ground().writer.createTopic(fresh(topic), DONE));
		await until(`${topic} with a leader everywhere`, async () => {
			const ends = await ground().reader.readOffsets([0, 1].map(partition => ({ topic, partition, target: 'latest' })));
			return [...ends.values()].every(end => end.ok);
		});
	};
	/** A coordinator that was never asked for may have to be made first. */
	const settled = async (what: string, ask: () => Promise<Outcome<unknown> | undefined>): Promise<void> => {
		let last: unknown;
		await until(what, async () => {
			const outcome = await ask();
			last = outcome;
			return outcome?.ok === true;
		}).catch((error: unknown) => assert.fail(`${String(error)}: ${JSON.stringify(last)}`));
	};

	it('creates, changes, grows and deletes a topic, and only tries when told to', async () => {
		const { writer, reader } = ground();
		const topic = named('topic');
		valueIn(await writer.createTopic(fresh(topic), TRIAL));
		assert.ok(!(await names()).has(topic), 'a trial makes nothing');
		await create(topic);
		assert.equal((await writer.createTopic(fresh(topic), DONE)).ok, false);
		const edit = [{ name: 'retention.ms', value: '3600000' }];
		valueIn((await writer.alterTopicSettings([topic], edit, TRIAL)).get(topic));
		assert.equal(await setting(topic), '7200000');
		const altered = await writer.alterTopicSettings([topic, MISSING], edit, DONE);
		valueIn(altered.get(topic));
		assert.equal(kindOf(altered.get(MISSING)), 'notFound');
		await until('the setting', async () => (await setting(topic)) === '3600000');
		assert.equal((await writer.alterTopicSettings([topic], [{ name: 'retention.ms', value: 'soon' }], TRIAL)).get(topic)?.ok, false);
		valueIn(await writer.addPartitions(topic, 3, TRIAL));
		assert.equal((await writer.addPartitions(topic, 1, TRIAL)).ok, false);
		valueIn(await writer.addPartitions(topic, 3, DONE));
		await until('three partitions', async () => (await reader.readTopics([topic])).topics[0]?.partitions.length === 3);
		valueIn(await writer.deleteTopic(topic));
		await until('the end of the topic', async () => !(await names()).has(topic));
		assert.equal(kindOf(await writer.deleteTopic(MISSING)), 'notFound');
	});

	it('elects preferred leaders, which is fine where they lead already, and ends no transaction of a topic that is not there', async () => {
		const { writer, topic } = ground();
		const elected = await writer.electLeaders([
			{ topic, partition: 0 },
			{ topic: MISSING, partition: 0 },
		]);
		valueIn(elected.get(partitionKey(topic, 0)));
		assert.equal(kindOf(elected.get(partitionKey(MISSING, 0))), 'notFound');
		const partitions = [{ topic: MISSING, partition: 0, offset: 0n, coordinatorEpoch: 0 }];
		const aborted = await writer.abortTransaction({ producerId: 1n, producerEpoch: 0, partitions });
		assert.equal(aborted.get(partitionKey(MISSING, 0))?.ok, false);
	});

	it('deletes records below an offset; what is out of range fails alone', async () => {
		const { writer, reader, ledgerTopic: topic } = ground();
		const deleted = await writer.deleteRecords([
			{ topic, partition: 0, offset: 3n },
			{ topic: MISSING, partition: 0, offset: 1n },
		]);
		valueIn(deleted.get(partitionKey(topic, 0)));
		assert.equal(deleted.get(partitionKey(MISSING, 0))?.ok, false);
		const begin = await reader.readOffsets([{ topic, partition: 0, target: 'earliest' }]);
		assert.equal(valueIn(begin.get(partitionKey(topic, 0))).offset, 3n);
	});

	it('commits for a group that nobody is in, takes commits away, and deletes the group', async () => {
		const { writer, reader, topic } = ground();
		const group = named('group');
		const at = (partition: number) => ({ topic, partition, offset: 5n });
		await settled('a commit', async () => (await writer.commitOffsets(group, [at(0), at(1)])).get(partitionKey(topic, 0)));
		const listing = valueIn((await reader.findGroups([group])).get(group));
		const commits = async () => [...valueIn((await reader.readCommits([listing])).get(group))].sort();
		assert.deepEqual(await commits(), [
			[partitionKey(topic, 0), 5n],
			[partitionKey(topic, 1), 5n],
		]);
		valueIn((await writer.deleteOffsets(group, topic, [0])).get(partitionKey(topic, 0)));
		assert.deepEqual(await commits(), [[partitionKey(topic, 1), 5n]]);
		assert.equal((await writer.removeMember(group, { memberId: 'nobody', instanceId: null })).ok, false);
		valueIn(await writer.deleteGroup(group));
		assert.equal(kindOf((await reader.findGroups([group])).get(group)), 'notFound');
		assert.equal((await writer.deleteGroup(MISSING)).ok, false);
	});

	it('writes records as they are given, with the headers that kafkajs carries and with those that it does not', async () => {
		const { writer, source } = ground();
		const topic = named('records');
		await create(topic);
		const bytes = (text: string): Buffer => Buffer.from(text);
		const header = (name: string, text: string | null) => ({ name, value: text === null ? null : bytes(text) });
		const timestampMs = Date.now() - 60_000;
		const record = (partition: number, key: string | null, value: string | null, ...headers: readonly ReturnType<typeof header>[]) => ({
			partition,
			key: key === null ? null : bytes(key),
			value: value === null ? null : bytes(value),
			headers,
			timestampMs,
		});
		const first = [
			record(0, 'a', 'plain'),
			record(0, null, ''),
			record(0, '', null, header('trace', '1'), header('trace', '2'), header('', 'no name')),
			record(1, 'b', 'null header', header('z', null)),
		];
		const second = [
			record(1, 'b', 'between', header('x', '1'), header('y', '2'), header('x', '3')),
			record(1, 'b', 'number', header('10', 'ten'), header('a', ''), header('9', 'nine')),
			record(0, 'a', 'proto', header('__proto__', 'p')),
			record(1, 'c', 'plain again', header('t', 't')),
		];
		for (const compression of ['none', 'gzip', 'zstd'] as const) {
			const sink = await writer.openSink({ topic, compression });
			try {
				await sink.write(first);
				await sink.write(second);
			} finally {
				await sink.close();
			}
		}
		const span = (partition: number) => ({ topic, topicId: '', partition, fromOffset: 0n, toOffset: 12n });
		const wishes = { filter: { needle: null, test: null, whereFailures: () => [] }, bytesPerSecond: null, isVerified: true };
		const records: DetachedRecord[] = [];
		for await (const found of scanRecords(source, planOf([span(0), span(1)], 'read_committed'), wishes)) records.push(...found);
		const given = [...first, ...second];
		for (const partition of [0, 1]) {
			const once = given.filter(r => r.partition === partition);
			const got = records.filter(r => r.partition === partition);
			assert.deepEqual(
				got.map(({ key, value, headers, timestampMs: at }) => ({ partition, key, value, headers, timestampMs: at })),
				[...once, ...once, ...once],
			);
		}
		const nowhere = await writer.openSink({ topic: MISSING, compression: 'none' });
		await assert.rejects(nowhere.write([record(0, 'a', 'b')]));
		await nowhere.close();
		assert.ok(!(await names()).has(MISSING), 'writing makes no topic');
	});
};
