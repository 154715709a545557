import type { BatchHeader } from '../../records/batch-header.ts';
import { readBatchHeader } from '../../records/batch-header.ts';
import { markerBatch } from './control-batch.ts';
import { ProducerStates } from './producer-states.ts';
import type { Segment, TimedOffset } from './segment.ts';
import { StoredSegment } from './stored-segment.ts';
import { type Recipe, SyntheticSegment } from './synthetic-segment.ts';
import { type AbortedTransaction, TransactionIndex } from './transaction-index.ts';

/** When the active segment is closed and a new one begun, as the topic's settings say. */
export type RollLimits = { readonly segmentBytes: number; readonly segmentMs: number };

/** How much of a log is kept; -1 is no limit. */
export type RetentionLimits = { readonly retentionMs: number; readonly retentionBytes: number };

/** Even traffic: one record every `stepMs`. */
export type Flow = { readonly recipe: Recipe; readonly stepMs: number };

/** One partition's records, in segments; retention takes whole ones. Every record is committed at once: the end is the high watermark. */
export class PartitionLog {
	readonly partition: number;
	#segments: Segment[] = [];
	#startOffset: bigint;
	#endOffset: bigint;
	/** Made with the first transaction. */
	#transactions: TransactionIndex | undefined;
	#producers: ProducerStates | undefined;

	constructor(partition: number, startOffset = 0n) {
		this.partition = partition;
		this.#startOffset = startOffset;
		this.#endOffset = startOffset;
	}

	get startOffset(): bigint {
		return this.#startOffset;
	}

	get endOffset(): bigint {
		return this.#endOffset;
	}

	/** The first offset that a reader of committed records may not have yet. */
	get lastStableOffset(): bigint {
		return this.#transactions?.firstOpenOffset ?? this.#endOffset;
	}

	/** Producers that write with sequence numbers. */
	get producers(): ProducerStates {
		this.#producers ??= new ProducerStates();
		return this.#producers;
	}

	/** The first offset of a producer's open transaction. */
	openFromOffset(producerId: bigint): bigint | undefined {
		return this.#transactions?.openFromOffset(producerId);
	}

	get segments(): number {
		return this.#segments.length;
	}

	get sizeBytes(): number {
		return this.#segments.reduce((sum, segment) => sum + segment.sizeBytes, 0);
	}

	/** Appends a producer's batch and returns its first offset; `bytes` becomes the log's own. */
	append(header: BatchHeader, bytes: Buffer, leaderEpoch: number, limits: RollLimits): bigint {
		const baseOffset = this.#endOffset;
		bytes.writeBigInt64BE(baseOffset, 0);
		bytes.writeInt32BE(leaderEpoch, 12);
		const lastOffset = baseOffset + (header.lastOffset - header.baseOffset);
		let active = this.#segments.at(-1);
		if (!(active instanceof StoredSegment) || this.#isFull(active, header.maxTimestampMs, limits)) {
			active = new StoredSegment(baseOffset);
			this.#segments.push(active);
		}
		(active as StoredSegment).add({ ...header, baseOffset, lastOffset }, bytes);
		this.#endOffset = lastOffset + 1n;
		if (header.isTransactional && !header.isControl) {
			this.#transactions ??= new TransactionIndex();
			this.#transactions.came(header.producerId, baseOffset);
		}
		return baseOffset;
	}

	/** Appends the marker that ends a producer's transaction. */
	endTransaction(
		producer: { readonly id: bigint; readonly epoch: number },
		isCommit: boolean,
		{ nowMs, leaderEpoch, limits }: { readonly nowMs: number; readonly leaderEpoch: number; readonly limits: RollLimits },
	): void {
		const marker = markerBatch(producer, isCommit, nowMs);
		const offset = this.append(readBatchHeader(marker, 0) as BatchHeader, marker, leaderEpoch, limits);
		this.#transactions?.forgetBefore(this.#startOffset);
		this.#transactions?.ended(producer.id, isCommit, offset);
	}

	/** Aborted transactions that have records between two offsets, the second not included. */
	abortedBetween(fromOffset: bigint, endOffset: bigint): readonly AbortedTransaction[] {
		return this.#transactions?.abortedBetween(fromOffset, endOffset) ?? [];
	}

	/** Leaves out offsets at the end, as compaction does with records whose key came again. */
	skip(offsets: number): void {
		this.#endOffset += BigInt(offsets);
	}

	/** Lets even traffic flow from `fromMs` (or from where it stood) up to a moment; returns how many records came. */
	flow({ recipe, stepMs }: Flow, fromMs: number, untilMs: number, limits: RollLimits): number {
		let came = 0;
		for (;;) {
			let active = this.#segments.at(-1);
			const continues = active instanceof SyntheticSegment && active.recipe === recipe && active.stepMs === stepMs;
			const next = continues ? (active as SyntheticSegment).nextTimestampMs : fromMs;
			if (next > untilMs) return came;
			if (!continues || this.#isFull(active as Segment, next, limits)) {
				active = new SyntheticSegment({ baseOffset: this.#endOffset, partition: this.partition, firstTimestampMs: next, stepMs, recipe });
				this.#segments.push(active);
			}
			const growing = active as SyntheticSegment;
			const lastMs = Math.min(untilMs, growing.firstTimestampMs + Math.max(limits.segmentMs, stepMs) - 1);
			const count = Math.max(1, Math.floor((lastMs - next) / stepMs) + 1);
			growing.grow(count);
			this.#endOffset += BigInt(count);
			came += count;
		}
	}

	/** Whole batches from the one with `offset` on; undefined when the log does not reach there. */
	read(offset: bigint, maxBytes: number): readonly Buffer[] | undefined {
		if (offset < this.#startOffset || offset > this.#endOffset) return undefined;
		const found: Buffer[] = [];
		let left = maxBytes;
		for (const segment of this.#segments) {
			if (segment.endOffset <= offset || (left <= 0 && found.length > 0)) continue;
			const batches = segment.read(offset, left);
			const first = batches[0];
			if (first === undefined || (found.length > 0 && first.length > left)) break;
			found.push(...batches);
			left -= batches.reduce((sum, batch) => sum + batch.length, 0);
		}
		return found;
	}

	/** The first record at or after a time. */
	async offsetForTime(timeMs: number): Promise<TimedOffset | undefined> {
		for (const segment of this.#segments) {
			if (segment.newest.timestampMs < timeMs || segment.endOffset <= this.#startOffset) continue;
			const found = await segment.firstAtOrAfter(timeMs, this.#startOffset);
			if (found !== undefined) return found;
		}
		return undefined;
	}

	/** The record with the newest timestamp. */
	get newest(): TimedOffset | undefined {
		let newest: TimedOffset | undefined;
		for (const segment of this.#segments)
			if (segment.endOffset > this.#startOffset && (newest === undefined || segment.newest.timestampMs > newest.timestampMs))
				newest = segment.newest;
		return newest;
	}

	/** DeleteRecords: the log starts here from now on; segments before it go. */
	deleteBefore(offset: bigint): void {
		if (offset > this.#startOffset) this.#startOffset = offset;
		this.#segments = this.#segments.filter(segment => segment.endOffset > this.#startOffset);
	}

	/** Takes the oldest segments that are too old or too much; returns how many went. Kafka rolls an active segment that is too old. */
	retain({ retentionMs, retentionBytes }: RetentionLimits, nowMs: number): number {
		let size = this.sizeBytes;
		let gone = 0;
		for (const segment of this.#segments) {
			const isTooOld = retentionMs >= 0 && nowMs - segment.newest.timestampMs > retentionMs;
			const isTooMuch = retentionBytes >= 0 && size - segment.sizeBytes >= retentionBytes && gone < this.#segments.length - 1;
			if (!isTooOld && !isTooMuch) break;
			size -= segment.sizeBytes;
			gone++;
		}
		if (gone === 0) return 0;
		this.#segments = this.#segments.slice(gone);
		const start = this.#segments[0]?.baseOffset ?? this.#endOffset;
		if (start > this.#startOffset) this.#startOffset = start;
		return gone;
	}

	#isFull(segment: Segment, nextMs: number, { segmentBytes, segmentMs }: RollLimits): boolean {
		return segment.sizeBytes >= segmentBytes || nextMs - segment.firstTimestampMs >= segmentMs;
	}
}
