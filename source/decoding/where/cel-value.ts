import { type JsonObject, type JsonValue, NumberLiteral } from '../../units/json.ts';

/**
 * A document as CEL sees it: whole numbers are its int, all others its double, as Kubernetes and Google's own library have it.
 * A whole number written with a point or an exponent (`1.0`, `1e3`) is a double.
 */
export const celValue = (value: JsonValue): unknown => {
	switch (typeof value) {
		case 'number':
			return Number.isSafeInteger(value) ? BigInt(value) : value;
		case 'object':
			if (value === null) return null;
			if (value instanceof NumberLiteral) return Number(value.text);
			return Array.isArray(value) ? value.map(celValue) : celObject(value as JsonObject);
		default:
			return value;
	}
};

const celObject = (object: JsonObject): ReadonlyMap<string, unknown> | Record<string, unknown> => {
	const result: Record<string, unknown> = {};
	for (const name of Object.keys(object)) if (name !== '__proto__') result[name] = celValue(object[name]!);
	return result;
};
