/**
 * The frames in which serializers name the schema of a key or value. Numbers are big endian.
 *
 *   Confluent  0 · schema id int32 · payload           (Protobuf: message indexes before the payload)
 *   Confluent  payload alone, and a header __key_schema_id or __value_schema_id: 1 · GUID, or 0 · schema id int32; for Protobuf the
 *              message indexes follow in the header
 *   AWS Glue   3 · compression (0 none, 5 zlib) · schema version UUID · payload
 *
 *   message indexes: count, then one index a level of nesting, all zigzag varints; the count 0 stands for the first message
 */
import { inflateSync } from 'node:zlib';
import type { SchemaReference } from '../ports/schema-registry.ts';
import { DecodingError } from './decoded-value.ts';

export type SchemaFrame = {
	readonly reference: SchemaReference;
	/** What the schema describes, still packed when `isDeflated`. */
	readonly payload: Buffer;
	readonly isDeflated: boolean;
	/** Where Protobuf's message indexes stand: in front of the payload, or in these bytes of the header. Nowhere under Glue. */
	readonly messageIndexes: 'payload' | Buffer | null;
};

type Header = { readonly name: string; readonly value: Buffer | null };

const CONFLUENT_BYTES = 5;
const GUID_BYTES = 16;
const GLUE_VERSION = 3;
const GLUE_BYTES = 2 + GUID_BYTES;
const GLUE_PLAIN = 0;
const GLUE_ZLIB = 5;
/** Far above any sane record, far below what crafted bytes could unpack to. */
const MOST_INFLATED_BYTES = 64 * 1024 * 1024;

/** Finds the frame of a key or value; null when there is none. A header that names the schema wins, as in Confluent's deserializers. */
export const schemaFrame = (bytes: Buffer, side: 'key' | 'value', headers: readonly Header[]): SchemaFrame | null =>
	(headers.length === 0 ? null : headerFrame(bytes, `__${side}_schema_id`, headers)) ?? prefixFrame(bytes);

const prefixFrame = (bytes: Buffer): SchemaFrame | null => {
	// Registries count from 1: eight bytes of a small number begin with the id 0.
	if (bytes[0] === 0 && bytes.length >= CONFLUENT_BYTES && bytes.readInt32BE(1) > 0)
		return {
			reference: { kind: 'confluentId', id: bytes.readInt32BE(1) },
			payload: bytes.subarray(CONFLUENT_BYTES),
			isDeflated: false,
			messageIndexes: 'payload',
		};
	if (bytes[0] === GLUE_VERSION && bytes.length >= GLUE_BYTES && (bytes[1] === GLUE_PLAIN || bytes[1] === GLUE_ZLIB))
		return {
			reference: { kind: 'glue', versionId: uuidText(bytes, 2) },
			payload: bytes.subarray(GLUE_BYTES),
			isDeflated: bytes[1] === GLUE_ZLIB,
			messageIndexes: null,
		};
	return null;
};

const headerFrame = (payload: Buffer, name: string, headers: readonly Header[]): SchemaFrame | null => {
	const value = headers.findLast(header => header.name === name)?.value;
	if (value == null) return null;
	if (value[0] === 1 && value.length > GUID_BYTES)
		return {
			reference: { kind: 'confluentGuid', guid: uuidText(value, 1) },
			payload,
			isDeflated: false,
			messageIndexes: value.subarray(1 + GUID_BYTES),
		};
	if (value[0] === 0 && value.length >= CONFLUENT_BYTES)
		return {
			reference: { kind: 'confluentId', id: value.readInt32BE(1) },
			payload,
			isDeflated: false,
			messageIndexes: value.subarray(CONFLUENT_BYTES),
		};
	return null;
};

const uuidText = (bytes: Buffer, at: number): string =>
	bytes.toString('hex', at, at + GUID_BYTES).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');

/** The payload unpacked. Throws DecodingError for bytes that are no zlib stream, and for too many. */
export const framePayload = (frame: SchemaFrame): Buffer => {
	if (!frame.isDeflated) return frame.payload;
	try {
		return inflateSync(frame.payload, { maxOutputLength: MOST_INFLATED_BYTES });
	} catch (error) {
		if ((error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE')
			throw new DecodingError(`unpacks to more than ${MOST_INFLATED_BYTES / 2 ** 20} MiB`);
		throw new DecodingError('is no zlib stream, which its frame says');
	}
};

/** Reads the message indexes at the start of some bytes: the way to a message, level by level, and where they end. Throws DecodingError. */
export const readMessageIndexes = (bytes: Buffer): { readonly indexes: readonly number[]; readonly end: number } => {
	let at = 0;
	const next = (): number => {
		let value = 0;
		for (let shift = 0; shift < 35; shift += 7) {
			const byte = bytes[at++];
			if (byte === undefined) throw new DecodingError('ends inside the message indexes');
			value += (byte & 0x7f) * 2 ** shift;
			if (byte < 0x80) return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
		}
		throw new DecodingError('has a message index of more than five bytes');
	};
	const count = next();
	if (count === 0) return { indexes: [0], end: at };
	// A count is worth no more than the bytes behind it.
	if (count < 0 || count > bytes.length - at) throw new DecodingError(`has an impossible number of message indexes: ${count}`);
	const indexes: number[] = [];
	for (let i = 0; i < count; i++) indexes.push(next());
	return { indexes, end: at };
};

/** Names a schema as people look it up. */
export const referenceText = (reference: SchemaReference): string =>
	reference.kind === 'confluentId'
		? `schema id ${reference.id}`
		: reference.kind === 'confluentGuid'
			? `schema ${reference.guid}`
			: `Glue schema version ${reference.versionId}`;

/** The reference as a schema's id stands in documents, and as a key of what is kept. */
export const referenceId = (reference: SchemaReference): string =>
	reference.kind === 'confluentId' ? String(reference.id) : reference.kind === 'confluentGuid' ? reference.guid : reference.versionId;
