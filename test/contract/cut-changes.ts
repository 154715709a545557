/** Each kind of change over a line that is cut once the broker has its request: nobody hears the answer. */
import assert from 'node:assert/strict';
import { openKnownCluster } from '../../source/composition.ts';
import type { Change, ChangeKind } from '../../source/model/change.ts';
import { type ApiName, apiByKey } from '../../source/protocol/messages.ts';
import { startCuttingProxy } from '../helpers/cutting-proxy.ts';
import { WireClient } from '../helpers/wire-client.ts';

/** What Kafka is asked, and how often before the change itself is: some are tried with validate-only first. */
type Cut = { readonly change: Change; readonly api: ApiName; readonly trials: number };

/** In the order in which they can be made; what needs a cluster of its own to come about (leaders, hanging transactions) is left out. */
const cutsOn = (topic: string, group: string): readonly Cut[] => {
	return [
		{ change: { kind: 'createTopic', topic, partitions: 1, replicationFactor: 1, settings: [] }, api: 'CreateTopics', trials: 1 },
		{ change: { kind: 'addPartitions', topic, total: 2 }, api: 'CreatePartitions', trials: 1 },
		{
			change: { kind: 'topicSettings', topics: [topic], edits: [{ name: 'retention.ms', value: '7200000' }] },
			api: 'IncrementalAlterConfigs',
			trials: 1,
		},
		// Without any offset left Kafka would take the group away by itself.
		{
			change: { kind: 'resetOffsets', group, offsets: [0, 1].map(partition => ({ topic, partition, offset: 0n })) },
			api: 'OffsetCommit',
			trials: 0,
		},
		{ change: { kind: 'purgeRecords', topic, below: [{ topic, partition: 0, offset: 1n }] }, api: 'DeleteRecords', trials: 0 },
		{ change: { kind: 'removeMember', group, memberId: '', instanceId: 'stuck-1' }, api: 'LeaveGroup', trials: 0 },
		{ change: { kind: 'deleteOffsets', group, topic, partitions: [0] }, api: 'OffsetDelete', trials: 0 },
		{ change: { kind: 'deleteGroup', group }, api: 'DeleteGroups', trials: 0 },
		{ change: { kind: 'deleteTopic', topic }, api: 'DeleteTopics', trials: 0 },
	];
};

/** Makes each on a cluster of one broker at `port`; `produce` writes some records into partition 0. Says which kinds were made. */
export const makeCutChanges = async (
	port: number,
	home: string,
	produce: (topic: string) => Promise<void>,
): Promise<readonly ChangeKind[]> => {
	const [topic, group] = ['cut-kinds', 'cut-readers'];
	const made: ChangeKind[] = [];
	for (const { change, api, trials } of cutsOn(topic, group)) {
		let asked = 0;
		const proxy = await startCuttingProxy({ host: 'localhost', port }, key => {
			if (apiByKey(key)?.name !== api) return 'passed';
			asked += 1;
			return asked > trials ? 'cutAfter' : 'passed';
		});
		const options = { bootstrap: `localhost:${port}`, map: [`localhost:${port}=127.0.0.1:${proxy.port}`], readWrite: true };
		const opened = await openKnownCluster({ options, env: { XDG_STATE_HOME: home } });
		try {
			const { apply } = await opened.changes();
			const meant = change.kind === 'removeMember' ? { ...change, memberId: await joinStatic(port, group, 'stuck-1') } : change;
			const { result, failures } = await apply({ change: meant, isConfirmed: () => true });
			const why = [...failures.values()].map(f => f.message).join(' ');
			assert.deepEqual([change.kind, result, asked], [change.kind, 'applied', trials + 1], why);
			made.push(change.kind);
		} finally {
			await opened.close();
			await proxy.close();
		}
		if (change.kind === 'topicSettings') await produce(topic);
	}
	return made;
};

/** A static member that joins and is never heard of again; gives its member id. */
const joinStatic = async (port: number, groupId: string, groupInstanceId: string): Promise<string> => {
	const client = await WireClient.open(`localhost:${port}`);
	try {
		const { errorCode, memberId } = await client.ask('JoinGroup', 5, {
			groupId,
			sessionTimeoutMs: 60_000,
			rebalanceTimeoutMs: 60_000,
			memberId: '',
			groupInstanceId,
			protocolType: 'consumer',
			protocols: [{ name: 'range', metadata: Buffer.from([0, 0, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff]) }],
		});
		assert.equal(errorCode, 0);
		return memberId;
	} finally {
		client.close();
	}
};
