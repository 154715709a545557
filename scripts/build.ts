/**
 * Builds what ships: one split ESM bundle in build/, with every dependency inside, so that a bastion host without a registry
 * installs one tarball (docs/decisions/bundle.md). `npm run build [-- --clean] [FOLDER]`.
 */
import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Metafile } from 'esbuild';
import { bundlePlugins, standIns } from './bundle/bundle-plugins.ts';
import { mergeChunks } from './bundle/merge-chunks.ts';
import { thirdPartyPackages, thirdPartyText } from './bundle/third-party.ts';

/** The files of which anything is left in the bundle; tree shaking leaves many as empty inputs. */
const bundledInputs = (metafile: Metafile): readonly string[] =>
	Object.values(metafile.outputs).flatMap(output =>
		Object.entries(output.inputs).flatMap(([path, part]) => (part.bytesInOutput > 0 ? [path] : [])),
	);

/** A program that is running loads its chunks late: those of the builds before stay for some minutes. */
const STALE_MS = 600_000;
const removeStaleChunks = (current: ReadonlySet<string>): void => {
	for (const file of readdirSync(join(folder, 'chunks')))
		if (!current.has(file) && Date.now() - statSync(join(folder, 'chunks', file)).mtimeMs > STALE_MS) rmSync(join(folder, 'chunks', file));
};

const root = fileURLToPath(new URL('..', import.meta.url));
const asked = process.argv.slice(2);
const folder = asked.find(argument => !argument.startsWith('--')) ?? join(root, 'build');
/** For the package: nothing of earlier builds. */
const isClean = asked.includes('--clean');

/** CommonJS inside the bundle asks for Node's own modules by it. */
const banner = "import{createRequire as requireFrom}from'node:module';const require=requireFrom(import.meta.url);";

const result = await build({
	absWorkingDir: root,
	entryPoints: ['source/main.ts'],
	outdir: folder,
	bundle: true,
	splitting: true,
	format: 'esm',
	platform: 'node',
	target: 'node22',
	// ES modules where a package has them: a CommonJS chunk behind import() would have a default export and no named ones.
	mainFields: ['module', 'main'],
	jsx: 'automatic',
	// Names stay: a stack trace in a bug report is worth more than some kilobytes.
	minifyWhitespace: true,
	minifySyntax: true,
	legalComments: 'external',
	chunkNames: 'chunks/[name]-[hash]',
	define: { 'process.env.NODE_ENV': '"production"', ...standIns.define },
	inject: [...standIns.inject],
	banner: { js: banner },
	plugins: [...bundlePlugins],
	metafile: true,
	write: false,
	logLevel: 'warning',
});

if (isClean) rmSync(folder, { recursive: true, force: true });
mkdirSync(join(folder, 'chunks'), { recursive: true });
let legalComments = '';
const chunks = new Map<string, string>();
for (const file of result.outputFiles)
	if (file.path.endsWith('.LEGAL.txt')) legalComments += `${file.text}\n`;
	else chunks.set(relative(root, file.path), file.text);
/** What every start loads, and what every command that connects loads besides. */
const entryOf = (source: string): string => {
	const found = Object.entries(result.metafile.outputs).find(([, output]) => output.entryPoint === source);
	if (found === undefined) throw new Error(`${source} is no entry of the bundle`);
	return found[0];
};
const merged = await mergeChunks(chunks, result.metafile, [entryOf('source/main.ts'), entryOf('source/composition.ts')], banner);
let bytes = 0;
for (const [path, text] of merged) {
	bytes += text.length;
	writeFileSync(join(root, path), text);
}
removeStaleChunks(new Set([...merged.keys()].map(path => basename(path))));
const packages = thirdPartyPackages(bundledInputs(result.metafile), root);
writeFileSync(join(folder, 'THIRD-PARTY-LICENSES.txt'), thirdPartyText(packages, legalComments));
writeFileSync(join(folder, 'metafile.json'), JSON.stringify(result.metafile));
console.log(`${basename(folder)}: ${merged.size} files, ${Math.round(bytes / 1024)} KiB, ${packages.length} packages inside`);
