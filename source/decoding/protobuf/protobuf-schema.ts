import type { JsonValue } from '../../units/json.ts';
import { DecodingError } from '../decoded-value.ts';
import { common, MessageType, Namespace, parse, Root, type Type } from './proto-language.ts';
import { readMessage } from './protobuf-message.ts';

export type ProtoFile = { readonly name: string; readonly text: string };

export type ProtobufSchema = {
	/**
	 * Finds a message by Confluent's indexes: the first counts the messages of the file, each further one those inside the one before.
	 * Throws DecodingError when there is none.
	 */
	readonly messageAt: (indexes: readonly number[]) => ProtobufMessage;
	/**
	 * Finds a message by the index of AWS Glue's serializers: all messages of the file, inner ones and those behind maps too, sorted by
	 * full name. Throws DecodingError when there is none.
	 */
	readonly messageOfGlue: (index: number) => ProtobufMessage;
	/** Finds a message by its name, with or without the package; undefined when there is none. */
	readonly messageNamed: (name: string) => ProtobufMessage | undefined;
};

export type ProtobufMessage = {
	readonly name: string;
	/** Throws DecodingError. */
	readonly read: (bytes: Buffer) => JsonValue;
};

/** The options that a file may extend. They say nothing about bytes, but the extensions need something to extend. */
const DESCRIPTOR = `syntax = "proto2"; package google.protobuf; ${[
	'File',
	'Message',
	'Field',
	'Oneof',
	'Enum',
	'EnumValue',
	'Service',
	'Method',
]
	.map(kind => `message ${kind}Options { extensions 1000 to max; }`)
	.join(' ')}`;

/** Reads a `.proto` file and what it imports (`imports`, by the names it uses). Throws DecodingError for what is no such file. */
export const protobufSchema = (text: string, imports: readonly ProtoFile[] = []): ProtobufSchema => {
	try {
		const root = new Root();
		const own = parse(text, new Root(), { keepCase: true });
		addFile(root, text, new Map(imports.map(file => [file.name, file.text])), new Set());
		root.resolveAll();
		const top = own.package === undefined || own.package === null ? own.root : own.root.lookup(own.package);
		return finder(root, messagesOf(top), own.package ?? '');
	} catch (error) {
		if (error instanceof DecodingError) throw error;
		throw new DecodingError(`has a Protobuf schema that cannot be used: ${firstLine(error)}`);
	}
};

const firstLine = (error: unknown): string =>
	String((error as Error).message)
		.split('\n')[0]!
		.slice(0, 200);

const addFile = (root: InstanceType<typeof Root>, text: string, files: ReadonlyMap<string, string>, done: Set<string>): void => {
	const parsed = parse(text, root, { keepCase: true });
	for (const name of [...(parsed.imports ?? []), ...(parsed.weakImports ?? [])]) {
		if (done.has(name)) continue;
		done.add(name);
		const known = files.get(name);
		if (known !== undefined) addFile(root, known, files, done);
		else if (name === 'google/protobuf/descriptor.proto') parse(DESCRIPTOR, root);
		// Protobuf's own types are part of every registry and every compiler. What else is missing shows when a type of it is used.
		else if (common.get(name) !== null) root.addJSON(common.get(name)!.nested ?? {});
	}
};

const messagesOf = (inside: unknown): readonly Type[] =>
	inside instanceof Namespace ? inside.nestedArray.filter(nested => nested instanceof MessageType) : [];

/** Names of a message, of those inside it, and of the entries of its maps, which Protobuf's compiler makes messages of. */
const allNames = (type: Type): readonly string[] => {
	const name = type.fullName.slice(1);
	const entries = type.fieldsArray.filter(field => field.map).map(field => `${name}.${entryName(field.name)}`);
	return [name, ...entries, ...messagesOf(type).flatMap(allNames)];
};

const entryName = (field: string): string => `${field.replace(/(?:^|_)(.)/g, (_whole, letter: string) => letter.toUpperCase())}Entry`;

const finder = (root: InstanceType<typeof Root>, topMessages: readonly Type[], packageName: string): ProtobufSchema => {
	const known = new Map<string, ProtobufMessage>();
	const messageNamed = (name: string): ProtobufMessage | undefined => {
		const kept = known.get(name);
		if (kept !== undefined) return kept;
		const found = root.lookup(name, MessageType) ?? (packageName === '' ? null : root.lookup(`${packageName}.${name}`, MessageType));
		if (!(found instanceof MessageType)) return undefined;
		const message = { name: found.fullName.slice(1), read: (bytes: Buffer) => readMessage(found, bytes) };
		known.set(name, message);
		return message;
	};
	const sorted = topMessages.flatMap(allNames).sort();
	return {
		messageNamed,
		messageOfGlue: index => {
			const found = sorted[index] === undefined ? undefined : messageNamed(sorted[index]);
			if (found === undefined) throw new DecodingError(`names message ${index}, which its schema does not have`);
			return found;
		},
		messageAt: indexes => {
			let inside = topMessages;
			let found: Type | undefined;
			for (const index of indexes) {
				found = inside[index];
				if (found === undefined) throw new DecodingError(`names message ${indexes.join('.')}, which its schema does not have`);
				inside = messagesOf(found);
			}
			// Names come from the file alone; types with everything it imports are in the common root.
			return messageNamed(found!.fullName.slice(1))!;
		},
	};
};
