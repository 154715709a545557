/** What Kafka's coordinators keep, as documents: the tool shows of a group what its coordinator knows. */
import { decodeAssignment, decodeSubscription } from '../../protocol/consumer-protocol.ts';
import { type CoordinatorMessage, decodeCoordinatorKey, decodeCoordinatorValue } from '../../protocol/coordinator-records.ts';
import type { JsonObject, JsonValue } from '../../units/json.ts';
import { bytesJson, bytesValue, type DecodedValue } from '../decoded-value.ts';

/** Reads a key of __consumer_offsets or __transaction_state. */
export const coordinatorKey = (topic: string, key: Buffer): DecodedValue => attempt(key, () => decodeCoordinatorKey(topic, key));

/** Reads a value of these topics; only its key says what it is. */
export const coordinatorValue = (topic: string, key: Buffer | null, value: Buffer): DecodedValue =>
	key === null
		? bytesValue(value, 'has no key, which would say what it is')
		: attempt(value, () => decodeCoordinatorValue(topic, key, value));

const attempt = (raw: Buffer, decode: () => CoordinatorMessage): DecodedValue => {
	try {
		const { name, version, message } = decode();
		return {
			kind: 'kafka',
			value: { type: name, version, ...document(message) },
			schema: { source: 'kafka', name, id: String(version), subject: null, version },
			failure: null,
			raw,
		};
	} catch (error) {
		return bytesValue(raw, `cannot be read: ${(error as Error).message}`);
	}
};

/** What members of a classic consumer group said, in place of its bytes; the bytes when they are of another protocol. */
const MEMBER_BYTES: Readonly<Record<string, (bytes: Buffer) => unknown>> = {
	subscription: decodeSubscription,
	assignment: decodeAssignment,
};

const document = (message: Readonly<Record<string, unknown>>): JsonObject =>
	Object.fromEntries(Object.entries(message).map(([name, field]) => [name, value(name, field)]));

const value = (name: string, field: unknown): JsonValue => {
	if (Buffer.isBuffer(field)) return memberBytes(name, field) ?? bytesJson(field);
	if (Array.isArray(field)) return field.map(item => value(name, item));
	return typeof field === 'object' && field !== null ? document(field as Readonly<Record<string, unknown>>) : (field as JsonValue);
};

const memberBytes = (name: string, bytes: Buffer): JsonValue | undefined => {
	const decode = Object.hasOwn(MEMBER_BYTES, name) ? MEMBER_BYTES[name] : undefined;
	if (decode === undefined || bytes.length === 0) return undefined;
	try {
		return document(decode(bytes) as Readonly<Record<string, unknown>>);
	} catch {
		return undefined;
	}
};
