import type { RegisteredSchema, SchemaReference } from '../../ports/schema-registry.ts';
import type { JsonValue } from '../../units/json.ts';
import { bytesJson, DecodingError, type SchemaFacts } from '../decoded-value.ts';
import { parseExactJson } from '../json/exact-json.ts';
import { readMessageIndexes, referenceId, type SchemaFrame } from '../schema-frame.ts';
import { strictText } from '../strict-text.ts';

/** A schema made ready: reads payloads, and names itself. Throws DecodingError. */
export type SchemaReader = {
	readonly facts: SchemaFacts;
	/** The kind of value that comes out. */
	readonly kind: RegisteredSchema['language'];
	readonly read: (
		payload: Buffer,
		frame: Pick<SchemaFrame, 'messageIndexes'> | null,
	) => { readonly value: JsonValue; readonly name: string | null };
};

/**
 * Makes a schema ready; Avro and Protobuf are loaded when the first schema of their kind comes. Rejects with DecodingError for a schema
 * that is none. `isRaw`: a plain `bytes` of Avro is written without its length, as Confluent's serializers do.
 */
export const schemaReader = async (schema: RegisteredSchema, facts: SchemaFacts, message?: string): Promise<SchemaReader> => {
	switch (schema.language) {
		case 'avro': {
			const { avroSchema } = await import('../avro/avro-schema.ts');
			const avro = avroSchema(
				schema.text,
				schema.references.map(reference => reference.text),
			);
			const isRaw = avro.isBytes && facts.source === 'confluent';
			return {
				facts: { ...facts, name: avro.name },
				kind: 'avro',
				read: payload => ({ value: isRaw ? bytesJson(payload) : avro.read(payload), name: avro.name }),
			};
		}
		case 'protobuf': {
			const { protobufSchema } = await import('../protobuf/protobuf-schema.ts');
			const protobuf = protobufSchema(schema.text, schema.references);
			const chosen = message === undefined ? protobuf.messageAt([0]) : protobuf.messageNamed(message);
			if (chosen === undefined) throw new DecodingError(`should hold message ${message}, which ${facts.id} does not have`);
			return {
				facts: { ...facts, name: chosen.name },
				kind: 'protobuf',
				read: (payload, frame) => {
					let found = chosen;
					if (frame !== null && frame.messageIndexes !== null) {
						const isPayload = frame.messageIndexes === 'payload';
						const { indexes, end } = readMessageIndexes(isPayload ? payload : (frame.messageIndexes as Buffer));
						found = protobuf.messageAt(indexes);
						if (isPayload) payload = payload.subarray(end);
					} else if (frame !== null) {
						const { index, end } = glueIndex(payload);
						found = protobuf.messageOfGlue(index);
						payload = payload.subarray(end);
					}
					return { value: found.read(payload), name: found.name };
				},
			};
		}
		case 'jsonSchema': {
			const name = titleOf(schema.text);
			return {
				facts: { ...facts, name },
				kind: 'jsonSchema',
				read: payload => ({ value: jsonPayload(payload), name }),
			};
		}
	}
};

export const confluentOrGlue = (reference: SchemaReference, schema: RegisteredSchema): SchemaFacts => ({
	source: reference.kind === 'glue' ? 'glue' : 'confluent',
	name: null,
	id: referenceId(reference),
	subject: schema.subject,
	version: schema.version,
});

/** The varint in front of Protobuf under AWS Glue. */
const glueIndex = (payload: Buffer): { readonly index: number; readonly end: number } => {
	let index = 0;
	for (let at = 0; at < 5; at++) {
		const byte = payload[at];
		if (byte === undefined) break;
		index += (byte & 0x7f) * 2 ** (at * 7);
		if (byte < 0x80) return { index, end: at + 1 };
	}
	throw new DecodingError('ends inside the message index');
};

const jsonPayload = (payload: Buffer): JsonValue => {
	const text = strictText(payload);
	if (text === null) throw new DecodingError('is not UTF-8, so no JSON');
	try {
		return parseExactJson(text);
	} catch {
		throw new DecodingError('is no JSON');
	}
};

/** What a JSON Schema calls itself; nothing when it does not, or is no JSON: it is not needed for reading. */
const titleOf = (text: string): string | null => {
	try {
		const { title, $id } = JSON.parse(text) as { readonly title?: unknown; readonly $id?: unknown };
		return typeof title === 'string' ? title : typeof $id === 'string' ? $id : null;
	} catch {
		return null;
	}
};
