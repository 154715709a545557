/**
 * Makes readers of values from Avro schemas, by the specification 1.12 and without generating code: a schema comes from a registry and is
 * foreign text. A value is read with the schema it was written with; a reader's schema would only hide what was written.
 */
import type { JsonValue } from '../../units/json.ts';
import { bytesJson, DecodingError } from '../decoded-value.ts';
import { doubleJson, floatJson } from '../json/json-number.ts';
import { type OpenObject, setField } from '../json/json-object.ts';
import { strictText } from '../strict-text.ts';
import { AvroBytes } from './avro-bytes.ts';
import { logicalReader } from './avro-logical.ts';

export type AvroSchema = {
	/** Full name of the type; null for one without. */
	readonly name: string | null;
	/** The schema is plain `bytes`, which Confluent's serializers write without their length. */
	readonly isBytes: boolean;
	/** Reads a value that fills the bytes. Throws DecodingError. */
	readonly read: (bytes: Buffer) => JsonValue;
};

type Read = (from: AvroState) => JsonValue;
type Node = Readonly<Record<string, unknown>>;

/** Values nest no deeper: a recursive schema and a crafted record would end the program else. */
const DEEPEST = 500;
/** Items of no bytes (null, empty records) that a value may hold beyond one for each of its bytes. */
const MOST_FREE_ITEMS = 100_000;

class AvroState extends AvroBytes {
	depth = 0;
	items: number;

	constructor(bytes: Buffer) {
		super(bytes);
		this.items = bytes.length + MOST_FREE_ITEMS;
	}
}

/** Makes the reader of a schema; `references` are the texts of schemas that it uses by name. Throws DecodingError for what is no schema. */
export const avroSchema = (text: string, references: readonly string[] = []): AvroSchema => {
	const names: Names = new Map();
	for (const reference of references) compile(parse(reference), '', names);
	const root = parse(text);
	const read = compile(root, '', names);
	return {
		name: typeof root === 'object' && root !== null && 'name' in root ? fullName(root as Node, '') : null,
		isBytes: root === 'bytes' || (root as Node | null)?.type === 'bytes',
		read: bytes => {
			const state = new AvroState(bytes);
			const value = read(state);
			if (state.left > 0) throw new DecodingError(`has ${state.left} bytes more than its schema describes`);
			return value;
		},
	};
};

/** Named types by full name. A type is entered before its fields are read, since it may hold itself. */
type Names = Map<string, { read: Read | undefined }>;

const parse = (text: string): unknown => {
	try {
		return JSON.parse(text);
	} catch {
		throw new DecodingError('has an Avro schema that is not JSON');
	}
};

const invalid = (what: string): DecodingError => new DecodingError(`has an Avro schema that is not valid: ${what}`);

const PRIMITIVES: Readonly<Record<string, (from: AvroBytes) => JsonValue>> = {
	null: () => null,
	boolean: from => {
		const byte = from.byte();
		if (byte > 1) throw new DecodingError(`has a boolean that is neither 0 nor 1: ${byte}`);
		return byte === 1;
	},
	int: from => from.int(),
	long: from => from.long(),
	float: from => floatJson(from.float()),
	double: from => doubleJson(from.double()),
	bytes: from => bytesJson(from.byteArray()),
	string: from => {
		const bytes = from.byteArray();
		return strictText(bytes) ?? bytesJson(bytes);
	},
};

const compile = (schema: unknown, namespace: string, names: Names): Read => {
	if (typeof schema === 'string') return named(schema, namespace, names);
	if (Array.isArray(schema)) return union(schema, namespace, names);
	if (typeof schema !== 'object' || schema === null) throw invalid(`${JSON.stringify(schema)} is no type`);
	const node = schema as Node;
	switch (node.type) {
		case 'record':
		case 'error':
			return record(node, namespace, names);
		case 'enum':
			return enumeration(node, namespace, names);
		case 'fixed':
			return fixed(node, namespace, names);
		case 'array':
			return array(compile(node.items, namespace, names));
		case 'map':
			return map(compile(node.values, namespace, names));
		default:
			return typeof node.type === 'string' ? primitive(node, node.type, namespace, names) : compile(node.type, namespace, names);
	}
};

const primitive = (node: Node, type: string, namespace: string, names: Names): Read => {
	const logical = logicalReader(node, type, null);
	if (logical === undefined) return named(type, namespace, names);
	return type === 'bytes' ? from => logical(from.byteArray()) : from => logical(PRIMITIVES[type]!(from));
};

const named = (name: string, namespace: string, names: Names): Read => {
	if (Object.hasOwn(PRIMITIVES, name)) return PRIMITIVES[name]!;
	const known = names.get(name.includes('.') || namespace === '' ? name : `${namespace}.${name}`) ?? names.get(name);
	if (known === undefined) throw invalid(`the type ${name} is not defined`);
	return known.read ?? (from => known.read!(from));
};

const fullName = (node: Node, namespace: string): string => {
	const { name } = node;
	if (typeof name !== 'string' || name === '') throw invalid('a type has no name');
	if (name.includes('.')) return name;
	const own = typeof node.namespace === 'string' ? node.namespace : namespace;
	return own === '' ? name : `${own}.${name}`;
};

/** Enters a named type; the namespace of what stands inside it comes back. */
const enter = (node: Node, namespace: string, names: Names): { readonly entry: { read: Read | undefined }; readonly inner: string } => {
	const name = fullName(node, namespace);
	const entry: { read: Read | undefined } = { read: undefined };
	names.set(name, entry);
	return { entry, inner: name.slice(0, Math.max(0, name.lastIndexOf('.'))) };
};

const record = (node: Node, namespace: string, names: Names): Read => {
	const { entry, inner } = enter(node, namespace, names);
	if (!Array.isArray(node.fields)) throw invalid('a record has no fields');
	const fields = node.fields.map(field => {
		const { name, type } = field as Node;
		if (typeof name !== 'string') throw invalid('a field has no name');
		return { name, read: compile(type, inner, names) };
	});
	entry.read = from => {
		if (++from.depth > DEEPEST) throw new DecodingError(`nests deeper than ${DEEPEST} levels`);
		const object: OpenObject = {};
		for (const field of fields) setField(object, field.name, field.read(from));
		from.depth--;
		return object;
	};
	return entry.read;
};

const enumeration = (node: Node, namespace: string, names: Names): Read => {
	const { entry } = enter(node, namespace, names);
	if (!Array.isArray(node.symbols)) throw invalid('an enum has no symbols');
	const symbols = node.symbols.map(String);
	entry.read = from => {
		const index = from.int();
		const symbol = symbols[index];
		if (symbol === undefined) throw new DecodingError(`has the enum value ${index} of ${symbols.length} symbols`);
		return symbol;
	};
	return entry.read;
};

const fixed = (node: Node, namespace: string, names: Names): Read => {
	const { entry } = enter(node, namespace, names);
	const { size } = node;
	if (typeof size !== 'number' || !Number.isInteger(size) || size < 0) throw invalid('a fixed has no size');
	const logical = logicalReader(node, 'fixed', size) ?? bytesJson;
	entry.read = from => (logical as (bytes: Buffer) => JsonValue)(from.fixed(size));
	return entry.read;
};

const union = (branches: readonly unknown[], namespace: string, names: Names): Read => {
	const reads = branches.map(branch => compile(branch, namespace, names));
	return from => {
		const index = from.int();
		const read = reads[index];
		if (read === undefined) throw new DecodingError(`has the branch ${index} of a union of ${reads.length}`);
		return read(from);
	};
};

/** Blocks of items, each with its count in front; a negative count has the block's bytes behind it. The block of none is the last. */
const blocks = (from: AvroState, item: () => void): void => {
	if (++from.depth > DEEPEST) throw new DecodingError(`nests deeper than ${DEEPEST} levels`);
	for (let count = from.int(); count !== 0; count = from.int()) {
		if (count < 0) {
			count = -count;
			from.long();
		}
		from.items -= count;
		if (from.items < 0) throw new DecodingError(`has an impossible number of items: ${count}`);
		for (let i = 0; i < count; i++) item();
	}
	from.depth--;
};

const array =
	(item: Read): Read =>
	from => {
		const list: JsonValue[] = [];
		blocks(from, () => list.push(item(from)));
		return list;
	};

const map =
	(value: Read): Read =>
	from => {
		const object: OpenObject = {};
		blocks(from, () => {
			const name = from.byteArray();
			setField(object, strictText(name) ?? name.toString('latin1'), value(from));
		});
		return object;
	};
