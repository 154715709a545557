/** The few forms of Avro's binary encoding that the shop needs. */

/** Zigzag, then seven bits a byte, the lowest first. */
export const avroLong = (value: number): Buffer => {
	const bytes: number[] = [];
	let left = BigInt(value) * 2n;
	if (value < 0) left = -left - 1n;
	do {
		const more = left > 0x7fn;
		bytes.push(Number(left & 0x7fn) | (more ? 0x80 : 0));
		left >>= 7n;
	} while (left > 0n);
	return Buffer.from(bytes);
};

export const avroString = (text: string): Buffer => Buffer.concat([avroLong(Buffer.byteLength(text)), Buffer.from(text)]);
