import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import { lz4Decompress, snappyDecompress } from '@platformatic/wasm-utils';
import { lz4Bytes, snappyBytes } from './unpacked-size.ts';

/** Kafka's Java clients wrap snappy in blocks of their own: this header, two version numbers, then length-prefixed raw blocks. */
const XERIAL_HEADER = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0x00]);
const XERIAL_HEADER_LENGTH = 16;

/** The most a batch may unpack to: far above any sane batch, far below what a crafted one could ask for. */
export const MOST_UNPACKED_BYTES = 256 * 1024 * 1024;

/**
 * Unpacks the records of a batch by the compression code of its attributes.
 * Throws an Error for an unknown code and for bytes that are not what the code says.
 */
export const decompress = (compression: number, packed: Buffer): Buffer => {
	switch (compression) {
		case 0:
			return packed;
		case 1:
			return gunzipSync(packed, { maxOutputLength: MOST_UNPACKED_BYTES });
		case 2:
			return unsnappy(packed);
		case 3:
			checkSize(lz4Bytes(packed));
			return lz4Decompress(packed);
		case 4:
			return zstdDecompressSync(packed, { maxOutputLength: MOST_UNPACKED_BYTES });
		default:
			throw new Error(`compression code ${compression} is not one of Kafka's`);
	}
};

const checkSize = (bytes: number): void => {
	if (bytes > MOST_UNPACKED_BYTES) throw new Error(`the records unpack to more than ${MOST_UNPACKED_BYTES} bytes`);
};

const unsnappy = (packed: Buffer): Buffer => {
	if (!packed.subarray(0, XERIAL_HEADER.length).equals(XERIAL_HEADER)) {
		checkSize(snappyBytes(packed));
		return snappyDecompress(packed);
	}
	const blocks: Buffer[] = [];
	let bytes = 0;
	for (let at = XERIAL_HEADER_LENGTH; at + 4 <= packed.length; ) {
		const length = packed.readInt32BE(at);
		if (length < 0 || at + 4 + length > packed.length) throw new Error('a snappy block is cut off');
		const block = packed.subarray(at + 4, at + 4 + length);
		bytes += snappyBytes(block);
		checkSize(bytes);
		blocks.push(snappyDecompress(block));
		at += 4 + length;
	}
	return Buffer.concat(blocks);
};
