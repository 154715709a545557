/**
 * A record inside the unpacked bytes of its batch: only what is asked for is read.
 *
 *   record = length varint, attributes int8, timestampDelta varint, offsetDelta varint, key length varint (-1 null), key,
 *            value length varint (-1 null), value, header count varint, headers
 *   header = name length varint, name, value length varint (-1 null), value
 */
import { BrokenRecord, Varints } from './varints.ts';

export type HeaderView = { readonly name: string; readonly value: Buffer | null };

/** What all records of a batch share. */
export type BatchFrame = {
	readonly topic: string;
	readonly partition: number;
	/** The unpacked records. */
	readonly bytes: Buffer;
	readonly baseOffset: bigint;
	readonly baseTimestampMs: number;
	/** The broker's time for all records where the topic keeps LogAppendTime, else null. */
	readonly appendTimestampMs: number | null;
};

const NO_HEADERS: readonly HeaderView[] = [];

/** Byte fields are views: they keep the whole batch in memory until `detached`. Made by `nextRecord` only. */
export class RecordView {
	readonly batch: BatchFrame;
	readonly offsetDelta: number;
	readonly timestampDelta: number;
	/** Where the record starts and ends in the batch's bytes. */
	readonly start: number;
	readonly end: number;
	readonly keyAt: number;
	/** -1 for null. */
	readonly keyLength: number;
	readonly valueAt: number;
	/** -1 for null. */
	readonly valueLength: number;
	#key: Buffer | null | undefined;
	#value: Buffer | null | undefined;
	#headers: readonly HeaderView[] | undefined;

	constructor(
		batch: BatchFrame,
		start: number,
		end: number,
		timestampDelta: number,
		offsetDelta: number,
		keyAt: number,
		keyLength: number,
		valueAt: number,
		valueLength: number,
	) {
		this.batch = batch;
		this.start = start;
		this.end = end;
		this.timestampDelta = timestampDelta;
		this.offsetDelta = offsetDelta;
		this.keyAt = keyAt;
		this.keyLength = keyLength;
		this.valueAt = valueAt;
		this.valueLength = valueLength;
	}

	get topic(): string {
		return this.batch.topic;
	}

	get partition(): number {
		return this.batch.partition;
	}

	get offset(): bigint {
		return this.batch.baseOffset + BigInt(this.offsetDelta);
	}

	/** Epoch milliseconds; -1 for none. */
	get timestampMs(): number {
		return this.batch.appendTimestampMs ?? this.batch.baseTimestampMs + this.timestampDelta;
	}

	/** Bytes of key, value and headers with their lengths, as they were before packing. */
	get sizeBytes(): number {
		return this.end - this.start;
	}

	get key(): Buffer | null {
		this.#key ??= this.keyLength < 0 ? null : this.batch.bytes.subarray(this.keyAt, this.keyAt + this.keyLength);
		return this.#key;
	}

	get value(): Buffer | null {
		this.#value ??= this.valueLength < 0 ? null : this.batch.bytes.subarray(this.valueAt, this.valueAt + this.valueLength);
		return this.#value;
	}

	/** Throws BrokenRecord where the headers do not end with the record. */
	get headers(): readonly HeaderView[] {
		this.#headers ??= readHeaders(this.batch.bytes, this.valueAt + Math.max(0, this.valueLength), this.end);
		return this.#headers;
	}
}

/** A record on its own: a few bytes instead of the batch it came in. */
export type DetachedRecord = {
	readonly topic: string;
	readonly partition: number;
	readonly offset: bigint;
	readonly timestampMs: number;
	readonly key: Buffer | null;
	readonly value: Buffer | null;
	readonly headers: readonly HeaderView[];
	readonly sizeBytes: number;
};

/** Copies a record out of its batch. */
export const detached = (view: RecordView): DetachedRecord => {
	const { topic, partition, offset, timestampMs, sizeBytes } = view;
	const copy = (bytes: Buffer | null): Buffer | null => (bytes === null ? null : Buffer.from(bytes));
	return {
		topic,
		partition,
		offset,
		timestampMs,
		key: copy(view.key),
		value: copy(view.value),
		headers: view.headers.length === 0 ? NO_HEADERS : view.headers.map(({ name, value }) => ({ name, value: copy(value) })),
		sizeBytes,
	};
};

/** Reads the record at the cursor and moves behind it. Throws BrokenRecord for bytes that are none. */
export const nextRecord = (batch: BatchFrame, cursor: Varints): RecordView => {
	const start = cursor.position;
	const length = cursor.next();
	const end = cursor.position + length;
	if (length < 0 || end > batch.bytes.length) throw new BrokenRecord('a record is longer than its batch');
	cursor.position++;
	const timestampDelta = cursor.next();
	const offsetDelta = cursor.next();
	const keyLength = cursor.next();
	const keyAt = cursor.position;
	if (keyLength > 0) cursor.position += keyLength;
	const valueLength = cursor.next();
	const valueAt = cursor.position;
	if (keyAt + keyLength > end || valueAt + valueLength > end) throw new BrokenRecord('a key or value is longer than its record');
	cursor.position = end;
	return new RecordView(batch, start, end, timestampDelta, offsetDelta, keyAt, keyLength, valueAt, valueLength);
};

const readHeaders = (bytes: Buffer, at: number, end: number): readonly HeaderView[] => {
	const cursor = new Varints(bytes, at);
	const count = cursor.next();
	if (count === 0) return NO_HEADERS;
	const headers: HeaderView[] = [];
	for (let i = 0; i < count; i++) {
		const name = sized(bytes, cursor, end);
		if (name === null) throw new BrokenRecord('a header has no name');
		headers.push({ name: name.toString(), value: sized(bytes, cursor, end) });
	}
	return headers;
};

const sized = (bytes: Buffer, cursor: Varints, end: number): Buffer | null => {
	const length = cursor.next();
	if (length < 0) return null;
	const at = cursor.position;
	if (at + length > end) throw new BrokenRecord('a header is longer than its record');
	cursor.position = at + length;
	return bytes.subarray(at, at + length);
};
