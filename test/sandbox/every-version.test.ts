/** Each API with something to answer, in every version that is offered: no version may fail where another does not. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ApiName, RequestOf } from '../../source/protocol/messages.ts';
import { encodeBatch } from '../../source/records/encode-batch.ts';
import { openSandbox, type Sandbox } from '../../source/sandbox/open-sandbox.ts';
import { DrivenTime } from '../../source/sandbox/time.ts';
import { apiTable } from '../../source/sandbox/wire/api-table.ts';
import { WireClient } from '../helpers/wire-client.ts';

const TOPIC = 'audit-log';
const batch = (): Buffer => encodeBatch([{ key: null, value: Buffer.from('v'), timestampMs: 1_790_000_000_000 }], { baseOffset: 0n });

type Questions = { readonly [N in ApiName]?: (version: number) => RequestOf<N> };

/** What the version before may not carry is left out by its number. */
const questions: Questions = {
	ApiVersions: () => ({}),
	SaslHandshake: () => ({ mechanism: 'PLAIN' }),
	SaslAuthenticate: () => ({ authBytes: Buffer.from('x') }),
	Metadata: v => ({ topics: v === 0 ? [] : null, ...(v >= 4 && { allowAutoTopicCreation: false }) }),
	DescribeTopicPartitions: () => ({ topics: [{ name: TOPIC }, { name: 'missing' }], responsePartitionLimit: 100 }),
	DescribeCluster: () => ({ includeClusterAuthorizedOperations: true }),
	DescribeQuorum: () => ({ topics: [{ topicName: '__cluster_metadata', partitions: [{ partitionIndex: 0 }, { partitionIndex: 1 }] }] }),
	DescribeLogDirs: () => ({ topics: null }),
	DescribeAcls: () => ({ resourceTypeFilter: 1, patternTypeFilter: 1, operation: 1, permissionType: 1 }),
	ListOffsets: () => ({
		replicaId: -1,
		topics: [{ name: TOPIC, partitions: [0, 1].map(partitionIndex => ({ partitionIndex, timestamp: -1n })) }],
	}),
	OffsetForLeaderEpoch: () => ({ topics: [{ topic: TOPIC, partitions: [{ partition: 0, leaderEpoch: 0 }] }] }),
	DeleteRecords: () => ({ topics: [{ name: TOPIC, partitions: [{ partitionIndex: 0, offset: 5n }] }] }),
	Fetch: v => ({
		maxBytes: v >= 3 ? 1000 : 0,
		...(v >= 7 && { sessionEpoch: -1 }),
		topics: [{ topic: TOPIC, partitions: [{ partition: 0, fetchOffset: 100n, partitionMaxBytes: 1000 }] }],
	}),
	Produce: () => ({ acks: 1, topicData: [{ name: TOPIC, partitionData: [{ index: 0, records: batch() }] }] }),
	InitProducerId: () => ({ transactionalId: null }),
	WriteTxnMarkers: () => ({ markers: [{ producerId: 7n, producerEpoch: 0, topics: [{ name: TOPIC, partitionIndexes: [0, 1] }] }] }),
	FindCoordinator: v => (v >= 4 ? { coordinatorKeys: ['billing', 'x'] } : { key: 'billing' }),
	ListGroups: () => ({}),
	DescribeGroups: v => ({ groups: ['billing', 'analytics', 'missing'], ...(v >= 3 && { includeAuthorizedOperations: true }) }),
	ConsumerGroupDescribe: () => ({ groupIds: ['analytics', 'billing', 'missing'], includeAuthorizedOperations: true }),
	DeleteGroups: () => ({ groupsNames: ['newsletter', 'billing', 'missing'] }),
	JoinGroup: v => ({
		// A group for each: members of one would wait for each other.
		...{
			groupId: `joined-${v}`,
			sessionTimeoutMs: 10_000,
			protocolType: 'consumer',
			protocols: [{ name: 'range', metadata: Buffer.alloc(0) }],
		},
		...(v >= 1 && { rebalanceTimeoutMs: 10_000 }),
	}),
	SyncGroup: () => ({ groupId: 'joined-0', generationId: 1, memberId: 'nobody' }),
	Heartbeat: () => ({ groupId: 'joined-0', generationId: 1, memberId: 'nobody' }),
	LeaveGroup: v => ({ groupId: 'joined-0', ...(v >= 3 ? { members: [{ memberId: 'nobody' }] } : { memberId: 'nobody' }) }),
	AddPartitionsToTxn: () => ({ v3AndBelowTransactionalId: 'tx', v3AndBelowTopics: [{ name: TOPIC, partitions: [0, 9] }] }),
	AddOffsetsToTxn: () => ({ transactionalId: 'tx', groupId: 'mine' }),
	TxnOffsetCommit: () => ({
		transactionalId: 'tx',
		groupId: 'mine',
		topics: [{ name: TOPIC, partitions: [{ partitionIndex: 0, committedOffset: 7n }] }],
	}),
	EndTxn: () => ({ transactionalId: 'tx', committed: true }),
	ListTransactions: () => ({ stateFilters: ['Ongoing', 'Strange'] }),
	DescribeTransactions: () => ({ transactionalIds: ['tx', ''] }),
	DescribeProducers: () => ({ topics: [{ name: TOPIC, partitionIndexes: [0, 9] }] }),
	OffsetFetch: v => (v >= 8 ? { groups: [{ groupId: 'billing', topics: null }] } : { groupId: 'billing', topics: v >= 2 ? null : [] }),
	OffsetCommit: () => ({
		groupId: 'mine',
		generationIdOrMemberEpoch: -1,
		topics: [{ name: TOPIC, partitions: [{ partitionIndex: 0, committedOffset: 7n, committedMetadata: 'm' }] }],
	}),
	OffsetDelete: () => ({ groupId: 'billing', topics: [{ name: 'orders', partitions: [{ partitionIndex: 0 }] }] }),
	DescribeConfigs: () => ({
		includeSynonyms: true,
		resources: [
			{ resourceType: 2, resourceName: TOPIC, configurationKeys: null },
			{ resourceType: 4, resourceName: '1', configurationKeys: null },
			{ resourceType: 2, resourceName: 'missing', configurationKeys: null },
			{ resourceType: 16, resourceName: '', configurationKeys: null },
		],
	}),
	IncrementalAlterConfigs: () => ({
		resources: [{ resourceType: 2, resourceName: TOPIC, configs: [{ name: 'retention.ms', configOperation: 0, value: '60000' }] }],
		validateOnly: true,
	}),
	CreateTopics: v => ({
		topics: [
			{ name: `new-${v}`, numPartitions: 2, replicationFactor: 3 },
			{ name: TOPIC, numPartitions: 1, replicationFactor: 1 },
		],
	}),
	DeleteTopics: v => (v >= 6 ? { topics: [{ name: `new-2` }, { name: 'missing' }] } : { topicNames: [`new-${v + 2}`, 'missing'] }),
	AlterPartitionReassignments: () => ({
		topics: [
			{
				name: 'exports',
				partitions: [
					{ partitionIndex: 0, replicas: [2, 3] },
					{ partitionIndex: 1, replicas: null },
					{ partitionIndex: 9, replicas: [1] },
				],
			},
		],
	}),
	ListPartitionReassignments: () => ({ topics: null }),
	ElectLeaders: v => ({ ...(v >= 1 && { electionType: 1 }), topicPartitions: [{ topic: 'orders', partitions: [0, 9] }] }),
	CreateAcls: () => ({
		creations: [
			{ resourceType: 2, resourceName: 'a', resourcePatternType: 4, principal: 'User:a', host: '*', operation: 3, permissionType: 3 },
			{ resourceType: 2, resourceName: '', principal: 'User:a', host: '*', operation: 3, permissionType: 3 },
		],
	}),
	DeleteAcls: () => ({ filters: [{ resourceTypeFilter: 1, patternTypeFilter: 1, operation: 1, permissionType: 1 }] }),
	CreatePartitions: v => ({ topics: [{ name: 'orders', count: 7 + v, assignments: null }] }),
};

describe('every API in every version', () => {
	let sandbox: Sandbox;
	const clients: WireClient[] = [];
	before(async () => {
		sandbox = await openSandbox('shop', new DrivenTime(1_790_000_000_000));
		for (const address of sandbox.bootstrap.split(',')) clients.push(await WireClient.open(address));
	});
	after(async () => {
		for (const client of clients) client.close();
		await sandbox.close();
		assert.deepEqual(sandbox.faults, []);
	});
	const ask = async <N extends ApiName>(name: N, version: number): Promise<void> => {
		const request = (questions[name] as (version: number) => RequestOf<N>)(version);
		// All three brokers: one leads or coordinates, the others refuse; both answers must fit into the version.
		for (const client of clients)
			await client
				.ask(name, version, request)
				.catch((error: unknown) => assert.fail(`${name} v${version}: ${String(error)} ${String(sandbox.faults)}`));
	};
	for (const [name, { min, max }] of Object.entries(apiTable))
		it(`${name} v${min}–v${max}`, async () => {
			for (let version = min; version <= max; version++) await ask(name as ApiName, version);
		});
});
