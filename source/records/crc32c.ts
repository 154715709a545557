/** CRC-32C (Castagnoli, RFC 3720), the checksum of Kafka's record batches; reflected polynomial 0x82f63b78. */
const POLYNOMIAL = 0x82f63b78;

/** `table(k)[byte]` is what a byte comes to with k more bytes behind it, so that eight can be taken at once (slicing by eight). */
const tables: readonly Int32Array[] = Array.from({ length: 8 }, () => new Int32Array(256));
for (let byte = 0; byte < 256; byte++) {
	let value = byte;
	for (let bit = 0; bit < 8; bit++) value = (value & 1) === 1 ? (value >>> 1) ^ POLYNOMIAL : value >>> 1;
	tables[0]![byte] = value;
}
for (let k = 1; k < 8; k++)
	for (let byte = 0; byte < 256; byte++) {
		const before = tables[k - 1]![byte]!;
		tables[k]![byte] = (before >>> 8) ^ tables[0]![before & 0xff]!;
	}
const [t0, t1, t2, t3, t4, t5, t6, t7] = tables as unknown as readonly [
	Int32Array,
	Int32Array,
	Int32Array,
	Int32Array,
	Int32Array,
	Int32Array,
	Int32Array,
	Int32Array,
];

/** Computes the CRC-32C of bytes, unsigned. */
export const crc32c = (bytes: Uint8Array): number => {
	let crc = -1;
	let at = 0;
	for (const whole = bytes.length - 7; at < whole; at += 8) {
		const low = crc ^ (bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24));
		crc =
			t7[low & 0xff]! ^
			t6[(low >>> 8) & 0xff]! ^
			t5[(low >>> 16) & 0xff]! ^
			t4[low >>> 24]! ^
			t3[bytes[at + 4]!]! ^
			t2[bytes[at + 5]!]! ^
			t1[bytes[at + 6]!]! ^
			t0[bytes[at + 7]!]!;
	}
	for (; at < bytes.length; at++) crc = t0[(crc ^ bytes[at]!) & 0xff]! ^ (crc >>> 8);
	return (crc ^ -1) >>> 0;
};
