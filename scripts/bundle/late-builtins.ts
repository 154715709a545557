import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'esbuild';

/**
 * Modules of Node that only some runs need and whose loading is felt: TLS with all bindings of OpenSSL takes half as long as starting
 * Node (15 ms), and a plaintext connection needs none of it.
 */
const LATE = ['node:tls', 'node:crypto', 'node:child_process'];
/** Ours and the Kafka client's: what they use of these modules are functions and `new`. Other libraries stay as they are. */
const OURS = fileURLToPath(new URL('../../source/', import.meta.url));
const isLateFor = (importer: string): boolean => importer.startsWith(OURS) || importer.includes('/node_modules/@platformatic/kafka/dist/');

const require = createRequire(import.meta.url);

/** Every function of the module under its own name, which loads the module when it is called; `new` works as well, `instanceof` does not. */
const lateText = (name: string): string =>
	[
		`let loaded; const late = () => (loaded ??= process.getBuiltinModule('${name}'));`,
		...Object.entries(require(name) as Record<string, unknown>)
			.filter(([, value]) => typeof value === 'function')
			.map(([id]) => `export function ${id}(...args) { return new.target ? new (late().${id})(...args) : late().${id}(...args); }`),
	].join('\n');

/** Loads those modules when the first of their functions is called. */
export const lateBuiltins: Plugin = {
	name: 'late-builtins',
	setup(build) {
		build.onResolve({ filter: new RegExp(`^(?:${LATE.join('|')})$`) }, ({ path, importer }) =>
			isLateFor(importer) ? { path, namespace: 'late-builtin', sideEffects: false } : undefined,
		);
		build.onLoad({ filter: /./, namespace: 'late-builtin' }, ({ path }) => ({ contents: lateText(path), loader: 'js' }));
	},
};
