import type { SchemaLanguage } from '../../ports/schema-registry.ts';

/** What a rule may say a key or value is. Numbers are big endian, as Kafka's own serializers write them. */
export const DECODER_WORDS = [
	'text',
	'json',
	'avro',
	'protobuf',
	'json-schema',
	'bytes',
	'int16',
	'int32',
	'int64',
	'float',
	'double',
] as const;
export type DecoderWord = (typeof DECODER_WORDS)[number];

/** One entry of `decoders` in the config file. The first one that says something about a side of a topic decides. */
export type DecoderRule = {
	/** A name or a pattern with `*` and `?`. */
	readonly topic: string;
	readonly key?: DecoderWord;
	readonly value?: DecoderWord;
	/** Path of an `.avsc` or `.proto` file; without it a registry is asked for what the frame names. */
	readonly schema?: string;
	/** Message of the `.proto` file; without it the first one. */
	readonly message?: string;
	/** The bytes carry a Confluent frame in front of what the file describes. */
	readonly framed?: boolean;
};

export type Side = 'key' | 'value';

/** A schema file with what it imports. */
export type SchemaFile = { readonly text: string; readonly imports: readonly { readonly name: string; readonly text: string }[] };

export const LANGUAGES: Readonly<Partial<Record<DecoderWord, SchemaLanguage>>> = {
	avro: 'avro',
	protobuf: 'protobuf',
	'json-schema': 'jsonSchema',
};
