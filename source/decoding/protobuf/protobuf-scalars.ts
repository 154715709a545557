import type { JsonValue } from '../../units/json.ts';
import { bytesJson } from '../decoded-value.ts';
import { doubleJson, floatJson } from '../json/json-number.ts';
import { strictText } from '../strict-text.ts';
import { type ProtobufBytes, WIRE } from './protobuf-bytes.ts';

/** A number where it is exact, else a bigint. */
const narrow = (value: bigint): number | bigint =>
	value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value;

const low32 = (value: number | bigint): number =>
	typeof value === 'number' && value <= 0xffffffff ? value : Number(BigInt.asUintN(32, BigInt(value)));

type Scalar = { readonly wire: number; readonly read: (from: ProtobufBytes) => JsonValue; readonly default: JsonValue };

const integer = (read: (value: number | bigint) => JsonValue): Scalar => ({
	wire: WIRE.varint,
	read: from => read(from.varint()),
	default: 0,
});

/** Protobuf's scalar types: how each is written and what its bytes mean. */
export const SCALARS: Readonly<Record<string, Scalar>> = {
	// Negative numbers of 32 bits are written with ten bytes.
	int32: integer(value => low32(value) | 0),
	uint32: integer(low32),
	sint32: integer(value => (low32(value) >>> 1) ^ -(low32(value) & 1)),
	int64: integer(value => (typeof value === 'number' ? value : narrow(BigInt.asIntN(64, value)))),
	uint64: integer(value => value),
	sint64: integer(value => {
		const wide = BigInt(value);
		return narrow(BigInt.asIntN(64, (wide >> 1n) ^ -(wide & 1n)));
	}),
	bool: { wire: WIRE.varint, read: from => BigInt(from.varint()) !== 0n, default: false },
	fixed32: { wire: WIRE.fixed32, read: from => from.fixed32().readUInt32LE(), default: 0 },
	sfixed32: { wire: WIRE.fixed32, read: from => from.fixed32().readInt32LE(), default: 0 },
	float: { wire: WIRE.fixed32, read: from => floatJson(from.fixed32().readFloatLE()), default: 0 },
	fixed64: { wire: WIRE.fixed64, read: from => narrow(from.fixed64().readBigUInt64LE()), default: 0 },
	sfixed64: { wire: WIRE.fixed64, read: from => narrow(from.fixed64().readBigInt64LE()), default: 0 },
	double: { wire: WIRE.fixed64, read: from => doubleJson(from.fixed64().readDoubleLE()), default: 0 },
	string: {
		wire: WIRE.bytes,
		read: from => {
			const bytes = from.chunk();
			return strictText(bytes) ?? bytesJson(bytes);
		},
		default: '',
	},
	bytes: { wire: WIRE.bytes, read: from => bytesJson(from.chunk()), default: { base64: '' } },
};

export const readScalar = (type: string, from: ProtobufBytes): JsonValue => SCALARS[type]!.read(from);

export const scalarDefault = (type: string): JsonValue => SCALARS[type]?.default ?? null;
