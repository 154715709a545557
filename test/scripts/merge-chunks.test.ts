import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { build, type Metafile } from 'esbuild';
import { type Chunks, closureOf, mergeChunks } from '../../scripts/bundle/merge-chunks.ts';

const BANNER = "import{createRequire as requireFrom}from'node:module';const require=requireFrom(import.meta.url);";

/** Two parts with the same names in them, which share what the start needs, a package of CommonJS, and an entry that is loaded alone. */
const SOURCES = {
	'main.ts':
		"import { size, tell } from './shared.ts';\nimport { helper } from './left.ts';\nexport const main = async () => {\n\ttell('main', size, helper());\n\tconst { late } = await import('./late.ts');\n\tlate();\n\tconst alone = await import('./alone.ts');\n\talone.late();\n\ttell((await import('./shared.ts')).size);\n};\n",
	'shared.ts':
		"export let size = 1;\nexport const grow = () => size++;\nexport const tell = (...words) => console.log(...words);\ntell('shared once');\n",
	'left.ts': "import { grow } from './shared.ts';\nexport const helper = () => (grow(), 'left');\n",
	'right.ts':
		"import { grow } from './shared.ts';\nimport old from './old.cjs';\nexport const helper = () => (grow(), 'right ' + old.name);\nexport const only = 'right';\n",
	'old.cjs': "module.exports = { name: require('node:path').basename('/a/old') };\n",
	'late.ts':
		"import { helper, only } from './right.ts';\nimport { helper as other } from './left.ts';\nimport { size, tell } from './shared.ts';\nexport const late = () => tell('late', helper(), other(), only, size);\n",
	'alone.ts':
		"import { helper } from './right.ts';\nimport { size, tell } from './shared.ts';\nexport const late = () => tell('alone', helper(), size);\n",
};

describe('merging chunks', () => {
	let folder: string;
	let chunks: Chunks;
	let metafile: Metafile;
	before(async () => {
		folder = mkdtempSync(join(tmpdir(), 'msk-tui-merge-'));
		for (const [name, text] of Object.entries(SOURCES)) writeFileSync(join(folder, name), text);
		const result = await build({
			absWorkingDir: folder,
			entryPoints: ['main.ts'],
			outdir: join(folder, 'build'),
			bundle: true,
			splitting: true,
			format: 'esm',
			platform: 'node',
			minifyWhitespace: true,
			minifySyntax: true,
			chunkNames: 'chunks/[name]-[hash]',
			banner: { js: BANNER },
			metafile: true,
			write: false,
		});
		metafile = result.metafile;
		chunks = new Map(result.outputFiles.map(file => [relative(folder, file.path), file.text]));
	});
	after(() => rmSync(folder, { recursive: true, force: true }));

	const entry = (source: string) => Object.entries(metafile.outputs).find(([, output]) => output.entryPoint === source)![0];
	const run = (files: Chunks, name: string): string => {
		for (const [path, text] of files) {
			mkdirSync(dirname(join(folder, name, path)), { recursive: true });
			writeFileSync(join(folder, name, path), text);
		}
		writeFileSync(join(folder, name, 'package.json'), '{"type":"module"}');
		writeFileSync(join(folder, name, 'run.js'), "const { main } = await import('./build/main.js');\nawait main();\n");
		const { stdout, stderr, status } = spawnSync(process.execPath, [join(folder, name, 'run.js')], { encoding: 'utf8' });
		assert.equal(status, 0, stderr);
		return stdout;
	};

	it('changes nothing of what the program does, and each thing is still there once', async () => {
		const merged = await mergeChunks(chunks, metafile, [entry('main.ts'), entry('late.ts')], BANNER);
		assert.ok(merged.size < chunks.size, `${chunks.size} → ${merged.size}`);
		assert.equal(run(merged, 'merged'), 'shared once\nmain 1 left\nlate right old left right 4\nalone right old 5\n5\n');
		assert.equal(run(chunks, 'split'), run(merged, 'merged'));
	});

	it('leaves nothing to be loaded with an entry but what former entries hold', async () => {
		const merged = await mergeChunks(chunks, metafile, [entry('main.ts'), entry('late.ts')], BANNER);
		const imports = (path: string) => [...merged.get(path)!.matchAll(/from"(\.[^"]+)"/g)].map(([, target]) => target);
		assert.deepEqual(imports(entry('main.ts')), []);
		assert.deepEqual([...new Set(imports(entry('late.ts')))], ['../main.js']);
	});

	it('stops at an import it does not know', async () => {
		const shared = closureOf(metafile, entry('main.ts')).find(path => metafile.outputs[path]!.exports.includes('grow'))!;
		const odd = new Map(chunks).set(entry('alone.ts'), `import*as all from"./${shared.split('/').at(-1)}";`);
		await assert.rejects(mergeChunks(odd, metafile, [entry('main.ts')], BANNER), /in a way that the merging of chunks does not know/);
	});
});
