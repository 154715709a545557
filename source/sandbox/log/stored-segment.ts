import type { BatchHeader } from '../../records/batch-header.ts';
import type { Segment, TimedOffset } from './segment.ts';

type StoredBatch = { readonly header: BatchHeader; readonly bytes: Buffer };

/** Batches that a client produced, kept as they came. */
export class StoredSegment implements Segment {
	readonly baseOffset: bigint;
	readonly #batches: StoredBatch[] = [];
	#sizeBytes = 0;
	#newest: TimedOffset | undefined;

	constructor(baseOffset: bigint) {
		this.baseOffset = baseOffset;
	}

	/** Appends one batch whose offsets are set already. */
	add(header: BatchHeader, bytes: Buffer): void {
		this.#batches.push({ header, bytes });
		this.#sizeBytes += bytes.length;
		if (this.#newest === undefined || header.maxTimestampMs > this.#newest.timestampMs)
			this.#newest = { offset: header.recordsCount === 1 ? header.baseOffset : header.lastOffset, timestampMs: header.maxTimestampMs };
	}

	get endOffset(): bigint {
		const last = this.#batches.at(-1);
		return last === undefined ? this.baseOffset : last.header.lastOffset + 1n;
	}

	get sizeBytes(): number {
		return this.#sizeBytes;
	}

	get firstTimestampMs(): number {
		return this.#batches[0]?.header.baseTimestampMs ?? 0;
	}

	get newest(): TimedOffset {
		return this.#newest ?? { offset: this.baseOffset, timestampMs: -1 };
	}

	read(offset: bigint, maxBytes: number): readonly Buffer[] {
		const found: Buffer[] = [];
		let left = maxBytes;
		for (let i = this.#indexOf(offset); i < this.#batches.length; i++) {
			const { bytes } = this.#batches[i] as StoredBatch;
			if (found.length > 0 && bytes.length > left) break;
			found.push(bytes);
			left -= bytes.length;
			if (left <= 0) break;
		}
		return found;
	}

	async firstAtOrAfter(timeMs: number, fromOffset: bigint): Promise<TimedOffset | undefined> {
		const { firstRecordTime } = await import('../../records/first-record-time.ts');
		for (let i = this.#indexOf(fromOffset); i < this.#batches.length; i++) {
			const { header, bytes } = this.#batches[i] as StoredBatch;
			if (header.maxTimestampMs < timeMs) continue;
			for (let offset = header.baseOffset > fromOffset ? header.baseOffset : fromOffset; offset <= header.lastOffset; ) {
				const record = firstRecordTime(bytes, offset);
				if (record === undefined) break;
				if (record.timestampMs >= timeMs) return record;
				offset = record.offset + 1n;
			}
		}
		return undefined;
	}

	/** Index of the first batch that ends at or after an offset. */
	#indexOf(offset: bigint): number {
		let low = 0;
		let high = this.#batches.length;
		while (low < high) {
			const middle = (low + high) >> 1;
			if ((this.#batches[middle] as StoredBatch).header.lastOffset < offset) low = middle + 1;
			else high = middle;
		}
		return low;
	}
}
