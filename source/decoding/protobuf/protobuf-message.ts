/**
 * Reads messages over the types of a `.proto` file, without generating code: a schema comes from a registry and is foreign text.
 * Fields keep their names; one without presence that is not on the wire has its default, as Protobuf's own printers show it on request.
 * A field that the schema does not know, or that is written otherwise than it says, stands under its number: `#17`. Nothing is dropped.
 */
import type { JsonValue } from '../../units/json.ts';
import { bytesJson, DecodingError } from '../decoded-value.ts';
import { type OpenObject, setField } from '../json/json-object.ts';
import { Enum, type Field, MessageType, type Type } from './proto-language.ts';
import { ProtobufBytes, WIRE } from './protobuf-bytes.ts';
import { readScalar, SCALARS, scalarDefault } from './protobuf-scalars.ts';
import { wellKnown } from './well-known-types.ts';

/** Messages nest no deeper, as in Protobuf's own libraries: a crafted record would end the program else. */
const DEEPEST = 100;

/** Reads a message that fills the bytes. Throws DecodingError. */
export const readMessage = (type: Type, bytes: Buffer): JsonValue => finished(type, fieldsOf(type, new ProtobufBytes(bytes), 0, {}));

/** Well-known types as Protobuf's JSON writes them, after all their fields are known. */
const finished = (type: Type, object: OpenObject): JsonValue => {
	const special = wellKnown(type.fullName);
	return special === undefined ? object : special(object, (name, bytes) => nested(type, name, bytes));
};

/** The message inside an Any; undefined when its type is not among those of the schema. */
const nested = (near: Type, name: string, bytes: Buffer): JsonValue | undefined => {
	const found = near.root.lookup(name, MessageType);
	return found instanceof MessageType ? readMessage(found, bytes) : undefined;
};

/** Fields up to the end of the bytes, or of the group whose number is given. Presence of inner messages: `open` holds what is merged into. */
const fieldsOf = (type: Type, from: ProtobufBytes, depth: number, object: OpenObject, group?: number): OpenObject => {
	if (depth > DEEPEST) throw new DecodingError(`nests deeper than ${DEEPEST} levels`);
	const open = new Map<Field, OpenObject>();
	for (;;) {
		if (from.isAtEnd) {
			if (group !== undefined) throw new DecodingError(`ends inside group ${group}`);
			break;
		}
		const { id, wire } = from.tag();
		if (wire === WIRE.endGroup) {
			if (id !== group) throw new DecodingError(`ends group ${id}, which it did not begin`);
			break;
		}
		const field = type.fieldsById[id]?.resolve();
		if (field === undefined || !known(field, wire, from, depth, object, open)) unknown(id, wire, from, depth, object);
	}
	// Sub-messages are finished only now: their fields may come in several pieces.
	for (const [field, inner] of open)
		if (Object.hasOwn(object, field.name)) setField(object, field.name, finished(messageOf(field)!, inner));
	return addDefaults(type, object);
};

const messageOf = (field: Field): Type | undefined => (field.resolvedType instanceof MessageType ? field.resolvedType : undefined);

/** Reads a field that the schema knows; false, with nothing read, when the wire says another type than the schema. */
const known = (
	field: Field,
	wire: number,
	from: ProtobufBytes,
	depth: number,
	object: OpenObject,
	open: Map<Field, OpenObject>,
): boolean => {
	if (field.map) {
		if (wire !== WIRE.bytes) return false;
		mapEntry(field, from.chunk(), depth, object);
		return true;
	}
	const message = messageOf(field);
	if (message !== undefined) {
		if (wire !== WIRE.bytes && wire !== WIRE.startGroup) return false;
		const merged = field.repeated ? {} : (open.get(field) ?? {});
		if (wire === WIRE.bytes) fieldsOf(message, new ProtobufBytes(from.chunk()), depth + 1, merged);
		else fieldsOf(message, from, depth + 1, merged, field.id);
		if (field.repeated) listOf(object, field.name).push(finished(message, merged));
		else {
			open.set(field, merged);
			only(field, object, open, merged);
		}
		return true;
	}
	const expected = field.resolvedType instanceof Enum ? WIRE.varint : SCALARS[field.type]?.wire;
	if (field.repeated && wire === WIRE.bytes && expected !== WIRE.bytes) {
		const packed = new ProtobufBytes(from.chunk());
		const list = listOf(object, field.name);
		while (!packed.isAtEnd) list.push(scalar(field, packed));
		return true;
	}
	if (wire !== expected) return false;
	if (field.repeated) listOf(object, field.name).push(scalar(field, from));
	else only(field, object, open, scalar(field, from));
	return true;
};

/** Sets a field that occurs once; of a oneof the last one on the wire counts, and it alone. */
const only = (field: Field, object: OpenObject, open: Map<Field, OpenObject>, value: JsonValue): void => {
	if (field.partOf)
		for (const sibling of field.partOf.fieldsArray)
			if (sibling !== field) {
				delete object[sibling.name];
				open.delete(sibling);
			}
	setField(object, field.name, value);
};

const scalar = (field: Pick<Field, 'resolvedType' | 'type'>, from: ProtobufBytes): JsonValue => {
	if (!(field.resolvedType instanceof Enum)) return readScalar(field.type, from);
	const number = readScalar('int32', from) as number;
	return field.resolvedType.valuesById[number] ?? number;
};

const listOf = (object: OpenObject, name: string): JsonValue[] => {
	const list = Object.hasOwn(object, name) ? (object[name] as JsonValue[]) : [];
	setField(object, name, list);
	return list;
};

/** A map is a list of messages with a key (1) and a value (2); either may be missing and then is its default. */
const mapEntry = (field: Field, bytes: Buffer, depth: number, object: OpenObject): void => {
	const map = Object.hasOwn(object, field.name) ? (object[field.name] as OpenObject) : {};
	setField(object, field.name, map);
	const message = messageOf(field);
	const { keyType } = field as Field & { readonly keyType: string };
	let key = scalarDefault(keyType);
	let value: JsonValue = message === undefined ? defaultOf(field) : finished(message, addDefaults(message, {}));
	const from = new ProtobufBytes(bytes);
	while (!from.isAtEnd) {
		const { id, wire } = from.tag();
		if (id === 1 && wire === SCALARS[keyType]?.wire) key = readScalar(keyType, from);
		else if (id === 2 && message !== undefined && wire === WIRE.bytes)
			value = finished(message, fieldsOf(message, new ProtobufBytes(from.chunk()), depth + 1, {}));
		else if (id === 2 && message === undefined && wire === (field.resolvedType instanceof Enum ? WIRE.varint : SCALARS[field.type]?.wire))
			value = scalar(field, from);
		else unknown(id, wire, from, depth, {});
	}
	setField(map, typeof key === 'object' ? JSON.stringify(key) : String(key), value);
};

/** A field that the schema does not describe, under its number: varints without sign, everything else as its bytes. */
const unknown = (id: number, wire: number, from: ProtobufBytes, depth: number, object: OpenObject): void => {
	if (depth > DEEPEST) throw new DecodingError(`nests deeper than ${DEEPEST} levels`);
	listOf(object, `#${id}`).push(unknownValue(id, wire, from, depth));
};

const unknownValue = (id: number, wire: number, from: ProtobufBytes, depth: number): JsonValue => {
	switch (wire) {
		case WIRE.varint:
			return from.varint();
		case WIRE.fixed64:
			return bytesJson(from.fixed64());
		case WIRE.bytes:
			return bytesJson(from.chunk());
		case WIRE.fixed32:
			return bytesJson(from.fixed32());
		case WIRE.startGroup: {
			const group: OpenObject = {};
			for (;;) {
				if (from.isAtEnd) throw new DecodingError(`ends inside group ${id}`);
				const inner = from.tag();
				if (inner.wire === WIRE.endGroup && inner.id === id) return group;
				unknown(inner.id, inner.wire, from, depth + 1, group);
			}
		}
		default:
			throw new DecodingError(`has a field of the unknown wire type ${wire}`);
	}
};

const defaultOf = (field: Pick<Field, 'resolvedType' | 'type'>): JsonValue =>
	field.resolvedType instanceof Enum ? (field.resolvedType.valuesById[0] ?? 0) : scalarDefault(field.type);

/** Adds the fields without presence that are not there. */
const addDefaults = (type: Type, object: OpenObject): OpenObject => {
	for (const field of type.fieldsArray) {
		if (Object.hasOwn(object, field.name)) continue;
		field.resolve();
		if (field.map) setField(object, field.name, {});
		else if (field.repeated) setField(object, field.name, []);
		// A message tells presence whatever the file says; protobufjs only knows what the file says.
		else if (!field.hasPresence && messageOf(field) === undefined) setField(object, field.name, defaultOf(field));
	}
	return object;
};
