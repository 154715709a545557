import { asFailure, Failure, failed, type Outcome, success } from '../model/failure.ts';
import { readTopicRight } from '../model/needed-right.ts';
import { type PartitionKey, partitionKey, type TopicPartition } from '../model/partition-key.ts';
import type { ReadOptions, RecordTime } from '../ports/cluster-reader.ts';
import { failureOfCode } from './broker-errors.ts';
import { type ClusterLink, groupBy } from './cluster-link.ts';
import type { Deadline } from './deadline.ts';
import { perLeader } from './per-leader.ts';

type Position = TopicPartition & { readonly offset: bigint };

/** Fetch from v13 on addresses topics by id. */
const LAST_VERSION_WITH_NAMES = 12;
const CONSUMER_REPLICA_ID = -1;
/** Most of a partition to fetch for one record: a batch is 16 KiB by producers' default; a larger one is left to bisection. */
const PARTITION_BYTES = 256 * 1024;
const REQUEST_BYTES = 32 * 1024 * 1024;
const NO_SESSION = { sessionId: 0, sessionEpoch: -1 } as const;

/** Fetches the record at each offset and reads its timestamp: one request per leader, no group joined, nothing committed. */
export const readRecordTimes = async (
	link: ClusterLink,
	positions: readonly Position[],
	options?: ReadOptions,
): Promise<ReadonlyMap<PartitionKey, Outcome<RecordTime>>> => {
	if (positions.length === 0) return new Map();
	const { firstRecordTime } = await import('../records/first-record-time.ts');
	return perLeader(link, positions, link.deadline(options), (leader, asked, deadline) =>
		askLeader(link, leader, asked, deadline, firstRecordTime),
	);
};

type FirstRecordTime = (set: Buffer, offset: bigint) => RecordTime | undefined;

const askLeader = async (
	link: ClusterLink,
	leader: number,
	positions: readonly Position[],
	deadline: Deadline,
	firstRecordTime: FirstRecordTime,
): Promise<Map<PartitionKey, Outcome<RecordTime>>> => {
	const wanted = new Map(positions.map(p => [partitionKey(p.topic, p.partition), p.offset]));
	const answer = await link.broker(
		leader,
		'Fetch',
		{
			replicaId: CONSUMER_REPLICA_ID,
			maxWaitMs: 0,
			minBytes: 0,
			maxBytes: REQUEST_BYTES,
			isolationLevel: 0,
			...NO_SESSION,
			topics: [...groupBy(positions, p => p.topic)].map(([topic, own]) => ({
				topic,
				partitions: own.map(p => ({ partition: p.partition, fetchOffset: p.offset, partitionMaxBytes: PARTITION_BYTES })),
			})),
		},
		{ deadline, maxVersion: LAST_VERSION_WITH_NAMES },
	);
	const found = new Map<PartitionKey, Outcome<RecordTime>>();
	for (const topic of answer.responses)
		for (const p of topic.partitions) {
			const key = partitionKey(topic.topic, p.partitionIndex);
			const failure = failureOfCode(p.errorCode, { resource: `the records of topic ${topic.topic}`, needs: readTopicRight(topic.topic) });
			found.set(key, failure === undefined ? timeIn(p.records, wanted.get(key) ?? 0n, key, firstRecordTime) : failed(failure));
		}
	return found;
};

const timeIn = (records: Buffer | null, offset: bigint, key: string, firstRecordTime: FirstRecordTime): Outcome<RecordTime> => {
	try {
		const time = records === null ? undefined : firstRecordTime(records, offset);
		return time === undefined
			? failed(new Failure('incomplete', `No record at or after offset ${offset} of ${key} came within ${PARTITION_BYTES} bytes.`))
			: success(time);
	} catch (error) {
		return failed(
			new Failure('incomplete', `The record at offset ${offset} of ${key} cannot be read: ${asFailure(error).message}.`, { cause: error }),
		);
	}
};
