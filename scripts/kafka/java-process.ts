/** Runs Java: brokers that outlive this process, and tools that do not. */
import { execFileSync, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/** Tells whether a process exists. A killed child that nobody waited for does not count. */
export const isAlive = (pid: number): boolean => {
	try {
		process.kill(pid, 0);
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
	try {
		// Field 3 after the command name in parentheses; Z is dead already. Other systems have no /proc.
		return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
	} catch {
		return true;
	}
};

/** Tells whether `pid` is still the process that was started with `mark` on its command line: numbers are given out again. */
export const isOurs = (pid: number, mark: string): boolean => {
	if (!isAlive(pid)) return false;
	try {
		return execFileSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
			.split(/\s/)
			.includes(mark);
	} catch {
		return false;
	}
};

/** Starts a program that goes on when this process ends, with its output in `logPath`; returns its pid. */
export const startDetached = (command: string, args: readonly string[], logPath: string): number => {
	const log = openSync(logPath, 'a', 0o600);
	try {
		const child = spawn(command, args, { detached: true, stdio: ['ignore', log, log] });
		child.on('error', () => {});
		child.unref();
		if (child.pid === undefined) throw new Error(`can not start ${command}: is it installed?`);
		return child.pid;
	} finally {
		closeSync(log);
	}
};

/** Sends `signal` to those processes that carry `mark`, and returns when they are gone; after `patienceMs` they are killed. */
export const endProcesses = async (
	pids: readonly number[],
	mark: string,
	signal: NodeJS.Signals = 'SIGKILL',
	patienceMs = 20_000,
): Promise<void> => {
	const ours = pids.filter(pid => isOurs(pid, mark));
	const send = (pid: number, what: NodeJS.Signals): void => {
		try {
			process.kill(pid, what);
		} catch {
			// Gone by itself.
		}
	};
	for (const pid of ours) send(pid, signal);
	const killAt = Date.now() + patienceMs;
	while (ours.some(isAlive)) {
		if (Date.now() > killAt) for (const pid of ours.filter(isAlive)) send(pid, 'SIGKILL');
		if (Date.now() > killAt + 10_000) throw new Error(`processes ${ours.filter(isAlive).join(', ')} do not end`);
		await delay(20);
	}
};

/** What a Java program left. */
export type ToolResult = { readonly stdout: string; readonly stderr: string; readonly code: number };

/** Runs a program to its end. Never throws for its exit code. */
export const runTool = (command: string, args: readonly string[], input = '', signal?: AbortSignal): Promise<ToolResult> =>
	new Promise((resolve, reject) => {
		const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'], ...(signal ? { signal } : {}) });
		let stdout = '';
		let stderr = '';
		child.stdout.setEncoding('utf8').on('data', text => {
			stdout += text;
		});
		child.stderr.setEncoding('utf8').on('data', text => {
			stderr += text;
		});
		child.once('error', reject);
		child.once('close', code => resolve({ stdout, stderr, code: code ?? 1 }));
		child.stdin.on('error', () => {});
		child.stdin.end(input);
	});

/** A program that keeps something open. */
export type HeldTool = {
	/** Closes its standard input and returns when it has ended. */
	readonly end: () => Promise<void>;
	/** Kills it, so that it leaves without a word to the brokers. */
	readonly kill: () => Promise<void>;
};

/** Starts a program and returns when it has printed the line READY. Throws with its stderr when it ends before. */
export const holdTool = (command: string, args: readonly string[]): Promise<HeldTool> =>
	new Promise((resolve, reject) => {
		const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'] });
		const ended = new Promise<void>(done => child.once('close', () => done()));
		let stdout = '';
		let stderr = '';
		child.stdin.on('error', () => {});
		child.stderr.setEncoding('utf8').on('data', text => {
			stderr += text;
		});
		child.stdout.setEncoding('utf8').on('data', text => {
			stdout += text;
			if (!/^READY$/m.test(stdout)) return;
			const end = (how: () => void) => () => {
				how();
				return ended;
			};
			resolve({ end: end(() => child.stdin.end()), kill: end(() => child.kill('SIGKILL')) });
		});
		child.once('error', reject);
		child.once('close', code => reject(new Error(`${args.slice(-4).join(' ')} ended with ${code} before it was ready:\n${stderr}`)));
	});
