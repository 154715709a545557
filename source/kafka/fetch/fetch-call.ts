import { type PartitionKey, partitionKey } from '../../model/partition-key.ts';
import type { Isolation } from '../../model/record-scan.ts';
import type { ResponseOf } from '../../protocol/messages.ts';
import type { BrokerConnection } from '../broker-connection.ts';
import { groupBy } from '../cluster-link.ts';
import type { Deadline } from '../deadline.ts';

/** From v13 on Fetch names topics by id, so that a topic which was deleted and made again is not taken for the old one. */
const LAST_VERSION_WITH_NAMES = 12;
/** What Kafka calls a topic id that is none. */
const NO_ID = 'AAAAAAAAAAAAAAAAAAAAAA';
const NO_SESSION = { sessionId: 0, sessionEpoch: -1 } as const;
/** A broker without news answers after this long. */
const MAX_WAIT_MS = 500;
/** Nothing at all for this long, though an answer or a part of it is due every half second: the broker or the line hangs. */
const STALL_MS = 20_000;

/** A partition as it is asked for. */
export type AskedPartition = {
	readonly topic: string;
	readonly topicId: string;
	readonly partition: number;
	readonly leaderEpoch: number;
	readonly offset: bigint;
};

export type FetchedPartition = ResponseOf<'Fetch'>['responses'][number]['partitions'][number];

export type FetchAnswer = {
	readonly throttleTimeMs: number;
	readonly errorCode: number;
	/** In the order asked; a throttling broker leaves all out. */
	readonly partitions: ReadonlyMap<PartitionKey, FetchedPartition>;
};

export type FetchSizes = {
	/** Bytes of one answer; the first batch comes whole whatever its size. */
	readonly maxBytes: number;
	readonly partitionBytes: number;
};

/** Fetches from one broker: one request for all of its partitions. Records are views of the buffer that `allocate` gives. */
export const callFetch = async (
	connection: BrokerConnection,
	asked: readonly AskedPartition[],
	isolation: Isolation,
	{ maxBytes, partitionBytes }: FetchSizes,
	allocate: (length: number) => Buffer,
	deadline: Deadline,
): Promise<FetchAnswer> => {
	const hasIds = asked.every(p => p.topicId !== NO_ID);
	const names = new Map(asked.map(p => [p.topicId, p.topic]));
	const answer = await connection.exchange(
		'Fetch',
		{
			maxWaitMs: MAX_WAIT_MS,
			minBytes: 1,
			maxBytes,
			isolationLevel: isolation === 'read_committed' ? 1 : 0,
			...NO_SESSION,
			topics: [...groupBy(asked, p => p.topic)].map(([topic, own]) => ({
				topic,
				topicId: own[0]!.topicId,
				partitions: own.map(p => ({
					partition: p.partition,
					currentLeaderEpoch: p.leaderEpoch,
					fetchOffset: p.offset,
					partitionMaxBytes: partitionBytes,
				})),
			})),
		},
		{ deadline, allocate, stallMs: STALL_MS, maxVersion: hasIds ? undefined : LAST_VERSION_WITH_NAMES },
	);
	const partitions = new Map<PartitionKey, FetchedPartition>();
	for (const topic of answer.responses) {
		const name = topic.topic === '' ? names.get(topic.topicId) : topic.topic;
		if (name === undefined) continue;
		for (const p of topic.partitions) partitions.set(partitionKey(name, p.partitionIndex), p);
	}
	return { throttleTimeMs: answer.throttleTimeMs, errorCode: answer.errorCode, partitions };
};
