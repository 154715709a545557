/** Transactions, seen over the wire and in driven time. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { errorName } from '../../source/protocol/error-codes.ts';
import { openSandbox, type Sandbox } from '../../source/sandbox/open-sandbox.ts';
import { DrivenTime } from '../../source/sandbox/time.ts';
import { transactionalBatch } from '../helpers/transactional-batch.ts';
import { WireClient } from '../helpers/wire-client.ts';

const TOPIC = 'ledger';
const GROUP = 'booking';
const TIMEOUT_MS = 60_000;
const READ_COMMITTED = 1;
type Producer = { readonly producerId: bigint; readonly producerEpoch: number };

describe('transactions', () => {
	let time: DrivenTime;
	let sandbox: Sandbox;
	let clients: ReadonlyMap<number, WireClient>;
	beforeEach(async () => {
		time = new DrivenTime(Date.now());
		sandbox = await openSandbox('quiet', time);
		sandbox.cluster.addTopic({ name: TOPIC, partitions: 2 });
		clients = new Map(
			await Promise.all(sandbox.cluster.brokers.map(async b => [b.id, await WireClient.open(`127.0.0.1:${b.port}`)] as const)),
		);
	});
	afterEach(async () => {
		for (const client of clients.values()) client.close();
		await sandbox.close();
		assert.deepEqual(sandbox.faults, []);
	});
	const coordinator = async (key: string, keyType: number): Promise<WireClient> => {
		const { coordinators } = await clients.get(1)!.ask('FindCoordinator', 4, { keyType, coordinatorKeys: [key] });
		return clients.get(coordinators[0]!.nodeId)!;
	};
	const leader = () => clients.get(sandbox.cluster.topics.get(TOPIC)!.partition(0)!.leader)!;
	const init = async (transactionalId: string) =>
		(await coordinator(transactionalId, 1)).ask('InitProducerId', 4, { transactionalId, transactionTimeoutMs: TIMEOUT_MS });
	const add = async (transactionalId: string, producer: Producer, ...partitions: number[]) => {
		const answer = await (await coordinator(transactionalId, 1)).ask('AddPartitionsToTxn', 3, {
			v3AndBelowTransactionalId: transactionalId,
			v3AndBelowProducerId: producer.producerId,
			v3AndBelowProducerEpoch: producer.producerEpoch,
			v3AndBelowTopics: [{ name: TOPIC, partitions }],
		});
		return answer.resultsByTopicV3AndBelow[0]!.resultsByPartition.map(p => errorName(p.partitionErrorCode));
	};
	const produce = async (transactionalId: string, producer: Producer, sequence: number, value: string) => {
		const partitionData = [{ index: 0, records: transactionalBatch(producer, sequence, value) }];
		const answer = await leader().ask('Produce', 9, { transactionalId, acks: -1, topicData: [{ name: TOPIC, partitionData }] });
		return errorName(answer.responses[0]!.partitionResponses[0]!.errorCode);
	};
	const end = async (transactionalId: string, producer: Producer, committed: boolean) => {
		const { producerId, producerEpoch } = producer;
		const answer = await (await coordinator(transactionalId, 1)).ask('EndTxn', 3, {
			transactionalId,
			producerId,
			producerEpoch,
			committed,
		});
		return errorName(answer.errorCode);
	};
	/** What a reader of partition 0 gets from an offset on. */
	const fetch = async (isolationLevel: number, fetchOffset = 0n) => {
		const topics = [{ topic: TOPIC, partitions: [{ partition: 0, fetchOffset, partitionMaxBytes: 100_000 }] }];
		const answer = await leader().ask('Fetch', 12, { replicaId: -1, maxBytes: 100_000, sessionEpoch: -1, isolationLevel, topics });
		const { highWatermark, lastStableOffset, abortedTransactions, records } = answer.responses[0]!.partitions[0]!;
		return { highWatermark, lastStableOffset, abortedTransactions, bytes: records!.length };
	};
	const latest = async (isolationLevel: number) => {
		const topics = [{ name: TOPIC, partitions: [{ partitionIndex: 0, timestamp: -1n }] }];
		return (await leader().ask('ListOffsets', 7, { replicaId: -1, isolationLevel, topics })).topics[0]!.partitions[0]!.offset;
	};

	it('hold back what is open from who reads committed records, and name what was aborted', async () => {
		const [a, b] = [await init('a'), await init('b')];
		assert.notEqual(a.producerId, b.producerId);
		assert.equal(await produce('a', a, 0, 'too soon'), 'INVALID_TXN_STATE');
		assert.deepEqual(await add('a', a, 0), ['NONE']);
		assert.deepEqual(await add('b', b, 0), ['NONE']);
		assert.equal(await produce('a', a, 0, 'first'), 'NONE');
		assert.equal(await produce('b', b, 0, 'second'), 'NONE');
		assert.deepEqual([await latest(0), await latest(READ_COMMITTED)], [2n, 0n]);
		assert.deepEqual(await fetch(READ_COMMITTED), { highWatermark: 2n, lastStableOffset: 0n, abortedTransactions: [], bytes: 0 });
		assert.equal(await end('b', b, false), 'NONE');
		assert.equal((await fetch(READ_COMMITTED)).bytes, 0, 'a is still open');
		assert.equal(await end('a', a, true), 'NONE');
		assert.equal(await end('a', a, true), 'NONE', 'asked again');
		assert.equal(await end('a', a, false), 'INVALID_TXN_STATE');
		const read = await fetch(READ_COMMITTED);
		const aborted = [{ producerId: b.producerId, firstOffset: 1n }];
		assert.deepEqual([read.lastStableOffset, read.abortedTransactions, read.bytes > 0], [4n, aborted, true]);
		assert.deepEqual((await fetch(READ_COMMITTED, 3n)).abortedTransactions, [], 'only what concerns the answer');
		assert.equal((await fetch(0)).abortedTransactions, null);
	});

	it('fence a producer whose id another one takes over, and abort what it left', async () => {
		const before = await init('a');
		await add('a', before, 0);
		await produce('a', before, 0, 'left');
		const now = await init('a');
		assert.deepEqual([now.producerId, now.producerEpoch], [before.producerId, before.producerEpoch + 1]);
		assert.deepEqual(await add('a', before, 0), ['PRODUCER_FENCED']);
		assert.equal(await produce('a', before, 1, 'late'), 'INVALID_PRODUCER_EPOCH');
		assert.equal(await end('a', before, true), 'PRODUCER_FENCED');
		assert.equal((await fetch(READ_COMMITTED)).abortedTransactions?.length, 1);
		assert.equal(await end('a', now, true), 'INVALID_TXN_STATE', 'nothing was begun');
	});

	it('are aborted when their time is over', async () => {
		const a = await init('a');
		await add('a', a, 0);
		await produce('a', a, 0, 'slow');
		time.advance(TIMEOUT_MS - 1);
		assert.equal(await latest(READ_COMMITTED), 0n);
		time.advance(1);
		assert.equal(await latest(READ_COMMITTED), 2n);
		assert.equal(await end('a', a, true), 'PRODUCER_FENCED');
	});

	it('are ended on a partition by a marker from outside, unless its epoch is of before', async () => {
		const a = await init('a');
		await add('a', a, 0);
		await produce('a', a, 0, 'hanging');
		const mark = async (producerEpoch: number) => {
			const topics = [{ name: TOPIC, partitionIndexes: [0] }];
			const marker = { producerId: a.producerId, producerEpoch, transactionResult: false, coordinatorEpoch: 0, topics };
			const answer = await leader().ask('WriteTxnMarkers', 1, { markers: [marker] });
			return errorName(answer.markers[0]!.topics[0]!.partitions[0]!.errorCode);
		};
		assert.equal(await mark(-1), 'INVALID_PRODUCER_EPOCH');
		assert.equal(await latest(READ_COMMITTED), 0n);
		assert.equal(await mark(a.producerEpoch), 'NONE');
		const read = await fetch(READ_COMMITTED);
		assert.deepEqual([read.lastStableOffset, read.abortedTransactions], [2n, [{ producerId: a.producerId, firstOffset: 0n }]]);
	});

	it('carry commits of a group, which hold with the transaction and not before', async () => {
		const a = await init('a');
		const { producerId, producerEpoch } = a;
		const commit = async (committedOffset: bigint) => {
			const topics = [{ name: TOPIC, partitions: [{ partitionIndex: 0, committedOffset, committedMetadata: '' }] }];
			const request = {
				transactionalId: 'a',
				groupId: GROUP,
				producerId,
				producerEpoch,
				generationIdOrMemberEpoch: -1,
				memberId: '',
				topics,
			};
			const answer = await (await coordinator(GROUP, 0)).ask('TxnOffsetCommit', 3, request);
			return errorName(answer.topics[0]!.partitions[0]!.errorCode);
		};
		const begin = async () => {
			const answer = await (await coordinator('a', 1)).ask('AddOffsetsToTxn', 3, {
				transactionalId: 'a',
				producerId,
				producerEpoch,
				groupId: GROUP,
			});
			return errorName(answer.errorCode);
		};
		const committed = async (requireStable: boolean) => {
			const groups = [{ groupId: GROUP, topics: [{ name: TOPIC, partitionIndexes: [0] }] }];
			const answer = await (await coordinator(GROUP, 0)).ask('OffsetFetch', 8, { groups, requireStable });
			const [partition] = answer.groups[0]!.topics[0]!.partitions;
			return [partition!.committedOffset, errorName(partition!.errorCode)];
		};
		assert.equal(await commit(5n), 'INVALID_TXN_STATE');
		assert.equal(await begin(), 'NONE');
		assert.equal(await commit(5n), 'NONE');
		assert.deepEqual(await committed(false), [-1n, 'NONE']);
		assert.deepEqual(await committed(true), [-1n, 'UNSTABLE_OFFSET_COMMIT']);
		await end('a', a, true);
		assert.deepEqual(await committed(true), [5n, 'NONE']);
		await begin();
		await commit(9n);
		await end('a', a, false);
		assert.deepEqual(await committed(true), [5n, 'NONE']);
	});
});
