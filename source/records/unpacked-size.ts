/** How much packed bytes may unpack to, told from their headers alone: the unpackers of snappy and lz4 have no limit of their own. */

const LZ4_MAGIC = 0x184d2204;
/** By the block descriptor's bits 4–6. */
const LZ4_BLOCK_BYTES: readonly number[] = [0, 0, 0, 0, 65_536, 262_144, 1_048_576, 4_194_304];
const UNCOMPRESSED_BIT = 0x80000000;
const [HAS_DICTIONARY, HAS_CONTENT_SIZE, HAS_BLOCK_CHECKSUM] = [0x01, 0x08, 0x10] as const;

/**
 * Bytes that an LZ4 frame unpacks to at least, if its encoder fills every block but the last; 0 for what is no frame.
 *
 *   magic uint32 · flags · block descriptor · [content size 8] · [dictionary 4] · checksum · blocks: [length uint32 (highest bit: not
 *   compressed), data, [checksum 4]] · 0 uint32 · [checksum 4]; numbers are little endian
 */
export const lz4Bytes = (packed: Buffer): number => {
	if (packed.length < 7 || packed.readUInt32LE(0) !== LZ4_MAGIC) return 0;
	const flags = packed[4] as number;
	const blockBytes = LZ4_BLOCK_BYTES[((packed[5] as number) >> 4) & 7] as number;
	let at = 7 + ((flags & HAS_CONTENT_SIZE) !== 0 ? 8 : 0) + ((flags & HAS_DICTIONARY) !== 0 ? 4 : 0);
	const checksum = (flags & HAS_BLOCK_CHECKSUM) !== 0 ? 4 : 0;
	let blocks = 0;
	while (at + 4 <= packed.length) {
		const length = packed.readUInt32LE(at);
		if (length === 0) break;
		blocks++;
		at += 4 + (length >= UNCOMPRESSED_BIT ? length - UNCOMPRESSED_BIT : length) + checksum;
	}
	return Math.max(0, blocks - 1) * blockBytes;
};

/** Bytes that a raw snappy block says it unpacks to: a varint of seven bits a byte in front; 0 for what is none. */
export const snappyBytes = (packed: Buffer): number => {
	let size = 0;
	for (let i = 0; i < 5 && i < packed.length; i++) {
		const byte = packed[i] as number;
		size += (byte & 0x7f) * 2 ** (7 * i);
		if (byte < 0x80) return size;
	}
	return 0;
};
