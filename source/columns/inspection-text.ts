import { type CodecShare, type Spread, shareOf, type TopicInspection } from '../model/topic-sample.ts';
import { offsetBytes, writeSkew } from '../model/write-skew.ts';
import { groupedText, shortCountText } from '../units/count.ts';
import { ageText } from '../units/duration.ts';
import { countText } from '../units/plural.ts';
import { sizeText } from '../units/size.ts';
import { isoText } from '../units/time.ts';
import { BATCH_SIZE_BYTES, percentText } from './topic-advice.ts';

/** A key that many records have, as it may be shown. */
export type ShownKey = { readonly text: string; readonly records: number; readonly partition: number };

/** One fact: what it is about, and what was seen. */
export type Fact = { readonly title: string; readonly text: string };

const bytesText = (bytes: number): string => sizeText(BigInt(Math.round(bytes)));
const oneText = (value: number): string => (value < 10 ? value.toFixed(1) : shortCountText(value));

const spreadText = ({ average, p50, p95, p99, max }: Spread, text: (value: number) => string): string =>
	average === null || p50 === null || p95 === null || p99 === null || max === null
		? 'none'
		: `p50 ${text(p50)} · p95 ${text(p95)} · p99 ${text(p99)} · max ${text(max)}`;

const partText = (part: number, whole: number): string => {
	const share = shareOf(part, whole);
	return share === null || part === 0 ? 'none' : part === whole ? 'all' : `${percentText(share)} (${groupedText(part)})`;
};

/** Everything that `inspect` tells people, without its advice. */
export const inspectionFacts = (inspection: TopicInspection, hotKeys: readonly ShownKey[]): readonly Fact[] => {
	const { sample, writes, logOffsets, sampledOffsets } = inspection;
	const { records, recompression } = sample;
	const fact = (title: string, text: string): Fact => ({ title, text });
	const size = offsetBytes(inspection);
	const took = (offsets: bigint, seconds: number): string =>
		`${groupedText(offsets)}${size === null ? '' : `, ${bytesText(Number(offsets) * size)}, ${bytesText((Number(offsets) * size) / seconds)}/s`}`;
	const sum = (offsetsOf: (w: (typeof writes)[number]) => bigint): bigint => writes.reduce((total, w) => total + offsetsOf(w), 0n);
	const last = (name: string, offsetsOf: (w: (typeof writes)[number]) => bigint, seconds: number) =>
		fact(name, took(sum(offsetsOf), seconds));
	const lately = [last('last hour', w => w.lastHour, 3_600), last('last 24 h', w => w.lastDay, 86_400)];
	const skew = writeSkew(writes);
	const keyed = records - sample.nullKeys;
	if (records === 0)
		return [
			fact('sample', logOffsets === 0n ? 'the topic is empty' : `no record in ${countText(sampledOffsets, 'offset', 'offsets')} sampled`),
			...lately,
		];
	return [
		fact(
			'sample',
			`${countText(records, 'record', 'records')} in ${countText(sample.batches, 'batch', 'batches')}, ${bytesText(sample.bytes)}` +
				` (${bytesText(sample.unpackedBytes)} unpacked), ${percentText(Math.min(1, shareOf(sampledOffsets, logOffsets) ?? 0))} of the log`,
		),
		fact('written', sample.oldestMs === null ? 'without timestamps' : `${timeText(sample.oldestMs)} to ${timeText(sample.newestMs!)}`),
		...lately,
		fact('codecs', sample.codecs.map(codec => codecText(codec, sample.bytes)).join(' · ')),
		fact('records a batch', `${oneText(sample.recordsPerBatch.average!)} on average · ${spreadText(sample.recordsPerBatch, oneCount)}`),
		fact(
			'batch',
			`${bytesText(sample.batchBytes.average!)} on average, ${percentText(sample.batchBytes.average! / BATCH_SIZE_BYTES)} of the default batch.size` +
				` · ${spreadText(sample.batchBytes, bytesText)}`,
		),
		fact('key', spreadText(sample.keyBytes, bytesText)),
		fact('value', spreadText(sample.valueBytes, bytesText)),
		fact('null keys', partText(sample.nullKeys, records)),
		fact('null values', partText(sample.nullValues, records)),
		fact(
			'different keys',
			keyed === 0
				? 'none'
				: sample.distinctKeys >= keyed * 0.98
					? `about as many as records with a key, ${groupedText(keyed)}`
					: `about ${groupedText(sample.distinctKeys)} in ${groupedText(keyed)} records with a key`,
		),
		...hotKeys.map((key, i) =>
			fact(i === 0 ? 'hot keys' : '', `${percentText(shareOf(key.records, keyed) ?? 0)} ${key.text} (partition ${key.partition})`),
		),
		fact(
			'partitions',
			skew === null
				? 'nothing written'
				: `${groupedText(writes.length)}, busiest ${skew.busiest} with ${oneText(skew.factor)} times the average of the ${skew.over === 'lastDay' ? 'last 24 h' : 'log'}` +
						(skew.idle > 0 ? `, ${skew.idle} without a record` : ''),
		),
		fact(
			'timestamps',
			`${sample.logAppendTimeRecords === records ? 'LogAppendTime' : sample.logAppendTimeRecords === 0 ? 'CreateTime' : 'CreateTime and LogAppendTime'}` +
				(sample.outOfOrder === 0
					? ', in order'
					: `, ${partText(sample.outOfOrder, records)} out of order by up to ${ageText(sample.furthestBackMs)}`) +
				(sample.ahead === 0 ? '' : `, ${groupedText(sample.ahead)} in the future by up to ${ageText(sample.furthestAheadMs)}`),
		),
		fact('idempotent', partText(sample.idempotentRecords, records)),
		fact('transactional', partText(sample.transactionalRecords, records)),
		...(recompression === null
			? []
			: [
					fact(
						'packed again',
						`zstd ${savedText(recompression.zstdBytes, recompression.storedBytes)} · lz4 ${savedText(recompression.lz4Bytes, recompression.storedBytes)}` +
							` · zstd in batches of 64 KiB ${savedText(recompression.zstdJoinedBytes, recompression.storedBytes)}`,
					),
				]),
		...sample.unread.map(({ reason, batches }) => fact('not read', `${countText(batches, 'batch', 'batches')}: ${reason}`)),
	];
};

const oneCount = (value: number): string => groupedText(value);

const codecText = ({ codec, bytes, batches }: CodecShare, all: number): string =>
	`${codec} ${percentText(bytes / all)} (${countText(batches, 'batch', 'batches')})`;

const savedText = (bytes: number, stored: number): string =>
	bytes <= stored ? `${percentText(1 - bytes / stored)} less` : `${percentText(bytes / stored - 1)} more`;

const timeText = (ms: number): string => (ms > 8.64e15 ? String(ms) : isoText(ms));
