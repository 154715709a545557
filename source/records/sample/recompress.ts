import { zstdCompressSync } from 'node:zlib';
import { lz4Compress } from '@platformatic/wasm-utils';
import type { Recompression } from '../../model/topic-sample.ts';

/** Batches of a producer that is given time and room: batch.size of 64 KiB. */
const JOINED_BYTES = 64 * 1024;
/** What is kept for being packed again: a fraction of a second of one core. Packing a small batch takes some 60 µs whatever its size. */
const MOST_BYTES = 16 * 1024 * 1024;
const MOST_BATCHES = 2_000;

type Kept = { readonly index: number; readonly partition: number; readonly storedBytes: number; readonly records: Buffer };

/**
 * Packs some batches again as producers would by their defaults (zstd at level 3, lz4's fast one), to see what they would take. Every n-th
 * batch is kept, n growing with their number, so that those kept stand for all.
 */
export class Recompressor {
	#kept: Kept[] = [];
	#keptBytes = 0;
	#stride = 1;
	#seen = 0;

	add(partition: number, storedBytes: number, records: Buffer): void {
		const index = this.#seen++;
		if (index % this.#stride !== 0 || records.length === 0 || records.length > MOST_BYTES) return;
		// The bytes are those of a buffer that is used again.
		this.#kept.push({ index, partition, storedBytes, records: Buffer.from(records) });
		this.#keptBytes += records.length;
		while (this.#keptBytes > MOST_BYTES || this.#kept.length > MOST_BATCHES) this.#thin();
	}

	#thin(): void {
		this.#stride *= 2;
		this.#kept = this.#kept.filter(({ index }) => index % this.#stride === 0);
		this.#keptBytes = this.#kept.reduce((sum, { records }) => sum + records.length, 0);
	}

	/** Packs what was kept, with a pause after each batch. Null where nothing was. */
	*result(): Generator<void, Recompression | null> {
		if (this.#kept.length === 0) return null;
		const sums = { unpackedBytes: this.#keptBytes, storedBytes: 0, zstdBytes: 0, lz4Bytes: 0, zstdJoinedBytes: 0 };
		for (const { storedBytes, records } of this.#kept) {
			sums.storedBytes += storedBytes;
			sums.zstdBytes += zstdCompressSync(records).length;
			sums.lz4Bytes += lz4Compress(records).length;
			yield;
		}
		for (const batches of Map.groupBy(this.#kept, ({ partition }) => partition).values())
			for (const joined of joinedBatches(batches.map(({ records }) => records))) {
				sums.zstdJoinedBytes += zstdCompressSync(joined).length;
				yield;
			}
		return sums;
	}
}

function* joinedBatches(batches: readonly Buffer[]): Generator<Buffer, void> {
	let parts: Buffer[] = [];
	let bytes = 0;
	for (const [i, batch] of batches.entries()) {
		parts.push(batch);
		bytes += batch.length;
		if (bytes < JOINED_BYTES && i < batches.length - 1) continue;
		yield Buffer.concat(parts);
		parts = [];
		bytes = 0;
	}
}
