/** Positions in logs: ListOffsets, OffsetForLeaderEpoch, DeleteRecords. */
import { errorCode } from '../../protocol/error-codes.ts';
import { maySee } from '../cluster/access.ts';
import type { PartitionLog } from '../log/partition-log.ts';
import { type Call, type Handlers, ledPartition, TOPIC_AUTHORIZATION_FAILED } from './handler.ts';

/** ListOffsets' special times. */
const LATEST = -1n;
const EARLIEST = -2n;
const MAX_TIMESTAMP = -3n;
const UNKNOWN = -1n;
const READ_COMMITTED = 1;
/** DeleteRecords up to the end. */
const HIGH_WATERMARK = -1n;

const lookUp = async (
	log: PartitionLog,
	time: bigint,
	isCommittedOnly: boolean,
): Promise<{ readonly offset: bigint; readonly timestamp: bigint }> => {
	if (time === LATEST) return { offset: isCommittedOnly ? log.lastStableOffset : log.endOffset, timestamp: UNKNOWN };
	if (time === EARLIEST) return { offset: log.startOffset, timestamp: UNKNOWN };
	const found = time === MAX_TIMESTAMP ? log.newest : await log.offsetForTime(Number(time));
	return found === undefined ? { offset: UNKNOWN, timestamp: UNKNOWN } : { offset: found.offset, timestamp: BigInt(found.timestampMs) };
};

type Asked = { readonly partitionIndex: number; readonly currentLeaderEpoch: number; readonly timestamp: bigint };

const answerOne = async (call: Call, topic: string, { partitionIndex, currentLeaderEpoch, timestamp }: Asked, isCommittedOnly: boolean) => {
	const refused = (error: number) => ({ partitionIndex, errorCode: error, offset: UNKNOWN, timestamp: UNKNOWN });
	if (!maySee(call.cluster.access, 'topic', topic)) return refused(TOPIC_AUTHORIZATION_FAILED);
	const led = ledPartition(call, topic, partitionIndex, currentLeaderEpoch);
	if ('error' in led) return refused(led.error);
	if (timestamp < MAX_TIMESTAMP || (timestamp === MAX_TIMESTAMP && call.version < 7)) return refused(errorCode('UNSUPPORTED_VERSION'));
	const found = await lookUp(led.partition.log, timestamp, isCommittedOnly);
	return { partitionIndex, ...found, ...(call.version >= 4 && { leaderEpoch: found.offset === UNKNOWN ? -1 : led.partition.leaderEpoch }) };
};

export const offsetApis: Handlers = {
	ListOffsets: {
		min: 1,
		max: 7,
		answer: async ({ topics, isolationLevel }, call) => ({
			topics: await Promise.all(
				topics.map(async ({ name, partitions }) => ({
					name,
					partitions: await Promise.all(
						partitions.map(partition => answerOne(call, name, partition, call.version >= 2 && isolationLevel === READ_COMMITTED)),
					),
				})),
			),
		}),
	},
	OffsetForLeaderEpoch: {
		min: 2,
		max: 4,
		answer: ({ topics }, call) => ({
			topics: topics.map(({ topic, partitions }) => ({
				topic,
				partitions: partitions.map(({ partition: index, currentLeaderEpoch, leaderEpoch }) => {
					if (!maySee(call.cluster.access, 'topic', topic)) return { partition: index, errorCode: TOPIC_AUTHORIZATION_FAILED };
					const led = ledPartition(call, topic, index, currentLeaderEpoch);
					if ('error' in led) return { partition: index, errorCode: led.error };
					const { partition } = led;
					// Nothing is ever cut off a log's end here, so every epoch up to now ends where the log does.
					return leaderEpoch > partition.leaderEpoch
						? { partition: index, leaderEpoch: -1, endOffset: UNKNOWN }
						: { partition: index, leaderEpoch: partition.leaderEpoch, endOffset: partition.log.endOffset };
				}),
			})),
		}),
	},
	DeleteRecords: {
		min: 0,
		max: 2,
		answer: ({ topics }, call) => ({
			topics: topics.map(({ name, partitions }) => ({
				name,
				partitions: partitions.map(({ partitionIndex, offset }) => {
					const refused = (error: number) => ({ partitionIndex, errorCode: error, lowWatermark: UNKNOWN });
					if (!call.cluster.access.allows('DELETE', 'topic', name)) return refused(TOPIC_AUTHORIZATION_FAILED);
					const led = ledPartition(call, name, partitionIndex);
					if ('error' in led) return refused(led.error);
					const { topic, partition } = led;
					if (!call.cluster.topicText(topic, 'cleanup.policy').includes('delete')) return refused(errorCode('POLICY_VIOLATION'));
					const upTo = offset === HIGH_WATERMARK ? partition.log.endOffset : offset;
					if (upTo < 0n || upTo > partition.log.endOffset) return refused(errorCode('OFFSET_OUT_OF_RANGE'));
					partition.log.deleteBefore(upTo);
					return { partitionIndex, lowWatermark: partition.log.startOffset };
				}),
			})),
		}),
	},
};
