import { type FieldLayout, Kind, type StructLayout, type WireType } from '../../source/protocol/layout.ts';

/** A small deterministic generator (mulberry32): whole numbers from 0 to below `limit`. */
export type Random = (limit: number) => number;

export const seeded = (seed: number): Random => {
	let state = seed | 0;
	return limit => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
	};
};

const texts = ['', 'a', 'topic-1', 'größer', '東京', '🙂', 'x'.repeat(200)];
const whole = (random: Random, bits: number, isSigned = true): number => {
	const low = isSigned ? -(2 ** (bits - 1)) : 0;
	const edges = [0, 1, low, low + 2 ** bits - 1];
	return random(3) === 0 ? edges[random(4)]! : low + random(2 ** bits);
};

const randomValue = (random: Random, type: WireType): unknown => {
	switch (type.kind) {
		case Kind.bool:
			return random(2) === 1;
		case Kind.int8:
			return whole(random, 8);
		case Kind.int16:
			return whole(random, 16);
		case Kind.uint16:
			return whole(random, 16, false);
		case Kind.int32:
			return whole(random, 32);
		case Kind.int64:
			return random(4) === 0 ? BigInt(random(1000)) - 2n : BigInt.asIntN(64, (BigInt(random(2 ** 32)) << 32n) | BigInt(random(2 ** 32)));
		case Kind.float64:
			return (random(2 ** 32) - 2 ** 31) / 1024;
		case Kind.string:
			return texts[random(texts.length)];
		case Kind.uuid:
			return Buffer.from(Array.from({ length: 16 }, () => random(256))).toString('base64url');
		case Kind.bytes:
		case Kind.records:
			return Buffer.from(Array.from({ length: random(20) }, () => random(256)));
		case Kind.struct:
			return randomStruct(random, type.struct!);
		case Kind.array:
			return Array.from({ length: random(4) }, () => randomValue(random, type.element!));
	}
};

const randomField = (random: Random, field: FieldLayout): unknown =>
	field.isNullable && random(3) === 0 ? null : randomValue(random, field.type);

/** Makes a struct with a value for every field that this version carries, and defaults for the rest. */
export const randomStruct = (random: Random, struct: StructLayout): Record<string, unknown> => {
	const value: Record<string, unknown> = { ...struct.template };
	for (const field of struct.fields) value[field.name] = randomField(random, field);
	for (const field of struct.tagged) if (random(2) === 0) value[field.name] = randomField(random, field);
	return value;
};
