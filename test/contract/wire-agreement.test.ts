/** The sandbox and a real Kafka are asked the same, message by message, and must refuse and accept alike. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { hasJava } from '../../scripts/kafka/has-java.ts';
import { errorName } from '../../source/protocol/error-codes.ts';
import type { ApiName, RequestOf, ResponseOf } from '../../source/protocol/messages.ts';
import { encodeBatch } from '../../source/records/encode-batch.ts';
import { openSandbox, type Sandbox } from '../../source/sandbox/open-sandbox.ts';
import { until } from '../helpers/open-reader.ts';
import { sharedBroker } from '../helpers/real-broker.ts';
import { WireClient } from '../helpers/wire-client.ts';

if (!hasJava() && process.env.CI) throw new Error('Java is missing: tests with a real Kafka can not run');
const skip = hasJava() ? false : 'Java 17 or newer is missing: not tested against a real Kafka';

const mark = `agreement-${process.pid}-${Date.now().toString(36)}`;
const name = (suffix: string): string => `${mark}-${suffix}`;
const TOPIC = 2;
const BROKER = 4;
const [SET, DELETE, APPEND] = [0, 1, 2];

/** A side of the comparison: one client a broker. */
type Side = {
	readonly clients: ReadonlyMap<number, WireClient>;
	readonly ask: <N extends ApiName>(api: N, version: number, request: RequestOf<N>) => Promise<ResponseOf<N>>;
};

const openSide = async (bootstrap: string): Promise<Side> => {
	const first = await WireClient.open(bootstrap);
	const { brokers } = await first.ask('Metadata', 9, { topics: [], allowAutoTopicCreation: false });
	first.close();
	const clients = new Map<number, WireClient>();
	for (const broker of brokers) clients.set(broker.nodeId, await WireClient.open(`${broker.host}:${broker.port}`));
	return { clients, ask: (api, version, request) => (clients.get(1) as WireClient).ask(api, version, request) };
};

const batchOf = (count: number, change: (batch: Buffer) => void = () => {}): Buffer => {
	const records = Array.from({ length: count }, (_, i) => ({ key: null, value: Buffer.from(`v${i}`), timestampMs: 1_790_000_000_000 + i }));
	const batch = encodeBatch(records, { baseOffset: 0n });
	change(batch);
	return batch;
};

describe('the sandbox agrees with a real Kafka', { skip }, () => {
	let sandbox: Sandbox;
	let isKafka4 = false;
	let sides: readonly Side[] = [];
	before(async () => {
		const broker = await sharedBroker();
		isKafka4 = Number.parseInt(broker.cluster.version, 10) >= 4;
		sandbox = await openSandbox('empty');
		sides = [await openSide(broker.cluster.bootstrap.PLAINTEXT), await openSide(sandbox.bootstrap)];
	});
	after(async () => {
		for (const side of sides) for (const client of side.clients.values()) client.close();
		await sandbox?.close();
		assert.deepEqual(sandbox?.faults, []);
	});

	/** Asks both sides and compares what `look` sees. */
	const agree = async (what: string, look: (side: Side) => Promise<unknown>): Promise<void> => {
		const [real, ours] = await Promise.all(sides.map(look));
		assert.deepEqual(ours, real, what);
	};
	/** The same for what a real broker learns a moment later from its controller. */
	const agreeInTheEnd = async (what: string, look: (side: Side) => Promise<unknown>): Promise<void> => {
		const [real, ours] = sides as readonly [Side, Side];
		const wanted = await look(ours);
		let seen: unknown;
		await until(
			what,
			async () => {
				seen = await look(real);
				return isDeepStrictEqual(seen, wanted);
			},
			10_000,
		).catch(() => assert.deepEqual(wanted, seen, what));
	};
	const leaderOf = async (side: Side, topic: string, partition = 0): Promise<WireClient> => {
		for (;;) {
			const { topics } = await side.ask('Metadata', 9, { topics: [{ name: topic }], allowAutoTopicCreation: false });
			const leader = side.clients.get(topics[0]?.partitions.find(p => p.partitionIndex === partition)?.leaderId ?? -1);
			// The leader itself may learn of its duty after the broker that was asked.
			const asked = [{ name: topic, partitions: [{ partitionIndex: partition, timestamp: -1n }] }];
			const served = await leader?.ask('ListOffsets', 7, { replicaId: -1, topics: asked });
			if (leader !== undefined && served?.topics[0]?.partitions[0]?.errorCode === 0) return leader;
		}
	};
	/** Waits until every broker of a side knows a topic. */
	const known = (side: Side, topic: string): Promise<void> =>
		until(`${topic} on all brokers`, async () => {
			const answers = [...side.clients.values()].map(c =>
				c.ask('Metadata', 9, { topics: [{ name: topic }], allowAutoTopicCreation: false }),
			);
			return (await Promise.all(answers)).every(a => a.topics[0]?.errorCode === 0);
		});
	const create = async (
		side: Side,
		topic: string,
		numPartitions: number,
		factor: number,
		configs: readonly [string, string | null][] = [],
	) => {
		const wanted = {
			name: topic,
			numPartitions,
			replicationFactor: factor,
			configs: configs.map(([key, value]) => ({ name: key, value })),
		};
		// Only the controller's answer counts; brokers forward.
		const { topics } = await side.ask('CreateTopics', 7, { topics: [wanted], timeoutMs: 10_000 });
		return topics.map(t => [errorName(t.errorCode), t.errorCode === 0 ? [t.numPartitions, t.replicationFactor] : []]);
	};

	it('on SASL, which the listener has none of', async () => {
		await agree('handshake', async side => {
			const { errorCode, mechanisms } = await side.ask('SaslHandshake', 1, { mechanism: 'PLAIN' });
			return [errorName(errorCode), mechanisms];
		});
		await agree('authenticate', async side =>
			errorName((await side.ask('SaslAuthenticate', 2, { authBytes: Buffer.from('who') })).errorCode),
		);
	});

	it('on creating topics', async () => {
		await agree('a good one', side => create(side, name('a.b'), 2, 3));
		await agree('again', side => create(side, name('a.b'), 2, 3));
		await agree('a name that differs in signs only', side => create(side, name('a_b'), 1, 1));
		await agree('defaults', side => create(side, name('defaults'), 1, -1));
		for (const [partitions, factor] of [
			[0, 1],
			[-2, 1],
			[1, 0],
			[1, 4],
		] as const)
			await agree(`${partitions} partitions × ${factor}`, side => create(side, name('shape'), partitions, factor));
		for (const bad of ['a b', '.', '..', '', 'x'.repeat(250)]) await agree(`"${bad}"`, side => create(side, bad, 1, 1));
		for (const config of [
			['retention.ms', 'x'],
			['retention.ms', '-2'],
			['no.such.thing', '1'],
			['cleanup.policy', 'shred'],
			['min.insync.replicas', '0'],
			['retention.ms', null],
		] as const)
			await agree(String(config), side => create(side, name('config'), 1, 1, [[config[0], config[1]]]));
		await agree('the same twice', async side => {
			const twice = { name: name('twice'), numPartitions: 1, replicationFactor: 1 };
			return (await side.ask('CreateTopics', 7, { topics: [twice, twice] })).topics.map(t => errorName(t.errorCode));
		});
	});

	it('on settings', async () => {
		const topic = name('settings');
		for (const side of sides) await create(side, topic, 1, 3, [['max.message.bytes', '5000']]);
		for (const side of sides) await leaderOf(side, topic);
		const alter = async (side: Side, type: number, resource: string, ...configs: readonly (readonly [string, number, string | null])[]) => {
			const changes = configs.map(([key, configOperation, value]) => ({ name: key, configOperation, value }));
			const request = { resources: [{ resourceType: type, resourceName: resource, configs: changes }], validateOnly: false };
			return (await side.ask('IncrementalAlterConfigs', 1, request)).responses.map(r => errorName(r.errorCode));
		};
		for (const change of [
			['retention.ms', SET, '60000'],
			['retention.ms', SET, 'x'],
			['retention.ms', SET, '-2'],
			['retention.ms', SET, null],
			['retention.ms', APPEND, '5'],
			['cleanup.policy', APPEND, 'compact'],
			['cleanup.policy', SET, 'shred'],
			['no.such.thing', SET, '1'],
			['max.message.bytes', DELETE, null],
		] as const)
			await agree(String(change), side => alter(side, TOPIC, topic, change));
		await agree('twice in one', side => alter(side, TOPIC, topic, ['retention.ms', SET!, '1'], ['retention.ms', SET!, '2']));
		await agree('of a missing topic', side => alter(side, TOPIC, name('missing'), ['retention.ms', SET!, '1']));
		await agree('a read-only one of a broker', side => alter(side, BROKER, '1', ['log.dirs', SET!, '/x']));
		await agreeInTheEnd('as they stand now', async side => {
			const own = ['retention.ms', 'cleanup.policy', 'max.message.bytes'];
			const request = { resources: [{ resourceType: TOPIC, resourceName: topic, configurationKeys: own }], includeSynonyms: true };
			const { results } = await side.ask('DescribeConfigs', 4, request);
			const rows = results[0]?.configs.map(c => [c.name, c.value, c.configSource, c.readOnly, c.configType, c.synonyms]);
			return rows?.sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1));
		});
		await agree('of nothing there is', async side => {
			const resources = [
				{ resourceType: TOPIC, resourceName: name('missing'), configurationKeys: null },
				{ resourceType: BROKER, resourceName: '99', configurationKeys: null },
			];
			return (await side.ask('DescribeConfigs', 4, { resources })).results.map(r => errorName(r.errorCode));
		});
	});

	it('on writing, reading and deleting records', async () => {
		const topic = name('records');
		for (const side of sides) await create(side, topic, 2, 3, [['max.message.bytes', '1000']]);
		const produce = async (side: Side, records: Buffer | null, partition = 0, acks = -1) => {
			const leader = await leaderOf(side, topic);
			const topicData = [{ name: topic, partitionData: [{ index: partition, records }] }];
			const answer = (await leader.ask('Produce', 9, { acks, timeoutMs: 5000, topicData })).responses[0]?.partitionResponses[0];
			return [errorName(answer?.errorCode ?? -1), answer?.baseOffset, answer?.logStartOffset];
		};
		await agree('three records', side => produce(side, batchOf(3)));
		await agree('two more', side => produce(side, batchOf(2)));
		await agree('a broken checksum', side =>
			produce(
				side,
				batchOf(1, b => b.writeUInt8(0x7f, b.length - 3)),
			),
		);
		await agree('too much', side => produce(side, batchOf(200)));
		await agree('no such partition', side => produce(side, batchOf(1), 9));
		await agree('strange acks', side => produce(side, batchOf(1), 0, 5));
		const fetch = async (side: Side, fetchOffset: bigint, partition = 0) => {
			const leader = await leaderOf(side, topic);
			const topics = [{ topic, partitions: [{ partition, fetchOffset, partitionMaxBytes: 10_000 }] }];
			const request = { replicaId: -1, maxWaitMs: 0, minBytes: 0, maxBytes: 10_000, sessionEpoch: -1, topics };
			const found = (await leader.ask('Fetch', 12, request)).responses[0]?.partitions[0];
			return [errorName(found?.errorCode ?? -1), found?.highWatermark, found?.logStartOffset, found?.records?.length];
		};
		for (const offset of [0n, 1n, 3n, 5n, 6n, -1n]) await agree(`fetch from ${offset}`, side => fetch(side, offset));
		await agree('fetch of nothing there is', side => fetch(side, 0n, 9));
		await agree('times', async side => {
			const leader = await leaderOf(side, topic);
			const found = [];
			for (const timestamp of [-1n, -2n, -3n, 0n, 1_790_000_000_001n, 1_790_000_000_003n]) {
				const topics = [{ name: topic, partitions: [{ partitionIndex: 0, timestamp }] }];
				const { partitionIndex: _index, ...rest } = (await leader.ask('ListOffsets', 7, { replicaId: -1, topics })).topics[0]!
					.partitions[0]!;
				found.push({ timestampAsked: timestamp, ...rest });
			}
			return found;
		});
		const cut = async (side: Side, offset: bigint) => {
			const topics = [{ name: topic, partitions: [{ partitionIndex: 0, offset }] }];
			const done = (await (await leaderOf(side, topic)).ask('DeleteRecords', 2, { topics, timeoutMs: 5000 })).topics[0]?.partitions[0];
			return [errorName(done?.errorCode ?? -1), done?.lowWatermark];
		};
		for (const offset of [2n, 1n, 99n, -5n, -1n]) await agree(`delete before ${offset}`, side => cut(side, offset));
		await agree('fetch of what was deleted', side => fetch(side, 0n));
	});

	it('on groups and commits', async () => {
		const topic = name('commits');
		const group = name('group');
		for (const side of sides) {
			await create(side, topic, 2, 1);
			await known(side, topic);
		}
		const coordinatorOf = async (side: Side): Promise<WireClient> => {
			for (;;) {
				const { coordinators } = await side.ask('FindCoordinator', 4, { keyType: 0, coordinatorKeys: [group] });
				const found = side.clients.get(coordinators[0]?.nodeId ?? -1);
				// A coordinator that has just been found reads its groups first.
				const described = await found?.ask('DescribeGroups', 5, { groups: [group] });
				if (found !== undefined && described?.groups[0]?.errorCode === 0) return found;
			}
		};
		const commit = async (side: Side, on: string, partition: number, metadata = '', memberId = '', generation = -1) => {
			const coordinator = await coordinatorOf(side);
			const topics = [{ name: on, partitions: [{ partitionIndex: partition, committedOffset: 5n, committedMetadata: metadata }] }];
			const answer = await coordinator.ask('OffsetCommit', 8, { groupId: group, memberId, generationIdOrMemberEpoch: generation, topics });
			return answer.topics.flatMap(t => t.partitions.map(p => errorName(p.errorCode)));
		};
		// Kafka 4 has another word for it.
		if (!isKafka4) await agree('a commit of a member of no group', side => commit(side, topic, 0, '', 'somebody', 3));
		await agree('a commit', side => commit(side, topic, 0, 'note'));
		await agree('a note too long', side => commit(side, topic, 0, 'x'.repeat(5000)));
		await agree('a commit on nothing', side => commit(side, name('missing'), 0));
		await agree('a commit of a member of an empty group', side => commit(side, topic, 0, '', 'somebody', 3));
		await agree('all commits', async side => {
			const asked = {
				groups: [
					{ groupId: group, topics: null },
					{ groupId: name('none'), topics: null },
				],
			};
			const coordinator = await coordinatorOf(side);
			return (await coordinator.ask('OffsetFetch', 8, { groups: asked.groups.slice(0, 1) })).groups;
		});
		await agree('one commit of two', async side => {
			const topics = [{ name: topic, partitionIndexes: [0, 1] }];
			return (await (await coordinatorOf(side)).ask('OffsetFetch', 7, { groupId: group, topics })).topics;
		});
		await agree('the description', async side => {
			const { groups } = await (await coordinatorOf(side)).ask('DescribeGroups', 5, { groups: [group] });
			return groups.map(g => [errorName(g.errorCode), g.groupState, g.protocolType, g.protocolData, g.members]);
		});
		const forget = async (side: Side, groupId: string, on: string, partitionIndex: number) => {
			const request = { groupId, topics: [{ name: on, partitions: [{ partitionIndex }] }] };
			const answer = await (await coordinatorOf(side)).ask('OffsetDelete', 0, request);
			return [errorName(answer.errorCode), answer.topics.flatMap(t => t.partitions.map(p => errorName(p.errorCode)))];
		};
		await agree('forgetting what was not committed', side => forget(side, group, topic, 1));
		await agree('forgetting on nothing', side => forget(side, group, name('missing'), 0));
		const remove = async (side: Side) =>
			(await (await coordinatorOf(side)).ask('DeleteGroups', 2, { groupsNames: [group] })).results.map(r => errorName(r.errorCode));
		await agree('deleting it', remove);
		await agree('deleting it again', remove);
	});

	it('on growing and deleting topics', async () => {
		const topic = name('growing');
		for (const side of sides) {
			await create(side, topic, 2, 3);
			await known(side, topic);
		}
		const grow = async (side: Side, wanted: string, count: number) => {
			const { results } = await side.ask('CreatePartitions', 3, { topics: [{ name: wanted, count, assignments: null }], timeoutMs: 5000 });
			return results.map(r => errorName(r.errorCode));
		};
		for (const count of [2, 1, 0, 3]) await agree(`to ${count}`, side => grow(side, topic, count));
		await agree('nothing', side => grow(side, name('missing'), 3));
		const remove = async (side: Side) => {
			const asked = { topics: [{ name: topic }, { name: name('missing') }], timeoutMs: 5000 };
			// Kafka shuffles its answers.
			return (await side.ask('DeleteTopics', 6, asked)).responses.map(r => errorName(r.errorCode)).sort();
		};
		await agree('deleting', remove);
	});
});
