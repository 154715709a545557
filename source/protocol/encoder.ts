/** Writes messages by their layout; the grammar stands in decoder.ts. */
import { longestString } from './byte-reader.ts';
import { ByteWriter } from './byte-writer.ts';
import { type FieldLayout, Kind, type StructLayout, type WireType } from './layout.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * Writes a struct; fields left out (or undefined) get Kafka's defaults.
 * Fails on a value that this version cannot carry, unless it is the default or Kafka calls the field ignorable.
 */
export const writeStruct = (writer: ByteWriter, struct: StructLayout, value: Fields): void => {
	for (const field of struct.fields) writeField(writer, field, fieldValue(value, field));
	for (const field of struct.absent) {
		if (!field.isIgnorable && !isDefault(field, fieldValue(value, field))) {
			writer.fail(`${field.name} has a value, which this version cannot carry`);
		}
	}
	if (!struct.isFlexible) return;
	// As in Kafka's own serializer, a tagged field with its default value is left out.
	const tagged = struct.tagged.filter(field => !isDefault(field, fieldValue(value, field)));
	writer.uvarint(tagged.length);
	for (const field of tagged) {
		const apart = new ByteWriter(writer.subject);
		writeField(apart, field, fieldValue(value, field));
		const bytes = apart.result();
		writer.uvarint(field.tag);
		writer.uvarint(bytes.length);
		writer.raw(bytes);
	}
};

const fieldValue = (value: Fields, field: FieldLayout): unknown => {
	const given = value[field.name];
	return given === undefined ? field.fallback : given;
};

const isDefault = (field: FieldLayout, value: unknown): boolean => {
	if (value === field.fallback) return true;
	if (value === null || field.fallback === null) return false;
	switch (field.type.kind) {
		case Kind.array:
			return (value as readonly unknown[]).length === 0;
		case Kind.bytes:
		case Kind.records:
			return (value as Uint8Array).length === 0;
		case Kind.struct: {
			const struct = field.type.struct!;
			return [struct.fields, struct.tagged, struct.absent].every(l => l.every(f => isDefault(f, fieldValue(value as Fields, f))));
		}
		default:
			return false;
	}
};

const writeField = (writer: ByteWriter, field: FieldLayout, value: unknown): void => {
	if (value === null && !field.isNullable) writer.fail(`${field.name} is null, which this version cannot carry`);
	if (field.isNullable && field.type.kind === Kind.struct) {
		writer.int8(value === null ? -1 : 1);
		if (value === null) return;
	}
	writeValue(writer, field.name, field.type, value);
};

const writeLength = (writer: ByteWriter, type: WireType, length: number): void => {
	if (type.isFlexible) writer.uvarint(length + 1);
	else if (type.kind === Kind.string) writer.int16(length);
	else writer.int32(length);
};

const integer = (writer: ByteWriter, name: string, value: unknown, low: number, high: number): number => {
	if (!(Number.isInteger(value) && (value as number) >= low && (value as number) <= high)) {
		writer.fail(`${name} is ${String(value)}, not a whole number from ${low} to ${high}`);
	}
	return value as number;
};

const writeValue = (writer: ByteWriter, name: string, type: WireType, value: unknown): void => {
	switch (type.kind) {
		case Kind.bool:
			writer.int8(value ? 1 : 0);
			break;
		case Kind.int8:
			writer.int8(integer(writer, name, value, -0x80, 0x7f));
			break;
		case Kind.int16:
			writer.int16(integer(writer, name, value, -0x8000, 0x7fff));
			break;
		case Kind.uint16:
			writer.int16(integer(writer, name, value, 0, 0xffff));
			break;
		case Kind.int32:
			writer.int32(integer(writer, name, value, -0x80000000, 0x7fffffff));
			break;
		case Kind.int64:
			if (typeof value !== 'bigint' || BigInt.asIntN(64, value) !== value) writer.fail(`${name} is ${String(value)}, not a 64-bit bigint`);
			writer.int64(value);
			break;
		case Kind.float64:
			writer.float64(Number(value));
			break;
		case Kind.string:
			writeString(writer, name, type, value);
			break;
		case Kind.uuid:
			writeUuid(writer, name, value);
			break;
		case Kind.bytes:
		case Kind.records:
			writeBytes(writer, name, type, value);
			break;
		case Kind.struct:
			if (typeof value !== 'object' || value === null) writer.fail(`${name} is not an object`);
			writeStruct(writer, type.struct!, value as Fields);
			break;
		case Kind.array:
			writeArray(writer, name, type, value);
	}
};

const writeArray = (writer: ByteWriter, name: string, type: WireType, value: unknown): void => {
	if (value === null) {
		writeLength(writer, type, -1);
		return;
	}
	if (!Array.isArray(value)) writer.fail(`${name} is not an array`);
	writeLength(writer, type, value.length);
	for (const element of value) {
		if (element === null) writer.fail(`${name} has null in it`);
		writeValue(writer, name, type.element!, element);
	}
};

const writeBytes = (writer: ByteWriter, name: string, type: WireType, value: unknown): void => {
	if (value === null) {
		writeLength(writer, type, -1);
		return;
	}
	if (!(value instanceof Uint8Array)) writer.fail(`${name} is not bytes`);
	writeLength(writer, type, value.length);
	writer.raw(value);
};

const writeString = (writer: ByteWriter, name: string, type: WireType, value: unknown): void => {
	if (value === null) {
		writeLength(writer, type, -1);
		return;
	}
	if (typeof value !== 'string') writer.fail(`${name} is ${typeof value}, not a string`);
	const bytes = Buffer.from(value, 'utf8');
	if (bytes.length > longestString) writer.fail(`${name} has ${bytes.length} bytes, at most ${longestString} are allowed`);
	writeLength(writer, type, bytes.length);
	writer.raw(bytes);
};

const writeUuid = (writer: ByteWriter, name: string, value: unknown): void => {
	const bytes = typeof value === 'string' && /^[\w-]{22}$/.test(value) ? Buffer.from(value, 'base64url') : null;
	if (bytes?.length !== 16) writer.fail(`${name} is ${String(value)}, not a uuid of 22 base64url characters`);
	writer.raw(bytes!);
};
