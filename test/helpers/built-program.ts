import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../bin/msk-tui.js', import.meta.url));
const build = fileURLToPath(new URL('../../build/', import.meta.url));

export type ProgramResult = { readonly stdout: string; readonly stderr: string; readonly code: number | null };

/** The bundler's account of what went where. */
export const metafilePath = `${build}metafile.json`;

/** Arguments for `node` that start the built program; `npm test` builds it first. */
export const programArguments = (args: readonly string[]): readonly string[] => {
	if (!existsSync(`${build}main.js`)) throw new Error('build/main.js is missing: npm run build');
	return [program, ...args];
};

/** An environment in which neither a config file nor a cluster of the person at the keyboard is found. */
export const cleanEnvironment = (more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv => ({
	PATH: process.env.PATH,
	HOME: '/nonexistent',
	XDG_CONFIG_HOME: '/nonexistent',
	XDG_STATE_HOME: '/nonexistent',
	LANG: 'C.UTF-8',
	...more,
});

/** Runs the built program to its end, with pipes for all three streams. */
export const runProgram = (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<ProgramResult> =>
	new Promise((resolve, reject) => {
		const child = spawn(process.execPath, programArguments(args), { env: cleanEnvironment(env), stdio: ['ignore', 'pipe', 'pipe'] });
		let stdout = '';
		let stderr = '';
		child.stdout.setEncoding('utf8').on('data', (text: string) => {
			stdout += text;
		});
		child.stderr.setEncoding('utf8').on('data', (text: string) => {
			stderr += text;
		});
		child.on('error', reject);
		child.on('close', code => resolve({ stdout, stderr, code }));
	});
