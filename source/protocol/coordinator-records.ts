/**
 * What Kafka's coordinators keep in __consumer_offsets and __transaction_state.
 *
 *   key    type int16 (which message), then the key's message in version 0
 *   value  version int16, then the value's message in that version
 */
import { ByteReader } from './byte-reader.ts';
import { COORDINATOR_TOPICS } from './coordinator-names.ts';
import { readStruct } from './decoder.ts';
import { groupRows, transactionRows } from './generated/coordinator-rows.ts';
import { type MessageLayout, resolveLayout } from './layout.ts';
import { ProtocolError } from './protocol-error.ts';
import type { MessageTable } from './table.ts';

/** One message of a coordinator with its name in Kafka's definitions; fields as the generic codec decodes them. */
export type CoordinatorMessage = { readonly name: string; readonly version: number; readonly message: Readonly<Record<string, unknown>> };

type Row = (typeof groupRows)[number] | (typeof transactionRows)[number];

const ROWS: ReadonlyMap<string, readonly Row[]> = new Map<string, readonly Row[]>([
	[COORDINATOR_TOPICS.groups, groupRows],
	[COORDINATOR_TOPICS.transactions, transactionRows],
]);

const layouts = new Map<string, MessageLayout>();

const layoutOf = (name: string, table: string, version: number): MessageLayout => {
	const key = `${name} v${version}`;
	const known = layouts.get(key);
	if (known !== undefined) return known;
	const layout = resolveLayout(name, JSON.parse(table) as MessageTable, version);
	layouts.set(key, layout);
	return layout;
};

const rowOf = (topic: string, key: Buffer): Row => {
	if (key.length < 2) throw new ProtocolError(`key of ${topic}`, `${key.length} bytes hold no type`, 0);
	const type = key.readInt16BE(0);
	const row = ROWS.get(topic)?.find(([number]) => number === type);
	if (row === undefined) throw new ProtocolError(`key of ${topic}`, `records of type ${type} are not known`, 0);
	return row;
};

const read = (name: string, table: string, version: number, bytes: Buffer): CoordinatorMessage => {
	const layout = layoutOf(name, table, version);
	const reader = new ByteReader(bytes, 2, layout.subject);
	return { name, version, message: readStruct(reader, layout.root) as Readonly<Record<string, unknown>> };
};

/** Decodes a key. Throws ProtocolError for a type that Kafka 4.4 does not know and for bytes that are no such key. */
export const decodeCoordinatorKey = (topic: string, key: Buffer): CoordinatorMessage => {
	const [, name, table] = rowOf(topic, key);
	return read(name, table, 0, key);
};

/** Decodes a value, whose kind its key says. Throws ProtocolError as decodeCoordinatorKey does, and for an unknown version. */
export const decodeCoordinatorValue = (topic: string, key: Buffer, value: Buffer): CoordinatorMessage => {
	const [, , , name, table] = rowOf(topic, key);
	if (value.length < 2) throw new ProtocolError(name, `${value.length} bytes hold no version`, 0);
	return read(name, table, value.readInt16BE(0), value);
};
