import { readFile, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { Failure } from '../model/failure.ts';
import { type ClusterConfig, clusterConfig } from './cluster-config.ts';
import { isReadableByOthers } from './secrets.ts';
import { fields, mapOf, type Place, text } from './yaml-reading.ts';

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

/** Where the config file is looked for when `--config` does not say: `$XDG_CONFIG_HOME/msk-tui/config.yaml`. */
export const defaultConfigPath = (env: Readonly<Record<string, string | undefined>> = process.env): string =>
	join(env.XDG_CONFIG_HOME || join(env.HOME ?? homedir(), '.config'), 'msk-tui', 'config.yaml');

/** Reads and checks the config file. Rejects with a Failure of kind config that names line and column. */
export const readConfigFile = async (reading: ConfigReading = {}): Promise<Config> => {
	const file = reading.path === undefined ? defaultConfigPath(reading.env) : resolve(reading.path);
	let source: string;
	try {
		source = await readFile(file, 'utf8');
		if (isReadableByOthers((await stat(file)).mode)) reading.warn?.(`Others can read the config file ${file}: chmod 600 ${file}`);
	} catch (cause) {
		const code = (cause as { code?: string }).code;
		if (code === 'ENOENT' && reading.path === undefined) return EMPTY;
		throw new Failure(
			'config',
			`The config file ${file} cannot be read${code === 'ENOENT' ? ': it does not exist' : ` (${code ?? 'unknown error'})`}.`,
			{
				details: { file, code },
				cause,
			},
		);
	}
	return parseConfig(source, file);
};

/** Parses and checks the text of a config file; `file` stands in the error messages and is the base of relative paths. */
export const parseConfig = async (source: string, file: string): Promise<Config> => {
	const { LineCounter, parseDocument } = await import('./yaml-document.ts');
	const lines = new LineCounter();
	// Pretty errors quote the line, in which a password may stand.
	const document = parseDocument(source, { lineCounter: lines, prettyErrors: false });
	const broken = document.errors[0];
	if (broken !== undefined) {
		const { line, col } = lines.linePos(broken.pos[0]);
		throw new Failure('config', `${file}:${line}:${col}: not valid YAML: ${broken.code.toLowerCase().replaceAll('_', ' ')}.`, {
			details: { file, line, column: col },
		});
	}
	if (document.contents === null) return { ...EMPTY, file };
	const place: Place = { path: '', file, document, lines };
	const top = fields<{ current: string; clusters: ReadonlyMap<string, ClusterConfig> }>({ current: text, clusters: mapOf(clusterConfig) })(
		document.contents,
		place,
	);
	const clusters = top.clusters ?? new Map();
	if (top.current !== undefined && !clusters.has(top.current))
		throw new Failure(
			'config',
			`${file}: current names ${top.current}, which is not among clusters (${[...clusters.keys()].join(', ') || 'none'}).`,
		);
	return { file, clusters, ...(top.current !== undefined && { current: top.current }) };
};
