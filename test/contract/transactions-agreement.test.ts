/** Transactions are answered alike by the sandbox and by a real Kafka. */
import { errorName } from '../../source/protocol/error-codes.ts';
import { readBatchHeader } from '../../source/records/batch-header.ts';
import { until } from '../helpers/open-reader.ts';
import { transactionalBatch } from '../helpers/transactional-batch.ts';
import { WireClient } from '../helpers/wire-client.ts';
import { agreesWithKafka } from './agreement.ts';

const mark = `transactions-${process.pid}-${Date.now().toString(36)}`;
const topic = `${mark}-topic`;
const groupId = `${mark}-group`;
const [GROUP, TRANSACTION] = [0, 1];
const LONG_MS = 30_000;
/** A coordinator that still writes markers asks to come again; a partition that has just been made is not led yet. */
const PASSING = new Set([
	'CONCURRENT_TRANSACTIONS',
	'COORDINATOR_LOAD_IN_PROGRESS',
	'NOT_COORDINATOR',
	'NOT_LEADER_OR_FOLLOWER',
	'UNKNOWN_TOPIC_OR_PARTITION',
]);

type Producer = { readonly producerId: bigint; readonly producerEpoch: number };

/** Plays transactions and tells what was answered, without the ids that differ. */
const live = async (bootstrap: string): Promise<readonly unknown[]> => {
	const seen: unknown[] = [];
	const told = (what: string, ...answers: readonly unknown[]): void => void seen.push([what, ...answers]);
	const first = await WireClient.open(bootstrap);
	const { brokers } = await first.ask('Metadata', 9, { topics: [], allowAutoTopicCreation: false });
	const clients = new Map<number, WireClient>();
	for (const broker of brokers) clients.set(broker.nodeId, await WireClient.open(`${broker.host}:${broker.port}`));
	/** Asks until the answer is no passing one. */
	const settled = async (ask: () => Promise<string>): Promise<string> => {
		let answer = '';
		await until(
			'an answer that lasts',
			async () => {
				answer = await ask();
				return !PASSING.has(answer);
			},
			LONG_MS,
		);
		return answer;
	};
	const coordinator = async (key: string, keyType: number): Promise<WireClient> => {
		let found: WireClient | undefined;
		await until(
			'a coordinator',
			async () => {
				const { coordinators } = await first.ask('FindCoordinator', 4, { keyType, coordinatorKeys: [key] });
				found = clients.get(coordinators[0]?.nodeId ?? -1);
				return found !== undefined;
			},
			LONG_MS,
		);
		return found as WireClient;
	};
	const leader = async (): Promise<WireClient> => {
		let found: WireClient | undefined;
		await until(
			'a leader',
			async () => {
				const { topics } = await first.ask('Metadata', 9, { topics: [{ name: topic }], allowAutoTopicCreation: false });
				found = clients.get(topics[0]?.partitions.find(p => p.partitionIndex === 0)?.leaderId ?? -1);
				return found !== undefined;
			},
			LONG_MS,
		);
		return found as WireClient;
	};
	const init = async (transactionalId: string, transactionTimeoutMs = 60_000) => {
		let producer: Producer = { producerId: -1n, producerEpoch: -1 };
		const error = await settled(async () => {
			const answer = await (await coordinator(transactionalId, TRANSACTION!)).ask('InitProducerId', 4, {
				transactionalId,
				transactionTimeoutMs,
			});
			producer = answer;
			return errorName(answer.errorCode);
		});
		return { ...producer, error };
	};
	const add = (transactionalId: string, { producerId, producerEpoch }: Producer, ...partitions: number[]) =>
		settled(async () => {
			const answer = await (await coordinator(transactionalId, TRANSACTION!)).ask('AddPartitionsToTxn', 3, {
				v3AndBelowTransactionalId: transactionalId,
				v3AndBelowProducerId: producerId,
				v3AndBelowProducerEpoch: producerEpoch,
				v3AndBelowTopics: [{ name: topic, partitions }],
			});
			return answer.resultsByTopicV3AndBelow[0]!.resultsByPartition.map(p => errorName(p.partitionErrorCode)).join();
		});
	const produce = (transactionalId: string, producer: Producer, sequence: number) =>
		settled(async () => {
			const partitionData = [{ index: 0, records: transactionalBatch(producer, sequence, 'value') }];
			const request = { transactionalId, acks: -1, timeoutMs: LONG_MS, topicData: [{ name: topic, partitionData }] };
			return errorName((await (await leader()).ask('Produce', 9, request)).responses[0]!.partitionResponses[0]!.errorCode);
		});
	const end = (transactionalId: string, { producerId, producerEpoch }: Producer, committed: boolean) =>
		settled(async () => {
			const request = { transactionalId, producerId, producerEpoch, committed };
			return errorName((await (await coordinator(transactionalId, TRANSACTION!)).ask('EndTxn', 3, request)).errorCode);
		});
	const fetchOnce = async (isolationLevel: number, fetchOffset: bigint) => {
		const topics = [{ topic, partitions: [{ partition: 0, fetchOffset, partitionMaxBytes: 100_000 }] }];
		const request = { replicaId: -1, maxBytes: 100_000, sessionEpoch: -1, isolationLevel, topics };
		return (await (await leader()).ask('Fetch', 12, request)).responses[0]!.partitions[0]!;
	};
	/** What a reader sees of partition 0 from its start, in as many answers as it takes, once its stable offset is there. */
	const fetch = async (isolationLevel: number, stableOffset: bigint, producers: readonly Producer[]) => {
		await until(
			`a stable offset ${stableOffset}`,
			async () => (await fetchOnce(isolationLevel, 0n)).lastStableOffset === stableOffset,
			LONG_MS,
		);
		const aborted = new Set<string>();
		let namesAborted = true;
		let bytes = 0;
		for (let offset = 0n; ; ) {
			const { errorCode, highWatermark, lastStableOffset, abortedTransactions, records } = await fetchOnce(isolationLevel, offset);
			namesAborted &&= abortedTransactions !== null;
			for (const one of abortedTransactions ?? [])
				aborted.add(`${producers.findIndex(p => p.producerId === one.producerId)} from ${one.firstOffset}`);
			if (records === null || records.length === 0)
				return [errorName(errorCode), highWatermark, lastStableOffset, namesAborted, [...aborted].sort(), bytes, offset];
			bytes += records.length;
			for (let at = 0, header = readBatchHeader(records, 0); header !== undefined; at = header.end, header = readBatchHeader(records, at))
				offset = header.lastOffset + 1n;
		}
	};
	try {
		await first.ask('CreateTopics', 7, { topics: [{ name: topic, numPartitions: 2, replicationFactor: 3 }], timeoutMs: LONG_MS });
		await until(
			'the topic everywhere',
			async () => {
				const asked = [...clients.values()].map(c => c.ask('Metadata', 9, { topics: [{ name: topic }], allowAutoTopicCreation: false }));
				return (await Promise.all(asked)).every(answer => answer.topics[0]?.errorCode === 0);
			},
			LONG_MS,
		);
		told(
			'no time',
			(await init(`${mark}-a`, 0)).error,
			'too much',
			(await init(`${mark}-a`, 100_000_000)).error,
			'no name',
			(await init('')).error,
		);
		const [a, b] = [await init(`${mark}-a`), await init(`${mark}-b`)];
		told('begun', a.error, a.producerEpoch, b.error, b.producerEpoch);
		told('nothing to end', await end(`${mark}-a`, a, true));
		told('an unknown one', await end(`${mark}-c`, a, true), await add(`${mark}-b`, a, 0));
		told('not added', await produce(`${mark}-a`, a, 0));
		told('added', await add(`${mark}-a`, a, 0, 1), await add(`${mark}-b`, b, 0));
		told('written', await produce(`${mark}-a`, a, 0), await produce(`${mark}-b`, b, 0));
		told('while open', await fetch(1, 0n, [a, b]), await fetch(0, 0n, [a, b]));
		told('one aborted', await end(`${mark}-b`, b, false), await end(`${mark}-a`, a, true), await end(`${mark}-a`, a, true));
		told('decided', await fetch(1, 4n, [a, b]), await end(`${mark}-a`, a, false));
		told('next', await add(`${mark}-a`, a, 0), await produce(`${mark}-a`, a, 1));
		const heir = await init(`${mark}-a`);
		told('taken over', heir.error, heir.producerId === a.producerId, heir.producerEpoch > a.producerEpoch);
		told('fenced', await add(`${mark}-a`, a, 0), await end(`${mark}-a`, a, true), await produce(`${mark}-a`, a, 2));
		told('what it left', await fetch(1, 6n, [a, b]));
		const { producerId, producerEpoch } = b;
		const commit = (committedOffset: bigint) =>
			settled(async () => {
				const topics = [{ name: topic, partitions: [{ partitionIndex: 0, committedOffset, committedMetadata: '' }] }];
				const request = {
					transactionalId: `${mark}-b`,
					groupId,
					producerId,
					producerEpoch,
					generationIdOrMemberEpoch: -1,
					memberId: '',
					topics,
				};
				const answer = await (await coordinator(groupId, GROUP!)).ask('TxnOffsetCommit', 3, request);
				return errorName(answer.topics[0]!.partitions[0]!.errorCode);
			});
		const committed = async (requireStable: boolean) => {
			const groups = [{ groupId, topics: [{ name: topic, partitionIndexes: [0] }] }];
			const [group] = (await (await coordinator(groupId, GROUP!)).ask('OffsetFetch', 8, { groups, requireStable })).groups;
			return group!.topics.flatMap(t => t.partitions.map(p => [p.committedOffset, errorName(p.errorCode)]));
		};
		const addGroup = () =>
			settled(async () => {
				const request = { transactionalId: `${mark}-b`, producerId, producerEpoch, groupId };
				return errorName((await (await coordinator(`${mark}-b`, TRANSACTION!)).ask('AddOffsetsToTxn', 3, request)).errorCode);
			});
		told('a commit', await addGroup(), await commit(1n), await committed(false), await committed(true), await end(`${mark}-b`, b, true));
		await until('the commit', async () => (await committed(true))[0]?.[0] === 1n, LONG_MS);
		told('an aborted commit', await addGroup(), await commit(2n), await end(`${mark}-b`, b, false));
		await until('the end of it', async () => (await committed(true))[0]?.[1] === 'NONE', LONG_MS);
		told('holds', await committed(true));
	} finally {
		await first.ask('DeleteTopics', 6, { topics: [{ name: topic }], timeoutMs: LONG_MS }).catch(() => {});
		first.close();
		for (const client of clients.values()) client.close();
	}
	return seen;
};

agreesWithKafka('transactions', live);
