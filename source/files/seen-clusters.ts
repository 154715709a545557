/** Which cluster each context of a config file led to: `clusters.json` in the state directory. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SeenCluster } from '../model/cluster-context.ts';
import { Failure } from '../model/failure.ts';
import { writePrivately } from './private-file.ts';

export type SeenClusters = {
	readonly all: () => Promise<ReadonlyMap<string, SeenCluster>>;
	readonly remember: (name: string, clusterId: string, atMs: number) => Promise<void>;
	/** False when nothing was remembered. */
	readonly forget: (name: string) => Promise<boolean>;
};

type Entries = { [name: string]: { id: string; at: string } };
type Content = { [configFile: string]: Entries };

/** Prepares what is remembered of one config file's contexts: the same name in another file is another cluster. */
export const openSeenClusters = (stateDirectory: string, configFile: string): SeenClusters => {
	const file = join(stateDirectory, 'clusters.json');
	const change = async (edit: (entries: Entries) => void): Promise<void> => {
		const source = await textOf(file);
		const content = contentOf(source, file);
		const entries = content[configFile] ?? {};
		edit(entries);
		const next = JSON.stringify({ ...content, [configFile]: entries }, null, '\t');
		await writePrivately(file, `${next}\n`, source, 'file of known clusters');
	};
	const all = async (): Promise<ReadonlyMap<string, SeenCluster>> =>
		new Map(
			Object.entries(contentOf(await textOf(file), file)[configFile] ?? {}).flatMap(([name, { id, at }]): [string, SeenCluster][] => {
				const atMs = Date.parse(at);
				return typeof id === 'string' && !Number.isNaN(atMs) ? [[name, { clusterId: id, atMs }]] : [];
			}),
		);
	return {
		all,
		remember: (name, clusterId, atMs) =>
			change(entries => {
				entries[name] = { id: clusterId, at: new Date(atMs).toISOString() };
			}),
		forget: async name => {
			if (!(await all()).has(name)) return false;
			await change(entries => delete entries[name]);
			return true;
		},
	};
};

const textOf = async (file: string): Promise<string | undefined> => {
	try {
		return await readFile(file, 'utf8');
	} catch (cause) {
		const code = (cause as { code?: string }).code;
		if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
		throw unreadable(file, code ?? 'unknown error', cause);
	}
};

const contentOf = (source: string | undefined, file: string): Content => {
	if (source === undefined) return {};
	try {
		const content: unknown = JSON.parse(source);
		if (isObject(content) && Object.values(content).every(v => isObject(v) && Object.values(v).every(isObject))) return content as Content;
	} catch (cause) {
		throw unreadable(file, 'it is not JSON', cause);
	}
	throw unreadable(file, 'it is not what msk-tui writes there', undefined);
};

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

const unreadable = (file: string, why: string, cause: unknown): Failure =>
	new Failure('config', `Whether this is the same cluster as before is not known: ${file} cannot be read (${why}).`, {
		nextSteps: [`Remove ${file}; what it remembers is learnt again.`],
		cause,
	});
