/** Writing records: Produce (one batch a partition, as producers send it). */
import { errorCode } from '../../protocol/error-codes.ts';
import { readBatchHeader } from '../../records/batch-header.ts';
import { crc32c } from '../../records/crc32c.ts';
import { hasValidCrc } from '../../records/encode-batch.ts';
import type { Partition } from '../cluster/partition.ts';
import type { Topic } from '../cluster/topic.ts';
import { type Call, type Handlers, ledPartition, NONE, TOPIC_AUTHORIZATION_FAILED } from './handler.ts';

/** Bit 3 of a batch's attributes. */
const LOG_APPEND_TIME = 8;

/** The broker's time counts: it stands in maxTimestamp, and a bit of the attributes says so. */
const stampAppendTime = (batch: Buffer, nowMs: number): void => {
	batch.writeInt16BE(batch.readInt16BE(21) | LOG_APPEND_TIME, 21);
	batch.writeBigInt64BE(BigInt(nowMs), 35);
	batch.writeUInt32BE(crc32c(batch.subarray(21)), 17);
};

type Appended = { readonly errorCode: number; readonly baseOffset: bigint };
const failed = (name: Parameters<typeof errorCode>[0]): Appended => ({ errorCode: errorCode(name), baseOffset: -1n });

const append = (
	call: Call,
	{ topic, partition }: { readonly topic: Topic; readonly partition: Partition },
	{ acks, transactionalId }: { readonly acks: number; readonly transactionalId: string | null },
	records: Buffer | null,
): Appended => {
	const { cluster } = call;
	if (acks === -1 && partition.isr.length < cluster.topicNumber(topic, 'min.insync.replicas')) return failed('NOT_ENOUGH_REPLICAS');
	const header = records === null ? undefined : readBatchHeader(records, 0);
	if (records === null || header === undefined || header.end !== records.length || header.magic !== 2) return failed('INVALID_RECORD');
	if (records.length > cluster.topicNumber(topic, 'max.message.bytes')) return failed('MESSAGE_TOO_LARGE');
	if (header.recordsCount < 1 || header.lastOffset - header.baseOffset !== BigInt(header.recordsCount - 1)) return failed('INVALID_RECORD');
	if (header.isControl) return failed('INVALID_RECORD');
	if (!hasValidCrc(records)) return failed('CORRUPT_MESSAGE');
	const producerId = records.readBigInt64BE(43);
	const epoch = records.readInt16BE(51);
	const baseSequence = records.readInt32BE(53);
	if (header.isTransactional) {
		const refused = cluster.transactions.mayWrite(transactionalId, { id: producerId, epoch }, topic.name, partition.index);
		if (refused !== 'NONE') return failed(refused);
	}
	const last = producerId < 0n ? undefined : partition.log.producers.of(producerId);
	if (last !== undefined && epoch < last.epoch) return failed('INVALID_PRODUCER_EPOCH');
	if (last !== undefined && epoch === last.epoch) {
		if (baseSequence === last.baseSequence) return { errorCode: NONE, baseOffset: last.baseOffset };
		if (baseSequence !== last.lastSequence + 1) return failed('OUT_OF_ORDER_SEQUENCE_NUMBER');
	}
	// A copy: the request's buffer may hold much more than this batch.
	const own = Buffer.from(records);
	if (cluster.topicText(topic, 'message.timestamp.type') === 'LogAppendTime') stampAppendTime(own, cluster.time.now());
	const baseOffset = partition.log.append(readBatchHeader(own, 0) ?? header, own, partition.leaderEpoch, cluster.rollLimits(topic));
	if (producerId >= 0n) {
		const lastSequence = baseSequence + header.recordsCount - 1;
		partition.log.producers.wrote(producerId, { epoch, baseSequence, lastSequence, baseOffset, lastTimestampMs: header.maxTimestampMs });
	}
	return { errorCode: NONE, baseOffset };
};

export const produceApis: Handlers = {
	Produce: {
		min: 3,
		max: 9,
		answer: ({ acks, topicData, transactionalId }, call) => {
			const mayTransact = transactionalId === null || call.cluster.access.allows('WRITE', 'transactional-id', transactionalId);
			const responses = topicData.map(({ name, partitionData }) => ({
				name,
				partitionResponses: partitionData.map(({ index, records }) => {
					const refused = (error: number) => ({ index, errorCode: error, baseOffset: -1n });
					if (acks !== -1 && acks !== 0 && acks !== 1) return refused(errorCode('INVALID_REQUIRED_ACKS'));
					if (!mayTransact) return refused(errorCode('TRANSACTIONAL_ID_AUTHORIZATION_FAILED'));
					if (!call.cluster.access.allows('WRITE', 'topic', name)) return refused(TOPIC_AUTHORIZATION_FAILED);
					const led = ledPartition(call, name, index);
					if ('error' in led) return refused(led.error);
					const appended = append(call, led, { acks, transactionalId }, records);
					const logStartOffset = call.version >= 5 && appended.errorCode === NONE ? { logStartOffset: led.partition.log.startOffset } : {};
					return { index, ...appended, ...logStartOffset };
				}),
			}));
			call.cluster.appended();
			return acks === 0 ? undefined : { responses };
		},
	},
};
