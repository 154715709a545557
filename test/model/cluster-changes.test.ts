/** What changed between two looks at brokers and topics, and what must never be taken for a change. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { clusterChanges } from '../../source/model/cluster-changes.ts';
import { type ClusterAnswer, type ClusterLook, nextLook } from '../../source/model/cluster-look.ts';
import type { Topic } from '../../source/model/topic.ts';
import { broker, partition, topic } from '../helpers/fake-reader.ts';

const answer = (topics: readonly Topic[], over: Partial<ClusterAnswer> = {}): ClusterAnswer => ({
	startedMs: 0,
	atMs: 1,
	brokers: [1, 2, 3].map(broker),
	topics,
	unread: [],
	gone: new Set(),
	...over,
});
const first = (topics: readonly Topic[], over: Partial<ClusterAnswer> = {}): Promise<ClusterLook> =>
	nextLook(undefined, answer(topics, over));
const changes = async (before: ClusterLook | Promise<ClusterLook>, topics: readonly Topic[], over: Partial<ClusterAnswer> = {}) =>
	clusterChanges(await before, await nextLook(await before, answer(topics, { startedMs: 10_000, atMs: 10_001, ...over })));

const orders = (over: Parameters<typeof partition>[1] = {}) => topic('orders', [partition(0, over), partition(1)]);

describe('changes between two looks', () => {
	const cases: readonly (readonly [string, Topic, object[]])[] = [
		['nothing', orders(), []],
		[
			'a leader that moved',
			orders({ leader: 2, leaderEpoch: 1 }),
			[{ kind: 'leaderMoved', topic: 'orders', partition: 0, from: 1, to: 2 }],
		],
		['a partition without a leader', orders({ leader: null }), [{ kind: 'partitionOffline', topic: 'orders', partition: 0, from: 1 }]],
		['an ISR that shrank', orders({ isr: [1] }), [{ kind: 'isrShrank', topic: 'orders', partition: 0, brokers: [2, 3] }]],
		['an ISR told in another order', orders({ isr: [3, 1, 2] }), []],
		['an offline replica alone', orders({ offlineReplicas: [3] }), []],
		[
			'a reassignment, of which no broker fell out of sync',
			orders({ replicas: [1, 2, 4], isr: [1, 2] }),
			[{ kind: 'reassigned', topic: 'orders', partition: 0 }],
		],
		[
			'a leader and a broker in sync at once',
			orders({ leader: 2, leaderEpoch: 1, isr: [2, 3] }),
			[
				{ kind: 'leaderMoved', topic: 'orders', partition: 0, from: 1, to: 2 },
				{ kind: 'isrShrank', topic: 'orders', partition: 0, brokers: [1] },
			],
		],
		[
			'partitions that were added',
			topic(
				'orders',
				[0, 1, 2, 3].map(n => partition(n)),
			),
			[{ kind: 'partitionsAdded', topic: 'orders', from: 2, to: 4 }],
		],
		['fewer partitions: the answer of a broker that lags behind', topic('orders', [partition(0)]), []],
		['another topic of the same name', { ...orders({ leader: 3 }), topicId: 'another' }, [{ kind: 'topicRecreated', topic: 'orders' }]],
		['an older leader than was told before', orders({ leader: 3, leaderEpoch: -1 }), []],
	];
	for (const [what, now, expected] of cases) it(what, async () => assert.deepEqual(await changes(first([orders()]), [now]), expected));

	it('a partition that is led again, and one that is in sync again', async () => {
		const before = await first([orders({ leader: null, isr: [1] })]);
		assert.deepEqual(await changes(before, [orders({ leader: 2, leaderEpoch: 3, isr: [1, 2] })]), [
			{ kind: 'partitionOnline', topic: 'orders', partition: 0, to: 2 },
			{ kind: 'isrExpanded', topic: 'orders', partition: 0, brokers: [2] },
		]);
	});

	it('brokers: gone, back, and new ones', async () => {
		const all = await first([orders()]);
		assert.deepEqual(await changes(all, [orders()], { brokers: [1, 3].map(broker) }), [{ kind: 'brokerGone', broker: 2 }]);
		const without = await nextLook(all, answer([orders()], { brokers: [1, 3].map(broker) }));
		assert.deepEqual(await changes(without, [orders()]), [{ kind: 'brokerBack', broker: 2 }]);
		assert.deepEqual(await changes(all, [orders()], { brokers: [1, 2, 3, 4].map(broker) }), [{ kind: 'brokerNew', broker: 4 }]);
	});

	it('calls a broker back that was dead from the start but is named as a replica', async () => {
		assert.deepEqual(await changes(first([orders()], { brokers: [1, 3].map(broker) }), [orders()]), [{ kind: 'brokerBack', broker: 2 }]);
	});

	it('topics: created, and deleted only when a broker said so by name', async () => {
		const before = await first([orders()]);
		assert.deepEqual(await changes(before, [orders(), topic('new', [partition(0)])]), [{ kind: 'topicCreated', topic: 'new' }]);
		assert.deepEqual(await changes(before, []), []);
		assert.deepEqual(await changes(before, [], { gone: new Set(['orders']) }), [{ kind: 'topicDeleted', topic: 'orders' }]);
	});

	it('takes an answer without any broker for none', async () => {
		assert.deepEqual(await changes(first([orders()]), [orders()], { brokers: [] }), []);
	});

	it('compares a topic that was not told of for a while with how it was last seen, and knows since when', async () => {
		const before = await first([orders()]);
		const blind = await nextLook(before, answer([], { startedMs: 10_000, atMs: 10_001, unread: ['orders'] }));
		assert.deepEqual(await clusterChanges(before, blind), []);
		assert.equal(blind.topics.get('orders')?.asOfMs, 0);
		assert.deepEqual(await changes(blind, [orders({ isr: [1, 2] })], { startedMs: 20_000 }), [
			{ kind: 'isrShrank', topic: 'orders', partition: 0, brokers: [3] },
		]);
	});

	it('says nothing of the partitions of a topic that is told of for the first time', async () => {
		const before = await first([], { unread: ['orders'] });
		assert.deepEqual(await changes(before, [orders({ isr: [1] })]), []);
	});

	it('trusts no epoch where there are no topic ids: a smaller one may be another topic of that name', async () => {
		const old = (over: Parameters<typeof partition>[1]) => ({ ...orders(over), topicId: 'AAAAAAAAAAAAAAAAAAAAAA' });
		assert.deepEqual(await changes(first([old({ leaderEpoch: 7 })]), [old({ leader: 3, leaderEpoch: 0 })]), [
			{ kind: 'leaderMoved', topic: 'orders', partition: 0, from: 1, to: 3 },
		]);
	});

	it('lets partitions that stand alike share one state, also over looks', async () => {
		const many = topic(
			'many',
			Array.from({ length: 50 }, (_, n) => partition(n)),
		);
		const before = await first([many, orders()]);
		const after = await nextLook(before, answer([many, orders()]));
		const states = (look: ClusterLook) => new Set([...look.topics.values()].flatMap(t => t.partitions));
		assert.equal(states(before).size, 1);
		assert.deepEqual([...states(after)], [...states(before)]);
		assert.equal([...states(after)][0], [...states(before)][0]);
	});
});
