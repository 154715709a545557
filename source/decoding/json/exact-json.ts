import { type JsonValue, NumberLiteral } from '../../units/json.ts';

/**
 * A number that a double or its printing would change: 17 or more characters of digits and point (more than 15 digits), an exponent,
 * a zero at the end of the fraction, minus zero. Looks for it after `:`, `[`, `,` or blanks, where numbers stand; what looks like one inside
 * a string costs time only.
 */
const MAYBE_INEXACT = /[:[,\s]-?(?:\d[\d.]{15}|\d[\d.]*[eE]|\d+\.\d*0(?!\d))|-0(?![.\d])/;

type Reviver = (this: unknown, key: string, value: unknown, context: { readonly source?: string }) => unknown;
// ES2026's source text access is in Node 22 and 24, but not yet in the es2024 library of the type checker.
const parseWith = JSON.parse as (text: string, reviver: Reviver) => JsonValue;

/** The number that a JSON literal writes: a double where it prints the same again, else a bigint or the literal itself. */
export const exactNumber = (literal: string): number | bigint | NumberLiteral => {
	const double = Number(literal);
	if (String(double) === literal && !Object.is(double, -0)) return double;
	return /^-?\d+$/.test(literal) && literal !== '-0' ? BigInt(literal) : new NumberLiteral(literal);
};

const reviver: Reviver = (_key, value, context) =>
	typeof value === 'number' && context.source !== undefined ? exactNumber(context.source) : value;

/**
 * JSON.parse that keeps every number exact. The slow way of reading (a function called for every value) is taken only when a number
 * may need it. Throws SyntaxError. Of a name that occurs twice in an object the last one counts, as everywhere in JavaScript.
 */
export const parseExactJson = (text: string): JsonValue => {
	const first = text.charCodeAt(0);
	const isContainer = first === 0x7b || first === 0x5b;
	return isContainer && !MAYBE_INEXACT.test(text) ? (JSON.parse(text) as JsonValue) : parseWith(text, reviver);
};
