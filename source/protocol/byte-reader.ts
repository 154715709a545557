import { ProtocolError } from './protocol-error.ts';

/** Longest string that Kafka accepts, in bytes, whatever the encoding of its length. */
export const longestString = 0x7fff;

/** Walks over the bytes of one message; every method throws ProtocolError rather than read past the end. */
export class ByteReader {
	readonly bytes: Buffer;
	readonly end: number;
	readonly subject: string;
	position: number;

	constructor(bytes: Buffer, position: number, subject: string) {
		this.bytes = bytes;
		this.end = bytes.length;
		this.position = position;
		this.subject = subject;
	}

	fail(problem: string): never {
		throw new ProtocolError(this.subject, problem, this.position);
	}

	/** Moves past `count` bytes and returns where they start. */
	take(count: number): number {
		const start = this.position;
		if (count > this.end - start) this.fail(`${count} bytes wanted, ${this.end - start} left`);
		this.position = start + count;
		return start;
	}

	int8(): number {
		const at = this.take(1);
		return (this.bytes[at]! << 24) >> 24;
	}

	int16(): number {
		const at = this.take(2);
		return ((this.bytes[at]! << 24) >> 16) | this.bytes[at + 1]!;
	}

	int32(): number {
		const at = this.take(4);
		const bytes = this.bytes;
		return (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!;
	}

	int64(): bigint {
		// Most values are small (timestamps and sizes too fit 53 bits): one conversion is cheaper than readBigInt64BE's two.
		const high = this.int32();
		const low = this.int32() >>> 0;
		return high >= -0x200000 && high < 0x200000 ? BigInt(high * 0x100000000 + low) : (BigInt(high) << 32n) | BigInt(low);
	}

	/** Reads an unsigned varint of at most five bytes and 32 bits. */
	uvarint(): number {
		let value = 0;
		for (let shift = 0; shift < 35; shift += 7) {
			const byte = this.bytes[this.take(1)]!;
			if (shift === 28 && byte > 0x0f) break;
			value |= (byte & 0x7f) << shift;
			if (byte < 0x80) return value >>> 0;
		}
		return this.fail('varint longer than 32 bits');
	}

	/** Reads `length` bytes as UTF-8. */
	text(length: number): string {
		if (length > longestString) this.fail(`string of ${length} bytes, at most ${longestString} are allowed`);
		const start = this.take(length);
		return this.bytes.toString('utf8', start, start + length);
	}
}
