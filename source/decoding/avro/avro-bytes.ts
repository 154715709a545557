import { DecodingError } from '../decoded-value.ts';

/**
 * Reads Avro's binary encoding: integers are zigzag varints, floats little endian, bytes and strings carry their length in front.
 * Every read is checked against the end of the bytes; throws DecodingError.
 */
export class AvroBytes {
	readonly bytes: Buffer;
	at = 0;

	constructor(bytes: Buffer) {
		this.bytes = bytes;
	}

	/** Bytes that are not read yet. */
	get left(): number {
		return this.bytes.length - this.at;
	}

	private need(count: number): number {
		if (count < 0) throw new DecodingError(`has a negative length: ${count}`);
		if (count > this.left) throw new DecodingError(`ends early: ${count} bytes should follow, ${this.left} do`);
		const at = this.at;
		this.at += count;
		return at;
	}

	byte(): number {
		return this.bytes[this.need(1)]!;
	}

	/** An int, or anything that must be a small number: lengths, indexes, counts. */
	int(): number {
		const value = this.long();
		if (typeof value === 'bigint' || value > 0x7fffffff || value < -0x80000000)
			throw new DecodingError(`has an int out of range: ${value}`);
		return value;
	}

	/** A long: a number where it is exact, else a bigint. */
	long(): number | bigint {
		let low = 0;
		let byte = this.byte();
		// Up to 28 bits: nearly every number there is.
		for (let shift = 0; ; byte = this.byte()) {
			low |= (byte & 0x7f) << shift;
			if (byte < 0x80) return (low >>> 1) ^ -(low & 1);
			shift += 7;
			if (shift === 28) break;
		}
		let value = BigInt(low);
		for (let shift = 28n; shift < 70n; shift += 7n) {
			byte = this.byte();
			value |= BigInt(byte & 0x7f) << shift;
			if (byte >= 0x80) continue;
			const signed = BigInt.asIntN(64, (value >> 1n) ^ -(value & 1n));
			return signed >= BigInt(Number.MIN_SAFE_INTEGER) && signed <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(signed) : signed;
		}
		throw new DecodingError('has a number of more than ten bytes');
	}

	float(): number {
		return this.bytes.readFloatLE(this.need(4));
	}

	double(): number {
		return this.bytes.readDoubleLE(this.need(8));
	}

	fixed(size: number): Buffer {
		const at = this.need(size);
		return this.bytes.subarray(at, at + size);
	}

	byteArray(): Buffer {
		return this.fixed(this.int());
	}
}
