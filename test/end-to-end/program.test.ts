import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { Ajv2020 } from '../../scripts/bundle/ajv-stub.js';
import { COMMANDS } from '../../source/commands/registry.ts';
import { cleanEnvironment, metafilePath, programArguments, runProgram } from '../helpers/built-program.ts';

type Metafile = {
	readonly outputs: Readonly<
		Record<
			string,
			{
				readonly inputs: Readonly<Record<string, { readonly bytesInOutput: number }>>;
				readonly imports: readonly { readonly path: string; readonly kind: string }[];
			}
		>
	>;
};
const metafile = (): Metafile => JSON.parse(readFileSync(metafilePath, 'utf8')) as Metafile;

/** Files that are bundled into what loads together with a chunk. */
const loadedWith = ({ outputs }: Metafile, entry: string, seen = new Set<string>()): readonly string[] => {
	if (seen.has(entry) || outputs[entry] === undefined) return [];
	seen.add(entry);
	const { inputs, imports } = outputs[entry];
	const own = Object.entries(inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : []));
	return [...own, ...imports.filter(i => i.kind === 'import-statement').flatMap(i => loadedWith({ outputs }, i.path, seen))];
};

/** A port on which nothing listens: it was free a moment ago. */
const closedPort = (): Promise<number> =>
	new Promise(resolve => {
		const server = createServer().listen(0, '127.0.0.1', () => {
			const { port } = server.address() as { port: number };
			server.close(() => resolve(port));
		});
	});

describe('the built program', () => {
	it('lists its commands, and no others', async () => {
		const { stdout, code, stderr } = await runProgram(['--help']);
		assert.deepEqual([code, stderr], [0, '']);
		const listed = stdout.split(/^Commands.*$/m)[1]!.split(/\n\n/)[0]!;
		const lines = [...listed.matchAll(/^ {2}(\S.*)/gm)].map(m => m[1]!);
		assert.deepEqual(
			lines.map((line, i) => line.startsWith(`${COMMANDS[i]?.name} `)),
			COMMANDS.map(() => true),
			stdout,
		);
		for (const { name } of COMMANDS) assert.equal((await runProgram([...name.split(' '), '--help'])).code, 0);
	});

	it('says its version', async () => {
		const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
		assert.equal((await runProgram(['--version'])).stdout, `msk-tui ${version}\n`);
	});

	it('ends with 2 and a next step for wrong usage', async () => {
		for (const args of [
			['nothere'],
			['topics', '--nothere'],
			['topic'],
			['topic', 'a', 'b'],
			['lag', '--max-lag', 'many'],
			['lag', '--topic='],
			['topics', '--sort', 'nothere'],
		]) {
			const { code, stdout, stderr } = await runProgram([...args, '--bootstrap', '127.0.0.1:1']);
			assert.deepEqual([code, stdout], [2, ''], args.join(' '));
			assert.match(stderr, /^msk-tui: .+\.\n/, args.join(' '));
		}
	});

	it('prints an error as one JSON object with --json', async () => {
		const port = await closedPort();
		const { code, stdout, stderr } = await runProgram(['topics', '--bootstrap', `127.0.0.1:${port}`, '--json']);
		const { error } = JSON.parse(stderr) as { error: { kind: string; message: string; nextSteps: string[]; details: object } };
		assert.deepEqual([code, stdout, error.kind, Object.keys(error)], [3, '', 'connection', ['kind', 'message', 'nextSteps', 'details']]);
	});

	it('ends with 3 when nobody answers in time', async () => {
		const server = createServer(() => {});
		await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
		const { port } = server.address() as { port: number };
		const { code, stderr } = await runProgram(['topics', '--bootstrap', `127.0.0.1:${port}`, '--timeout', '300ms', '--json']);
		server.close();
		assert.deepEqual([code, (JSON.parse(stderr) as { error: { kind: string } }).error.kind], [3, 'timeout']);
	});

	it('ends quietly with 0 when the reader has closed the pipe', () => {
		const shell = `"${process.execPath}" ${programArguments(['--help'])
			.map(a => `"${a}"`)
			.join(' ')} | true; echo "\${PIPESTATUS[0]}"`;
		const { stdout, stderr } = spawnSync('bash', ['-c', shell], { env: cleanEnvironment(), encoding: 'utf8' });
		assert.deepEqual([stdout.split('\n').at(-2), stderr], ['0', '']);
	});

	it('says so, with 6, when a full disk does not take the result', {
		skip: existsSync('/dev/full') ? false : 'this system has no /dev/full',
	}, () => {
		const shell = `"${process.execPath}" ${programArguments(['--help'])
			.map(a => `"${a}"`)
			.join(' ')} > /dev/full`;
		const { stderr, status } = spawnSync('bash', ['-c', shell], { env: cleanEnvironment(), encoding: 'utf8' });
		assert.deepEqual([status, stderr], [6, 'msk-tui: the output could not be written: ENOSPC: no space left on device, write\n']);
	});

	it('ends with 130 on Ctrl+C', async () => {
		const server = createServer(socket => child.kill('SIGINT') && socket.unref());
		await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
		const { port } = server.address() as { port: number };
		const child = spawn(process.execPath, programArguments(['topics', '--bootstrap', `127.0.0.1:${port}`]), { env: cleanEnvironment() });
		const code = await new Promise(resolve => child.on('close', resolve));
		server.close();
		assert.equal(code, 130);
	});

	it('writes a debug file for its owner alone, without values of options', async () => {
		const file = join(mkdtempSync(join(tmpdir(), 'msk-tui-')), 'debug.log');
		const port = await closedPort();
		await runProgram([
			'topics',
			'--bootstrap',
			`127.0.0.1:${port}`,
			'--auth',
			'scram',
			'--username',
			'u',
			'--password-from',
			'command:echo hunter2',
			'--debug',
			file,
		]);
		const text = readFileSync(file, 'utf8');
		assert.equal(statSync(file).mode & 0o777, 0o600);
		assert.match(text, /failed: .*refuses connections[\s\S]*\bat /);
		assert.doesNotMatch(text, /hunter2/);
	});

	it('says in one sentence that Node is too old', () => {
		const source = readFileSync('bin/msk-tui.js', 'utf8').replaceAll('process.versions.node', "'18.19.0'");
		const file = join(mkdtempSync(join(tmpdir(), 'msk-tui-')), 'old.mjs');
		writeFileSync(file, source);
		const { status, stderr } = spawnSync(process.execPath, [file], { encoding: 'utf8' });
		assert.deepEqual([status, stderr], [2, 'msk-tui needs Node 22.22 or later, or 24.6 or later, but this is Node 18.19.0.\n']);
	});
});

describe('the bundle', () => {
	it('loads neither React nor AWS nor the Kafka client to say help, and no React for a command', () => {
		const help = loadedWith(metafile(), 'build/main.js');
		assert.ok(help.length > 10);
		assert.deepEqual(
			help.filter(path => /node_modules\/(?!get-east)/.test(path)),
			[],
		);
		assert.deepEqual(
			help.filter(path => /source\/(?:ui|aws|kafka|protocol)\//.test(path)),
			[],
		);
		const composition = Object.keys(metafile().outputs).find(path => /chunks\/composition-/.test(path))!;
		const command = loadedWith(metafile(), composition);
		assert.ok(command.some(path => path.includes('@platformatic/kafka')));
		assert.deepEqual(
			command.filter(path => /node_modules\/(?:react|ink|@aws-sdk|@smithy|kafkajs)\/|source\/(?:ui|aws)\//.test(path)),
			[],
		);
	});

	it('is one file to say help, and one more for what connects', () => {
		const loads = (path: string) => [
			...new Set(
				[...readFileSync(join(metafilePath, '../..', path), 'utf8').matchAll(/\bimport(?:\{[^{}"]*\}from)?"(\.[^"]+)"/g)].map(
					([, from]) => from,
				),
			),
		];
		const composition = Object.keys(metafile().outputs).find(path => /chunks\/composition-/.test(path))!;
		assert.deepEqual([loads('build/main.js'), loads(composition)], [[], ['../main.js']]);
	});

	it('holds no schema validator, and its stand-in judges nothing', () => {
		const paths = Object.values(metafile().outputs).flatMap(o =>
			Object.entries(o.inputs).flatMap(([path, i]) => (i.bytesInOutput > 0 ? [path] : [])),
		);
		assert.deepEqual(
			paths.filter(path => path.includes('node_modules/ajv')),
			[],
		);
		assert.throws(() => new Ajv2020().compile({})({}), /no schema validator/);
	});

	it('ships the licence of every package inside', () => {
		const text = readFileSync(join(metafilePath, '../THIRD-PARTY-LICENSES.txt'), 'utf8');
		for (const name of ['@platformatic/kafka', 'meow', 'yaml', 'aws-msk-iam-sasl-signer-js']) assert.ok(text.includes(`\n${name} `), name);
	});
});
