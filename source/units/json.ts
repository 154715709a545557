/** What the program prints as JSON: the usual values plus `bigint`, which becomes a number literal whatever its size. */
export type JsonValue = null | boolean | number | bigint | string | readonly JsonValue[] | { readonly [name: string]: JsonValue };

export type JsonObject = { readonly [name: string]: JsonValue };

const NEWLINE_AND_INDENT = Array.from({ length: 32 }, (_, depth) => `\n${'  '.repeat(depth)}`);

/**
 * Serialises a document; offsets stay exact beyond 2^53. `indent` 2 is for people, 0 makes one line.
 * Written out because JSON.stringify with a replacer, which bigint needs, takes four times as long: seconds on thousands of partitions.
 */
export const jsonText = (value: JsonValue, indent: 0 | 2 = 0): string => write(value, indent === 0 ? undefined : 0);

/** `depth` is undefined where everything goes on one line. */
const write = (value: JsonValue, depth: number | undefined): string => {
	if (typeof value === 'string') return JSON.stringify(value);
	if (typeof value === 'number') {
		// JSON has no NaN or Infinity: a number that is none must be null by decision of its column, never by accident here.
		if (!Number.isFinite(value)) throw new TypeError(`not a JSON number: ${value}`);
		return String(value);
	}
	if (value === null || typeof value !== 'object') return String(value);
	const inner = depth === undefined ? undefined : depth + 1;
	const before = inner === undefined ? '' : NEWLINE_AND_INDENT[inner]!;
	const after = depth === undefined ? '' : NEWLINE_AND_INDENT[depth]!;
	let text = '';
	if (isList(value)) {
		for (const item of value) text += `${text === '' ? '' : ','}${before}${write(item, inner)}`;
		return text === '' ? '[]' : `[${text}${after}]`;
	}
	const colon = inner === undefined ? ':' : ': ';
	for (const name in value) {
		const field = value[name];
		if (field !== undefined) text += `${text === '' ? '' : ','}${before}${JSON.stringify(name)}${colon}${write(field, inner)}`;
	}
	return text === '' ? '{}' : `{${text}${after}}`;
};

const isList = (value: object): value is readonly JsonValue[] => Array.isArray(value);
