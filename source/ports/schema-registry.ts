import type { Outcome } from '../model/failure.ts';

/** How a record names its schema: by the id of a Confluent registry, by its GUID (header form), or by the version id of AWS Glue. */
export type SchemaReference =
	| { readonly kind: 'confluentId'; readonly id: number }
	| { readonly kind: 'confluentGuid'; readonly guid: string }
	| { readonly kind: 'glue'; readonly versionId: string };

export type SchemaLanguage = 'avro' | 'protobuf' | 'jsonSchema';

/** A schema as its registry keeps it. */
export type RegisteredSchema = {
	readonly language: SchemaLanguage;
	readonly text: string;
	/** What it imports, by the name it uses, each with what that imports before it. */
	readonly references: readonly { readonly name: string; readonly text: string }[];
	/** Where it is registered; null when the registry does not say. */
	readonly subject: string | null;
	readonly version: number | null;
};

/** A schema registry, read only. Answers are kept, the missing ones too; of several questions for one schema only the first is sent. */
export type SchemaRegistry = {
	/** Which references this registry can follow. */
	readonly kind: 'confluent' | 'glue';
	/** Never rejects. */
	readonly schema: (reference: SchemaReference) => Promise<Outcome<RegisteredSchema>>;
};
