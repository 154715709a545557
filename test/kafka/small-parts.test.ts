import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { BrokerConnection } from '../../source/kafka/broker-connection.ts';
import { failureOfCode, isMoved } from '../../source/kafka/broker-errors.ts';
import { BrokerSlot } from '../../source/kafka/broker-slot.ts';
import { Deadline } from '../../source/kafka/deadline.ts';
import { firstOpen } from '../../source/kafka/first-open.ts';
import { frameChecker } from '../../source/kafka/frame-guard.ts';
import { Leaders } from '../../source/kafka/leaders.ts';
import { RequestPace, requestKind } from '../../source/kafka/request-pace.ts';
import { Failure } from '../../source/model/failure.ts';
import { errorCode } from '../../source/protocol/error-codes.ts';
import type { ResponseOf } from '../../source/protocol/messages.ts';

const never = new Promise<never>(() => {});
const isFailure = (kind: string, words: RegExp) => (error: unknown) =>
	error instanceof Failure && error.kind === kind && words.test(error.message);

describe('a deadline', () => {
	it('lets through what comes in time, value or error', async () => {
		assert.equal(await new Deadline(1000).bound(Promise.resolve(7)), 7);
		await assert.rejects(new Deadline(1000).bound(Promise.reject(new Error('x'))), /x/);
	});

	it('ends waiting with a timeout, at the earlier of two moments', async () => {
		await assert.rejects(new Deadline(5).bound(never), isFailure('timeout', /No answer within 5 ms/));
		await assert.rejects(new Deadline(60_000).atMost(5).bound(never), isFailure('timeout', /within 5 ms/));
		assert.equal(new Deadline(10).atMost(Number.POSITIVE_INFINITY).remainingMs() <= 10, true);
	});

	it('rejects with the reason of the signal, before and while waiting', async () => {
		const controller = new AbortController();
		const reason = new Failure('incomplete', 'Interrupted.');
		const waiting = new Deadline(60_000, controller.signal).bound(never);
		controller.abort(reason);
		await assert.rejects(waiting, e => e === reason);
		await assert.rejects(new Deadline(60_000, controller.signal).bound(Promise.reject(new Error('late'))), e => e === reason);
		await assert.rejects(new Deadline(60_000, controller.signal).pause(60_000), e => e === reason);
	});

	it('cuts a pause short at its end', async () => {
		await new Deadline(20).pause(60_000);
	});
});

describe('the pace of requests', () => {
	it('has no limit for an API that was never answered', () => {
		assert.equal(new RequestPace().limitMs(requestKind('Metadata', 20)), Number.POSITIVE_INFINITY);
	});

	it('allows a few seconds always, more for what is slow, and more again for another size', () => {
		const pace = new RequestPace();
		pace.took(requestKind('Fetch', 20), 5);
		assert.equal(pace.limitMs(requestKind('Fetch', 20)), 2_500);
		assert.equal(pace.limitMs(requestKind('Fetch', 2_000)), 12_500);
		pace.took(requestKind('Fetch', 20), 1_000);
		assert.equal(pace.limitMs(requestKind('Fetch', 20)), 8_000);
	});

	it('tells sizes apart exactly when small, by order when large', () => {
		assert.notDeepEqual(requestKind('Metadata', 8), requestKind('Metadata', 9));
		assert.deepEqual(requestKind('Metadata', 1000), requestKind('Metadata', 1024));
	});
});

describe('leaders', () => {
	const topic = (name: string, leader: number) =>
		({ name, errorCode: 0, partitions: [{ partitionIndex: 0, leaderId: leader }] }) as unknown as ResponseOf<'Metadata'>['topics'][number];

	it('tells a leader, none, and a topic that is not known', () => {
		const leaders = new Leaders();
		leaders.learn([topic('a', 3), topic('b', -1)], null);
		assert.deepEqual(
			[leaders.leaderOf('a', 0), leaders.leaderOf('b', 0), leaders.leaderOf('a', 1), leaders.leaderOf('c', 0)],
			[3, null, undefined, undefined],
		);
		assert.deepEqual([leaders.isFresh('a', 0), leaders.isFresh('b', 0)], [true, false]);
	});

	it('doubts a leader only while it is still the one', () => {
		const leaders = new Leaders();
		leaders.learn([topic('a', 3)], ['a']);
		leaders.doubt('a', 0, 2);
		assert.equal(leaders.isFresh('a', 0), true);
		leaders.doubt('a', 0, 3);
		assert.deepEqual([leaders.isFresh('a', 0), leaders.leaderOf('a', 0)], [false, 3]);
		leaders.learn([topic('a', 1)], ['a']);
		assert.deepEqual([leaders.isFresh('a', 0), leaders.leaderOf('a', 0)], [true, 1]);
	});

	it('forgets a topic that is gone from an answer about it', () => {
		const leaders = new Leaders();
		leaders.learn([topic('a', 3), topic('b', 1)], null);
		leaders.learn([], ['a']);
		assert.deepEqual([leaders.leaderOf('a', 0), leaders.leaderOf('b', 0)], [undefined, 1]);
	});
});

describe('an error code of a broker', () => {
	const of = (name: Parameters<typeof errorCode>[0], resource: string, message?: string) =>
		failureOfCode(errorCode(name), { resource }, message);

	it('is no failure when it is 0', () => assert.equal(failureOfCode(0, { resource: 'topic a' }), undefined));

	it('names the missing right by the resource’s own name', () => {
		assert.deepEqual(of('TOPIC_AUTHORIZATION_FAILED', 'topic orders')?.needs, {
			action: 'DescribeTopic',
			operation: 'Describe',
			resourceType: 'topic',
			resourceName: 'orders',
		});
		assert.equal(of('GROUP_AUTHORIZATION_FAILED', 'group billing')?.needs?.resourceName, 'billing');
	});

	it('tells missing, moved and all others apart, with the broker’s own words', () => {
		assert.equal(of('UNKNOWN_TOPIC_OR_PARTITION', 'topic a')?.kind, 'notFound');
		const moved = of('NOT_LEADER_OR_FOLLOWER', 'topic a')!;
		assert.deepEqual([moved.kind, isMoved(moved)], ['connection', true]);
		const other = of('POLICY_VIOLATION', 'topic a', 'too many')!;
		assert.deepEqual([other.kind, other.message, isMoved(other)], ['incomplete', 'Topic a: too many (POLICY_VIOLATION)', false]);
		assert.match(failureOfCode(9999, { resource: 'topic a' })!.message, /error 9999/);
	});
});

describe('the frames of a connection', () => {
	const frame = (length: number) => Buffer.concat([Buffer.from([0, 0, 0, length]), Buffer.alloc(length, 1)]);

	it('pass in whatever pieces they come', () => {
		const bytes = Buffer.concat([frame(4), frame(100), frame(7)]);
		for (const size of [1, 3, 5, 1000]) {
			const isFrame = frameChecker();
			for (let at = 0; at < bytes.length; at += size) assert.equal(isFrame(bytes.subarray(at, at + size)), true);
		}
	});

	it('do not pass with a length that cannot be, also later and cut in two', () => {
		for (const bad of [Buffer.from([0, 0, 0, 3, 1]), Buffer.from('HTTP/1.1'), Buffer.from([0xff, 0xff, 0xff, 0xff])]) {
			assert.equal(frameChecker()(bad), false);
			const isFrame = frameChecker();
			assert.equal(isFrame(Buffer.concat([frame(9), bad.subarray(0, 2)])), true);
			assert.equal(isFrame(bad.subarray(2)), false);
		}
	});

	it('leave TLS to the one who knows it', () => assert.equal(frameChecker()(Buffer.from([0x15, 3, 3, 0, 2, 2, 10])), true));
});

describe('the slot of a broker', () => {
	const address = { host: 'b-1', port: 9092 };
	const open = { isUsable: true } as BrokerConnection;

	it('dials once for all who ask, and again only after a while when that failed', async () => {
		let dials = 0;
		const slot = new BrokerSlot(address, async () => {
			dials++;
			throw new Failure('connection', 'b-1:9092 refuses connections.');
		});
		const asked = await Promise.allSettled([slot.connect(new Deadline(1000), 1000), slot.connect(new Deadline(1000), 1000)]);
		await assert.rejects(slot.connect(new Deadline(1000), 1000), isFailure('connection', /refuses/));
		assert.deepEqual([asked.map(a => a.status), dials], [['rejected', 'rejected'], 1]);
	});

	it('keeps a caller no longer than patience, and has the connection for the next once it is there', async () => {
		let finish: (connection: BrokerConnection) => void = () => {};
		const slot = new BrokerSlot(address, () => new Promise(resolve => (finish = resolve)));
		await assert.rejects(slot.connect(new Deadline(60_000), 5), isFailure('timeout', /No answer from b-1:9092 within 5 ms/));
		// The dial is under way longer than anyone's patience: the next one does not wait at all.
		await assert.rejects(slot.connect(new Deadline(60_000), 5), isFailure('timeout', /b-1:9092/));
		finish(open);
		assert.equal(await slot.open(), open);
		assert.equal(slot.failure, undefined);
	});

	const slotOf = (port: number, dial: () => Promise<BrokerConnection>) => new BrokerSlot({ host: 'b', port }, dial);
	const refusing = (port: number, kind: 'connection' | 'authentication' = 'connection') =>
		slotOf(port, async () => {
			throw new Failure(kind, `b:${port} ${kind}`);
		});

	it('of several the first that opens is taken, a hung one is passed by', async () => {
		const good = slotOf(3, async () => open);
		const troubles = new Map<string, Failure>();
		assert.equal(await firstOpen([slotOf(1, () => never), refusing(2), good], new Deadline(60_000), 5, troubles), good);
		assert.deepEqual([...troubles.keys()], ['b:2']);
	});

	it('of several one that failed is tried again while another one hangs', async () => {
		let dials = 0;
		const returning = slotOf(2, async () => {
			if (++dials === 1) throw new Failure('connection', 'still starting');
			return open;
		});
		assert.equal(await firstOpen([slotOf(1, () => never), returning], new Deadline(60_000), 5, new Map()), returning);
		assert.equal(dials, 2);
	});

	it('of several none opens: each has its reason', async () => {
		const troubles = new Map<string, Failure>();
		assert.equal(await firstOpen([slotOf(1, () => never), refusing(2)], new Deadline(20), 5, troubles), undefined);
		assert.deepEqual(
			[...troubles].map(([key, f]) => [key, f.kind]),
			[
				['b:2', 'connection'],
				['b:1', 'timeout'],
			],
		);
	});

	it('of several one refuses our credentials: so would the others', async () => {
		await assert.rejects(
			firstOpen([refusing(1), refusing(2, 'authentication'), slotOf(3, async () => open)], new Deadline(1000), 500, new Map()),
			isFailure('authentication', /b:2/),
		);
	});
});
