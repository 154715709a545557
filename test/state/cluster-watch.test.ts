/** The timeline over a cluster that changes, refuses and falls silent: what is said, and that nothing is made up. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { eventText } from '../../source/columns/event-text.ts';
import { eventFacts } from '../../source/model/cluster-event.ts';
import { Failure, failed, type Outcome, success } from '../../source/model/failure.ts';
import type { GroupListing, GroupState } from '../../source/model/group.ts';
import type { Topic } from '../../source/model/topic.ts';
import type { ClusterReader } from '../../source/ports/cluster-reader.ts';
import { ClusterWatch } from '../../source/state/cluster-watch.ts';
import { lookWhereDue, observedReader } from '../../source/state/observed-reader.ts';
import { Timeline } from '../../source/state/timeline.ts';
import { broker, fakeCluster, partition, topic } from '../helpers/fake-reader.ts';
import { groupLag } from '../helpers/lag-rows.ts';

const orders = (over: Parameters<typeof partition>[1] = {}) => topic('orders', [partition(0, over)]);
const listing = (group: string, state: GroupState = 'Stable'): GroupListing => ({
	group,
	state,
	type: 'classic',
	protocolType: 'consumer',
	coordinator: 1,
});

/** A cluster whose answers a test sets; time moves only when it says so. */
const stage = (over: Partial<ClusterReader> = {}) => {
	const play = {
		nowMs: 1_000_000,
		topics: [orders()] as readonly Topic[],
		alive: [1, 2, 3],
		groups: [listing('billing')] as readonly GroupListing[],
		groupFailures: new Map<number, Failure>(),
		leaderId: 2 as number | null,
		rights: new Set(['Describe']),
		/** What a broker answers to a name that it does not list. */
		fate: 'notFound' as Failure['kind'],
		failure: undefined as Failure | undefined,
	};
	let asked = 0;
	const told = <T>(value: () => T): Promise<T> => {
		asked += 1;
		return play.failure === undefined ? Promise.resolve(value()) : Promise.reject(play.failure);
	};
	const refusal = (name: string) => new Failure(play.fate, `${name}: ${play.fate}`);
	const { reader } = fakeCluster({
		describeCluster: () => told(() => ({ clusterId: 'C', brokers: [], metadataControllerId: 1, authorizedOperations: play.rights })),
		readTopics: names =>
			told(() =>
				names === null
					? { topics: play.topics, failures: new Map(), brokers: play.alive.map(broker) }
					: {
							topics: play.topics.filter(t => names.includes(t.name)),
							failures: new Map(names.filter(n => !play.topics.some(t => t.name === n)).map(n => [n, refusal(n)])),
						},
			),
		readController: () => told(() => ({ mode: 'kraft', leaderId: play.leaderId, voters: [], observers: [], failure: null, unknown: [] })),
		listGroups: () => told(() => ({ groups: play.groups, failures: play.groupFailures })),
		findGroups: names =>
			told(
				() =>
					new Map(
						names.map((n): [string, Outcome<GroupListing>] => {
							const found = play.groups.find(g => g.group === n);
							return [n, found === undefined ? failed(refusal(n)) : success(found)];
						}),
					),
			),
		...over,
	});
	const known = { reader, scope: { isIam: false }, clock: { now: () => play.nowMs } };
	const watch = new ClusterWatch(known);
	const observed = observedReader(reader, watch);
	let said = 0;
	return {
		play,
		watch,
		observed,
		asked: () => asked,
		/** Looks `afterMs` later at everything that is due, and gives the new events. */
		look: async (afterMs = 15_000) => {
			play.nowMs += afterMs;
			await lookWhereDue(observed, watch, new AbortController().signal).catch(() => {});
			const { events } = watch.timeline.snapshot();
			const fresh = events.slice(said);
			said = events.length;
			return fresh;
		},
	};
};
const texts = (events: readonly Parameters<typeof eventText>[0][]) => events.map(e => eventText(e));

describe('the watch', () => {
	it('begins with what it watches, and says nothing while nothing happens', async () => {
		const { look } = stage();
		assert.deepEqual(texts(await look()), ['watching 3 brokers, 1 topic, 1 partition']);
		assert.deepEqual(texts(await look()), []);
	});

	it('says what changed, with the two looks between which it happened', async () => {
		const { play, look } = stage();
		await look();
		play.topics = [orders({ leader: 3, leaderEpoch: 1, isr: [1, 3] })];
		play.alive = [1, 3];
		play.leaderId = 3;
		play.groups = [listing('billing', 'Empty')];
		const events = await look();
		assert.deepEqual(texts(events), [
			'controller 3 leads instead of 2',
			'broker 2 is gone: ISR of 1 partition shrank',
			'leader of orders/0 moved from 1 to 3',
			'group billing: Stable → Empty',
		]);
		for (const event of events) assert.deepEqual([event.sinceMs, event.seenMs, event.isLate], [1_015_000, 1_030_000, false], event.kind);
	});

	it('asks only for what is due, and counts what others have read', async () => {
		const { observed, look, asked, play } = stage();
		await look();
		const before = asked();
		await look(5_000);
		assert.equal(asked(), before, 'nothing is due after five seconds');
		play.nowMs += 2_000;
		await observed.readTopics(null);
		await look(5_000);
		// The controller is due; topics were read five seconds ago by a screen, groups are calmer.
		assert.equal(asked(), before + 2);
	});

	it('says once that a broker which metadata calls alive does not answer, and that it does again', async () => {
		const { play, look } = stage();
		await look();
		play.groupFailures = new Map([[2, new Failure('connection', 'Broker 2: host:9092 refuses connections.')]]);
		assert.deepEqual(texts(await look()), [], 'metadata may call it dead in a moment');
		const event = (await look()).find(e => e.kind === 'brokerUnreachable');
		assert.equal(
			event && eventText(event),
			'broker 2 does not answer from here, though metadata calls it alive (Broker 2: host:9092 refuses connections.)',
		);
		assert.deepEqual([event?.severity, event?.sinceMs, event?.seenMs], ['warning', 1_015_000, 1_045_000]);
		assert.deepEqual(texts(await look()), []);
		play.groupFailures = new Map();
		assert.ok(texts(await look()).includes('broker 2 answers again'));
	});

	it('leaves a broker to metadata that calls it dead, and a right that is missing to what it is', async () => {
		const { play, look } = stage();
		await look();
		play.groupFailures = new Map([
			[2, new Failure('connection', 'refused')],
			[3, new Failure('authorization', 'denied')],
		]);
		await look();
		play.alive = [1, 3];
		const kinds = [...(await look()), ...(await look())].map(e => e.kind);
		assert.ok(kinds.includes('brokerGone'));
		assert.ok(!kinds.includes('brokerUnreachable'), kinds.join());
	});

	it('leaves the first round to the screen', async () => {
		const { look, asked } = stage();
		await look(5_000);
		assert.equal(asked(), 0);
	});
});

describe('what could not be read', () => {
	it('is never taken for deleted: a right that was taken away says so', async () => {
		const { play, look } = stage();
		await look();
		play.topics = [];
		play.fate = 'authorization';
		assert.deepEqual(texts(await look()), ['topic orders may not be described any more']);
		assert.deepEqual(texts(await look()), [], 'said once');
		play.topics = [orders()];
		assert.deepEqual(texts(await look()), [], 'it is the same topic');
	});

	it('is never taken for deleted: a list that lacks what a broker knows by name', async () => {
		const { play, look, watch, observed } = stage();
		await look();
		const all = play.topics;
		watch.seeTopics(watch.begin('topics'), { topics: [], failures: new Map(), brokers: [1, 2, 3].map(broker) });
		await watch.settled();
		assert.deepEqual(texts(await look(0)), []);
		play.topics = all;
		await observed.readTopics(null);
		assert.deepEqual(texts(await look()), []);
	});

	it('a topic that is deleted, and another of that name', async () => {
		const { play, look } = stage();
		await look();
		play.topics = [];
		assert.deepEqual(texts(await look()), ['topic orders deleted']);
		play.topics = [{ ...orders(), topicId: 'new' }];
		assert.deepEqual(texts(await look()), ['topic orders created']);
	});

	it('believes that all topics are gone only when it hears so twice', async () => {
		const { play, look } = stage();
		play.topics = [orders(), topic('payments', [partition(0)])];
		await look();
		play.topics = [];
		assert.deepEqual(texts(await look()), []);
		assert.deepEqual(texts(await look()), ['topic orders deleted', 'topic payments deleted']);
	});

	it('a group that no broker lists has vanished only when its coordinator says so', async () => {
		const { play, look } = stage();
		await look();
		play.groups = [];
		play.groupFailures = new Map([[2, new Failure('connection', 'broker 2 is down')]]);
		assert.deepEqual(texts(await look()), []);
		assert.deepEqual(texts(await look()), [
			'broker 2 does not answer from here, though metadata calls it alive (broker 2 is down)',
			'some groups cannot be read, so nothing is known of them: broker 2 is down',
		]);
		play.groupFailures = new Map();
		play.fate = 'connection';
		assert.deepEqual(texts(await look()), ['broker 2 answers again', 'groups can be read again']);
		play.fate = 'notFound';
		assert.deepEqual(texts(await look()), ['group billing is no more']);
	});

	it('says once that the cluster cannot be reached, and marks what it finds afterwards as late', async () => {
		const { play, look } = stage();
		await look();
		play.failure = new Failure('connection', 'localhost:9092 refuses connections.');
		assert.deepEqual(texts(await look()), ['the cluster cannot be read, so nothing is known of it: localhost:9092 refuses connections.']);
		for (let i = 0; i < 4; i++) assert.deepEqual(texts(await look()), []);
		play.failure = undefined;
		play.topics = [orders({ leader: 2, leaderEpoch: 1 })];
		const events = await look();
		assert.deepEqual(texts(events), ['the cluster can be read again', 'leader of orders/0 moved from 1 to 2']);
		assert.equal(events[1]?.isLate, true);
		assert.equal(events[1]?.sinceMs, 1_015_000);
	});

	it('says once that it was paused, and marks what it finds afterwards as late', async () => {
		const { play, watch, look } = stage();
		await look();
		watch.pause(true);
		play.nowMs += 600_000;
		watch.pause(false);
		play.topics = [orders({ isr: [1, 2] })];
		play.groups = [listing('billing', 'Empty')];
		const events = await look();
		assert.deepEqual(texts(events), [
			'nothing was watched: refreshing was paused',
			'ISR of orders/0 shrank by broker 3',
			'group billing: Stable → Empty',
		]);
		assert.deepEqual(
			events.map(e => e.isLate),
			[false, true, true],
		);
		assert.deepEqual([events[0]?.sinceMs, events[0]?.seenMs], [1_015_000, 1_630_000]);
	});

	it('does not call new what an identity may only not have seen before', async () => {
		const { play, look } = stage();
		play.rights = new Set();
		assert.deepEqual(texts(await look()), ['watching 3 brokers, 1 topic, 1 partition · only what this identity may see']);
		play.topics = [orders(), topic('payments', [partition(0)])];
		assert.deepEqual(texts(await look()), [
			'topic payments appeared (it may have been there before: this identity does not see everything)',
		]);
	});

	it('says of the controller that it is not known, and not that it changed', async () => {
		const { look } = stage({
			readController: async () => ({
				mode: null,
				leaderId: null,
				voters: [],
				observers: [],
				failure: null,
				unknown: [{ field: 'mode', reason: 'not authorised', needs: 'kafka-cluster:DescribeCluster' }],
			}),
		});
		assert.deepEqual(texts(await look()), [
			'controller cannot be read, so nothing is known of it: not authorised',
			'watching 3 brokers, 1 topic, 1 partition',
		]);
		assert.deepEqual(texts(await look()), []);
	});

	it('drops the answer of a look that began before one which is known already', async () => {
		const { play, watch, look } = stage();
		await look();
		const early = watch.begin('topics');
		play.nowMs += 1_000;
		play.topics = [orders({ isr: [1, 2] })];
		assert.equal((await look()).length, 1);
		watch.seeTopics(early, { topics: [orders()], failures: new Map(), brokers: [1, 2, 3].map(broker) });
		await watch.settled();
		assert.deepEqual(texts(await look(0)), []);
	});
});

describe('how groups read', () => {
	it('tells verdicts with the interval of that group', () => {
		const { play, watch } = stage();
		watch.seeLag(play.nowMs, [groupLag()]);
		play.nowMs += 5_000;
		watch.seeLag(play.nowMs, [groupLag({ verdict: 'stalled' })]);
		const [event] = watch.timeline.snapshot().events;
		assert.equal(event && eventText(event), 'group billing: ok → STALLED');
		assert.deepEqual([event?.sinceMs, event?.seenMs, event?.isLate], [1_000_000, 1_005_000, false]);
		play.nowMs += 60_000;
		watch.seeLag(play.nowMs, [groupLag()]);
		assert.equal(watch.timeline.snapshot().events[1]?.isLate, true, 'lag is looked at only while it is shown');
	});
});

describe('the timeline', () => {
	it('keeps a bounded number of events and says how many it let go', () => {
		const timeline = new Timeline(3);
		const time = { sinceMs: 0, seenMs: 1, isLate: false };
		for (let n = 1; n <= 5; n++) timeline.add([eventFacts('brokerNew', { brokers: [n] })], time);
		const { events, dropped } = timeline.snapshot();
		assert.deepEqual([events.map(e => e.id), dropped], [[3, 4, 5], 2]);
	});
	it('tells its listeners only when something happens', () => {
		const timeline = new Timeline();
		let told = 0;
		const before = timeline.snapshot();
		timeline.subscribe(() => told++);
		timeline.add([], { sinceMs: 0, seenMs: 1, isLate: false });
		assert.deepEqual([told, timeline.snapshot()], [0, before]);
	});
});
