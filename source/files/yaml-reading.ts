import type { Document, LineCounter, Node, YAMLMap } from 'yaml';
import { Failure } from '../model/failure.ts';

/**
 * Nodes of a YAML document with their places, so that a mistake is reported where it stands. No value import of `yaml`: nodes are told
 * apart by their shape, and the package is loaded only when a file exists.
 */
export type Place = {
	/** `clusters.orders.auth` */
	readonly path: string;
	readonly file: string;
	readonly document: Document;
	readonly lines: LineCounter;
	/** What was found wrong so far: a person wants to hear of all of it at once. */
	readonly mistakes: Failure[];
};

/** A mistake in the config file, with `file:line:column`. It never repeats the value: a password may stand there by mistake. */
export const mistake = (node: Node | null, place: Omit<Place, 'mistakes' | 'document'>, text: string): Failure =>
	mistakeAt(node?.range?.[0] ?? 0, place, `${place.path === '' ? 'The file' : place.path} ${text}`);

/** A mistake at an offset of the text. */
export const mistakeAt = (offset: number, { file, lines, path }: Omit<Place, 'mistakes' | 'document'>, sentence: string): Failure => {
	const { line, col } = lines.linePos(offset);
	return new Failure('config', `${file}:${line}:${col}: ${sentence}${sentence.endsWith('?') ? '' : '.'}`, {
		details: { file, line, column: col, ...(path !== '' && { path }) },
	});
};

/** Runs a reader; what it finds wrong is written down and the reading goes on. */
export const collect = <T>(place: Place, read: () => T): T | undefined => {
	try {
		return read();
	} catch (error) {
		if (!(error instanceof Failure)) throw error;
		place.mistakes.push(error);
		return undefined;
	}
};

type Scalar = Node & { readonly value: unknown };
type Sequence = Node & { readonly items: readonly (Node | null)[] };

export const isScalar = (node: Node | null): node is Scalar => node !== null && 'value' in node;
export const scalarValue = (node: Node | null): unknown => (isScalar(node) ? node.value : undefined);
const isCollection = (node: Node | null): node is Sequence => node !== null && 'items' in node;
export const isMap = (node: Node | null): node is YAMLMap =>
	isCollection(node) && node.items.every(item => item !== null && typeof item === 'object' && 'key' in item);

/** An entry that is there without a value (`auth:`) or says null. */
export const isNothing = (node: Node | null): boolean => node === null || (isScalar(node) && node.value === null);

export type Entry = { readonly key: string; readonly keyNode: Node; readonly value: Node | null; readonly place: Place };

/** The entries of a map, in their order; throws when the node is none. */
export const entriesOf = (node: Node | null, place: Place): readonly Entry[] => {
	if (node === null || !isMap(node)) throw mistake(node, place, 'must be a map of `key: value` lines');
	return node.items.map(({ key, value }) => {
		const keyNode = key as Node;
		const name = String(scalarValue(keyNode) ?? '');
		if (name === '<<')
			throw mistake(keyNode, place, 'has a merge key (<<), which is not understood: repeat its lines, or use an alias (*name)');
		return {
			key: name,
			keyNode,
			value: followed(value as Node | null, place),
			place: { ...place, path: place.path === '' ? name : `${place.path}.${name}` },
		};
	});
};

/** The items of a list; throws when the node is none. */
export const itemsOf = (node: Node | null, place: Place): readonly { readonly value: Node | null; readonly place: Place }[] => {
	if (!isCollection(node) || (isMap(node) && node.items.length > 0)) throw mistake(node, place, 'must be a list');
	return node.items.map((item, index) => ({ value: followed(item, place), place: { ...place, path: `${place.path}[${index}]` } }));
};

/** What an alias (`*name`) stands for. */
const followed = (node: Node | null, place: Place): Node | null => {
	if (node === null || !('source' in node) || 'value' in node || 'items' in node) return node;
	return (node as unknown as { resolve(document: Document): Node | undefined }).resolve(place.document) ?? null;
};
