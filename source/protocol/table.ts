/**
 * The shape of the generated tables: what Kafka's message definitions say, as JSON.
 *
 *   message = [first version, last version, first flexible version or -1, fields]
 *   field   = [name, type, first version, last version or -1, options?, fields of the struct?]
 *   type    = bool | int8 | int16 | uint16 | int32 | int64 | float64 | string | uuid | bytes | records | struct, or "[]" + type
 *
 * A version range ends with -1 when it is open.
 */
export type MessageTable = readonly [lowest: number, highest: number, flexibleFrom: number, fields: readonly TableField[]];

export type TableField = readonly [
	name: string,
	type: string,
	from: number,
	to: number,
	options?: TableOptions,
	children?: readonly TableField[],
];

export type TableOptions = {
	/** Versions in which the field may be null: first, last. */
	readonly n?: readonly [from: number, to: number];
	/** Tagged since this version, with this tag. */
	readonly t?: readonly [from: number, tag: number];
	/** A value may be dropped silently in a version that cannot carry it. */
	readonly i?: 1;
	/** Never flexible, even in a flexible message (the client id of the request header). */
	readonly o?: 1;
	/** The default, where it is not the zero of its type; int64 as text. */
	readonly d?: string | number | boolean | null;
};
