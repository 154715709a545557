import type { JsonObject } from '../../units/json.ts';
import { type DecodedValue, NULL_VALUE } from '../decoded-value.ts';
import type { RecordMask, ShownHeader } from '../mask/mask-record.ts';
import { unruledValue } from './plain-value.ts';
import type { EncodedRecord, RecordDecoder } from './record-decoder.ts';

/** A record as it may be shown: decoded, then masked. */
export type DecodedRecord = {
	readonly topic: string;
	readonly partition: number;
	readonly offset: bigint;
	readonly timestampMs: number;
	readonly key: DecodedValue;
	readonly value: DecodedValue;
	readonly headers: readonly ShownHeader[];
	readonly sizeBytes: number;
};

type Source = EncodedRecord & {
	readonly partition: number;
	readonly offset: bigint;
	readonly timestampMs: number;
	readonly sizeBytes: number;
};

/** Decodes a record and masks it. Never rejects: what cannot be read stands beside its bytes. */
export const decodeRecord = async (record: Source, decoder: RecordDecoder, mask: RecordMask | null): Promise<DecodedRecord> => {
	const [key, value] = await Promise.all([decoder.decode(record, 'key'), decoder.decode(record, 'value')]);
	const headers = record.headers.map(header => ({
		name: header.name,
		value: header.value === null ? NULL_VALUE : unruledValue(header.value),
	}));
	const { topic, partition, offset, timestampMs, sizeBytes } = record;
	return {
		topic,
		partition,
		offset,
		timestampMs,
		key: mask === null ? key : mask.key(key),
		value: mask === null ? value : mask.value(value),
		headers: mask === null ? headers : mask.headers(headers),
		sizeBytes,
	};
};

/**
 * The record as a line of JSON Lines. `keyFailure` and `valueFailure` stand there only when something went wrong; a header's value is text
 * or `{base64}`, also where it is JSON.
 */
export const recordDocument = (record: DecodedRecord): JsonObject => ({
	topic: record.topic,
	partition: record.partition,
	offset: record.offset,
	timestamp: timestampText(record.timestampMs),
	key: record.key.value,
	value: record.value.value,
	headers: record.headers.map(({ name, value }) => ({
		name,
		value: value.kind === 'json' && value.raw !== null ? value.raw.toString() : value.value,
	})),
	keySchema: schemaDocument(record.key),
	valueSchema: schemaDocument(record.value),
	sizeBytes: record.sizeBytes,
	...(record.key.failure !== null && { keyFailure: record.key.failure }),
	...(record.value.failure !== null && { valueFailure: record.value.failure }),
});

/** Kafka's -1 stands for no timestamp; a number that no date can hold stays out rather than wrong. */
const timestampText = (timestampMs: number): string | null =>
	timestampMs < 0 || timestampMs > 8_640_000_000_000_000 ? null : new Date(timestampMs).toISOString();

const schemaDocument = ({ kind, schema }: DecodedValue): JsonObject | null =>
	schema === null
		? null
		: { kind, source: schema.source, name: schema.name, id: schema.id, subject: schema.subject, version: schema.version };
