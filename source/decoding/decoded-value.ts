import type { JsonValue } from '../units/json.ts';

/** What the bytes of a key or value were read as. `null` is Kafka's null (a tombstone), `bytes` is what nothing says how to read. */
export type ValueKind = 'null' | 'text' | 'json' | 'number' | 'avro' | 'protobuf' | 'jsonSchema' | 'kafka' | 'bytes' | 'withheld';

/** The schema that a value was read with. */
export type SchemaFacts = {
	readonly source: 'confluent' | 'glue' | 'file' | 'kafka';
	/** Full name of the record or message; null when the schema has none. */
	readonly name: string | null;
	/** Registry id, GUID or schema version id, or the path of a file. */
	readonly id: string;
	readonly subject: string | null;
	readonly version: number | null;
};

/** A key or value: what it says, how that is known, and its bytes. */
export type DecodedValue = {
	readonly kind: ValueKind;
	/** Numbers are exact whatever their size; bytes are `{base64}`, here and inside Avro values. */
	readonly value: JsonValue;
	readonly schema: SchemaFacts | null;
	/** Why this is less than the frame or the rule promised; then `value` is what can be said without it. */
	readonly failure: string | null;
	/** The bytes as they are in the log; null for Kafka's null, and when a mask forbids showing them. */
	readonly raw: Buffer | null;
};

export const NULL_VALUE: DecodedValue = { kind: 'null', value: null, schema: null, failure: null, raw: null };

/** Bytes in a document: the same form wherever they stand. */
export const bytesJson = (bytes: Buffer): JsonValue => ({ base64: bytes.toString('base64') });

/** Bytes that nothing says how to read, or why they could not be read. */
export const bytesValue = (raw: Buffer, failure: string | null, schema: SchemaFacts | null = null): DecodedValue => ({
	kind: 'bytes',
	value: bytesJson(raw),
	schema,
	failure,
	raw,
});

/** Bytes that are not what a frame, a schema or a rule says; the message is a clause: `ends inside field amount`. */
export class DecodingError extends Error {
	override readonly name = 'DecodingError';
}
