/** Builds record batches as Kafka writes them (message format v2), to be read by what is tested. */

/** Zigzag varint, Kafka's form. */
export const varint = (value: number): Buffer => {
	let raw = BigInt(value) < 0n ? -BigInt(value) * 2n - 1n : BigInt(value) * 2n;
	const bytes: number[] = [];
	for (; raw > 127n; raw >>= 7n) bytes.push(Number(raw & 127n) | 128);
	return Buffer.from([...bytes, Number(raw)]);
};

export type TestRecord = { readonly offsetDelta: number; readonly timestampDelta: number; readonly value?: string };

const recordBytes = ({ offsetDelta, timestampDelta, value = 'v' }: TestRecord): Buffer => {
	const body = Buffer.concat([
		Buffer.from([0]),
		varint(timestampDelta),
		varint(offsetDelta),
		varint(-1),
		varint(value.length),
		Buffer.from(value),
		varint(0),
	]);
	return Buffer.concat([varint(body.length), body]);
};

export type TestBatch = {
	readonly baseOffset: number;
	readonly records: readonly TestRecord[];
	readonly attributes?: number;
	readonly baseTimestampMs?: number;
	readonly maxTimestampMs?: number;
	readonly magic?: number;
	readonly lastOffsetDelta?: number;
	readonly pack?: (records: Buffer) => Buffer;
};

/** One batch; `pack` compresses its records, `attributes` says how. */
export const batchBytes = (b: TestBatch): Buffer => {
	const records = (b.pack ?? (bytes => bytes))(Buffer.concat(b.records.map(recordBytes)));
	const head = Buffer.alloc(61);
	head.writeBigInt64BE(BigInt(b.baseOffset), 0);
	head.writeInt32BE(61 - 12 + records.length, 8);
	head.writeInt8(b.magic ?? 2, 16);
	head.writeInt16BE(b.attributes ?? 0, 21);
	head.writeInt32BE(b.lastOffsetDelta ?? Math.max(0, ...b.records.map(r => r.offsetDelta)), 23);
	head.writeBigInt64BE(BigInt(b.baseTimestampMs ?? 1_700_000_000_000), 27);
	head.writeBigInt64BE(BigInt(b.maxTimestampMs ?? b.baseTimestampMs ?? 1_700_000_000_000), 35);
	head.writeInt32BE(b.records.length, 57);
	return Buffer.concat([head, records]);
};
