/**
 * Checks who knows whom in source/ (docs/architecture.md, "Who may know whom"). Part of `npm run lint`.
 * Fails when it sees no files: a check that looks at nothing must not be green.
 */
import { globSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What each folder may import, besides itself. `source/main.ts` and `source/composition.ts` count as folders of their own. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
	units: [],
	model: [],
	protocol: [],
	guardrails: ['units', 'model'],
	audit: ['units', 'model'],
	records: ['units', 'model'],
	columns: ['units', 'model'],
	decoding: ['units', 'model', 'records', 'protocol', 'ports'],
	inspection: ['units', 'model', 'records'],
	registry: ['ports', 'model', 'units'],
	ports: ['units', 'model'],
	operations: ['units', 'model', 'guardrails', 'audit', 'records', 'decoding', 'inspection', 'columns', 'ports'],
	state: ['units', 'model', 'guardrails', 'audit', 'records', 'decoding', 'inspection', 'columns', 'ports', 'operations'],
	ui: ['units', 'model', 'guardrails', 'audit', 'records', 'decoding', 'inspection', 'columns', 'ports', 'operations', 'state'],
	commands: ['units', 'model', 'guardrails', 'audit', 'records', 'decoding', 'inspection', 'columns', 'ports', 'operations', 'state'],
	kafka: ['protocol', 'ports', 'model', 'records'],
	aws: ['ports', 'model', 'units'],
	files: ['ports', 'model', 'units'],
	sandbox: ['protocol', 'records'],
	demo: ['sandbox', 'composition', 'ui', 'commands', 'model'],
	composition: [
		'units',
		'model',
		'ports',
		'operations',
		'state',
		'kafka',
		'aws',
		'files',
		'registry',
		'records',
		'decoding',
		'inspection',
		'guardrails',
		'audit',
	],
	interface: ['composition', 'ui', 'model'],
	main: ['commands', 'composition', 'demo', 'interface', 'model', 'units', 'ports', 'ui'],
};

/** Imports that must be `import()`, so that what they bring is loaded only when it is used. */
const ONLY_DYNAMIC: readonly (readonly [string, string])[] = [
	['main', 'composition'],
	['main', 'ui'],
	['main', 'demo'],
	['main', 'interface'],
	['interface', 'ui'],
	['demo', 'ui'],
	['composition', 'aws'],
];

/** Packages that only some folders may import. */
const PACKAGES: readonly { readonly name: RegExp; readonly folders: readonly string[] }[] = [
	{ name: /^@aws-sdk\/|^@smithy\/|^aws-msk-iam-sasl-signer-js$/, folders: ['aws', 'sandbox/aws'] },
	{ name: /^(?:react|ink)(?:\/|$)/, folders: ['ui'] },
	{ name: /^@platformatic\/kafka$/, folders: ['kafka'] },
	{ name: /^kafkajs$/, folders: ['kafka'] },
	{ name: /^meow$/, folders: ['commands'] },
	{ name: /^yaml$/, folders: ['files'] },
	{ name: /^protobufjs$|^@marcbachmann\/cel-js$/, folders: ['decoding'] },
];

/** The mutations of a cluster: whoever can import their type can call them, so hardly anybody may. */
const WRITER = /(?:^|\/)ports\/(?:cluster-writer|record-sink)\.ts$/;
const MAY_KNOW_THE_WRITER: readonly RegExp[] = [
	/^source\/kafka\//,
	/^source\/composition\.ts$/,
	/^source\/operations\/apply-change\.ts$/,
	/^source\/operations\/replay\//,
	/^source\/ports\//,
];

export type Violation = { readonly file: string; readonly text: string };

type Import = { readonly target: string; readonly kind: 'static' | 'type' | 'dynamic' };

/** Finds the imports of a module: static, type-only, re-exports, and `import()` of a literal. */
export const importsOf = (source: string): readonly Import[] => {
	const code = source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
	const found: Import[] = [];
	for (const [, type, target] of code.matchAll(/\b(?:import|export)\s+(type\s)?[^'";()]*?\bfrom\s*['"]([^'"]+)['"]/g))
		found.push({ target: target!, kind: type === undefined ? 'static' : 'type' });
	for (const [, target] of code.matchAll(/^\s*import\s*['"]([^'"]+)['"]/gm)) found.push({ target: target!, kind: 'static' });
	for (const [, target] of code.matchAll(/\bimport\(\s*['"]([^'"]+)['"]\s*\)/g)) found.push({ target: target!, kind: 'dynamic' });
	return found;
};

const folderOf = (file: string): string => {
	const [, first, second] = file.split('/');
	return second === undefined ? first!.replace(/\.tsx?$/, '') : first!;
};

/** Judges files given as path from the root (`source/…`) and text; throws when there are none. */
export const findViolations = (files: ReadonlyMap<string, string>): readonly Violation[] => {
	if (files.size === 0) throw new Error('check-imports saw no files');
	const violations: Violation[] = [];
	for (const [file, source] of files)
		for (const imported of importsOf(source)) {
			const text = imported.target.startsWith('.') ? judgeRelative(file, imported) : judgePackage(file, imported);
			if (text !== undefined) violations.push({ file, text });
		}
	return violations;
};

const judgeRelative = (file: string, { target, kind }: Import): string | undefined => {
	const path = posix.join(posix.dirname(file), target);
	if (path === 'package.json') return undefined;
	if (!path.startsWith('source/')) return `imports ${target}, which lies outside source/`;
	if (WRITER.test(path) && !MAY_KNOW_THE_WRITER.some(rule => rule.test(file)))
		return 'imports ClusterWriter or RecordSink: only apply-change may act on a cluster';
	const from = folderOf(file);
	const to = folderOf(path);
	if (from === to) return undefined;
	const allowed = MAY_IMPORT[from];
	if (allowed === undefined) return `lies in a folder that the table of check-imports does not know: ${from}`;
	if (!allowed.includes(to)) return `imports ${target}: ${from} must not know ${to}`;
	if (kind === 'static' && ONLY_DYNAMIC.some(([a, b]) => a === from && b === to))
		return `imports ${target} at once: ${from} reaches ${to} by import() only`;
	return undefined;
};

const judgePackage = (file: string, { target, kind }: Import): string | undefined => {
	if (target.startsWith('node:')) return undefined;
	// A CommonJS package behind import() has named exports in Node and none in the bundle, so tests would pass and the program fail.
	if (kind === 'dynamic') return `imports ${target} by import(): put a static import into a file of its own and load that one lazily`;
	const rule = PACKAGES.find(p => p.name.test(target));
	if (rule === undefined || rule.folders.some(folder => file.startsWith(`source/${folder}/`))) return undefined;
	return `imports ${target}: only source/${rule.folders.join(' and source/')} may`;
};

/** Reads source/ and judges it. */
const checkTree = (root: string): readonly Violation[] => {
	const paths = globSync('source/**/*.{ts,tsx}', { cwd: root }).map(path => path.replaceAll('\\', '/'));
	return findViolations(new Map(paths.map(path => [path, readFileSync(`${root}/${path}`, 'utf8')])));
};

if (import.meta.main) {
	const violations = checkTree(fileURLToPath(new URL('..', import.meta.url)));
	for (const { file, text } of violations) console.error(`${file} ${text}`);
	if (violations.length > 0) process.exit(1);
}
