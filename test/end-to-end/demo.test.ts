import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { describe, it } from 'node:test';
import { SCENARIO_NAMES } from '../../source/commands/demo.ts';
import { scenarios } from '../../source/sandbox/open-sandbox.ts';
import { cleanEnvironment, metafilePath, programArguments, runProgram } from '../helpers/built-program.ts';

describe('msk-tui demo', () => {
	it('names in its help the scenarios that there are', () => {
		assert.deepEqual(
			SCENARIO_NAMES,
			scenarios.map(s => s.name),
		);
	});
	it('shows topics, lag, brokers and a refused change where there is no terminal, and ends with 0', async () => {
		const { stdout, stderr, code } = await runProgram(['demo']);
		assert.equal(code, 0, stderr);
		for (const text of [
			/^orders\.dlq /m,
			/^billing .*range/m,
			/use1-az3/,
			/^ +becomes deletable +≤ [\d,]+ offsets/m,
			/^msk-tui: Refused: Read-only/m,
		])
			assert.match(stdout, text);
		assert.equal(stderr, '');
	});
	it('explains an unknown scenario and options that make no sense', async () => {
		const unknown = await runProgram(['demo', 'mall']);
		assert.equal(unknown.code, 2);
		assert.match(unknown.stderr, /no scenario mall[\s\S]*msk-tui demo shop/);
		assert.equal((await runProgram(['demo', '--cluster', 'orders-prod'])).code, 2);
		assert.equal((await runProgram(['demo', '--json'])).code, 2);
	});
	it('serves other tools until Ctrl+C, the bootstrap string being its first line', async () => {
		const served = spawn(process.execPath, programArguments(['demo', '--serve']), {
			env: cleanEnvironment(),
			stdio: ['ignore', 'pipe', 'ignore'],
		});
		const ended = new Promise<number | null>(resolve => served.once('close', resolve));
		try {
			const bootstrap = await new Promise<string>((resolve, reject) => {
				createInterface({ input: served.stdout }).once('line', resolve);
				served.once('error', reject);
				served.once('close', () => reject(new Error('demo --serve ended by itself')));
			});
			assert.match(bootstrap, /^127\.0\.0\.1:\d+(,127\.0\.0\.1:\d+){2}$/);
			const { stdout, code } = await runProgram(['lag', 'shipping', '--max-lag', '100', '--json', '--bootstrap', bootstrap]);
			assert.equal(code, 1, 'shipping lags');
			const { groups } = JSON.parse(stdout) as { groups: { group: string; lag: number }[] };
			assert.equal(groups[0]?.group, 'shipping');
			assert.ok((groups[0]?.lag ?? 0) >= 2_400);
			served.kill('SIGINT');
			assert.equal(await ended, 0);
		} finally {
			served.kill('SIGKILL');
		}
	});
	it('lies in chunks of its own: other commands never load it', () => {
		const metafile = JSON.parse(readFileSync(metafilePath, 'utf8')) as {
			outputs: Record<string, { inputs: Record<string, unknown>; imports: { path: string; kind: string }[] }>;
		};
		const holding = Object.entries(metafile.outputs).filter(([, o]) => Object.keys(o.inputs).some(i => i.startsWith('source/sandbox/')));
		assert.ok(holding.length > 0);
		const names = new Set(holding.map(([name]) => name));
		const starts = Object.entries(metafile.outputs).filter(([name]) => !names.has(name));
		for (const [name, { imports }] of starts)
			assert.ok(!imports.some(i => i.kind === 'import-statement' && names.has(i.path)), `${name} loads the sandbox at once`);
	});
});
