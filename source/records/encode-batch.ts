import { BATCH_OVERHEAD } from './batch-header.ts';
import { crc32c } from './crc32c.ts';

/** A record to encode; a null value is a tombstone. */
export type NewRecord = {
	readonly key: Uint8Array | null;
	readonly value: Uint8Array | null;
	readonly headers?: readonly { readonly name: string; readonly value: Uint8Array | null }[];
	/** Epoch ms. */
	readonly timestampMs: number;
};

export type BatchOptions = {
	readonly baseOffset: bigint;
	readonly leaderEpoch?: number;
	/** An idempotent producer, with the number of the first record. */
	readonly producer?: { readonly producerId: bigint; readonly producerEpoch: number; readonly sequence: number };
};

/**
 * Encodes records as one uncompressed record batch v2 with consecutive offsets (layout in batch-header.ts).
 * Throws a RangeError for no records: an empty batch is no batch of a producer.
 */
export const encodeBatch = (records: readonly NewRecord[], { baseOffset, leaderEpoch = 0, producer }: BatchOptions): Buffer => {
	const first = records[0];
	if (first === undefined) throw new RangeError('a batch needs a record');
	const baseTimestamp = first.timestampMs;
	const bodies = records.map((record, i) => encodeRecord(record, record.timestampMs - baseTimestamp, i));
	const length = bodies.reduce((sum, body) => sum + body.length, BATCH_OVERHEAD);
	const batch = Buffer.alloc(length);
	batch.writeBigInt64BE(baseOffset, 0);
	batch.writeInt32BE(length - 12, 8);
	batch.writeInt32BE(leaderEpoch, 12);
	batch.writeInt8(2, 16);
	batch.writeInt32BE(records.length - 1, 23);
	batch.writeBigInt64BE(BigInt(baseTimestamp), 27);
	batch.writeBigInt64BE(BigInt(records.reduce((most, r) => Math.max(most, r.timestampMs), baseTimestamp)), 35);
	batch.writeBigInt64BE(producer?.producerId ?? -1n, 43);
	batch.writeInt16BE(producer?.producerEpoch ?? -1, 51);
	batch.writeInt32BE(producer?.sequence ?? -1, 53);
	batch.writeInt32BE(records.length, 57);
	let at = BATCH_OVERHEAD;
	for (const body of bodies) at += body.copy(batch, at);
	batch.writeUInt32BE(crc32c(batch.subarray(21)), 17);
	return batch;
};

/** The same batch with its records packed; `codec` is Kafka's number of what `pack` does. */
export const packBatch = async (batch: Buffer, codec: number, pack: (bytes: Buffer) => Promise<Buffer>): Promise<Buffer> => {
	const packed = Buffer.concat([batch.subarray(0, BATCH_OVERHEAD), await pack(batch.subarray(BATCH_OVERHEAD))]);
	packed.writeInt32BE(packed.length - 12, 8);
	packed.writeInt16BE((packed.readInt16BE(21) & ~7) | codec, 21);
	packed.writeUInt32BE(crc32c(packed.subarray(21)), 17);
	return packed;
};

/** True when a batch holds what its checksum says; `batch` is exactly one batch. */
export const hasValidCrc = (batch: Buffer): boolean =>
	batch.length >= BATCH_OVERHEAD && batch.readUInt32BE(17) === crc32c(batch.subarray(21));

/** Record: length varint, attributes int8, timestampDelta varint, offsetDelta varint, key, value, header count varint, headers. */
const encodeRecord = ({ key, value, headers = [] }: NewRecord, timestampDelta: number, offsetDelta: number): Buffer => {
	const names = headers.map(h => Buffer.from(h.name));
	const parts: Uint8Array[] = [
		Buffer.of(0),
		varint(timestampDelta),
		varint(offsetDelta),
		...sized(key),
		...sized(value),
		varint(headers.length),
	];
	for (const [i, header] of headers.entries()) parts.push(...sized(names[i] as Buffer), ...sized(header.value));
	const length = parts.reduce((sum, part) => sum + part.length, 0);
	return Buffer.concat([varint(length), ...parts]);
};

const sized = (bytes: Uint8Array | null): readonly Uint8Array[] => (bytes === null ? [varint(-1)] : [varint(bytes.length), bytes]);

/** Zigzag varint; exact up to 2^52. */
const varint = (value: number): Buffer => {
	let raw = value >= 0 ? value * 2 : -value * 2 - 1;
	const bytes: number[] = [];
	while (raw >= 128) {
		bytes.push((raw % 128) + 128);
		raw = Math.floor(raw / 128);
	}
	bytes.push(raw);
	return Buffer.from(bytes);
};
