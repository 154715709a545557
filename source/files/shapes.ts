/**
 * What the config file may hold, as values that do two things: read a node, and tell themselves as JSON Schema. So the check, and the
 * schema that editors use, are one table and cannot disagree.
 */
import type { Node } from 'yaml';
import { nearNames } from '../units/near-names.ts';
import { collect, entriesOf, isNothing, itemsOf, mistake, type Place, scalarValue } from './yaml-reading.ts';

/** A JSON Schema (draft-07, which editors know best). */
export type JsonSchema = { readonly [keyword: string]: unknown };

/** Reads a node, or throws a Failure that says where and why not. */
export type Shape<T> = { readonly read: (node: Node | null, place: Place) => T; readonly schema: JsonSchema };

/** The same with what it means, for editors. */
export const described = <T>(description: string, shape: Shape<T>): Shape<T> => ({
	...shape,
	schema: { ...shape.schema, description },
});

/** A text that is not empty. */
export const text: Shape<string> = {
	read: (node, place) => {
		const value = scalarValue(node);
		if (typeof value === 'string' && value !== '') return value;
		if (typeof value === 'number' || typeof value === 'boolean') throw mistake(node, place, `must be a text: put it in quotes`);
		throw mistake(node, place, 'must be a text');
	},
	schema: { type: 'string', minLength: 1 },
};

/** True or false. */
export const flag: Shape<boolean> = {
	read: (node, place) => {
		const value = scalarValue(node);
		if (typeof value !== 'boolean') throw mistake(node, place, 'must be true or false');
		return value;
	},
	schema: { type: 'boolean' },
};

/** A text in some notation; `parse` gives undefined for what is none, and `wanted` says what it must be: `must be a size such as 32MiB`. */
export const notation = <T>(parse: (text: string, place: Place) => T | undefined, wanted: string, schema: JsonSchema): Shape<T> => ({
	read: (node, place) => {
		const value = scalarValue(node);
		const parsed = typeof value === 'string' && value !== '' ? parse(value, place) : undefined;
		if (parsed === undefined) throw mistake(node, place, wanted);
		return parsed;
	},
	schema: { type: 'string', minLength: 1, ...schema },
});

/** One of some words. */
export const oneOf = <T extends string>(...words: readonly T[]): Shape<T> => ({
	read: (node, place) => {
		const value = scalarValue(node);
		const found = words.find(word => word === value);
		if (found !== undefined) return found;
		const near = typeof value === 'string' ? nearNames(value.toLowerCase(), words) : [];
		throw mistake(node, place, `must be one of ${words.join(', ')}${near.length === 0 ? '' : `; did you mean ${near[0]}?`}`);
	},
	schema: { enum: words },
});

/** A list, each item read alike. */
export const listOf = <T>(item: Shape<T>, { least = 0, empty = 'is empty' } = {}): Shape<readonly T[]> => ({
	read: (node, place) => {
		const items = itemsOf(node, place);
		if (items.length < least) throw mistake(node, place, empty);
		return items.flatMap(({ value, place: at }) => {
			const read = collect(at, () => item.read(value, at));
			return read === undefined ? [] : [read];
		});
	},
	schema: { type: 'array', items: item.schema, ...(least > 0 && { minItems: least }) },
});

/** A map with free keys, in the order of the file. */
export const mapOf = <T>(value: Shape<T>): Shape<ReadonlyMap<string, T>> => ({
	read: (node, place) => {
		const read = new Map<string, T>();
		for (const entry of entriesOf(node, place)) {
			if (entry.key === '') throw mistake(entry.keyNode, place, 'has an entry without a name');
			const one = collect(entry.place, () => value.read(entry.value, entry.place));
			if (one !== undefined) read.set(entry.key, one);
		}
		return read;
	},
	schema: { type: 'object', additionalProperties: value.schema },
});

type Shapes<T> = { readonly [K in keyof T]-?: Shape<NonNullable<T[K]>> };

/** A map with known keys, all optional but `required`; an unknown one is a mistake, since it would silently do nothing. */
export const fields = <T extends object>(shapes: Shapes<T>, required: readonly (keyof T & string)[] = []): Shape<Partial<T>> => ({
	read: (node, place) => {
		const result: Partial<T> = {};
		const before = place.mistakes.length;
		for (const { key, keyNode, value, place: at } of entriesOf(node, place)) {
			const shape = Object.hasOwn(shapes, key) ? shapes[key as keyof T] : undefined;
			if (shape === undefined) place.mistakes.push(mistake(keyNode, at, unknownKey(key, Object.keys(shapes))));
			else {
				const read = collect(at, () => shape.read(value, at));
				if (read !== undefined) result[key as keyof T] = read;
			}
		}
		if (place.mistakes.length === before)
			for (const key of required) if (result[key] === undefined) throw mistake(node, place, `needs ${key}`);
		return result;
	},
	schema: {
		type: 'object',
		additionalProperties: false,
		properties: Object.fromEntries(Object.entries<Shape<unknown>>(shapes).map(([key, shape]) => [key, shape.schema])),
		...(required.length > 0 && { required }),
	},
});

const unknownKey = (key: string, known: readonly string[]): string => {
	const near = nearNames(key.toLowerCase(), known);
	return near.length > 0 ? `is not known: did you mean ${near.join(' or ')}?` : `is not known; known here: ${known.join(', ')}`;
};

/**
 * A map whose `kind` decides which keys mean something: a key that would be ignored is a mistake too. `variants` gives the keys of each
 * kind besides `kind` itself.
 */
export const byKind = <Kind extends string, T extends object>(
	variants: { readonly [K in Kind]: Partial<Shapes<T>> },
	required: Partial<Readonly<Record<Kind, readonly (keyof T & string)[]>>> = {},
): Shape<Partial<T> & { readonly kind: Kind }> => {
	const kinds = Object.keys(variants) as Kind[];
	const word = oneOf(...kinds);
	const all = Object.assign({}, ...Object.values(variants)) as Partial<Shapes<T>>;
	const shapeOf = (kind: Kind) =>
		fields<T & { kind: Kind }>(
			{ kind: { ...word, schema: { const: kind } }, ...variants[kind] } as never,
			['kind', ...(required[kind] ?? [])] as never,
		);
	return {
		read: (node, place) => {
			const entries = entriesOf(node, place);
			const given = entries.find(e => e.key === 'kind');
			if (given === undefined) {
				const stranger = entries.find(e => !Object.hasOwn(all, e.key));
				if (stranger !== undefined)
					throw mistake(stranger.keyNode, stranger.place, unknownKey(stranger.key, ['kind', ...Object.keys(all)]));
				throw mistake(node, place, `needs a kind: ${kinds.join(', ')}`);
			}
			const kind = word.read(given.value, given.place);
			const stray = entries.find(e => Object.hasOwn(all, e.key) && !Object.hasOwn(variants[kind], e.key));
			if (stray !== undefined) throw mistake(stray.keyNode, stray.place, `means nothing for kind ${kind}`);
			return { ...(shapeOf(kind).read(node, place) as Partial<T>), kind };
		},
		schema: { oneOf: kinds.map(kind => shapeOf(kind).schema) },
	};
};

/** What may be left empty (`clusters:` without anything below): then it counts as not given. */
export const orNothing = <T>(shape: Shape<T>, nothing: T): Shape<T> => ({
	read: (node, place) => (isNothing(node) ? nothing : shape.read(node, place)),
	schema: { anyOf: [shape.schema, { type: 'null' }] },
});
