import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'esbuild';

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

const NORMALISER = `var normalizeExports = requireNormalize();
const normalizePackageData = getDefaultExportFromCjs(normalizeExports);`;

/**
 * Takes npm's normaliser of package.json out of meow: it reads the list of all SPDX licences while it is imported, half of what parsing the
 * arguments of a command takes, and of the `pkg` that we give only the name is used.
 */
const meowWithoutNormaliser: Plugin = {
	name: 'meow-without-normaliser',
	setup(build) {
		build.onLoad({ filter: /\/meow\/build\/dependencies\.js$/ }, async ({ path }) => {
			const text = await readFile(path, 'utf8');
			if (!text.includes(NORMALISER)) return { errors: [{ text: 'meow no longer has the normaliser that bundle-plugins.ts takes out' }] };
			return { contents: text.replace(NORMALISER, 'const normalizePackageData = () => {};') };
		});
	},
};

/** What the bundle replaces or leaves out, in the order in which esbuild asks. */
export const bundlePlugins: readonly Plugin[] = [replacements, kafkaIsSideEffectFree, meowWithoutNormaliser];
