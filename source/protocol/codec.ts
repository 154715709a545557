/** One generic codec for every message and version, untyped; messages.ts gives it types. */
import { ByteReader } from './byte-reader.ts';
import { ByteWriter } from './byte-writer.ts';
import { readGradually, readStruct } from './decoder.ts';
import { writeStruct } from './encoder.ts';
import { tables } from './generated/tables.ts';
import { type MessageLayout, resolveLayout } from './layout.ts';
import type { MessageTable } from './table.ts';

/** Names of all messages: `MetadataRequest`, `MetadataResponse`, `RequestHeader`, `ConsumerProtocolAssignment`, … */
export type MessageName = keyof typeof tables;

const parsed = new Map<MessageName, MessageTable>();
const resolved = new Map<string, MessageLayout>();

/** Returns a message's table, parsed on first use. */
export const tableOf = (name: MessageName): MessageTable => {
	const known = parsed.get(name);
	if (known !== undefined) return known;
	const table = JSON.parse(tables[name]) as MessageTable;
	parsed.set(name, table);
	return table;
};

/** Returns a message's layout in one version, resolved on first use; throws ProtocolError for an unknown version. */
export const layoutOf = (name: MessageName, version: number): MessageLayout => {
	const key = `${name} v${version}`;
	const known = resolved.get(key);
	if (known !== undefined) return known;
	const layout = resolveLayout(name, tableOf(name), version);
	resolved.set(key, layout);
	return layout;
};

/** Encodes a message; throws ProtocolError when this version cannot carry it. */
export const encodeMessage = (name: MessageName, version: number, message: object): Buffer => {
	const layout = layoutOf(name, version);
	const writer = new ByteWriter(layout.subject);
	writeStruct(writer, layout.root, message as Readonly<Record<string, unknown>>);
	return writer.result();
};

/**
 * Decodes the message that starts at `position` and returns it with the position after it.
 * Byte fields are views of `bytes`, not copies. Throws ProtocolError for anything that is not such a message.
 */
export const decodeMessageAt = (
	name: MessageName,
	version: number,
	bytes: Buffer,
	position: number,
): { readonly message: unknown; readonly position: number } => {
	const layout = layoutOf(name, version);
	const reader = new ByteReader(bytes, position, layout.subject);
	const message = readStruct(reader, layout.root);
	return { message, position: reader.position };
};

/** Decodes what decodeMessageAt decodes, from the start, and pauses (`yield`) now and then within long lists. */
export function* decodeMessageGradually(name: MessageName, version: number, bytes: Buffer): Generator<void, unknown> {
	const layout = layoutOf(name, version);
	return yield* readGradually(new ByteReader(bytes, 0, layout.subject), layout.root);
}
