import type { DecoderWord } from '../../model/record-settings.ts';
import type { SchemaLanguage } from '../../ports/schema-registry.ts';

export type Side = 'key' | 'value';

/** A schema file with what it imports. */
export type SchemaFile = { readonly text: string; readonly imports: readonly { readonly name: string; readonly text: string }[] };

/** The words of rules that need a schema. */
export const LANGUAGES: Readonly<Partial<Record<DecoderWord, SchemaLanguage>>> = {
	avro: 'avro',
	protobuf: 'protobuf',
	'json-schema': 'jsonSchema',
};
