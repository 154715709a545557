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
	/** The test's transactional ids that the brokers list, without their ids. */
	const list = async (stateFilters: readonly string[], producerId?: bigint) => {
		const request = { stateFilters, producerIdFilters: producerId === undefined ? [] : [producerId] };
		const answers = await Promise.all([...clients.values()].map(c => c.ask('ListTransactions', 0, request)));
		const found = answers.flatMap(answer => answer.transactionStates).filter(t => t.transactionalId.startsWith(mark));
		const own = found.map(t => [t.transactionalId, t.transactionState] as const).sort();
		return [[...new Set(answers.flatMap(answer => answer.unknownStateFilters))], own] as const;
	};
	const describe = async (transactionalId: string, { producerId }: Producer, ofCoordinator = true) => {
		const right = await coordinator(transactionalId === '' ? mark : transactionalId, TRANSACTION!);
		const asked = ofCoordinator ? right : [...clients.values()].find(c => c !== right)!;
		const [found] = (await asked.ask('DescribeTransactions', 0, { transactionalIds: [transactionalId] })).transactionStates;
		const { errorCode, transactionState, transactionTimeoutMs, transactionStartTimeMs, producerEpoch, topics } = found!;
		const parts = topics.map(t => [t.topic, [...t.partitions].sort()] as const);
		// A refusal has the id 0, which a cluster may give to its first producer.
		const isOwn = errorCode === 0 && found!.producerId === producerId;
		return [errorName(errorCode), transactionState, transactionTimeoutMs, transactionStartTimeMs > 0n, isOwn, producerEpoch, parts];
	};
	const producers = async (a: Producer, b: Producer, partition = 0, name = topic) => {
		const request = { topics: [{ name, partitionIndexes: [partition] }] };
		const [found] = (await (await leader()).ask('DescribeProducers', 0, request)).topics.flatMap(t => t.partitions);
		const own = found!.activeProducers.map(p => [
			p.producerId === a.producerId ? 'a' : p.producerId === b.producerId ? 'b' : '?',
			p.producerEpoch,
			p.lastSequence,
			p.currentTxnStartOffset,
		]);
		return [errorName(found!.errorCode), own.sort()];
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
		told('listed', await list(['Ongoing']), await list([]), await list(['Strange', 'Empty']), await list(['Ongoing'], b.producerId));
		told('described', await describe(`${mark}-a`, a), await describe(`${mark}-c`, a), await describe('', a));
		told('of another coordinator', await describe(`${mark}-a`, a, false));
		told('producers', await producers(a, b), await producers(a, b, 9), await producers(a, b, 0, `${mark}-missing`));
		told('while open', await fetch(1, 0n, [a, b]), await fetch(0, 0n, [a, b]));
		told('one aborted', await end(`${mark}-b`, b, false), await end(`${mark}-a`, a, true), await end(`${mark}-a`, a, true));
		await until('both ended', async () => (await list(['CompleteCommit', 'CompleteAbort']))[1].length === 2, LONG_MS);
		told(
			'listed when decided',
			await list(['Ongoing']),
			await list(['CompleteAbort']),
			await describe(`${mark}-a`, a),
			await producers(a, b),
		);
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
