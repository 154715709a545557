import { gzipSync, zstdCompressSync } from 'node:zlib';
import { lz4Compress, snappyCompress } from '@platformatic/wasm-utils';
import { BATCH_OVERHEAD } from '../../source/records/batch-header.ts';
import { crc32c } from '../../source/records/crc32c.ts';

const CODECS = {
	none: { code: 0, pack: (bytes: Buffer): Uint8Array => bytes },
	gzip: { code: 1, pack: (bytes: Buffer): Uint8Array => gzipSync(bytes) },
	snappy: { code: 2, pack: (bytes: Buffer): Uint8Array => snappyCompress(bytes) },
	lz4: { code: 3, pack: (bytes: Buffer): Uint8Array => lz4Compress(bytes) },
	zstd: { code: 4, pack: (bytes: Buffer): Uint8Array => zstdCompressSync(bytes) },
} as const;

export type Codec = keyof typeof CODECS;

/** Packs the records of an uncompressed batch as a producer would. */
export const compressedBatch = (batch: Buffer, codec: Codec): Buffer => {
	const { code, pack } = CODECS[codec];
	const packed = Buffer.concat([batch.subarray(0, BATCH_OVERHEAD), pack(batch.subarray(BATCH_OVERHEAD))]);
	packed.writeInt32BE(packed.length - 12, 8);
	packed.writeInt16BE(packed.readInt16BE(21) | code, 21);
	packed.writeUInt32BE(crc32c(packed.subarray(21)), 17);
	return packed;
};
