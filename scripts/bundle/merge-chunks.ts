/**
 * What is always loaded together becomes one file. esbuild cuts a bundle so that nothing is loaded twice or in vain, which makes a chunk of
 * every set of entries that share some code; opening and linking each costs Node a third of a millisecond, code or none in it.
 */
import { posix } from 'node:path';
import { build, type Metafile } from 'esbuild';

/** Names → contents of the files of a bundle, by their paths in the metafile. */
export type Chunks = Map<string, string>;

/** All that `entry` imports statically, itself first. */
export const closureOf = (metafile: Metafile, entry: string): readonly string[] => {
	const found = new Set([entry]);
	for (const path of found)
		for (const imported of metafile.outputs[path]?.imports ?? [])
			if (imported.kind === 'import-statement' && imported.path in metafile.outputs) found.add(imported.path);
	return [...found];
};

/**
 * Puts all that each of `entries` needs into the file of that entry, in this order: what a former entry holds is imported from there. An entry
 * keeps its own exports; those of the chunks in it get the number of their chunk before their names, and who imported them is rewritten.
 * Throws where an import is written in a way that is not known here.
 */
export const mergeChunks = async (chunks: Chunks, metafile: Metafile, entries: readonly string[], banner: string): Promise<Chunks> => {
	const merged = new Map(chunks);
	/** Chunk → the file it went into. */
	const homes = new Map<string, string>();
	const numbers = new Map(Object.keys(metafile.outputs).map((path, number) => [path, number]));
	const exported = (path: string, name: string) => (homes.get(path) === path ? name : `c${numbers.get(path)}_${name}`);
	for (const entry of entries) {
		const group = closureOf(metafile, entry).filter(path => !homes.has(path));
		for (const path of group) homes.set(path, entry);
		const text = await joined(merged, metafile, group, exported, banner);
		for (const path of group) merged.delete(path);
		merged.set(entry, text);
	}
	for (const [path, text] of merged) merged.set(path, redirected(text, path, homes, exported));
	return merged;
};

type ExportName = (path: string, name: string) => string;

/** The files of `group`, of which the first is the entry, as one; imports of other files stay as they are written from there. */
const joined = async (chunks: Chunks, metafile: Metafile, group: readonly string[], exported: ExportName, banner: string) => {
	const entry = group[0]!;
	const folder = posix.dirname(entry);
	const lines = group.map(path => {
		const names = metafile.outputs[path]!.exports.map(name => `${name} as ${exported(path, name)}`);
		return `export{${names.join(',')}}from${JSON.stringify(`/${path}`)};`;
	});
	const result = await build({
		stdin: { contents: lines.join('\n'), sourcefile: 'merged.js', loader: 'js' },
		bundle: true,
		format: 'esm',
		platform: 'node',
		target: 'node22',
		minifyWhitespace: true,
		minifySyntax: true,
		banner: { js: banner },
		write: false,
		logLevel: 'warning',
		plugins: [
			{
				name: 'chunks',
				setup: ({ onResolve, onLoad }) => {
					onResolve({ filter: /.*/ }, ({ path, importer, kind }) => {
						if (!/^[./]/.test(path)) return { path, external: true };
						const target = path.startsWith('/') ? path.slice(1) : posix.join(posix.dirname(importer), path);
						if (kind !== 'dynamic-import' && group.includes(target)) return { path: target, namespace: 'chunk' };
						const written = posix.relative(folder, target);
						return { path: written.startsWith('.') ? written : `./${written}`, external: true };
					});
					onLoad({ filter: /.*/, namespace: 'chunk' }, ({ path }) => ({ contents: chunks.get(path)!.replace(banner, ''), loader: 'js' }));
				},
			},
		],
	});
	return result.outputFiles[0]!.text;
};

/** `text` with its imports of chunks that went into another file taken from there. */
const redirected = (text: string, path: string, homes: ReadonlyMap<string, string>, exported: ExportName): string => {
	const folder = posix.dirname(path);
	const rewritten = text.replace(/import(?:\{([^{}"]*)\}from)?"(\.[^"]+)"/g, (whole, names: string | undefined, target: string) => {
		const chunk = posix.join(folder, target);
		const home = homes.get(chunk);
		if (home === undefined || home === chunk) return whole;
		const written = posix.relative(folder, home);
		const from = written.startsWith('.') ? written : `./${written}`;
		if (names === undefined) return home === path ? '' : `import"${from}"`;
		const list = names.split(',').map(name => {
			const [imported, local = imported] = name.split(' as ');
			return `${exported(chunk, imported!)} as ${local}`;
		});
		return `import{${list.join(',')}}from"${from}"`;
	});
	for (const [chunk, home] of homes)
		if (chunk !== home && rewritten.includes(`/${posix.basename(chunk)}"`))
			throw new Error(`${path} loads ${chunk}, which is now inside ${home}, in a way that the merging of chunks does not know`);
	return rewritten;
};
