/** What the program prints as JSON: the usual values plus `bigint`, which becomes a number literal whatever its size. */
export type JsonValue = null | boolean | number | bigint | string | readonly JsonValue[] | { readonly [name: string]: JsonValue };

export type JsonObject = { readonly [name: string]: JsonValue };

// ES2025's JSON.rawJSON is in Node 22 and 24, but not yet in the es2024 library of the type checker.
const rawJson = (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON;

const withBigIntLiterals = (_name: string, value: unknown): unknown => {
	if (typeof value === 'bigint') return rawJson(String(value));
	// JSON has no NaN or Infinity: a number that is none must be null by decision of its column, never by accident here.
	if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError(`not a JSON number: ${value}`);
	return value;
};

/** Serialises a document; offsets stay exact beyond 2^53. `indent` 2 is for people, 0 makes one line (JSON Lines). */
export const jsonText = (value: JsonValue, indent: 0 | 2 = 0): string => JSON.stringify(value, withBigIntLiterals, indent);
