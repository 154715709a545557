/** Protobuf's well-known types in the form of its JSON mapping: an instant is `2026-11-24T10:00:00Z`, not seconds and nanos. */
import type { JsonObject, JsonValue } from '../../units/json.ts';

type Special = (object: JsonObject, nested: (name: string, bytes: Buffer) => JsonValue | undefined) => JsonValue;

/** Digits behind the point in groups of three, none when there are none. */
const fraction = (nanos: number): string =>
	nanos === 0
		? ''
		: `.${String(nanos)
				.padStart(9, '0')
				.replace(/(?:000){1,2}$/, '')}`;

const MOST_DATE_S = 8_640_000_000_000;

const instant = (seconds: JsonValue, nanos: JsonValue): string | undefined => {
	const whole = Number(seconds);
	const part = Number(nanos);
	if (Math.abs(whole) > MOST_DATE_S || part < 0 || part > 999_999_999) return undefined;
	return `${new Date(whole * 1000).toISOString().slice(0, -5)}${fraction(part)}Z`;
};

const duration = (seconds: JsonValue, nanos: JsonValue): string | undefined => {
	const whole = BigInt(seconds as number | bigint);
	const part = Number(nanos);
	// Both parts have the same sign.
	if (Math.abs(part) > 999_999_999 || (whole > 0n && part < 0) || (whole < 0n && part > 0)) return undefined;
	return `${whole < 0n || part < 0 ? '-' : ''}${whole < 0n ? -whole : whole}${fraction(Math.abs(part))}s`;
};

const wrapped: Special = object => object.value ?? null;

const structValue: Special = object => {
	const [kind] = Object.keys(object);
	return kind === undefined || kind === 'nullValue' || kind === 'null_value' ? null : object[kind]!;
};

const any: Special = (object, nested) => {
	const url = String(object.type_url ?? '');
	const { base64 } = object.value as { readonly base64: string };
	const inner = nested(url.slice(url.lastIndexOf('/') + 1), Buffer.from(base64, 'base64'));
	if (inner === undefined) return { '@type': url, value: object.value! };
	return typeof inner === 'object' && inner !== null && !Array.isArray(inner)
		? { '@type': url, ...(inner as JsonObject) }
		: { '@type': url, value: inner };
};

/** What is out of its range, or holds fields that its type does not have, keeps the form it has on the wire. */
const orAsIs =
	(fields: readonly string[], special: Special): Special =>
	(object, nested) =>
		Object.keys(object).every(name => fields.includes(name)) ? special(object, nested) : object;

const SPECIALS: Readonly<Record<string, Special>> = {
	Timestamp: orAsIs(['seconds', 'nanos'], object => instant(object.seconds ?? 0, object.nanos ?? 0) ?? object),
	Duration: orAsIs(['seconds', 'nanos'], object => duration(object.seconds ?? 0, object.nanos ?? 0) ?? object),
	FieldMask: orAsIs(['paths'], object => (object.paths as readonly string[]).join(',')),
	Struct: orAsIs(['fields'], object => object.fields!),
	ListValue: orAsIs(['values'], object => object.values!),
	Value: structValue,
	Any: orAsIs(['type_url', 'value'], any),
	...Object.fromEntries(
		['Double', 'Float', 'Int64', 'UInt64', 'Int32', 'UInt32', 'Bool', 'String', 'Bytes'].map(kind => [
			`${kind}Value`,
			orAsIs(['value'], wrapped),
		]),
	),
};

const PACKAGE = '.google.protobuf.';

/** The form of a well-known type by its full name; undefined for any other. */
export const wellKnown = (fullName: string): Special | undefined =>
	fullName.startsWith(PACKAGE) && Object.hasOwn(SPECIALS, fullName.slice(PACKAGE.length))
		? SPECIALS[fullName.slice(PACKAGE.length)]
		: undefined;
