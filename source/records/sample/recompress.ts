import { zstdCompressSync } from 'node:zlib';
import { lz4Compress } from '@platformatic/wasm-utils';
import type { Recompression } from '../../model/topic-sample.ts';

/** Batches of a producer that is given time and room: batch.size of 64 KiB. */
const JOINED_BYTES = 64 * 1024;

/** Packing a small batch takes some 60 µs whatever its size. */
const MOST_BATCHES = 4_000;

/** Packs some batches again as producers would by their defaults (zstd at level 3, lz4's fast one), to see what they would take. */
export class Recompressor {
	#leftBytes: number;
	readonly #shareBytes: number;
	readonly #shareBatches: number;
	readonly #taken = new Map<number, { batches: number; bytes: number }>();
	readonly #joining = new Map<number, { bytes: number; readonly parts: Buffer[] }>();
	#unpackedBytes = 0;
	#storedBytes = 0;
	#zstdBytes = 0;
	#lz4Bytes = 0;
	#zstdJoinedBytes = 0;

	/** At most so many unpacked bytes are packed again, alike of all partitions. */
	constructor(mostBytes: number, partitions: number) {
		this.#leftBytes = mostBytes;
		this.#shareBytes = mostBytes / Math.max(1, partitions);
		this.#shareBatches = Math.ceil(MOST_BATCHES / Math.max(1, partitions));
	}

	add(partition: number, storedBytes: number, records: Buffer): void {
		const taken = this.#taken.get(partition) ?? { batches: 0, bytes: 0 };
		if (records.length === 0 || records.length > this.#leftBytes) return;
		if (taken.bytes >= this.#shareBytes || taken.batches >= this.#shareBatches) return;
		taken.bytes += records.length;
		taken.batches++;
		this.#taken.set(partition, taken);
		this.#leftBytes -= records.length;
		this.#unpackedBytes += records.length;
		this.#storedBytes += storedBytes;
		this.#zstdBytes += zstdCompressSync(records).length;
		this.#lz4Bytes += lz4Compress(records).length;
		const joining = this.#joining.get(partition) ?? { bytes: 0, parts: [] };
		// The bytes are those of a buffer that is used again.
		joining.parts.push(Buffer.from(records));
		joining.bytes += records.length;
		this.#joining.set(partition, joining);
		if (joining.bytes >= JOINED_BYTES) this.#join(partition);
	}

	#join(partition: number): void {
		const joining = this.#joining.get(partition)!;
		this.#zstdJoinedBytes += zstdCompressSync(Buffer.concat(joining.parts)).length;
		this.#joining.delete(partition);
	}

	/** Null where nothing was packed. */
	result(): Recompression | null {
		for (const partition of [...this.#joining.keys()]) this.#join(partition);
		return this.#unpackedBytes === 0
			? null
			: {
					unpackedBytes: this.#unpackedBytes,
					storedBytes: this.#storedBytes,
					zstdBytes: this.#zstdBytes,
					lz4Bytes: this.#lz4Bytes,
					zstdJoinedBytes: this.#zstdJoinedBytes,
				};
	}
}
