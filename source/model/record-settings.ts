/** How the records of a cluster are read and what of them is shown: `registry`, `decoders` and `mask` of the config file. */
import type { AwsSettings, SecretSource } from './connection-settings.ts';

/** The schema registry that belongs to the cluster. Paths are absolute. */
export type RegistrySettings =
	| {
			readonly kind: 'confluent';
			readonly url: string;
			readonly username?: string;
			readonly password?: SecretSource;
			/** PEM file of the certificate authorities that replace the built-in ones. */
			readonly ca?: string;
	  }
	| { readonly kind: 'glue'; readonly aws: AwsSettings };

/** What a rule may say a key or value is. Numbers are big endian, as Kafka's own serializers write them. */
export const DECODER_WORDS = [
	'avro',
	'protobuf',
	'json-schema',
	'json',
	'text',
	'bytes',
	'int16',
	'int32',
	'int64',
	'float',
	'double',
] as const;
export type DecoderWord = (typeof DECODER_WORDS)[number];

/** How keys or values of some topics are read. The first rule that says something about a side of a topic decides. */
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

/** What nobody may see of the records of some topics: a field of keys and values, or a header. */
export type MaskRule = {
	/** A name or a pattern with `*` and `?`. */
	readonly topic: string;
	/** Way to a field, steps apart by points: `*` is any one step, `**` any number of them. Lists need no step. */
	readonly field?: string;
	/** Name or pattern of headers. */
	readonly header?: string;
};

export type RecordSettings = {
	readonly registry?: RegistrySettings;
	readonly decoders: readonly DecoderRule[];
	readonly masks: readonly MaskRule[];
};
