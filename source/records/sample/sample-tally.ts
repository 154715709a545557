import { CODECS, type CodecShare, type TopicSample } from '../../model/topic-sample.ts';
import { type BatchHeader, readBatchHeader } from '../batch-header.ts';
import { readBatchSpan } from '../batch-span.ts';
import { decompress } from '../decompress.ts';
import { type BatchFrame, nextRecord, type RecordView } from '../record-view.ts';
import { Varints } from '../varints.ts';
import { DistinctCount } from './distinct-count.ts';
import { FrequentKeys } from './frequent-keys.ts';
import { Recompressor } from './recompress.ts';
import { SizeCounts } from './size-counts.ts';

/** A clock that is off by less is nobody's concern. */
const AHEAD_MS = 60_000;
const HOT_KEYS = 10;

/** Batches from `endOffset` on are not in the sample. */
type Piece = { readonly topic: string; readonly partition: number; readonly bytes: Buffer; readonly endOffset: bigint };

/** Adds up what the batches of one topic say, in bounded memory; of a partition they come in the order of offsets. */
export class SampleTally {
	readonly #nowMs: number;
	readonly #codecs = new Map<string, { batches: number; records: number; bytes: number }>();
	readonly #recordsPerBatch = new SizeCounts();
	readonly #batchBytes = new SizeCounts();
	readonly #keyBytes = new SizeCounts();
	readonly #valueBytes = new SizeCounts();
	readonly #distinct = new DistinctCount();
	readonly #frequent = new FrequentKeys();
	readonly #recompressor = new Recompressor();
	readonly #producers = new Set<bigint>();
	readonly #newest = new Map<number, number>();
	readonly #unread = new Map<string, number>();
	readonly #sums = {
		batches: 0,
		records: 0,
		controlBatches: 0,
		bytes: 0,
		unpackedBytes: 0,
		nullKeys: 0,
		nullValues: 0,
		withHeaders: 0,
		logAppendTimeRecords: 0,
		outOfOrder: 0,
		furthestBackMs: 0,
		ahead: 0,
		furthestAheadMs: 0,
		idempotentRecords: 0,
		transactionalRecords: 0,
	};
	readonly #partitions: number;
	#oldestMs = Number.POSITIVE_INFINITY;
	#newestMs = Number.NEGATIVE_INFINITY;

	constructor(partitions: number, nowMs: number) {
		this.#partitions = partitions;
		this.#nowMs = nowMs;
	}

	/** Adds whole batches, and pauses after each. What cannot be read is noted. */
	*add(piece: Piece): Generator<void, void> {
		for (let at = 0; ; ) {
			const span = readBatchSpan(piece.bytes, at);
			if (span === undefined) return;
			const start = at;
			at = span.end;
			const batch = span.magic === 2 ? readBatchHeader(piece.bytes, start) : undefined;
			if (batch !== undefined && batch.baseOffset >= piece.endOffset) return;
			if (batch === undefined) this.#note(`message format v${span.magic}, from before Kafka 0.11, is not read`);
			else if (batch.isControl) this.#sums.controlBatches++;
			else this.#batch(piece, batch, batch.end - start);
			yield;
		}
	}

	#note(reason: string): void {
		this.#unread.set(reason, (this.#unread.get(reason) ?? 0) + 1);
	}

	#batch(piece: Piece, batch: BatchHeader, bytes: number): void {
		const sums = this.#sums;
		const name = CODECS[batch.compression] ?? `code ${batch.compression}`;
		const codec = this.#codecs.get(name) ?? { batches: 0, records: 0, bytes: 0 };
		this.#codecs.set(name, codec);
		codec.batches++;
		codec.records += batch.recordsCount;
		codec.bytes += bytes;
		sums.batches++;
		sums.records += batch.recordsCount;
		sums.bytes += bytes;
		this.#recordsPerBatch.add(batch.recordsCount);
		this.#batchBytes.add(bytes);
		if (batch.producerId >= 0n) {
			this.#producers.add(batch.producerId);
			sums.idempotentRecords += batch.recordsCount;
		}
		if (batch.isTransactional) sums.transactionalRecords += batch.recordsCount;
		if (batch.isLogAppendTime) sums.logAppendTimeRecords += batch.recordsCount;
		try {
			const packed = piece.bytes.subarray(batch.recordsAt, batch.end);
			const records = decompress(batch.compression, packed);
			sums.unpackedBytes += records.length;
			this.#recompressor.add(piece.partition, packed.length, records);
			this.#records(piece, batch, records);
		} catch (error) {
			this.#note(error instanceof Error ? error.message.split('\n')[0]! : String(error));
		}
	}

	#records({ topic, partition }: Piece, batch: BatchHeader, bytes: Buffer): void {
		const frame: BatchFrame = {
			topic,
			partition,
			bytes,
			baseOffset: batch.baseOffset,
			baseTimestampMs: batch.baseTimestampMs,
			appendTimestampMs: batch.isLogAppendTime ? batch.maxTimestampMs : null,
		};
		const cursor = new Varints(bytes);
		for (let n = 0; n < batch.recordsCount; n++) this.#record(nextRecord(frame, cursor), partition);
	}

	#record(record: RecordView, partition: number): void {
		const sums = this.#sums;
		const { key, valueLength, timestampMs } = record;
		if (key === null) sums.nullKeys++;
		else {
			this.#keyBytes.add(key.length);
			this.#distinct.add(key);
			this.#frequent.add(key, partition);
		}
		if (valueLength < 0) sums.nullValues++;
		else this.#valueBytes.add(valueLength);
		// A header count of zero is one byte, the last of the record.
		if (record.end - (record.valueAt + Math.max(0, valueLength)) > 1) sums.withHeaders++;
		if (timestampMs >= 0) this.#time(partition, timestampMs);
	}

	#time(partition: number, timestampMs: number): void {
		const sums = this.#sums;
		const before = this.#newest.get(partition) ?? Number.NEGATIVE_INFINITY;
		if (timestampMs < before) {
			sums.outOfOrder++;
			sums.furthestBackMs = Math.max(sums.furthestBackMs, before - timestampMs);
		} else this.#newest.set(partition, timestampMs);
		if (timestampMs > this.#nowMs + AHEAD_MS) {
			sums.ahead++;
			sums.furthestAheadMs = Math.max(sums.furthestAheadMs, timestampMs - this.#nowMs);
		}
		if (timestampMs < this.#oldestMs) this.#oldestMs = timestampMs;
		if (timestampMs > this.#newestMs) this.#newestMs = timestampMs;
	}

	/** What it comes to; it takes a while, with pauses. Once, at the end. */
	*result(): Generator<void, TopicSample> {
		const recompression = yield* this.#recompressor.result();
		const hasTimes = this.#newestMs >= this.#oldestMs;
		return {
			...this.#sums,
			partitions: this.#partitions,
			oldestMs: hasTimes ? this.#oldestMs : null,
			newestMs: hasTimes ? this.#newestMs : null,
			codecs: [...this.#codecs].map(([codec, counts]): CodecShare => ({ codec, ...counts })).sort((a, b) => b.bytes - a.bytes),
			recordsPerBatch: this.#recordsPerBatch.spread(),
			batchBytes: this.#batchBytes.spread(),
			keyBytes: this.#keyBytes.spread(),
			valueBytes: this.#valueBytes.spread(),
			distinctKeys: this.#distinct.estimate(),
			hotKeys: this.#frequent.top(HOT_KEYS),
			hotKeyError: this.#frequent.error(),
			producers: this.#producers.size,
			recompression,
			unread: [...this.#unread].map(([reason, batches]) => ({ reason, batches })),
		};
	}
}
