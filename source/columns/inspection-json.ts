import { type Spread, shareOf, type TopicInspection } from '../model/topic-sample.ts';
import { offsetBytes, writeSkew } from '../model/write-skew.ts';
import type { JsonObject, JsonValue } from '../units/json.ts';
import { isoText } from '../units/time.ts';
import { explained } from './column.ts';
import { BATCH_SIZE_BYTES, topicAdvice } from './topic-advice.ts';

/** A key that many records have, as JSON may hold it. */
export type KeyJson = { readonly key: JsonValue; readonly partition: number; readonly records: number };

const NOTHING_SAMPLED = 'the sample holds no record of which this could be told';

/** What `inspect` tells a script. Shares are 0 to 1; what the sample cannot tell is null, with its reason. */
export const inspectionJson = (inspection: TopicInspection, hotKeys: readonly KeyJson[]): JsonObject => {
	const { topic, sample, writes, logOffsets, sampledOffsets } = inspection;
	const { records, recompression } = sample;
	const sum = (offsetsOf: (w: (typeof writes)[number]) => bigint): bigint => writes.reduce((total, w) => total + offsetsOf(w), 0n);
	const size = offsetBytes(inspection);
	const bytesOf = (offsets: bigint): number | null => (size === null ? null : Math.round(Number(offsets) * size));
	const skew = writeSkew(writes);
	const [lastHour, lastDay] = [sum(w => w.lastHour), sum(w => w.lastDay)];
	const keyed = records - sample.nullKeys;
	return {
		topic,
		sample: told({
			partitions: sample.partitions,
			batches: sample.batches,
			controlBatches: sample.controlBatches,
			records,
			bytes: sample.bytes,
			unpackedBytes: sample.unpackedBytes,
			offsets: sampledOffsets,
			logOffsets,
			oldest: timeJson(sample.oldestMs),
			newest: timeJson(sample.newestMs),
			unreadBatches: sample.unread.map(({ reason, batches }) => ({ reason, batches })),
		}),
		written: told({
			offsetsLastHour: lastHour,
			bytesLastHour: bytesOf(lastHour),
			offsetsLastDay: lastDay,
			bytesLastDay: bytesOf(lastDay),
		}),
		codecs: sample.codecs.map(({ codec, batches, records: count, bytes }) => ({
			codec,
			batches,
			records: count,
			bytes,
			share: shareOf(bytes, sample.bytes),
		})),
		recordsPerBatch: spreadJson(sample.recordsPerBatch),
		batchBytes: spreadJson(sample.batchBytes),
		batchFill: told({
			batchSizeBytes: BATCH_SIZE_BYTES,
			average: sample.batchBytes.average === null ? null : sample.batchBytes.average / BATCH_SIZE_BYTES,
		}),
		keyBytes: spreadJson(sample.keyBytes),
		valueBytes: spreadJson(sample.valueBytes),
		nullKeys: sample.nullKeys,
		nullValues: sample.nullValues,
		withHeaders: sample.withHeaders,
		keys: {
			distinctEstimate: Math.min(sample.distinctKeys, keyed),
			countsMayLack: sample.hotKeyError,
			hot: hotKeys.map(({ key, partition, records: count }) => ({ key, partition, records: count, share: shareOf(count, keyed) })),
		},
		skew: told({
			over: skew?.over ?? null,
			busiestPartition: skew?.busiest ?? null,
			busiestShare: skew === null ? null : shareOf(skew.busiestOffsets, skew.offsets),
			timesAverage: skew?.factor ?? null,
			idlePartitions: skew?.idle ?? null,
			partitions: writes.map(w => ({
				partition: w.partition,
				logOffsets: w.inLog,
				offsetsLastHour: w.lastHour,
				offsetsLastDay: w.lastDay,
			})),
		}),
		timestamps: {
			logAppendTimeRecords: sample.logAppendTimeRecords,
			outOfOrderRecords: sample.outOfOrder,
			furthestBackMs: sample.furthestBackMs,
			futureRecords: sample.ahead,
			furthestAheadMs: sample.furthestAheadMs,
		},
		idempotentShare: shareOf(sample.idempotentRecords, records),
		transactionalShare: shareOf(sample.transactionalRecords, records),
		producerIds: sample.producers,
		compression: told({
			unpackedBytes: recompression?.unpackedBytes ?? null,
			storedBytes: recompression?.storedBytes ?? null,
			zstdBytes: recompression?.zstdBytes ?? null,
			lz4Bytes: recompression?.lz4Bytes ?? null,
			zstdJoined64KiBBytes: recompression?.zstdJoinedBytes ?? null,
		}),
		advice: topicAdvice(inspection).map(({ id, text, evidence }) => ({ id, text, evidence })),
	};
};

/** Says of every null why it is one. */
const told = (fields: Readonly<Record<string, JsonValue>>): JsonObject =>
	explained(
		fields,
		Object.keys(fields)
			.filter(field => fields[field] === null)
			.map(field => ({ field, reason: NOTHING_SAMPLED, needs: null })),
	);

const spreadJson = ({ average, p50, p95, p99, max }: Spread): JsonObject => told({ average, p50, p95, p99, max });

const timeJson = (ms: number | null): string | null => (ms === null || ms > 8.64e15 ? null : isoText(ms));
