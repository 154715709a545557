/** The contract of ClusterReader on the sandbox, which must do as a real Kafka does (real-broker.test.ts); where they differ it is wrong. */
import assert from 'node:assert/strict';
import { after } from 'node:test';
import { type OpenedCluster, openKnownCluster } from '../../source/composition.ts';
import { encodeBatch } from '../../source/records/encode-batch.ts';
import { openSandbox, type Sandbox } from '../../source/sandbox/open-sandbox.ts';
import { type Codec, compressedBatch } from '../helpers/compressed-batch.ts';
import { writeLedger } from '../helpers/ledger.ts';
import { openWriter } from '../helpers/open-writer.ts';
import { WireClient } from '../helpers/wire-client.ts';
import { clusterReaderContract } from './cluster-reader.ts';
import type { ContractGround } from './contract-ground.ts';

const CODECS: readonly Codec[] = ['none', 'gzip', 'snappy', 'lz4', 'zstd'];

let sandbox: Sandbox | undefined;
let opened: OpenedCluster | undefined;
let writing: Awaited<ReturnType<typeof openWriter>> | undefined;
after(async () => {
	await writing?.close();
	await opened?.close();
	await sandbox?.close();
	assert.deepEqual(sandbox?.faults, []);
});

/** Makes the ground by Kafka's own messages, so that what the sandbox is told to do is under test as well. */
const openGround = async (): Promise<ContractGround> => {
	const sinceMs = Date.now();
	sandbox = await openSandbox('empty');
	opened = await openKnownCluster({ options: { bootstrap: sandbox.bootstrap }, env: {} });
	writing = await openWriter(opened.settings);
	const clients = new Map<number, WireClient>();
	for (const [i, address] of sandbox.bootstrap.split(',').entries()) clients.set(i + 1, await WireClient.open(address));
	const client = clients.get(1) as WireClient;
	const create = async (name: string, numPartitions: number, replicationFactor: number, configs: Readonly<Record<string, string>> = {}) => {
		const asked = {
			name,
			numPartitions,
			replicationFactor,
			configs: Object.entries(configs).map(([key, value]) => ({ name: key, value })),
		};
		const answer = await client.ask('CreateTopics', 7, { topics: [asked] });
		assert.equal(answer.topics[0]?.errorCode, 0, answer.topics[0]?.errorMessage ?? '');
	};
	const produce = async (name: string, partition: number, count: number, codec: Codec) => {
		const { topics } = await client.ask('Metadata', 12, { topics: [{ name }] });
		const leader = topics[0]?.partitions[partition]?.leaderId;
		for (let first = 0; first < count; first += 10) {
			const records = Array.from({ length: 10 }, (_, i) => ({
				key: Buffer.from(`key-${first + i}`),
				value: Buffer.from('value '.repeat(20)),
				timestampMs: Date.now(),
			}));
			const batch = compressedBatch(encodeBatch(records, { baseOffset: 0n }), codec);
			const answer = await (clients.get(leader ?? 0) as WireClient).ask('Produce', 9, {
				acks: -1,
				timeoutMs: 1000,
				topicData: [{ name, partitionData: [{ index: partition, records: batch }] }],
			});
			assert.equal(answer.responses[0]?.partitionResponses[0]?.errorCode, 0);
		}
	};
	await create('numbers', 3, 3, { 'retention.ms': '3600000', 'min.insync.replicas': '1' });
	for (const partition of [0, 1, 2]) await produce('numbers', partition, 100, 'none');
	await create('append', 1, 1, { 'message.timestamp.type': 'LogAppendTime', 'min.insync.replicas': '1' });
	await produce('append', 0, 50, 'lz4');
	for (const codec of CODECS) {
		await create(codec, 1, 1, { 'min.insync.replicas': '1' });
		await produce(codec, 0, 50, codec);
	}
	await create('compacted', 1, 1, { 'cleanup.policy': 'compact', 'min.insync.replicas': '1' });
	sandbox.cluster.topics.get('compacted')?.partition(0)?.log.skip(3);
	await produce('compacted', 0, 10, 'none');
	// Its records are older than a week.
	await create('ledger', 1, 3, { 'retention.ms': '-1' });
	await writeLedger(clients, 'ledger', () => produce('ledger', 0, 10, 'none'));
	const { coordinators } = await client.ask('FindCoordinator', 4, { keyType: 0, coordinatorKeys: ['readers'] });
	const committed = await (clients.get(coordinators[0]?.nodeId ?? 0) as WireClient).ask('OffsetCommit', 9, {
		groupId: 'readers',
		generationIdOrMemberEpoch: -1,
		topics: [{ name: 'numbers', partitions: [0, 1, 2].map(partitionIndex => ({ partitionIndex, committedOffset: 10n })) }],
	});
	assert.deepEqual(
		committed.topics[0]?.partitions.map(p => p.errorCode),
		[0, 0, 0],
	);
	for (const one of clients.values()) one.close();
	return {
		reader: opened.known.reader,
		source: (await opened.records()).source,
		writer: writing.writer,
		probe: opened,
		ledgerTopic: 'ledger',
		brokers: sandbox.cluster.brokers.map(({ id, rack }) => ({ id, rack })),
		topic: 'numbers',
		group: 'readers',
		codecs: new Map(CODECS.map(codec => [codec, codec])),
		appendTimeTopic: 'append',
		compactedTopic: 'compacted',
		sinceMs,
	};
};

clusterReaderContract('the contract of ClusterReader on the sandbox', openGround);
