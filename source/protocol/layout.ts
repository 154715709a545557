/** A message table resolved for one version: which fields are on the wire, how long they are at least, what stands in for the absent. */
import { ProtocolError } from './protocol-error.ts';
import type { MessageTable, TableField } from './table.ts';

/** What an operation of the codec reads or writes; numbers, so that the codec's switch is a jump table. */
export const Kind = {
	bool: 0,
	int8: 1,
	int16: 2,
	uint16: 3,
	int32: 4,
	int64: 5,
	float64: 6,
	string: 7,
	uuid: 8,
	bytes: 9,
	records: 10,
	struct: 11,
	array: 12,
} as const;
export type Kind = (typeof Kind)[keyof typeof Kind];

const minimumBytes: readonly number[] = [1, 1, 2, 2, 4, 8, 8, 0, 16, 0, 0, 0, 0];

/** One value on the wire: a primitive, a struct, or an array of either. */
export type WireType = {
	readonly kind: Kind;
	/** Compact lengths and tagged fields. */
	readonly isFlexible: boolean;
	readonly struct: StructLayout | null;
	readonly element: WireType | null;
	/** The fewest bytes that one value takes: bounds what a hostile count can claim. */
	readonly minimumBytes: number;
};

export type FieldLayout = {
	readonly name: string;
	readonly type: WireType;
	readonly isNullable: boolean;
	readonly isIgnorable: boolean;
	/** -1 when the field is not tagged in this version. */
	readonly tag: number;
	readonly fallback: unknown;
};

export type StructLayout = {
	/** Fields on the wire, in order. */
	readonly fields: readonly FieldLayout[];
	/** Tagged fields by ascending tag. */
	readonly tagged: readonly FieldLayout[];
	/** Fields that this version does not know. */
	readonly absent: readonly FieldLayout[];
	readonly isFlexible: boolean;
	/** Every field of every version with its default, in the definition's order: decoded structs start as copies of it. */
	readonly template: Readonly<Record<string, unknown>>;
};

export type MessageLayout = { readonly subject: string; readonly root: StructLayout };

const within = (version: number, from: number, to: number): boolean => version >= from && (to === -1 || version <= to);

const noItems: readonly unknown[] = Object.freeze([]);
const noBytes = Buffer.alloc(0);
/** The zero uuid as Kafka prints it: base64url, 22 characters. */
export const zeroUuid = 'AAAAAAAAAAAAAAAAAAAAAA';

const fallbackOf = ([, type, , , options]: TableField, struct: StructLayout | null): unknown => {
	const given = options?.d;
	if (given === null) return null;
	if (type.startsWith('[]')) return noItems;
	switch (type) {
		case 'bool':
			return given ?? false;
		case 'int64':
			return BigInt(String(given ?? 0));
		case 'string':
			return given ?? '';
		case 'uuid':
			return given ?? zeroUuid;
		case 'bytes':
		case 'records':
			return noBytes;
		case 'struct':
			return struct?.template;
		default:
			return given ?? 0;
	}
};

/**
 * Resolves a table for one version.
 * Throws ProtocolError when the definitions do not know the version.
 */
export const resolveLayout = (name: string, [lowest, highest, flexibleFrom, fields]: MessageTable, version: number): MessageLayout => {
	if (!(Number.isInteger(version) && within(version, lowest, highest))) {
		throw new ProtocolError(`${name} v${version}`, `known versions are ${lowest} to ${highest}`);
	}
	const isFlexible = flexibleFrom !== -1 && version >= flexibleFrom;

	const typeOf = (type: string, children: readonly TableField[] | undefined, isCompact: boolean): WireType => {
		if (type.startsWith('[]')) {
			const element = typeOf(type.slice(2), children, isCompact);
			return { kind: Kind.array, isFlexible: isCompact, struct: null, element, minimumBytes: isCompact ? 1 : 4 };
		}
		const kind = Kind[type as keyof typeof Kind];
		if (kind === Kind.struct) {
			const struct = structOf(children!);
			return { kind, isFlexible: isCompact, struct, element: null, minimumBytes: minimumOf(struct) };
		}
		const lengthBytes = kind === Kind.string ? 2 : kind === Kind.bytes || kind === Kind.records ? 4 : 0;
		const size = lengthBytes > 0 ? (isCompact ? 1 : lengthBytes) : minimumBytes[kind]!;
		return { kind, isFlexible: isCompact, struct: null, element: null, minimumBytes: size };
	};
	const structOf = (list: readonly TableField[]): StructLayout => {
		const present: FieldLayout[] = [];
		const tagged: FieldLayout[] = [];
		const absent: FieldLayout[] = [];
		const template: Record<string, unknown> = {};
		for (const row of list) {
			const [fieldName, type, from, to, options, children] = row;
			const wire = typeOf(type, children, isFlexible && !options?.o);
			const tag = isFlexible && options?.t && version >= options.t[0] ? options.t[1] : -1;
			const fallback = fallbackOf(row, wire.struct);
			const isNullable = options?.n !== undefined && within(version, options.n[0], options.n[1]);
			const field = { name: fieldName, type: wire, isNullable, isIgnorable: options?.i === 1, tag, fallback };
			const target = !within(version, from, to) ? absent : tag >= 0 ? tagged : present;
			target.push(field);
			template[fieldName] = fallback;
		}
		tagged.sort((a, b) => a.tag - b.tag);
		return { fields: present, tagged, absent, isFlexible, template };
	};
	return { subject: `${name} v${version}`, root: structOf(fields) };
};

const minimumOf = (struct: StructLayout): number => {
	let sum = struct.isFlexible ? 1 : 0;
	// A nullable struct may be one byte only.
	for (const field of struct.fields) sum += field.isNullable && field.type.kind === Kind.struct ? 1 : field.type.minimumBytes;
	return sum;
};
