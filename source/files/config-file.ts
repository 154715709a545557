import { readFile, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Document, Node, YAMLError } from 'yaml';
import { Failure } from '../model/failure.ts';
import { nearNames } from '../units/near-names.ts';
import { type ClusterConfig, clusterShape } from './cluster-config.ts';
import { isReadableByOthers, isWritableByOthers } from './secrets.ts';
import { described, fields, mapOf, orNothing, text } from './shapes.ts';
import { collect, mistake, mistakeAt, type Place } from './yaml-reading.ts';

/** The config file's content; empty when there is none. */
export type Config = {
	/** The file that was read; null when there is none. */
	readonly file: string | null;
	readonly current?: string;
	readonly clusters: ReadonlyMap<string, ClusterConfig>;
};

export type ConfigReading = {
	/** `--config`; then the file must exist. */
	readonly path?: string | undefined;
	readonly env?: Readonly<Record<string, string | undefined>>;
	readonly warn?: (text: string) => void;
};

const EMPTY: Config = { file: null, clusters: new Map() };

/** A config file is written by hand; what is larger is another file. */
const MOST_BYTES = 1_048_576;

/** The whole file: read by the check and by editors. */
export const configShape = fields<{ current: string; clusters: ReadonlyMap<string, ClusterConfig> }>({
	current: described('the cluster that is used when none is named', text),
	clusters: described('clusters by name', orNothing(mapOf(clusterShape), new Map<string, ClusterConfig>())),
});

/** Where the config file is looked for when `--config` does not say: `$XDG_CONFIG_HOME/msk-tui/config.yaml`. */
export const defaultConfigPath = (env: Readonly<Record<string, string | undefined>> = process.env): string =>
	join(env.XDG_CONFIG_HOME || join(env.HOME ?? homedir(), '.config'), 'msk-tui', 'config.yaml');

/** The config file that is meant, whether it exists or not. */
export const configPath = ({ path, env }: ConfigReading): string => (path === undefined ? defaultConfigPath(env) : resolve(path));

/** Reads and checks the config file. Rejects with a Failure of kind config that names line and column. */
export const readConfigFile = async (reading: ConfigReading = {}): Promise<Config> => {
	const file = configPath(reading);
	const source = await readConfigText(file, reading.warn);
	if (source !== undefined) return parseConfig(source, file);
	if (reading.path === undefined) return EMPTY;
	throw new Failure('config', `The config file ${file} cannot be read: it does not exist.`, { details: { file, code: 'ENOENT' } });
};

/** Its text; undefined where there is no file. */
export const readConfigText = async (file: string, warn?: (text: string) => void): Promise<string | undefined> => {
	try {
		const found = await stat(file);
		if (found.isDirectory()) throw unreadable(file, 'it is a folder', 'EISDIR');
		if (found.size > MOST_BYTES) throw unreadable(file, 'it is larger than 1 MiB', 'EFBIG');
		const source = await readFile(file, 'utf8');
		// Who can change it can have commands run: a password may come from one.
		if (found.isFile() && isWritableByOthers(found.mode)) warn?.(`Others can change the config file ${file}: chmod 600 ${file}`);
		else if (found.isFile() && isReadableByOthers(found.mode)) warn?.(`Others can read the config file ${file}: chmod 600 ${file}`);
		return source;
	} catch (cause) {
		if (cause instanceof Failure) throw cause;
		const code = (cause as { code?: string }).code;
		if (code === 'ENOENT') return undefined;
		if (code === 'EACCES' || code === 'EPERM') throw unreadable(file, 'this user may not read it', code, cause);
		throw unreadable(file, code === 'ENOTDIR' ? 'a part of its path is no folder' : (code ?? 'unknown error'), code, cause);
	}
};

const unreadable = (file: string, why: string, code: string | undefined, cause?: unknown): Failure =>
	new Failure('config', `The config file ${file} cannot be read: ${why}.`, { details: { file, code }, cause });

/** A parsed file: what it says, and the document itself, for writing it again. */
export type ParsedConfig = { readonly config: Config; readonly document: Document };

/** Parses and checks the text of a config file; `file` stands in the error messages and is the base of relative paths. */
export const parseConfig = async (source: string, file: string): Promise<Config> => (await parseConfigDocument(source, file)).config;

/** The same, with the document. */
export const parseConfigDocument = async (source: string, file: string): Promise<ParsedConfig> => {
	const { LineCounter, parseDocument } = await import('./yaml-document.ts');
	const lines = new LineCounter();
	// Pretty errors quote the line, in which a password may stand.
	const document = parseDocument(source, { lineCounter: lines, prettyErrors: false });
	const place: Place = { path: '', file, document, lines, mistakes: [] };
	// One slip breaks the lines behind it too: only the first is sure to be one.
	const [broken] = document.errors;
	if (broken !== undefined) throw mistakeAt(broken.pos[0], place, `not valid YAML: ${yamlText(broken)}`);
	if (document.contents === null || isNull(document)) return { config: { ...EMPTY, file }, document };
	const top = collect(place, () => configShape.read(document.contents, place)) ?? {};
	const clusters = top.clusters ?? new Map();
	if (place.mistakes.length === 0 && top.current !== undefined && !clusters.has(top.current)) {
		const near = nearNames(top.current, clusters.keys());
		place.mistakes.push(
			mistake(
				(document.get('current', true) as Node | undefined) ?? null,
				{ ...place, path: 'current' },
				unknownCurrent(top.current, near, [...clusters.keys()]),
			),
		);
	}
	throwMistakes(place.mistakes);
	return { config: { file, clusters, ...(top.current !== undefined && { current: top.current }) }, document };
};

const isNull = ({ contents }: Document): boolean => contents !== null && 'value' in contents && contents.value === null;

const unknownCurrent = (current: string, near: readonly string[], known: readonly string[]): string =>
	`names ${current}, which is not among clusters (${known.join(', ') || 'none'})${near.length === 0 ? '' : `: did you mean ${near[0]}?`}`;

/** The first mistake, with the others behind it. */
const throwMistakes = ([first, ...others]: readonly Failure[]): void => {
	if (first === undefined) return;
	if (others.length === 0) throw first;
	throw new Failure('config', [first, ...others].map(m => m.message).join('\n'), {
		details: { ...first.details, mistakes: [first, ...others].map(m => m.message) },
	});
};

const YAML_TEXTS: Readonly<Partial<Record<YAMLError['code'], string>>> = {
	TAB_AS_INDENT: 'a tab stands where only blanks may: YAML indents with blanks',
	DUPLICATE_KEY: 'this key stands here twice',
	BAD_INDENT: 'the line is indented otherwise than its neighbours',
	MISSING_CHAR: 'a bracket, quote or colon is missing',
	MULTIPLE_DOCS: 'a second document begins with ---; the config file is one',
	BLOCK_IN_FLOW: 'a bracket before this line is not closed',
	BAD_ALIAS: 'an alias (*name) has no anchor (&name) before it',
};

/** The parser calls the line behind an open bracket badly indented. */
const isOpenBracket = ({ message }: YAMLError): boolean => /^Flow (?:sequence|map) /.test(message);

const yamlText = (error: YAMLError): string =>
	YAML_TEXTS[isOpenBracket(error) ? 'BLOCK_IN_FLOW' : error.code] ?? error.code.toLowerCase().replaceAll('_', ' ');
