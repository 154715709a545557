import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'esbuild';
import { lateBuiltins } from './late-builtins.ts';

const here = (file: string): string => fileURLToPath(new URL(file, import.meta.url));

const KAFKA_DIST = '/node_modules/@platformatic/kafka/dist/';
const IS_MARKING = Symbol('is marking');

/**
 * Marks the modules of @platformatic/kafka as free of side effects, so that its clients, which we do not use, leave the bundle.
 * Its package.json does not say so, though importing a module only declares things. Measured: 228 KB and 85 ms to 83 KB and 43 ms.
 */
const kafkaIsSideEffectFree: Plugin = {
	name: 'kafka-is-side-effect-free',
	setup(build) {
		build.onResolve({ filter: /./ }, async args => {
			if (args.pluginData === IS_MARKING) return undefined;
			if (!args.path.startsWith('@platformatic/kafka') && !args.importer.includes(KAFKA_DIST)) return undefined;
			const { importer, namespace, resolveDir, kind, with: attributes } = args;
			const found = await build.resolve(args.path, { importer, namespace, resolveDir, kind, with: attributes, pluginData: IS_MARKING });
			return found.path.includes(KAFKA_DIST) ? { path: found.path, sideEffects: false } : found;
		});
	},
};

/** Replaces whole modules: what is not wanted in the bundle by a stub, the WASM loader by its self-contained twin. */
const replacements: Plugin = {
	name: 'replacements',
	setup(build) {
		build.onResolve({ filter: /^ajv(?:\/dist\/2020\.js)?$|^ajv-draft-04$/ }, () => ({ path: here('./ajv-stub.js'), sideEffects: false }));
		build.onResolve({ filter: /^react-devtools-core$/ }, () => ({ path: here('./empty.js'), sideEffects: false }));
		build.onResolve({ filter: /^@platformatic\/wasm-utils$/ }, ({ resolveDir, kind }) =>
			build.resolve('@platformatic/wasm-utils/bundled', { resolveDir, kind }),
		);
	},
};

/** One place in a library's file that the bundle has otherwise. */
type Patch = { readonly file: RegExp; readonly from: string; readonly to: string };

const patches: readonly Patch[] = [
	{
		// npm's normaliser of package.json reads the list of all SPDX licences while it is imported, half of what parsing the arguments
		// of a command takes, and of the `pkg` that we give only the name is used.
		file: /\/meow\/build\/dependencies\.js$/,
		from: `var normalizeExports = requireNormalize();
const normalizePackageData = getDefaultExportFromCjs(normalizeExports);`,
		to: 'const normalizePackageData = () => {};',
	},
	{
		// Yoga unpacks the WebAssembly inside its own file by fetch(), for which Node loads its whole HTTP client: 20 ms of the start.
		file: /\/yoga-layout\/dist\/binaries\/yoga-wasm-base64-esm\.js$/,
		from: 'return w||"function"!=typeof fetch?Promise.resolve()',
		to: 'return true?Promise.resolve()',
	},
	{
		// Ink takes every line of every frame apart into characters; most lines are those of the frame before.
		file: /\/ink\/build\/output\.js$/,
		from: '    caches = new OutputCaches();',
		to: '    caches = (keptCaches = keptCaches?.styledChars.size < 500 ? keptCaches : new OutputCaches());',
	},
	{
		// It also measures each line three times a frame, and one … in a line makes that a hundred times dearer.
		file: /\/string-width\/index\.js$/,
		from: 'export default function stringWidth(',
		to: `const known = new Map();
export default function rememberedWidth(text, options) {
	if (options !== undefined) return stringWidth(text, options);
	let width = known.get(text);
	if (width === undefined) {
		width = stringWidth(text);
		if (known.size >= 4096) known.clear();
		known.set(text, width);
	}
	return width;
}
function stringWidth(`,
	},
	{
		// kafkajs sets a timer for what lies before now, of which Node 24 says a line on stderr, over the screen.
		file: /\/kafkajs\/src\/network\/requestQueue\/index\.js$/,
		from: 'let scheduleAt = this.throttledUntil - Date.now()',
		to: 'let scheduleAt = Math.max(0, this.throttledUntil - Date.now())',
	},
	{
		// It copies a partition's messages again for each that it adds: 10,000 of them a hundred million times.
		file: /\/kafkajs\/src\/producer\/groupMessagesPerPartition\.js$/,
		from: `const current = result[partition] || []
    return Object.assign(result, { [partition]: [...current, message] })`,
		to: `;(result[partition] ||= []).push(message)
    return result`,
	},
	{ file: /\/ink\/build\/output\.js$/, from: 'export default class Output {', to: 'let keptCaches;\nexport default class Output {' },
];

/** Changes libraries where they cost much for nothing; stops the build when a new version no longer has the lines that are changed. */
const patched: Plugin = {
	name: 'patched',
	setup(build) {
		build.onLoad({ filter: new RegExp(patches.map(patch => patch.file.source).join('|')) }, async ({ path }) => {
			let contents = await readFile(path, 'utf8');
			for (const { from, to } of patches.filter(patch => patch.file.test(path))) {
				if (!contents.includes(from)) return { errors: [{ text: `${path} no longer has what bundle-plugins.ts changes: ${from}` }] };
				contents = contents.replace(from, to);
			}
			return { contents };
		});
	},
};

/** What stands in for a global of Node in everything that is bundled (see quick-segmenter.js). */
export const standIns = { define: { 'Intl.Segmenter': 'QuickSegmenter' }, inject: [here('./quick-segmenter.js')] } as const;

/** What the bundle replaces or leaves out, in the order in which esbuild asks. */
export const bundlePlugins: readonly Plugin[] = [replacements, kafkaIsSideEffectFree, lateBuiltins, patched];
