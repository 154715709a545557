/** Members of a group are refused and welcomed alike by the sandbox and by a real Kafka. */
import { encodeSubscription } from '../../source/protocol/consumer-protocol.ts';
import { errorName } from '../../source/protocol/error-codes.ts';
import { until } from '../helpers/open-reader.ts';
import { WireClient } from '../helpers/wire-client.ts';
import { agreesWithKafka } from './agreement.ts';

const groupId = `members-${process.pid}-${Date.now().toString(36)}`;
const SESSION_MS = 30_000;
const protocols = [{ name: 'range', metadata: encodeSubscription(1, { topics: ['anything'] }) }];
const wish = { groupId, sessionTimeoutMs: SESSION_MS, rebalanceTimeoutMs: SESSION_MS, protocolType: 'consumer', protocols };
const bytes = (text: string): Buffer => Buffer.from(text);

/** Plays a group's whole life and tells what was answered, without the ids that differ. */
const live = async (bootstrap: string): Promise<readonly unknown[]> => {
	const seen: unknown[] = [];
	const told = (what: string, ...answers: readonly unknown[]): void => void seen.push([what, ...answers]);
	const open: WireClient[] = [];
	/** A new connection to the group's coordinator. */
	const connect = async (): Promise<WireClient> => {
		for (;;) {
			const any = await WireClient.open(bootstrap);
			const { coordinators } = await any.ask('FindCoordinator', 4, { keyType: 0, coordinatorKeys: [groupId] });
			any.close();
			const { host = '', port = -1, nodeId = -1 } = coordinators[0] ?? {};
			if (nodeId < 0) continue;
			const client = await WireClient.open(`${host}:${port}`);
			open.push(client);
			const { groups } = await client.ask('DescribeGroups', 5, { groups: [groupId] });
			if (groups[0]?.errorCode === 0) return client;
		}
	};
	try {
		const [one, two] = [await connect(), await connect()];
		const beat = async (client: WireClient, generationId: number, memberId: string) =>
			errorName((await client.ask('Heartbeat', 4, { groupId, generationId, memberId })).errorCode);
		const sync = async (client: WireClient, generationId: number, memberId: string, others: readonly string[], protocolName = 'range') => {
			const assignments = others.map(id => ({ memberId: id, assignment: bytes(`for ${others.indexOf(id)}`) }));
			const who = { groupId, generationId, memberId, protocolType: 'consumer', protocolName };
			const { errorCode, assignment, ...rest } = await client.ask('SyncGroup', 5, { ...who, assignments });
			return [errorName(errorCode), assignment.toString(), rest.protocolType, rest.protocolName];
		};
		const state = async () => {
			const { groups } = await one.ask('DescribeGroups', 5, { groups: [groupId] });
			return groups.map(g => [
				g.groupState,
				g.protocolType,
				g.protocolData,
				g.members.map(m => [m.clientId, m.clientHost, m.memberMetadata.toString('hex'), m.memberAssignment.toString()]).sort(),
			]);
		};
		told('a stranger beats', await beat(one, 1, 'nobody'));
		told('a stranger joins', errorName((await one.ask('JoinGroup', 9, { ...wish, memberId: 'nobody' })).errorCode));
		told('a short session', errorName((await one.ask('JoinGroup', 9, { ...wish, sessionTimeoutMs: 1 })).errorCode));
		told('no protocol', errorName((await one.ask('JoinGroup', 9, { ...wish, protocols: [] })).errorCode));
		const { memberId: first, errorCode, ...invited } = await one.ask('JoinGroup', 9, wish);
		told('a newcomer', errorName(errorCode), invited);
		const { leader, members, ...joined } = await one.ask('JoinGroup', 9, { ...wish, memberId: first });
		told('again', leader === first, members.length, { ...joined, memberId: joined.memberId === first });
		told('before the assignment', await state(), await beat(one, 1, first));
		told('in another generation', await sync(one, 7, first, []));
		told('by another protocol', await sync(one, 1, first, [], 'sticky'));
		told('its part', await sync(one, 1, first, [first]));
		told('its part again', await sync(one, 1, first, []));
		told('alone', await state(), await beat(one, 1, first), await beat(one, 0, first));
		const stranger = [{ name: 'mine', metadata: bytes('') }];
		told('no shared protocol', errorName((await two.ask('JoinGroup', 9, { ...wish, protocols: stranger })).errorCode));
		const { memberId: second } = await two.ask('JoinGroup', 9, wish);
		const joining = two.ask('JoinGroup', 9, { ...wish, memberId: second });
		await until('a rebalance', async () => (await beat(one, 1, first)) === 'REBALANCE_IN_PROGRESS');
		told('while it waits', await state(), await sync(one, 1, first, []));
		const led = await one.ask('JoinGroup', 9, { ...wish, memberId: first });
		const followed = await joining;
		told('both', led.generationId, led.members.length, followed.generationId, followed.members.length, followed.leader === first);
		const waiting = sync(two, 2, second, []);
		told('the leader', await sync(one, 2, first, [first, second]));
		told('the follower', await waiting, await state());
		const { memberId, generationId, ...noNews } = await two.ask('JoinGroup', 9, { ...wish, memberId: second });
		told('joins without need', memberId === second, generationId, { ...noNews, leader: noNews.leader === first });
		const commit = async (who: string, generation: number, name = '__consumer_offsets') => {
			const topics = [{ name, partitions: [{ partitionIndex: 0, committedOffset: 1n, committedMetadata: '' }] }];
			const answer = await one.ask('OffsetCommit', 8, { groupId, memberId: who, generationIdOrMemberEpoch: generation, topics });
			return errorName(answer.topics[0]?.partitions[0]?.errorCode ?? -1);
		};
		told('commits', await commit('nobody', 2), await commit(first, 1), await commit('', -1), await commit(first, 2, 'no-such-topic'));
		told(
			'deleting',
			(await one.ask('DeleteGroups', 2, { groupsNames: [groupId] })).results.map(r => errorName(r.errorCode)),
		);
		const leave = async (...ids: readonly string[]) => {
			const answer = await one.ask('LeaveGroup', 4, { groupId, members: ids.map(id => ({ memberId: id })) });
			return [errorName(answer.errorCode), answer.members.map(m => errorName(m.errorCode))];
		};
		told('a stranger leaves', await leave('nobody'));
		told('all leave', await leave(first, second), await state(), await beat(one, 2, first));
		told(
			'deleting',
			(await one.ask('DeleteGroups', 2, { groupsNames: [groupId] })).results.map(r => errorName(r.errorCode)),
		);
	} finally {
		for (const client of open) client.close();
	}
	return seen;
};

agreesWithKafka('members of a group', live);
