/** CRC-32C (Castagnoli, RFC 3720), the checksum of Kafka's record batches; reflected polynomial 0x82f63b78. */
const POLYNOMIAL = 0x82f63b78;

const table = new Uint32Array(256);
for (let i = 0; i < 256; i++) {
	let value = i;
	for (let bit = 0; bit < 8; bit++) value = (value & 1) === 1 ? (value >>> 1) ^ POLYNOMIAL : value >>> 1;
	table[i] = value >>> 0;
}

/** Computes the CRC-32C of bytes, unsigned. */
export const crc32c = (bytes: Uint8Array): number => {
	let crc = 0xffffffff;
	for (let i = 0; i < bytes.length; i++) crc = (table[(crc ^ (bytes[i] as number)) & 0xff] as number) ^ (crc >>> 8);
	return (crc ^ 0xffffffff) >>> 0;
};
