/**
 * Reads some fields of a JSON object out of its bytes without building the rest: a filter looks at one or two fields of millions of records.
 * The whole text is checked by JSON's grammar (RFC 8259), so that what is no JSON is none here too.
 */
import { isUtf8 } from 'node:buffer';
import { parseExactJson } from '../json/exact-json.ts';
import { celValue } from './cel-value.ts';
import type { Wanted } from './wanted-fields.ts';

type Field = { readonly name: string; readonly bytes: Buffer; readonly isWhole: boolean; readonly fields: readonly Field[] };

/** Returns the wanted fields as CEL sees them; undefined for bytes that must be read as a whole: no JSON object, or a very deep one. */
export type FieldReader = (bytes: Buffer) => Readonly<Record<string, unknown>> | undefined;

/** Makes the reader of some fields; undefined when the expression wants the document itself. */
export const fieldReader = (wanted: Wanted): FieldReader | undefined => {
	if (wanted.isWhole) return undefined;
	const fields = fieldsOf(wanted);
	return bytes => {
		const object: Record<string, unknown> = {};
		const start = spaceEnd(bytes, 0);
		if (bytes[start] !== BRACE || !isUtf8(bytes)) return undefined;
		const end = objectEnd(bytes, start, fields, object, 0);
		return end !== BROKEN && spaceEnd(bytes, end) === bytes.length ? object : undefined;
	};
};

const fieldsOf = (wanted: Wanted): readonly Field[] =>
	// An object of CEL has no field of this name, see cel-value.ts.
	[...wanted.fields]
		.filter(([name]) => name !== '__proto__')
		.map(([name, inner]) => ({ name, bytes: Buffer.from(name), isWhole: inner.isWhole, fields: fieldsOf(inner) }));

const BROKEN = -1;
const DEEPEST = 200;
const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
const BRACKET = 0x5b;
const BRACKET_END = 0x5d;
const BRACE = 0x7b;
const BRACE_END = 0x7d;
const NO_FIELDS: readonly Field[] = [];

// Positions past the end read as undefined, which is no character of any rule below.

const spaceEnd = (bytes: Buffer, at: number): number => {
	// Within the bytes: a load that was past the end once is slower ever after.
	for (; at < bytes.length; at++) {
		const byte = bytes[at];
		if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return at;
	}
	return at;
};

/** Where the value at `at` ends; BROKEN when there is none. */
const valueEnd = (bytes: Buffer, at: number, depth: number): number => {
	const byte = bytes[at]!;
	if (byte === QUOTE) return stringEnd(bytes, at);
	if (byte === BRACE) return objectEnd(bytes, at, NO_FIELDS, undefined, depth);
	if (byte === BRACKET) return listEnd(bytes, at, depth);
	if (byte === 0x74) return wordEnd(bytes, at, TRUE);
	if (byte === 0x66) return wordEnd(bytes, at, FALSE);
	if (byte === 0x6e) return wordEnd(bytes, at, NULL);
	return numberEnd(bytes, at);
};

const TRUE = Buffer.from('true');
const FALSE = Buffer.from('false');
const NULL = Buffer.from('null');

const wordEnd = (bytes: Buffer, at: number, word: Buffer): number => {
	for (let i = 1; i < word.length; i++) if (bytes[at + i] !== word[i]) return BROKEN;
	return at + word.length;
};

const stringEnd = (bytes: Buffer, at: number): number => {
	for (;;) {
		const byte = bytes[++at]!;
		if (byte === QUOTE) return at + 1;
		if (byte === BACKSLASH) {
			at = escapeEnd(bytes, at + 1);
			if (at === BROKEN) return BROKEN;
		} else if (!(byte >= 0x20)) return BROKEN;
	}
};

const isHex = (byte: number): boolean => (byte >= 0x30 && byte <= 0x39) || ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x66);

/** The last byte of an escape whose letter is at `at`. */
const escapeEnd = (bytes: Buffer, at: number): number => {
	const byte = bytes[at]!;
	if (byte === 0x75) {
		for (let i = 1; i <= 4; i++) if (!isHex(bytes[at + i]!)) return BROKEN;
		return at + 4;
	}
	// " \ / b f n r t
	return byte === QUOTE ||
		byte === BACKSLASH ||
		byte === 0x2f ||
		byte === 0x62 ||
		byte === 0x66 ||
		byte === 0x6e ||
		byte === 0x72 ||
		byte === 0x74
		? at
		: BROKEN;
};

const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;

const digitsEnd = (bytes: Buffer, at: number): number => {
	if (!isDigit(bytes[at]!)) return BROKEN;
	while (isDigit(bytes[at]!)) at++;
	return at;
};

const numberEnd = (bytes: Buffer, at: number): number => {
	if (bytes[at] === 0x2d) at++;
	at = bytes[at] === 0x30 ? at + 1 : digitsEnd(bytes, at);
	if (at !== BROKEN && bytes[at] === 0x2e) at = digitsEnd(bytes, at + 1);
	if (at === BROKEN || (bytes[at]! | 0x20) !== 0x65) return at;
	at++;
	return digitsEnd(bytes, bytes[at] === 0x2b || bytes[at] === 0x2d ? at + 1 : at);
};

const listEnd = (bytes: Buffer, at: number, depth: number): number => {
	if (depth > DEEPEST) return BROKEN;
	at = spaceEnd(bytes, at + 1);
	if (bytes[at] === BRACKET_END) return at + 1;
	for (;;) {
		at = valueEnd(bytes, at, depth + 1);
		if (at === BROKEN) return BROKEN;
		at = spaceEnd(bytes, at);
		if (bytes[at] === BRACKET_END) return at + 1;
		if (bytes[at] !== COMMA) return BROKEN;
		at = spaceEnd(bytes, at + 1);
	}
};

/** Where the object at `at` ends; its wanted fields are set in `into`. Of a name that occurs twice the last one counts. */
const objectEnd = (
	bytes: Buffer,
	at: number,
	fields: readonly Field[],
	into: Record<string, unknown> | undefined,
	depth: number,
): number => {
	if (depth > DEEPEST) return BROKEN;
	at = spaceEnd(bytes, at + 1);
	if (bytes[at] === BRACE_END) return at + 1;
	for (;;) {
		if (bytes[at] !== QUOTE) return BROKEN;
		const nameEnd = stringEnd(bytes, at);
		if (nameEnd === BROKEN) return BROKEN;
		const field = into === undefined ? undefined : fieldNamed(fields, bytes, at + 1, nameEnd - 1);
		at = spaceEnd(bytes, nameEnd);
		if (bytes[at] !== COLON) return BROKEN;
		at = spaceEnd(bytes, at + 1);
		at = field === undefined ? valueEnd(bytes, at, depth + 1) : wantedEnd(bytes, at, field, into!, depth + 1);
		if (at === BROKEN) return BROKEN;
		at = spaceEnd(bytes, at);
		if (bytes[at] === BRACE_END) return at + 1;
		if (bytes[at] !== COMMA) return BROKEN;
		at = spaceEnd(bytes, at + 1);
	}
};

const wantedEnd = (bytes: Buffer, at: number, field: Field, into: Record<string, unknown>, depth: number): number => {
	if (!field.isWhole && bytes[at] === BRACE) {
		const inner: Record<string, unknown> = {};
		into[field.name] = inner;
		return objectEnd(bytes, at, field.fields, inner, depth);
	}
	const end = valueEnd(bytes, at, depth);
	if (end !== BROKEN) into[field.name] = materialised(bytes, at, end);
	return end;
};

/** The value between two positions; strings and numbers without the detour over a parser. */
const materialised = (bytes: Buffer, at: number, end: number): unknown => {
	const first = bytes[at]!;
	if (first === QUOTE) {
		const text = bytes.toString('utf8', at + 1, end - 1);
		return text.includes('\\') ? JSON.parse(`"${text}"`) : text;
	}
	if (first === BRACE || first === BRACKET) return celValue(parseExactJson(bytes.toString('utf8', at, end)));
	if (first === 0x74) return true;
	if (first === 0x66) return false;
	return first === 0x6e ? null : celNumber(bytes.toString('latin1', at, end));
};

/** As celValue has it: digits alone are an int. */
const celNumber = (literal: string): unknown => {
	for (let i = 0; i < literal.length; i++) {
		const code = literal.charCodeAt(i);
		// . e E
		if (code === 0x2e || code === 0x65 || code === 0x45) return Number(literal);
	}
	return literal === '-0' ? -0 : BigInt(literal);
};

const fieldNamed = (fields: readonly Field[], bytes: Buffer, start: number, end: number): Field | undefined => {
	for (const field of fields) if (field.bytes.length === end - start && isSame(field.bytes, bytes, start)) return field;
	// A name may be written with escapes.
	for (let at = start; at < end; at++)
		if (bytes[at] === BACKSLASH) {
			const name = JSON.parse(bytes.toString('utf8', start - 1, end + 1)) as string;
			return fields.find(field => field.name === name);
		}
	return undefined;
};

const isSame = (name: Buffer, bytes: Buffer, start: number): boolean => {
	for (let i = 0; i < name.length; i++) if (name[i] !== bytes[start + i]) return false;
	return true;
};
