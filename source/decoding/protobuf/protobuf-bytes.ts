import { DecodingError } from '../decoded-value.ts';

/** Varint, 64-bit, length-delimited, group start, group end, 32-bit. */
export const WIRE = { varint: 0, fixed64: 1, bytes: 2, startGroup: 3, endGroup: 4, fixed32: 5 } as const;

/** Reads Protobuf's wire format: little endian, varints without sign. Every read is checked against the end; throws DecodingError. */
export class ProtobufBytes {
	readonly bytes: Buffer;
	readonly end: number;
	at: number;

	constructor(bytes: Buffer, at = 0, end = bytes.length) {
		this.bytes = bytes;
		this.at = at;
		this.end = end;
	}

	get isAtEnd(): boolean {
		return this.at >= this.end;
	}

	private need(count: number): number {
		const at = this.at;
		if (count > this.end - at) throw new DecodingError(`ends early: ${count} bytes should follow, ${this.end - at} do`);
		this.at = at + count;
		return at;
	}

	/** A varint below 2^53 as a number, any other as an unsigned bigint of 64 bits. */
	varint(): number | bigint {
		let value = 0;
		for (let shift = 0; shift < 49; shift += 7) {
			const byte = this.bytes[this.need(1)]!;
			value += (byte & 0x7f) * 2 ** shift;
			if (byte < 0x80) return value;
		}
		let wide = BigInt(value);
		for (let shift = 49n; shift < 70n; shift += 7n) {
			const byte = this.bytes[this.need(1)]!;
			wide |= BigInt(byte & 0x7f) << shift;
			if (byte < 0x80) return BigInt.asUintN(64, wide);
		}
		throw new DecodingError('has a number of more than ten bytes');
	}

	/** Field number and wire type. */
	tag(): { readonly id: number; readonly wire: number } {
		const tag = this.varint();
		if (typeof tag === 'bigint' || tag > 0xffffffff || tag < 8)
			throw new DecodingError(`has an impossible field number: ${BigInt(tag) >> 3n}`);
		return { id: Math.floor(tag / 8), wire: tag % 8 };
	}

	fixed32(): Buffer {
		const at = this.need(4);
		return this.bytes.subarray(at, at + 4);
	}

	fixed64(): Buffer {
		const at = this.need(8);
		return this.bytes.subarray(at, at + 8);
	}

	chunk(): Buffer {
		const length = this.varint();
		if (typeof length === 'bigint') throw new DecodingError(`has an impossible length: ${length}`);
		const at = this.need(length);
		return this.bytes.subarray(at, at + length);
	}
}
