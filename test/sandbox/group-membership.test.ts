/** The classic group protocol, seen over the wire and in driven time. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { encodeAssignment, encodeSubscription } from '../../source/protocol/consumer-protocol.ts';
import { type ErrorName, errorName } from '../../source/protocol/error-codes.ts';
import { openSandbox, type Sandbox } from '../../source/sandbox/open-sandbox.ts';
import { DrivenTime } from '../../source/sandbox/time.ts';
import { until } from '../helpers/open-reader.ts';
import { WireClient } from '../helpers/wire-client.ts';

const SESSION_MS = 10_000;
const REBALANCE_MS = 60_000;
const range = (topic = 'orders') => [{ name: 'range', metadata: encodeSubscription(1, { topics: [topic] }) }];
const orders = (...partitions: number[]) => encodeAssignment(1, { assignedPartitions: [{ topic: 'orders', partitions }] });

describe('members of a classic group', () => {
	let time: DrivenTime;
	let sandbox: Sandbox;
	let clients: WireClient[] = [];
	beforeEach(async () => {
		time = new DrivenTime(Date.now());
		sandbox = await openSandbox('quiet', time);
	});
	afterEach(async () => {
		for (const client of clients) client.close();
		clients = [];
		await sandbox.close();
		assert.deepEqual(sandbox.faults, []);
	});

	/** A consumer with a connection of its own to the coordinator. */
	const consumer = async (groupId: string, instanceId: string | null = null) => {
		const id = sandbox.cluster.coordinatorOf(groupId) ?? 0;
		const client = await WireClient.open(`127.0.0.1:${sandbox.cluster.broker(id)?.port}`);
		clients.push(client);
		let memberId = '';
		let generation = -1;
		const join = async (protocols = range()) => {
			const timeouts = { sessionTimeoutMs: SESSION_MS, rebalanceTimeoutMs: REBALANCE_MS };
			const request = { groupId, ...timeouts, groupInstanceId: instanceId, protocolType: 'consumer', protocols };
			let answer = await client.ask('JoinGroup', 9, { ...request, memberId });
			if (errorName(answer.errorCode) === 'MEMBER_ID_REQUIRED')
				answer = await client.ask('JoinGroup', 9, { ...request, memberId: answer.memberId });
			if (answer.errorCode === 0) ({ memberId, generationId: generation } = answer);
			return answer;
		};
		const sync = async (assignments: readonly { memberId: string; assignment: Buffer }[] = []) => {
			const who = { groupId, generationId: generation, memberId, groupInstanceId: instanceId };
			const answer = await client.ask('SyncGroup', 5, { ...who, protocolType: 'consumer', protocolName: 'range', assignments });
			return { error: errorName(answer.errorCode), assignment: answer.assignment };
		};
		const heartbeat = async () => {
			const answer = await client.ask('Heartbeat', 4, { groupId, generationId: generation, memberId, groupInstanceId: instanceId });
			return errorName(answer.errorCode);
		};
		const leave = async () => {
			const answer = await client.ask('LeaveGroup', 5, { groupId, members: [{ memberId, groupInstanceId: instanceId }] });
			return errorName(answer.members[0]?.errorCode ?? -1);
		};
		const commit = async (offset: bigint) => {
			const topics = [{ name: 'orders', partitions: [{ partitionIndex: 0, committedOffset: offset, committedMetadata: '' }] }];
			const answer = await client.ask('OffsetCommit', 8, { groupId, memberId, generationIdOrMemberEpoch: generation, topics });
			return errorName(answer.topics[0]?.partitions[0]?.errorCode ?? -1);
		};
		const describeIt = async () => {
			const { groups } = await client.ask('DescribeGroups', 5, { groups: [groupId] });
			const { groupState, protocolData, members } = groups[0]!;
			return { groupState, protocolData, members };
		};
		return { join, sync, heartbeat, leave, commit, describe: describeIt, id: () => memberId, generation: () => generation };
	};
	const groupState = (id: string) => sandbox.cluster.groups.get(id)?.state;
	const waits = (id: string, state: string) => until(`${id} ${state}`, () => groupState(id) === state);

	it('share the partitions, share them anew when one comes, and when one leaves', async () => {
		const a = await consumer('team');
		const first = await a.join();
		assert.deepEqual([first.leader, first.generationId, first.members.length, first.protocolName], [a.id(), 1, 1, 'range']);
		assert.deepEqual(await a.sync([{ memberId: a.id(), assignment: orders(0, 1, 2) }]), { error: 'NONE', assignment: orders(0, 1, 2) });
		assert.equal(await a.heartbeat(), 'NONE');

		const b = await consumer('team');
		const joining = b.join();
		await waits('team', 'PreparingRebalance');
		assert.equal(await a.heartbeat(), 'REBALANCE_IN_PROGRESS');
		assert.equal(await a.commit(5n), 'NONE', 'what was read before the rebalance');
		const again = await a.join();
		const joined = await joining;
		assert.deepEqual([again.generationId, again.members.length, joined.members.length, joined.leader], [2, 2, 0, a.id()]);
		assert.equal(await b.commit(5n), 'REBALANCE_IN_PROGRESS', 'nobody knows yet who has what');
		const waiting = b.sync();
		await a.sync([
			{ memberId: a.id(), assignment: orders(0, 1) },
			{ memberId: b.id(), assignment: orders(2) },
		]);
		assert.deepEqual(await waiting, { error: 'NONE', assignment: orders(2) });
		const { members, ...described } = await a.describe();
		assert.deepEqual(described, { groupState: 'Stable', protocolData: 'range' });
		assert.deepEqual(members.map(m => m.memberAssignment).sort(Buffer.compare), [orders(0, 1), orders(2)].sort(Buffer.compare));
		assert.deepEqual([members[0]?.clientId, members[0]?.clientHost], ['wire-client', '/127.0.0.1']);

		assert.equal(await a.leave(), 'NONE');
		assert.equal(await b.heartbeat(), 'REBALANCE_IN_PROGRESS');
		assert.deepEqual([(await b.join()).leader, b.generation()], [b.id(), 3]);
		assert.equal(await b.leave(), 'NONE');
		assert.equal(groupState('team'), 'Empty');
		assert.equal(await b.heartbeat(), 'UNKNOWN_MEMBER_ID');
	});

	it('are out when no heartbeat comes within the session timeout, and when they join too late', async () => {
		const [a, b] = [await consumer('team'), await consumer('team')];
		await a.join();
		await a.sync();
		time.advance(SESSION_MS - 1);
		assert.equal(await a.heartbeat(), 'NONE');
		time.advance(SESSION_MS - 1);
		assert.equal(groupState('team'), 'Stable');
		time.advance(1);
		assert.equal(groupState('team'), 'Empty');
		assert.equal(await a.heartbeat(), 'UNKNOWN_MEMBER_ID');
		assert.equal(errorName((await a.join()).errorCode), 'UNKNOWN_MEMBER_ID', 'it has to come as a newcomer');

		const c = await consumer('team');
		await c.join();
		await c.sync();
		const joining = b.join();
		await waits('team', 'PreparingRebalance');
		for (let passed = 0; passed < REBALANCE_MS; passed += SESSION_MS / 2) {
			if (passed + SESSION_MS / 2 < REBALANCE_MS) assert.equal(await c.heartbeat(), 'REBALANCE_IN_PROGRESS');
			time.advance(SESSION_MS / 2);
		}
		assert.equal((await joining).leader, b.id(), 'c lived and did not come');
	});

	it('do not wait for an id that nobody used', async () => {
		const id = sandbox.cluster.coordinatorOf('team') ?? 0;
		const ghost = await WireClient.open(`127.0.0.1:${sandbox.cluster.broker(id)?.port}`);
		clients.push(ghost);
		const wish = {
			groupId: 'team',
			sessionTimeoutMs: SESSION_MS,
			rebalanceTimeoutMs: REBALANCE_MS,
			protocolType: 'consumer',
			protocols: range(),
		};
		await ghost.ask('JoinGroup', 4, wish);
		const a = await consumer('team');
		const joining = a.join();
		await waits('team', 'PreparingRebalance');
		time.advance(SESSION_MS);
		assert.equal((await joining).errorCode, 0);
	});

	it('keep what they have when they come back under the same instance id; who has the old member id is fenced', async () => {
		const a = await consumer('team', 'one');
		await a.join();
		await a.sync([{ memberId: a.id(), assignment: orders(0) }]);
		const back = await consumer('team', 'one');
		const answer = await back.join();
		assert.deepEqual([answer.generationId, answer.skipAssignment, answer.leader], [1, true, back.id()]);
		assert.deepEqual((await back.sync()).assignment, orders(0));
		assert.equal(await a.heartbeat(), 'FENCED_INSTANCE_ID');
		assert.equal(await back.heartbeat(), 'NONE');
	});

	it('take the place of simulated ones, whose commits stay and stand still', async () => {
		const committed = () => sandbox.cluster.groups.get('checkout')?.commits.get('orders')?.get(0)?.offset;
		const before = committed();
		assert.ok((before ?? 0n) > 0n);
		const a = await consumer('checkout');
		const { leader, members } = await a.join();
		assert.deepEqual([leader, members.length], [a.id(), 1]);
		await a.sync([{ memberId: a.id(), assignment: orders(0) }]);
		assert.equal(committed(), before);
		assert.equal(await a.commit(3n), 'NONE');
		time.advance(SESSION_MS);
		assert.equal(committed(), 3n);
	});

	it('are refused what makes no sense', async () => {
		const a = await consumer('team');
		await a.join();
		await a.sync();
		const refused: [string, ErrorName][] = [];
		const b = await consumer('team');
		refused.push(['another protocol', errorName((await b.join([{ name: 'sticky', metadata: Buffer.alloc(0) }])).errorCode) as ErrorName]);
		refused.push(['none', errorName((await b.join([])).errorCode) as ErrorName]);
		const id = sandbox.cluster.coordinatorOf('team') ?? 0;
		const client = await WireClient.open(`127.0.0.1:${sandbox.cluster.broker(id)?.port}`);
		clients.push(client);
		const wish = { groupId: 'team', rebalanceTimeoutMs: 1, protocolType: 'consumer', protocols: range() };
		const short = await client.ask('JoinGroup', 9, { ...wish, sessionTimeoutMs: 10 });
		refused.push(['a short session', errorName(short.errorCode) as ErrorName]);
		const old = await client.ask('Heartbeat', 4, { groupId: 'team', generationId: 0, memberId: a.id() });
		refused.push(['an old generation', errorName(old.errorCode) as ErrorName]);
		assert.deepEqual(refused, [
			['another protocol', 'INCONSISTENT_GROUP_PROTOCOL'],
			['none', 'INCONSISTENT_GROUP_PROTOCOL'],
			['a short session', 'INVALID_SESSION_TIMEOUT'],
			['an old generation', 'ILLEGAL_GENERATION'],
		]);
	});
});
