/** Times processes. Every figure is a median, and peers take turns, so that what else runs on the machine falls on all of them. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The built program; `MSK_TUI_BENCH_PROGRAM` measures another build. */
export const program = process.env.MSK_TUI_BENCH_PROGRAM ?? `${root}bin/msk-tui.js`;

// Compiled code is kept from run to run, as on a machine where the program is used, but not in the cache of the person at the keyboard.
const cache = mkdtempSync(join(tmpdir(), 'msk-tui-bench-'));
process.once('exit', () => rmSync(cache, { recursive: true, force: true }));

/** No configuration of the person at the keyboard, no colour settings, no coverage or debug hooks. */
export const environment = (more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv => ({
	PATH: process.env.PATH,
	HOME: '/nonexistent',
	XDG_CONFIG_HOME: '/nonexistent',
	XDG_STATE_HOME: '/nonexistent',
	XDG_CACHE_HOME: cache,
	LANG: 'C.UTF-8',
	...more,
});

/** What a process that ran to its end cost. `cpuMs` is what it computed, whatever else ran beside it. */
export type Ran = { readonly ms: number; readonly cpuMs: number; readonly rssMiB: number; readonly stdout: string };

/** Makes a process print what it used on file descriptor 3 when it ends. */
const USAGE_HOOK =
	"data:text/javascript,import{writeSync}from'node:fs';process.on('exit',()=>{const u=process.resourceUsage();writeSync(3,JSON.stringify([(u.userCPUTime+u.systemCPUTime)/1e3,u.maxRSS/1024]))})";

/** Runs `node ARGUMENTS` to its end. Throws when it ends with another code than 0. `measuresUse` costs a few milliseconds. */
export const runNode = (
	args: readonly string[],
	{ measuresUse = false, env = {} }: { readonly measuresUse?: boolean; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<Ran> =>
	new Promise((resolve, reject) => {
		const all = [...(measuresUse ? ['--import', USAGE_HOOK] : []), ...args];
		const started = performance.now();
		const child = spawn(process.execPath, all, { env: environment(env), stdio: ['ignore', 'pipe', 'pipe', 'pipe'] });
		const texts = ['', '', '', ''];
		for (const number of [1, 2, 3])
			(child.stdio[number] as NodeJS.ReadableStream).setEncoding('utf8').on('data', (text: string) => {
				texts[number] += text;
			});
		let ms = 0;
		child.once('exit', () => {
			ms = performance.now() - started;
		});
		child.once('error', reject);
		child.once('close', code => {
			if (code !== 0) return reject(new Error(`node ${args.join(' ')} ended with ${code}: ${texts[2]}`));
			const [cpuMs = Number.NaN, rssMiB = Number.NaN] = measuresUse ? (JSON.parse(texts[3]!) as number[]) : [];
			resolve({ ms, cpuMs, rssMiB, stdout: texts[1]! });
		});
	});

/** The value below which a share of the values lies (0.5: the median). */
export const quantile = (values: readonly number[], share: number): number => {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
};

/** Lets peers take turns for some rounds, after one round that does not count, and returns each one's median. */
export const takeTurns = async <Name extends string>(
	peers: Readonly<Record<Name, () => Promise<number>>>,
	rounds: number,
): Promise<Readonly<Record<Name, number>>> => {
	const names = Object.keys(peers) as Name[];
	const taken = new Map<Name, number[]>(names.map(name => [name, []]));
	for (let round = -1; round < rounds; round++)
		for (const name of names) {
			const value = await peers[name]();
			if (round >= 0) taken.get(name)!.push(value);
		}
	return Object.fromEntries(names.map(name => [name, quantile(taken.get(name)!, 0.5)])) as Record<Name, number>;
};
