type Reviver = (key: string, value: unknown, context?: { readonly source?: string }) => unknown;

// The source of a number (JSON.parse source text access) is in Node 22 and 24, but not yet in the es2024 library of the type checker.
const parse = JSON.parse as (text: string, reviver: Reviver) => unknown;

/** Parses JSON in which whole numbers of any size keep their digits: those that a double cannot hold become bigints. */
export const parseExactly = (text: string): unknown =>
	parse(text, (_key, value, context) =>
		typeof value === 'number' && !Number.isSafeInteger(value) && context?.source !== undefined && /^-?\d+$/.test(context.source)
			? BigInt(context.source)
			: value,
	);
