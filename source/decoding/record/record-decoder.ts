import { asFailure } from '../../model/failure.ts';
import type { DecoderRule } from '../../model/record-settings.ts';
import type { SchemaRegistry } from '../../ports/schema-registry.ts';
import { isCoordinatorTopic } from '../../protocol/coordinator-names.ts';
import { bytesValue, type DecodedValue, DecodingError, NULL_VALUE, type SchemaFacts } from '../decoded-value.ts';
import { framePayload, referenceId, referenceText, type SchemaFrame, schemaFrame } from '../schema-frame.ts';
import { LANGUAGES, type SchemaFile, type Side } from './decoder-rules.ts';
import { ruledValue, unruledValue } from './plain-value.ts';
import { confluentOrGlue, type SchemaReader, schemaReader } from './schema-reader.ts';

/** What decoding needs of a record. */
export type EncodedRecord = {
	readonly topic: string;
	readonly key: Buffer | null;
	readonly value: Buffer | null;
	readonly headers: readonly { readonly name: string; readonly value: Buffer | null }[];
};

export type DecoderSources = {
	readonly rules: readonly DecoderRule[];
	/** At most one of a kind. */
	readonly registries: readonly SchemaRegistry[];
	/** Reads the file of a rule with what it imports; rejects with a Failure. */
	readonly schemaFile: (path: string) => Promise<SchemaFile>;
	/** Makes a test of names from a pattern with `*` and `?`. */
	readonly matcher: (pattern: string) => (name: string) => boolean;
};

export type RecordDecoder = {
	/** Reads one side of a record: at once when everything for it is known, else when its schema has come. Never throws or rejects. */
	readonly decode: (record: EncodedRecord, side: Side) => DecodedValue | Promise<DecodedValue>;
	/** True when only the bytes themselves say what this side is: no rule, no header that names a schema, not of a coordinator. */
	readonly isUnruled: (record: EncodedRecord, side: Side) => boolean;
};

/** Makes the decoder of a cluster's records: by the rules, then by the frame, else by what the bytes are; never a guess that hides bytes. */
export const recordDecoder = ({ rules, registries, schemaFile, matcher }: DecoderSources): RecordDecoder => {
	const readers = new Map<string, SchemaReader>();
	const pending = new Map<string, Promise<SchemaReader | string>>();
	const tests = rules.map(rule => ({ rule, isMeant: matcher(rule.topic) }));
	const chosen = new Map<string, DecoderRule | null>();

	const ruleOf = (topic: string, side: Side): DecoderRule | null => {
		const key = `${side} ${topic}`;
		const known = chosen.get(key);
		if (known !== undefined) return known;
		const found = tests.find(({ rule, isMeant }) => rule[side] !== undefined && isMeant(topic))?.rule ?? null;
		chosen.set(key, found);
		return found;
	};

	/** Makes a schema ready once, however many records wait for it. A text says why it could not be; it is asked for again later. */
	const prepare = (id: string, make: () => Promise<SchemaReader>): Promise<SchemaReader | string> => {
		const running = pending.get(id);
		if (running !== undefined) return running;
		const started = make()
			.then(
				reader => {
					readers.set(id, reader);
					return reader;
				},
				(error: unknown) => (error instanceof DecodingError ? error.message : asFailure(error).message),
			)
			.finally(() => pending.delete(id));
		pending.set(id, started);
		return started;
	};

	const byRegistry = (raw: Buffer, frame: SchemaFrame): DecodedValue | Promise<DecodedValue> => {
		const { reference } = frame;
		const source = reference.kind === 'glue' ? 'glue' : 'confluent';
		const facts: SchemaFacts = { source, name: null, id: referenceId(reference), subject: null, version: null };
		const registry = registries.find(({ kind }) => kind === source);
		if (registry === undefined)
			return bytesValue(raw, `is framed with ${referenceText(reference)}, and no ${REGISTRY_NAMES[source]} is configured`, facts);
		const id = `${source} ${facts.id}`;
		const known = readers.get(id);
		if (known !== undefined) return bySchema(raw, known, frame);
		return prepare(id, async () => {
			const answer = await registry.schema(reference);
			if (!answer.ok) throw answer.failure;
			return schemaReader(answer.value, confluentOrGlue(reference, answer.value));
		}).then(reader =>
			typeof reader === 'string'
				? bytesValue(raw, `is framed with ${referenceText(reference)}: ${reader}`, facts)
				: bySchema(raw, reader, frame),
		);
	};

	const byFile = (raw: Buffer, rule: DecoderRule, side: Side): DecodedValue | Promise<DecodedValue> => {
		const path = rule.schema!;
		const language = LANGUAGES[rule[side]!]!;
		const facts: SchemaFacts = { source: 'file', name: null, id: path, subject: null, version: null };
		const frame = rule.framed === true ? schemaFrame(raw, side, []) : null;
		if (rule.framed === true && frame === null) return bytesValue(raw, 'has no frame, which its rule says', facts);
		const id = `file ${path} ${language} ${rule.message ?? ''}`;
		const known = readers.get(id);
		if (known !== undefined) return bySchema(raw, known, frame);
		return prepare(id, async () => {
			const file = await schemaFile(path);
			return schemaReader({ language, text: file.text, references: file.imports, subject: null, version: null }, facts, rule.message);
		}).then(reader => (typeof reader === 'string' ? bytesValue(raw, reader, facts) : bySchema(raw, reader, frame)));
	};

	const byRule = (record: EncodedRecord, raw: Buffer, side: Side, rule: DecoderRule): DecodedValue | Promise<DecodedValue> => {
		const word = rule[side]!;
		const plain = ruledValue(word);
		if (plain !== undefined) return plain(raw);
		if (rule.schema !== undefined) return byFile(raw, rule, side);
		const frame = schemaFrame(raw, side, record.headers);
		return frame === null ? bytesValue(raw, `names no schema, and its rule says ${word}`) : byRegistry(raw, frame);
	};

	return {
		isUnruled: ({ topic, headers }, side) =>
			ruleOf(topic, side) === null &&
			!isCoordinatorTopic(topic) &&
			(headers.length === 0 || !headers.some(({ name }) => name === `__${side}_schema_id`)),
		decode: (record, side) => {
			const raw = record[side];
			if (raw === null) return NULL_VALUE;
			const rule = ruleOf(record.topic, side);
			if (rule !== null) return byRule(record, raw, side, rule);
			if (isCoordinatorTopic(record.topic)) return byCoordinator(record, raw, side);
			const frame = schemaFrame(raw, side, record.headers);
			return frame === null ? unruledValue(raw) : byRegistry(raw, frame);
		},
	};
};

const REGISTRY_NAMES = { confluent: 'Confluent registry', glue: 'Glue registry' } as const;

const bySchema = (raw: Buffer, reader: SchemaReader, frame: SchemaFrame | null): DecodedValue => {
	try {
		const { value, name } = reader.read(frame === null ? raw : framePayload(frame), frame);
		return { kind: reader.kind, value, schema: { ...reader.facts, name }, failure: null, raw };
	} catch (error) {
		// Anything but a DecodingError is a mistake of ours; the record is shown all the same.
		return bytesValue(raw, `does not fit its schema: it ${(error as Error).message}`, reader.facts);
	}
};

const byCoordinator = async (record: EncodedRecord, raw: Buffer, side: Side): Promise<DecodedValue> => {
	const { coordinatorKey, coordinatorValue } = await import('../kafka/coordinator-value.ts');
	return side === 'key' ? coordinatorKey(record.topic, raw) : coordinatorValue(record.topic, record.key, raw);
};
