import { encodeBatch, type NewRecord } from '../../records/encode-batch.ts';
import type { Segment, TimedOffset } from './segment.ts';

/** Makes the n-th record of a partition, always the same one for the same n. */
export type Recipe = (partition: number, n: number, timestampMs: number) => Omit<NewRecord, 'timestampMs'>;

/** Records a batch: what a producer that lingers a little would send. */
const BATCH_RECORDS = 16;

const exampleBytes = new WeakMap<Recipe, number>();

/** Bytes a record of this recipe takes in a full batch, measured once on its first ones. */
const bytesPerRecord = (recipe: Recipe): number => {
	const known = exampleBytes.get(recipe);
	if (known !== undefined) return known;
	const records = Array.from({ length: BATCH_RECORDS }, (_, n) => ({
		...recipe(0, n, 1_700_000_000_000 + n),
		timestampMs: 1_700_000_000_000 + n,
	}));
	const bytes = encodeBatch(records, { baseOffset: 0n }).length / BATCH_RECORDS;
	exampleBytes.set(recipe, bytes);
	return bytes;
};

/**
 * Records at even distances in time that exist only while somebody reads them: days of history and endless traffic cost a few numbers.
 * Its size is an estimate from the recipe's first batch. A batch that grew since it was read is given whole, with records the reader
 * has already: clients skip those, as they do in any batch that starts before the asked offset.
 */
export class SyntheticSegment implements Segment {
	readonly baseOffset: bigint;
	readonly firstTimestampMs: number;
	readonly stepMs: number;
	readonly recipe: Recipe;
	readonly #partition: number;
	#count = 0;

	constructor(start: {
		readonly baseOffset: bigint;
		readonly partition: number;
		readonly firstTimestampMs: number;
		readonly stepMs: number;
		readonly recipe: Recipe;
	}) {
		this.baseOffset = start.baseOffset;
		this.firstTimestampMs = start.firstTimestampMs;
		this.stepMs = start.stepMs;
		this.recipe = start.recipe;
		this.#partition = start.partition;
	}

	grow(count: number): void {
		this.#count += count;
	}

	get endOffset(): bigint {
		return this.baseOffset + BigInt(this.#count);
	}

	get sizeBytes(): number {
		return Math.round(this.#count * bytesPerRecord(this.recipe));
	}

	get newest(): TimedOffset {
		return { offset: this.endOffset - 1n, timestampMs: this.#timeOf(this.#count - 1) };
	}

	/** The timestamp the next record would have. */
	get nextTimestampMs(): number {
		return this.#timeOf(this.#count);
	}

	read(offset: bigint, maxBytes: number): readonly Buffer[] {
		const batches: Buffer[] = [];
		const first = Math.max(0, Number(offset - this.baseOffset));
		let left = maxBytes;
		for (let start = first - (first % BATCH_RECORDS); start < this.#count; start += BATCH_RECORDS) {
			const records: NewRecord[] = [];
			for (let i = start; i < Math.min(start + BATCH_RECORDS, this.#count); i++) records.push(this.#record(i));
			const batch = encodeBatch(records, { baseOffset: this.baseOffset + BigInt(start) });
			if (batches.length > 0 && batch.length > left) break;
			batches.push(batch);
			left -= batch.length;
			if (left <= 0) break;
		}
		return batches;
	}

	firstAtOrAfter(timeMs: number, fromOffset: bigint): TimedOffset | undefined {
		const byTime = Math.max(0, Math.ceil((timeMs - this.firstTimestampMs) / this.stepMs));
		// Timestamps are whole milliseconds, rounded down, so the division may come out one too high or low.
		let i = Math.max(0, byTime - 1, Number(fromOffset - this.baseOffset));
		while (i < this.#count && this.#timeOf(i) < timeMs) i++;
		return i < this.#count ? { offset: this.baseOffset + BigInt(i), timestampMs: this.#timeOf(i) } : undefined;
	}

	#timeOf(i: number): number {
		return Math.floor(this.firstTimestampMs + i * this.stepMs);
	}

	#record(i: number): NewRecord {
		const timestampMs = this.#timeOf(i);
		return { ...this.recipe(this.#partition, Number(this.baseOffset) + i, timestampMs), timestampMs };
	}
}
