import type { Document, LineCounter, Node, YAMLMap } from 'yaml';
import { Failure } from '../model/failure.ts';

/**
 * Readers over YAML nodes that keep the place of each value, so that a mistake is reported where it stands.
 * They need no value import of `yaml`: nodes are told apart by their shape, and the package is loaded only when a file exists.
 */
export type Place = { readonly path: string; readonly file: string; readonly document: Document; readonly lines: LineCounter };
export type Reader<T> = (node: Node | null, place: Place) => T;

/** A mistake in the config file, with `file:line:column`. It never repeats the value: a password may stand there by mistake. */
export const mistake = (node: Node | null, place: Place, text: string): Failure => {
	const { line, col } = place.lines.linePos(node?.range?.[0] ?? 0);
	const where = place.path === '' ? 'The file' : place.path;
	return new Failure('config', `${place.file}:${line}:${col}: ${where} ${text}.`, {
		details: { file: place.file, line, column: col, path: place.path },
	});
};

type Scalar = Node & { readonly value: unknown };
type Sequence = Node & { readonly items: readonly (Node | null)[] };

const scalarValue = (node: Node | null): unknown => (node !== null && 'value' in node ? (node as Scalar).value : undefined);
const isMap = (node: Node | null): node is YAMLMap =>
	isCollection(node) && node.items.every(item => item !== null && typeof item === 'object' && 'key' in item);
const isCollection = (node: Node | null): node is Sequence => node !== null && 'items' in node;

/** A text that is not empty. */
export const text: Reader<string> = (node, place) => {
	const value = scalarValue(node);
	if (typeof value !== 'string' || value === '') throw mistake(node, place, 'must be a text');
	return value;
};

/** One of some words. */
export const oneOf =
	<T extends string>(...words: readonly T[]): Reader<T> =>
	(node, place) => {
		const value = scalarValue(node);
		const found = words.find(word => word === value);
		if (found === undefined) throw mistake(node, place, `must be one of ${words.join(', ')}`);
		return found;
	};

/** A list, each item read alike. */
export const listOf =
	<T>(item: Reader<T>): Reader<readonly T[]> =>
	(node, place) => {
		if (!isCollection(node) || (isMap(node) && node.items.length > 0)) throw mistake(node, place, 'must be a list');
		return node.items.map((entry, index) => item(followed(entry, place), { ...place, path: `${place.path}[${index}]` }));
	};

/** A map with free keys. */
export const mapOf =
	<T>(value: Reader<T>): Reader<ReadonlyMap<string, T>> =>
	(node, place) =>
		new Map(entriesOf(node, place).map(entry => [entry.key, value(entry.value, entry.place)]));

/** A map with known keys, all optional; an unknown one is a mistake, since it would silently do nothing. */
export const fields =
	<T extends Record<string, unknown>>(readers: { readonly [K in keyof T]: Reader<T[K]> }): Reader<Partial<T>> =>
	(node, place) => {
		const result: Partial<T> = {};
		for (const entry of entriesOf(node, place)) {
			const reader = Object.hasOwn(readers, entry.key) ? readers[entry.key as keyof T] : undefined;
			if (reader === undefined) throw mistake(entry.keyNode, entry.place, `is not known; known here: ${Object.keys(readers).join(', ')}`);
			result[entry.key as keyof T] = reader(entry.value, entry.place);
		}
		return result;
	};

/** Any value, as plain data; for settings that another part of the program checks. */
export const anything: Reader<unknown> = (node, place) => node?.toJS(place.document) ?? null;

type Entry = { readonly key: string; readonly keyNode: Node; readonly value: Node | null; readonly place: Place };

const entriesOf = (node: Node | null, place: Place): readonly Entry[] => {
	if (node === null || !isMap(node)) throw mistake(node, place, 'must be a map of `key: value` lines');
	return node.items.map(({ key, value }) => {
		const keyNode = key as Node;
		const name = String(scalarValue(keyNode) ?? '');
		return {
			key: name,
			keyNode,
			value: followed(value as Node | null, place),
			place: { ...place, path: place.path === '' ? name : `${place.path}.${name}` },
		};
	});
};

/** What an alias (`*name`) stands for. */
const followed = (node: Node | null, place: Place): Node | null => {
	if (node === null || !('source' in node) || 'value' in node || 'items' in node) return node;
	return (node as unknown as { resolve(document: Document): Node | undefined }).resolve(place.document) ?? null;
};
