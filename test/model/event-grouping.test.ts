/** Few events out of many changes. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { eventText } from '../../source/columns/event-text.ts';
import type { ClusterChange } from '../../source/model/cluster-changes.ts';
import { MOST_NAMES } from '../../source/model/cluster-event.ts';
import { clusterEvents, groupEvents } from '../../source/model/event-grouping.ts';
import type { GroupChange } from '../../source/model/group-changes.ts';

const texts = (changes: readonly ClusterChange[], dead: readonly number[] = []) =>
	clusterEvents(changes, new Set(dead)).map(e => `${e.severity} ${eventText(e)}`);
const groupTexts = (changes: readonly GroupChange[]) => groupEvents(changes).map(e => `${e.severity} ${eventText(e)}`);

const each = <T>(count: number, make: (n: number) => T): T[] => Array.from({ length: count }, (_, n) => make(n));
const shrank = (n: number, ...brokers: number[]): ClusterChange => ({ kind: 'isrShrank', topic: `t${n % 87}`, partition: n, brokers });

describe('events of brokers and topics', () => {
	it('puts all that a broker took down into its own event', () => {
		assert.deepEqual(
			texts(
				[
					{ kind: 'brokerGone', broker: 2 },
					...each(412, n => shrank(n, 2)),
					...each(130, n => ({ kind: 'leaderMoved', topic: 't', partition: n, from: 2, to: 1 }) as const),
					...each(3, n => ({ kind: 'partitionOffline', topic: 'single', partition: n, from: 2 }) as const),
				],
				[2],
			),
			['critical broker 2 is gone: 3 partitions offline, ISR of 412 shrank, leader of 130 moved'],
		);
	});
	it('keeps the names of a few and the number of all', () => {
		const [event] = clusterEvents([{ kind: 'brokerGone', broker: 2 }, ...each(412, n => shrank(n, 2))], new Set([2]));
		assert.equal(event?.partitions.count, 412);
		assert.equal(event?.partitions.names.length, MOST_NAMES);
	});
	it('names the broker that is gone behind what comes a look later', () => {
		assert.deepEqual(texts([shrank(1, 2), shrank(2, 2)], [2]), [
			'warning ISR of 2 partitions of 2 topics (t1, t2) shrank by broker 2 (broker 2 is gone)',
		]);
	});
	it('tells apart what has nothing to do with the broker that went', () => {
		assert.deepEqual(texts([{ kind: 'brokerGone', broker: 2 }, shrank(1, 2), shrank(5, 3)], [2]), [
			'critical broker 2 is gone: ISR of 1 partition shrank',
			'warning ISR of t5/5 shrank by broker 3',
		]);
	});
	it('puts what a broker brings back into its event', () => {
		assert.deepEqual(
			texts([
				{ kind: 'brokerBack', broker: 2 },
				{ kind: 'partitionOnline', topic: 'a', partition: 0, to: 2 },
				{ kind: 'isrExpanded', topic: 'a', partition: 1, brokers: [2] },
				{ kind: 'leaderMoved', topic: 'a', partition: 1, from: 1, to: 2 },
			]),
			['ok broker 2 is back: 1 partition online again, ISR of 1 grew, leader of 1 moved'],
		);
	});
	it('says a leader election of all brokers once, and a few moves one by one', () => {
		const moves = (pairs: readonly (readonly [number, number])[]) =>
			pairs.map(([from, to], n) => ({ kind: 'leaderMoved', topic: 'orders', partition: n, from, to }) as const);
		assert.deepEqual(
			texts(
				moves([
					[1, 2],
					[1, 2],
					[2, 1],
				]),
			),
			['info leader of 2 partitions of orders moved from 1 to 2', 'info leader of orders/2 moved from 2 to 1'],
		);
		assert.deepEqual(
			texts(
				moves([
					[1, 2],
					[2, 3],
					[3, 1],
					[1, 3],
				]),
			),
			['info leader of 4 partitions of orders moved'],
		);
	});
	it('says thousands of new topics in one line', () => {
		assert.deepEqual(texts(each(10_000, n => ({ kind: 'topicCreated', topic: `t${n}` }) as const)), [
			'info 10,000 topics (t0, t1, t2, …) created',
		]);
	});
	it('says the rest in words', () => {
		assert.deepEqual(
			texts([
				{ kind: 'brokerNew', broker: 4 },
				{ kind: 'topicDeleted', topic: 'a' },
				{ kind: 'topicRecreated', topic: 'b' },
				{ kind: 'topicCreated', topic: 'c' },
				{ kind: 'partitionsAdded', topic: 'd', from: 2, to: 5 },
				{ kind: 'reassigned', topic: 'e', partition: 3 },
				{ kind: 'partitionOffline', topic: 'f', partition: 0, from: 1 },
			]),
			[
				'critical f/0 offline: no broker leads it',
				'info broker 4 is new',
				'info replicas of e/3 were moved to other brokers',
				'warning topic a deleted',
				'warning topic b deleted and created again: another topic of that name',
				'info topic c created',
				'info partitions added to topic d: 2 → 5',
			],
		);
	});
});

describe('events of groups', () => {
	it('names a few and counts many of the same change', () => {
		const toEmpty = (n: number): GroupChange => ({ kind: 'groupState', group: `g${n}`, from: 'Stable', to: 'Empty' });
		assert.deepEqual(groupTexts(each(2, toEmpty)), ['warning group g0: Stable → Empty', 'warning group g1: Stable → Empty']);
		assert.deepEqual(groupTexts(each(12, toEmpty)), ['warning 12 groups (g0, g1, g2, …): Stable → Empty']);
	});
	it('says what happened to each', () => {
		assert.deepEqual(
			groupTexts([
				{ kind: 'groupAppeared', group: 'a' },
				{ kind: 'groupVanished', group: 'b' },
				{ kind: 'groupState', group: 'c', from: 'Stable', to: 'PreparingRebalance' },
				{ kind: 'groupState', group: 'd', from: 'PreparingRebalance', to: 'Stable' },
				{ kind: 'membersChanged', group: 'e', from: 3, to: 2 },
				{ kind: 'membersChanged', group: 'f', from: 2, to: 3 },
				{ kind: 'verdictChanged', group: 'g', from: 'ok', to: 'stalled' },
				{ kind: 'verdictChanged', group: 'h', from: 'stalled', to: 'ok' },
				{ kind: 'verdictChanged', group: 'i', from: null, to: 'slow' },
				{ kind: 'dataLost', group: 'j', topics: ['clicks'], offsets: 1204n },
			]),
			[
				'critical group j lost 1,204 offsets of topic clicks unread',
				'critical group g: ok → STALLED',
				'ok group h: STALLED → ok',
				'warning group i: slow (the first verdict here)',
				'info group c: Stable → PreparingRebalance',
				'ok group d: PreparingRebalance → Stable',
				'info group b is no more',
				'info group a appeared',
				'warning group e: members 3 → 2',
				'info group f: members 2 → 3',
			],
		);
	});
});
