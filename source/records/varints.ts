/** Bytes that are not the records their batch promises; the message is a clause: `a record is longer than its batch`. */
export class BrokenRecord extends Error {
	override readonly name = 'BrokenRecord';
}

/** Reads zigzag varints one after another without making objects: there are five in every record of a scan. */
export class Varints {
	readonly bytes: Buffer;
	position: number;

	constructor(bytes: Buffer, position = 0) {
		this.bytes = bytes;
		this.position = position;
	}

	/** Exact up to 2^53, which lengths and deltas of a batch never reach. Throws BrokenRecord where the bytes end or run on. */
	next(): number {
		const first = this.bytes[this.position++];
		if (first === undefined) throw new BrokenRecord('a record ends inside a number');
		if (first < 128) return (first >>> 1) ^ -(first & 1);
		const second = this.bytes[this.position++];
		if (second === undefined) throw new BrokenRecord('a record ends inside a number');
		const low = (first & 127) | ((second & 127) << 7);
		return second < 128 ? (low >>> 1) ^ -(low & 1) : this.#long(low);
	}

	#long(low: number): number {
		let raw = low;
		let scale = 16_384;
		for (let i = 2; i < 10; i++) {
			const byte = this.bytes[this.position++];
			if (byte === undefined) throw new BrokenRecord('a record ends inside a number');
			raw += (byte & 127) * scale;
			if (byte < 128) return raw % 2 === 0 ? raw / 2 : -(raw + 1) / 2;
			scale *= 128;
		}
		throw new BrokenRecord('a number runs on for more than ten bytes');
	}
}
