/** Most bytes a 64-bit varint takes. */
const MOST_BYTES = 10;

/**
 * Reads a zigzag varint (Protocol Buffers' form, as Kafka's records use it) at `at`.
 * Values beyond 2^53 lose precision: lengths and deltas of a batch never reach it. Throws a RangeError where the bytes end or run on.
 */
export const readVarint = (bytes: Buffer, at: number): { readonly value: number; readonly next: number } => {
	let raw = 0;
	let scale = 1;
	for (let i = 0; i < MOST_BYTES; i++) {
		const byte = bytes[at + i];
		if (byte === undefined) throw new RangeError('the record ends inside a number');
		raw += (byte & 127) * scale;
		if (byte < 128) return { value: raw % 2 === 0 ? raw / 2 : -(raw + 1) / 2, next: at + i + 1 };
		scale *= 128;
	}
	throw new RangeError('a number runs on for more than ten bytes');
};
