import { shareOf, type TopicInspection } from '../model/topic-sample.ts';
import { offsetBytes, writeSkew } from '../model/write-skew.ts';
import { groupedText, shortCountText } from '../units/count.ts';
import { ageText } from '../units/duration.ts';
import { countText } from '../units/plural.ts';
import { sizeText } from '../units/size.ts';

/** What would be better, and what was seen that says so. */
export type Advice = { readonly id: string; readonly text: string; readonly evidence: string };

type Judge = (inspection: TopicInspection) => Omit<Advice, 'id'> | null;

const HOUR_S = 3_600;
/** Few records prove nothing. */
const LEAST_RECORDS = 100;
/** batch.size of Kafka's Java producer. */
export const BATCH_SIZE_BYTES = 16_384;
/** message.max.bytes of a broker, by default. */
const MESSAGE_MAX_BYTES = 1_048_588;

export const percentText = (share: number): string =>
	share > 0 && share < 0.01 ? '<1 %' : share < 1 && share > 0.99 ? '>99 %' : `${Math.round(share * 100)} %`;
const bytesText = (bytes: number): string => sizeText(BigInt(Math.round(bytes)));
const numberText = (value: number): string => (value < 10 ? value.toFixed(1) : shortCountText(value));

const compression: Judge = ({ sample: { recompression, codecs, bytes, records } }) => {
	if (recompression === null || records < LEAST_RECORDS) return null;
	const { storedBytes, zstdBytes, lz4Bytes } = recompression;
	const unpacked = codecs.find(c => c.codec === 'none')?.bytes ?? 0;
	const [zstd, lz4] = [1 - zstdBytes / storedBytes, 1 - lz4Bytes / storedBytes];
	if (zstd < 0.15) return null;
	const mostly = codecs[0]!;
	return {
		text: 'set compression.type of the producers to zstd, or to lz4 where processor time is short',
		evidence:
			`${percentText(mostly.bytes / bytes)} of the bytes are ${mostly.codec === 'none' ? 'not packed' : `packed with ${mostly.codec}`}${unpacked > 0 && mostly.codec !== 'none' ? `, ${percentText(unpacked / bytes)} are not packed` : ''}; ` +
			`packed again as they are, batches take ${percentText(zstd)} less with zstd${lz4 >= 0.05 ? ` and ${percentText(lz4)} less with lz4` : ''}`,
	};
};

/** Offsets a second of a partition that is written to, from which a linger of 50 ms gathers some. */
const GATHERING_RATE = 40;

const linger: Judge = ({ sample: { recordsPerBatch, batchBytes, recompression, records }, writes }) => {
	const average = recordsPerBatch.average ?? 0;
	const active = writes.filter(w => w.lastHour > 0n);
	const rate = active.reduce((sum, w) => sum + Number(w.lastHour), 0) / HOUR_S / Math.max(1, active.length);
	if (records < LEAST_RECORDS || average >= 10 || (batchBytes.average ?? 0) >= BATCH_SIZE_BYTES / 2 || rate < GATHERING_RATE) return null;
	const joined = recompression === null ? 0 : 1 - recompression.zstdJoinedBytes / recompression.storedBytes;
	return {
		text: 'raise linger.ms of the producers (20 to 100), so that batches fill',
		evidence:
			`${numberText(average)} records and ${bytesText(batchBytes.average ?? 0)} a batch on average, while a partition takes ${numberText(rate)} records a second` +
			(joined >= 0.1 ? `; joined to 64 KiB and packed with zstd they would take ${percentText(joined)} less` : ''),
	};
};

const hotKey: Judge = ({ sample: { hotKeys, records, nullKeys, distinctKeys, partitions } }) => {
	const [hottest] = hotKeys;
	const share = hottest === undefined ? null : shareOf(hottest.records, records - nullKeys);
	if (share === null || records < LEAST_RECORDS || partitions < 2 || share < 0.2 || share < 2 / partitions) return null;
	return {
		text: 'spread the hottest key (a finer key, or a suffix): all records of a key go to one partition, however many there are',
		evidence: `one key has ${percentText(share)} of the records with a key (partition ${hottest!.partition}), of about ${groupedText(distinctKeys)} keys`,
	};
};

const someNullKeys: Judge = ({ sample: { records, nullKeys } }) => {
	const share = shareOf(nullKeys, records);
	if (share === null || records < LEAST_RECORDS || share === 0 || share === 1) return null;
	return {
		text: 'find out who writes without a key: such records are spread over all partitions and keep no order with the others',
		evidence: `${percentText(share)} of the records have no key`,
	};
};

const skew: Judge = ({ writes }) => {
	const found = writeSkew(writes);
	if (found === null || writes.length < 2 || found.offsets < BigInt(LEAST_RECORDS * writes.length) || found.factor < 2) return null;
	return {
		text: 'look at the keys or the partitioner: partitions are written to unevenly, and consumers of the busiest one fall behind first',
		evidence:
			`partition ${found.busiest} took ${numberText(found.factor)} times the average ${found.over === 'lastDay' ? 'in the last 24 h' : 'over the whole log'}` +
			(found.idle > 0 ? `, ${countText(found.idle, 'partition', 'partitions')} nothing` : ''),
	};
};

/** What a partition takes without effort on ordinary disks; from here on more of them let producers and consumers work beside each other. */
const BUSY_BYTES_A_SECOND = 5 * 1024 * 1024;
const SPARE_PARTITIONS = 12;
const SPARE_BYTES_A_SECOND = 1024;

const partitionCount: Judge = inspection => {
	const { writes } = inspection;
	const size = offsetBytes(inspection);
	if (size === null) return null;
	const total = writes.reduce((sum, w) => sum + Number(w.lastHour), 0) * (size / HOUR_S);
	const most = writes.reduce((max, w) => (w.lastHour > max.lastHour ? w : max));
	const mostRate = Number(most.lastHour) * (size / HOUR_S);
	const factor = writeSkew(writes)?.factor ?? 1;
	if (mostRate >= BUSY_BYTES_A_SECOND && factor < 2)
		return {
			text: 'plan for more partitions (keys then move to other partitions)',
			evidence: `partition ${most.partition} took ${bytesText(mostRate)}/s in the last hour, all ${writes.length} together ${bytesText(total)}/s`,
		};
	const lastDay = writes.reduce((sum, w) => sum + Number(w.lastDay), 0) * (size / (24 * HOUR_S));
	if (writes.length >= SPARE_PARTITIONS && Math.max(total, lastDay) < SPARE_BYTES_A_SECOND)
		return {
			text: 'take fewer partitions where such a topic is made anew: each costs every broker, and they cannot be made fewer',
			evidence: `${writes.length} partitions took ${bytesText(Math.max(total, lastDay))}/s together at their busiest of the last hour and day`,
		};
	return null;
};

const timestamps: Judge = ({ sample: { ahead, furthestAheadMs, outOfOrder, furthestBackMs, records } }) => {
	if (ahead > 0)
		return {
			text: 'mend the clock of a producer: records from the future are not deleted by retention.ms before then',
			evidence: `${countText(ahead, 'record', 'records')} of the sample up to ${ageText(furthestAheadMs)} ahead`,
		};
	const share = shareOf(outOfOrder, records);
	if (share === null || share < 0.01 || furthestBackMs < HOUR_S * 1000) return null;
	return {
		text: 'expect searches by time and retention to be inexact here, or set message.timestamp.type to LogAppendTime',
		evidence: `${percentText(share)} of the records are older than one before them, by up to ${ageText(furthestBackMs)}`,
	};
};

const idempotence: Judge = ({ sample: { records, idempotentRecords } }) => {
	const share = shareOf(idempotentRecords, records);
	if (share === null || records < LEAST_RECORDS || share > 0.99) return null;
	return {
		text: 'set enable.idempotence of the producers (the default of Java producers from 3.0 on): a retry may else write a record twice or in another order',
		evidence: `${percentText(1 - share)} of the records come from producers that are not idempotent`,
	};
};

const largeRecords: Judge = ({ sample: { valueBytes } }) => {
	const { max, p99 } = valueBytes;
	if (max === null || p99 === null || max < MESSAGE_MAX_BYTES * 0.75) return null;
	return {
		text: 'keep large payloads elsewhere (S3) and their place in the record: they fill consumers and replication',
		evidence: `values of up to ${bytesText(max)}, 99 % are at most ${bytesText(p99)}; brokers take ${bytesText(MESSAGE_MAX_BYTES)} a batch by default`,
	};
};

const RULES: Readonly<Record<string, Judge>> = {
	compression,
	linger,
	skew,
	hotKey,
	nullKeys: someNullKeys,
	partitions: partitionCount,
	timestamps,
	idempotence,
	largeRecords,
};

/** What the figures say that should be changed; nothing where they say nothing. */
export const topicAdvice = (inspection: TopicInspection): readonly Advice[] =>
	Object.entries(RULES).flatMap(([id, judge]) => {
		const advice = judge(inspection);
		return advice === null ? [] : [{ id, ...advice }];
	});
