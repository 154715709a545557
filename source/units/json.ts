/** A JSON number kept as it is written, where a double would lose digits of it: `12.50`, `0.1234567890123456789`, `1e400`. */
export class NumberLiteral {
	readonly text: string;

	constructor(text: string) {
		this.text = text;
	}

	toJSON(): unknown {
		return rawJson(this.text);
	}
}

/** What the program prints as JSON: the usual values plus numbers of any size, which become number literals whatever their digits. */
export type JsonValue =
	| null
	| boolean
	| number
	| bigint
	| NumberLiteral
	| string
	| readonly JsonValue[]
	| { readonly [name: string]: JsonValue };

export type JsonObject = { readonly [name: string]: JsonValue };

// ES2025's JSON.rawJSON is in Node 22 and 24, but not yet in the es2024 library of the type checker.
const rawJson = (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON;

const bigIntLiteral = (value: bigint): unknown => {
	const number = Number(value);
	return Number.isSafeInteger(number) ? number : rawJson(String(value));
};

/**
 * The same value in what JSON.stringify writes by itself. A replacer would say it shorter, but is called for every value: 5 MB of lag take
 * 110 ms with one and 60 ms so. Objects and lists that need no change are passed on as they are.
 */
const writable = (value: unknown): unknown => {
	switch (typeof value) {
		case 'bigint':
			return bigIntLiteral(value);
		case 'number':
			// JSON has no NaN or Infinity: a number that is none must be null by decision of its column, never by accident here.
			if (!Number.isFinite(value)) throw new TypeError(`not a JSON number: ${value}`);
			return value;
		case 'object':
			if (value === null) return null;
			if (value instanceof NumberLiteral) return rawJson(value.text);
			return Array.isArray(value) ? writableList(value) : writableObject(value as JsonObject);
		default:
			return value;
	}
};

const writableList = (list: readonly JsonValue[]): readonly unknown[] => {
	let changed: unknown[] | undefined;
	for (let i = 0; i < list.length; i++) {
		const item = writable(list[i]);
		if (item !== list[i]) changed ??= [...list];
		if (changed !== undefined) changed[i] = item;
	}
	return changed ?? list;
};

const writableObject = (object: JsonObject): object => {
	let changed: Record<string, unknown> | undefined;
	for (const name in object) {
		const field = writable(object[name]);
		if (field === object[name]) continue;
		// A copy has the same fields in the same order, one that is called __proto__ too.
		changed ??= { ...object };
		changed[name] = field;
	}
	return changed ?? object;
};

/** A number of any size as JSON.stringify writes it; done where rows are made, their objects need no change later, and no copy. */
export const numberJson = (value: JsonValue): JsonValue =>
	typeof value === 'bigint' || typeof value === 'number' ? (writable(value) as JsonValue) : value;

/** Serialises a document; offsets stay exact beyond 2^53. `indent` 2 is for people, 0 makes one line (JSON Lines). */
export const jsonText = (value: JsonValue, indent: 0 | 2 = 0): string => JSON.stringify(writable(value), undefined, indent);

/**
 * A list whose objects are made while it is written: ten thousand rows need not be there at once, only to be collected later. Rows whose
 * numbers went through `numberJson` (`rowJson` sees to it) are written as they are; one that still holds a bigint is walked through as ever.
 */
export class RowsInTurn {
	readonly text: () => string;
	readonly values: () => readonly JsonObject[];

	private constructor(text: () => string, values: () => readonly JsonObject[]) {
		this.text = text;
		this.values = values;
	}

	static of<Row>(rows: readonly Row[], toJson: (row: Row) => JsonObject): RowsInTurn {
		return new RowsInTurn(
			() => `[${rows.map(row => readyText(toJson(row))).join(',')}]`,
			() => rows.map(toJson),
		);
	}
}

const readyText = (json: JsonObject): string => {
	try {
		return JSON.stringify(json);
	} catch {
		return jsonText(json);
	}
};

/** A document some of whose fields are rows in turn. */
export type JsonDocument = { readonly [name: string]: JsonValue | RowsInTurn };

/** Serialises a document as `jsonText` does. */
export const documentText = (document: JsonDocument, indent: 0 | 2 = 0): string => {
	const fields = Object.entries(document);
	const whole = (): JsonObject =>
		Object.fromEntries(fields.map(([name, value]) => [name, value instanceof RowsInTurn ? value.values() : value]));
	if (indent !== 0) return jsonText(whole(), indent);
	return `{${fields.map(([name, value]) => `${JSON.stringify(name)}:${value instanceof RowsInTurn ? value.text() : jsonText(value)}`).join(',')}}`;
};
