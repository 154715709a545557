import { ProtocolError } from './protocol-error.ts';

/** Appends to a buffer that grows; refuses numbers that do not fit their type with a ProtocolError. */
export class ByteWriter {
	readonly subject: string;
	#bytes: Buffer;
	#length = 0;

	constructor(subject: string, capacity = 256) {
		this.subject = subject;
		this.#bytes = Buffer.allocUnsafe(capacity);
	}

	fail(problem: string): never {
		throw new ProtocolError(this.subject, problem);
	}

	/** The bytes written so far; they share memory with the writer, which must not be used afterwards. */
	result(): Buffer {
		return this.#bytes.subarray(0, this.#length);
	}

	/** Makes room for `count` bytes and returns where they start. */
	#grow(count: number): number {
		const start = this.#length;
		const length = start + count;
		if (length > this.#bytes.length) {
			const larger = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, length));
			this.#bytes.copy(larger, 0, 0, start);
			this.#bytes = larger;
		}
		this.#length = length;
		return start;
	}

	int8(value: number): void {
		// First grow, then look: growing replaces the buffer.
		const at = this.#grow(1);
		this.#bytes[at] = value;
	}

	int16(value: number): void {
		const at = this.#grow(2);
		this.#bytes[at] = value >> 8;
		this.#bytes[at + 1] = value;
	}

	int32(value: number): void {
		const at = this.#grow(4);
		const bytes = this.#bytes;
		bytes[at] = value >> 24;
		bytes[at + 1] = value >> 16;
		bytes[at + 2] = value >> 8;
		bytes[at + 3] = value;
	}

	int64(value: bigint): void {
		const at = this.#grow(8);
		this.#bytes.writeBigInt64BE(value, at);
	}

	float64(value: number): void {
		const at = this.#grow(8);
		this.#bytes.writeDoubleBE(value, at);
	}

	uvarint(value: number): void {
		while (value > 0x7f) {
			this.int8((value & 0x7f) | 0x80);
			value >>>= 7;
		}
		this.int8(value);
	}

	/** Copies bytes as they are. */
	raw(value: Uint8Array): void {
		const at = this.#grow(value.length);
		this.#bytes.set(value, at);
	}
}
