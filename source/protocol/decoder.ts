/**
 * Reads messages by their layout.
 *
 *   struct          = fields in order, then in flexible versions the tagged fields: uvarint count, count × (uvarint tag, uvarint size, value)
 *   nullable struct = int8 -1 for null, else any other byte and the struct
 *   string          = int16 length (-1 null) or in flexible versions uvarint length + 1 (0 null), then UTF-8
 *   bytes, records  = int32 length or uvarint length + 1, then the bytes
 *   array           = int32 count or uvarint count + 1, then the elements
 *
 * An interpreter, not generated code: docs/decisions/protocol.md has the figures.
 */
import type { ByteReader } from './byte-reader.ts';
import { type FieldLayout, Kind, type StructLayout, type WireType } from './layout.ts';

const lengthOf = (reader: ByteReader, type: WireType): number => {
	if (type.isFlexible) return reader.uvarint() - 1;
	const length = type.kind === Kind.string ? reader.int16() : reader.int32();
	return length < -1 ? reader.fail(`length ${length}`) : length;
};

/** Lists within lists of an answer that grow with the cluster: Metadata holds topics, DescribeLogDirs dirs and they topics. */
const LONG_LISTS_DEEP = 2;
/** Elements of a long list that are read at a stretch. */
const ELEMENTS_A_STEP = 32;

/** Reads what readStruct reads, but pauses (`yield`) within long lists, so that a large answer need not keep the processor to itself. */
export function* readGradually(reader: ByteReader, struct: StructLayout, deep = LONG_LISTS_DEEP): Generator<void, Record<string, unknown>> {
	const value: Record<string, unknown> = { ...struct.template };
	for (const field of struct.fields) {
		const isLong = deep > 0 && field.type.kind === Kind.array && field.type.element!.kind === Kind.struct;
		value[field.name] = isLong ? yield* readArrayGradually(reader, field, deep - 1) : readField(reader, field);
	}
	if (struct.isFlexible) {
		const count = reader.uvarint();
		if (count > 0) readTagged(reader, struct, value, count);
	}
	return value;
}

function* readArrayGradually(reader: ByteReader, field: FieldLayout, deep: number): Generator<void, unknown[] | null> {
	const count = countOf(reader, field.type);
	if (count < 0) return field.isNullable ? null : reader.fail(`null in ${field.name}, which cannot be null`);
	const { struct } = field.type.element!;
	const values: unknown[] = [];
	for (let i = 0; i < count; i++) {
		values.push(yield* readGradually(reader, struct!, deep));
		if (i % ELEMENTS_A_STEP === 0) yield;
	}
	return values;
}

/** Reads a struct; fields that the version lacks get Kafka's defaults, unknown tagged fields are skipped. */
export const readStruct = (reader: ByteReader, struct: StructLayout): Record<string, unknown> => {
	const value: Record<string, unknown> = { ...struct.template };
	const fields = struct.fields;
	for (let i = 0; i < fields.length; i++) {
		const field = fields[i]!;
		value[field.name] = readField(reader, field);
	}
	if (struct.isFlexible) {
		const count = reader.uvarint();
		if (count > 0) readTagged(reader, struct, value, count);
	}
	return value;
};

const readTagged = (reader: ByteReader, struct: StructLayout, value: Record<string, unknown>, count: number): void => {
	for (let i = 0; i < count; i++) {
		const tag = reader.uvarint();
		const size = reader.uvarint();
		if (size > reader.end - reader.position) reader.fail(`tagged field of ${size} bytes, ${reader.end - reader.position} left`);
		const end = reader.position + size;
		const field = struct.tagged.find(f => f.tag === tag);
		if (field === undefined) {
			reader.position = end;
		} else {
			value[field.name] = readField(reader, field);
			if (reader.position !== end) reader.fail(`tagged field ${field.name} of ${size} bytes ends elsewhere`);
		}
	}
};

const readField = (reader: ByteReader, field: FieldLayout): unknown => {
	const value = field.isNullable && field.type.kind === Kind.struct && reader.int8() < 0 ? null : readValue(reader, field.type);
	if (value === null && !field.isNullable) reader.fail(`null in ${field.name}, which cannot be null`);
	return value;
};

const readValue = (reader: ByteReader, type: WireType): unknown => {
	switch (type.kind) {
		case Kind.bool:
			return reader.int8() !== 0;
		case Kind.int8:
			return reader.int8();
		case Kind.int16:
			return reader.int16();
		case Kind.uint16:
			return reader.int16() & 0xffff;
		case Kind.int32:
			return reader.int32();
		case Kind.int64:
			return reader.int64();
		case Kind.float64:
			return reader.bytes.readDoubleBE(reader.take(8));
		case Kind.string: {
			const length = lengthOf(reader, type);
			return length < 0 ? null : reader.text(length);
		}
		case Kind.uuid: {
			const start = reader.take(16);
			return reader.bytes.toString('base64url', start, start + 16);
		}
		case Kind.bytes:
		case Kind.records: {
			const length = lengthOf(reader, type);
			if (length < 0) return null;
			const start = reader.take(length);
			return reader.bytes.subarray(start, start + length);
		}
		case Kind.struct:
			return readStruct(reader, type.struct!);
		case Kind.array:
			return readArray(reader, type);
	}
};

/** The number of elements, -1 for null; never more than the bytes that are left can hold. */
const countOf = (reader: ByteReader, type: WireType): number => {
	const count = lengthOf(reader, type);
	const left = reader.end - reader.position;
	if (count * Math.max(1, type.element!.minimumBytes) > left) reader.fail(`array of ${count} in ${left} bytes`);
	return count;
};

const readArray = (reader: ByteReader, type: WireType): unknown[] | null => {
	const count = countOf(reader, type);
	if (count < 0) return null;
	const element = type.element!;
	const values: unknown[] = [];
	for (let i = 0; i < count; i++) {
		const value = readValue(reader, element);
		if (value === null) reader.fail('null in an array');
		values.push(value);
	}
	return values;
};
