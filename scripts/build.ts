/**
 * Builds what ships: one split ESM bundle in build/, with every dependency inside, so that a bastion host without a registry
 * installs one tarball (docs/decisions/bundle.md). `npm run build`.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Metafile } from 'esbuild';
import { bundlePlugins } from './bundle/bundle-plugins.ts';
import { thirdPartyPackages, thirdPartyText } from './bundle/third-party.ts';

/** The files of which anything is left in the bundle; tree shaking leaves many as empty inputs. */
const bundledInputs = (metafile: Metafile): readonly string[] =>
	Object.values(metafile.outputs).flatMap(output =>
		Object.entries(output.inputs).flatMap(([path, part]) => (part.bytesInOutput > 0 ? [path] : [])),
	);

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = process.argv[2] ?? join(root, 'build');

const result = await build({
	absWorkingDir: root,
	entryPoints: ['source/main.ts'],
	outdir: folder,
	bundle: true,
	splitting: true,
	format: 'esm',
	platform: 'node',
	target: 'node22',
	jsx: 'automatic',
	// Names stay: a stack trace in a bug report is worth more than some kilobytes.
	minifyWhitespace: true,
	minifySyntax: true,
	legalComments: 'external',
	chunkNames: 'chunks/[name]-[hash]',
	define: { 'process.env.NODE_ENV': '"production"' },
	banner: { js: "import{createRequire as requireFrom}from'node:module';const require=requireFrom(import.meta.url);" },
	plugins: [...bundlePlugins],
	metafile: true,
	write: false,
	logLevel: 'warning',
});

rmSync(folder, { recursive: true, force: true });
mkdirSync(join(folder, 'chunks'), { recursive: true });
let legalComments = '';
let bytes = 0;
for (const file of result.outputFiles) {
	if (file.path.endsWith('.LEGAL.txt')) {
		legalComments += `${file.text}\n`;
		continue;
	}
	bytes += file.contents.length;
	writeFileSync(file.path, file.contents);
}
const packages = thirdPartyPackages(bundledInputs(result.metafile), root);
writeFileSync(join(folder, 'THIRD-PARTY-LICENSES.txt'), thirdPartyText(packages, legalComments));
writeFileSync(join(folder, 'metafile.json'), JSON.stringify(result.metafile));
console.log(`${basename(folder)}: ${result.outputFiles.length} files, ${Math.round(bytes / 1024)} KiB, ${packages.length} packages inside`);
