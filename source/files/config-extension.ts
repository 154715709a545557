/**
 * A new cluster in the text of a config file. The file is somebody's: comments, blank lines, order and quotes stay to the byte, so the
 * entry is put between the lines and not written by a YAML library. Whether it came out right is judged by reading the result.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Document, Node, Pair, YAMLMap } from 'yaml';
import { Failure } from '../model/failure.ts';
import type { ClusterConfig } from './cluster-config.ts';
import { type Config, parseConfig, parseConfigDocument } from './config-file.ts';
import { isMap, isNothing, scalarValue } from './yaml-reading.ts';

export type NewCluster = { readonly name: string; readonly entry: Readonly<Record<string, unknown>> };

/**
 * The text with the cluster in it, behind the others; the first cluster of a file also becomes `current`.
 * Rejects with a Failure of kind config when the text is no valid config file, or the name is taken.
 */
export const extendConfig = async (source: string, file: string, cluster: NewCluster): Promise<string> => {
	const { config, document } = await parseConfigDocument(source, file);
	if (config.clusters.has(cluster.name))
		throw new Failure('config', `There is a cluster ${cluster.name} in ${file} already.`, { nextSteps: ['Give it another name.'] });
	const own = await ownText(cluster);
	const wanted = await parseConfig(`clusters:\n${indented(own, 2)}`, file);
	const isRight = async (text: string): Promise<boolean> =>
		isExtended(config, wanted, await parseConfig(text, file).catch(() => undefined));
	const current = config.clusters.size === 0 && config.current === undefined ? await ownText({ current: cluster.name }) : '';
	const spliced = withEnds(splice(source, document, own, current), source);
	if (await isRight(spliced)) return spliced;
	// A file in another style (flow maps, a marker at its end): its comments and order stay, its blanks may not.
	const rewritten = await rewrite(source, cluster);
	if (await isRight(rewritten)) return rewritten;
	throw new Failure('config', `The cluster cannot be put into ${file} without changing what else stands there.`, {
		nextSteps: [`Add it by hand: clusters: ${await inOneText(cluster)}`],
	});
};

/** All that was there is there, and the new cluster, and nothing else. */
const isExtended = (before: Config, wanted: Config, after: Config | undefined): boolean =>
	after !== undefined &&
	after.current === (before.current ?? (before.clusters.size === 0 ? [...wanted.clusters.keys()][0] : undefined)) &&
	isDeepStrictEqual([...after.clusters], [...before.clusters, ...wanted.clusters] satisfies [string, ClusterConfig][]);

/** The lines of the new entry, at the left edge. */
const ownText = async (value: NewCluster | { readonly current: string }): Promise<string> => {
	const { Document: YamlDocument } = await import('./yaml-document.ts');
	const document = new YamlDocument('current' in value ? value : { [value.name]: value.entry });
	if (!('current' in value)) for (const key of ['bootstrap', 'auth', 'tls']) inOneLine(document, [value.name, key]);
	return document.toString(STYLE);
};

/** The same on one line, which survives being wrapped and pasted. */
const inOneText = async ({ name, entry }: NewCluster): Promise<string> => {
	const { Document: YamlDocument } = await import('./yaml-document.ts');
	const document = new YamlDocument({ [name]: entry });
	inOneLine(document, []);
	return document.toString(STYLE).trimEnd();
};

const STYLE = { lineWidth: 0, flowCollectionPadding: true } as const;

const inOneLine = (document: Document, path: readonly string[]): void => {
	const node = document.getIn(path, true);
	if (typeof node === 'object' && node !== null && 'items' in node) (node as YAMLMap).flow = true;
};

const indented = (text: string, columns: number): string =>
	text
		.split('\n')
		.map(line => (line === '' ? line : ' '.repeat(columns) + line))
		.join('\n');

const splice = (source: string, { contents }: Document, own: string, current: string): string => {
	const atEnd = (text: string): string => (text === '' || text.endsWith('\n') ? text : `${text}\n`);
	const clusters = contents !== null && isMap(contents) ? pairOf(contents, 'clusters') : undefined;
	if (clusters === undefined) return `${atEnd(source)}${current}clusters:\n${indented(own, 2)}`;
	const put = (offset: number, column: number, text: string): string => {
		const end = behindComments(source, lineEnd(source, offset), column);
		return `${atEnd(source.slice(0, end))}${text}${atEnd(source.slice(end))}${current}`;
	};
	const value = clusters.value as Node | null;
	if (value === null || isNothing(value) || !isMap(value) || value.items.length === 0)
		return put((clusters.key as Node).range![1], Number.POSITIVE_INFINITY, indented(own, 2));
	const column = columnOf(source, (value.items[0]!.key as Node).range![0]);
	return put(lastOffset(value), column, indented(own, column));
};

const pairOf = (map: YAMLMap, key: string): Pair | undefined => map.items.find(item => scalarValue(item.key as Node) === key);

/** Where the last value inside a node ends: the range of a block map also holds the comments and blank lines behind it. */
const lastOffset = (node: Node): number => {
	if (isMap(node) && node.flow !== true) {
		const last = node.items.at(-1);
		if (last !== undefined) return lastOffset((last.value ?? last.key) as Node);
	} else if ('items' in node && (node as YAMLMap).flow !== true) {
		const last = (node as unknown as { items: readonly (Node | null)[] }).items.at(-1);
		if (last) return lastOffset(last);
	}
	return node.range![1];
};

const lineEnd = (source: string, offset: number): number => {
	if (offset > 0 && source[offset - 1] === '\n') return offset;
	const end = source.indexOf('\n', offset);
	return end < 0 ? source.length : end + 1;
};

/** Comments that stand deeper than the entries speak of the last one, and stay with it. */
const behindComments = (source: string, offset: number, column: number): number => {
	let end = offset;
	for (const [line] of source.slice(offset).matchAll(/.*(?:\n|$)/g)) {
		const comment = /^( *)#/.exec(line);
		if (comment === null ? line.trim() !== '' || line === '' : comment[1]!.length <= column) break;
		offset += line.length;
		if (comment !== null) end = offset;
	}
	return end;
};

const columnOf = (source: string, offset: number): number => offset - (source.lastIndexOf('\n', offset - 1) + 1);

/** Line ends as the file has them. */
const withEnds = (text: string, source: string): string => (source.includes('\r\n') ? text.replace(/\r?\n/g, '\r\n') : text);

const rewrite = async (source: string, { name, entry }: NewCluster): Promise<string> => {
	const { parseDocument } = await import('./yaml-document.ts');
	const document = parseDocument(source);
	if (document.contents === null || !isMap(document.contents)) return '';
	const before = (document.get('clusters', true) as Node | undefined) ?? null;
	const isFirst = isNothing(before) || (isMap(before) && before.items.length === 0);
	if (isFirst && isMap(before)) before.flow = false;
	document.setIn(['clusters', name], document.createNode(entry));
	for (const key of ['bootstrap', 'auth', 'tls']) inOneLine(document, ['clusters', name, key]);
	if (isFirst && !document.has('current')) document.set('current', name);
	return document.toString(STYLE);
};
