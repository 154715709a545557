/** Runs a program in a real pseudo-terminal whose other end is a headless emulator: for end-to-end stories, and for what only a kernel's tty does. */
import { spawn } from '@lydell/node-pty';
import type { Terminal } from '@xterm/headless';
import { createEmulator, lineOfScreen } from './terminal-harness.tsx';

/** Is a program running in a pseudo-terminal. */
export type PtyProgram = {
	readonly terminal: Terminal;
	readonly pid: number;
	readonly send: (keys: string) => void;
	readonly waitFor: (condition: string | RegExp | ((screen: string) => boolean), timeoutMs?: number) => Promise<void>;
	readonly screen: () => string;
	readonly line: (y: number) => string;
	/** Bytes the program has written so far. */
	readonly bytes: () => number;
	/** All it has written, as it came. */
	readonly transcript: () => string;
	/** Resolves when nothing was written for a while: only for pictures and byte counts, never to wait for a result. */
	readonly quiet: (ms?: number) => Promise<void>;
	readonly resize: (columns: number, rows: number) => void;
	readonly signal: (name: string) => void;
	/** Closes the terminal under the program, as a dropped ssh line does. */
	readonly hangUp: () => void;
	readonly exit: Promise<{ readonly code: number; readonly signal: number | undefined }>;
	/** Ends the program if it still runs. */
	readonly close: () => Promise<void>;
};

/** Starts a program. */
export const runInPty = (
	command: string,
	args: readonly string[],
	{
		columns = 80,
		rows = 24,
		environment = {},
		directory = process.cwd(),
	}: {
		readonly columns?: number;
		readonly rows?: number;
		readonly environment?: Readonly<Record<string, string>>;
		readonly directory?: string;
	} = {},
): PtyProgram => {
	const terminal = createEmulator(columns, rows);
	const inherited = Object.fromEntries(
		Object.entries(process.env).filter(
			([name, value]) => value !== undefined && !/^(CI|NO_COLOR|FORCE_COLOR|NODE_TEST_CONTEXT|TMUX|STY)$/.test(name),
		),
	) as Record<string, string>;
	const pty = spawn(command, [...args], {
		name: 'xterm-256color',
		cols: columns,
		rows,
		cwd: directory,
		env: { ...inherited, LANG: 'C.UTF-8', TERM: 'xterm-256color', ...environment },
	});
	let bytes = 0;
	let transcript = '';
	let lastWrite = Date.now();
	let isRunning = true;
	const listeners = new Set<() => void>();
	const changed = (): void => {
		for (const listener of listeners) listener();
	};
	pty.onData(data => {
		bytes += Buffer.byteLength(data);
		transcript += data;
		lastWrite = Date.now();
		terminal.write(data, changed);
	});
	terminal.onData(answer => {
		if (isRunning) pty.write(answer);
	});
	const exit = new Promise<{ code: number; signal: number | undefined }>(resolve => {
		pty.onExit(({ exitCode, signal }) => {
			isRunning = false;
			terminal.write('', () => {
				resolve({ code: exitCode, signal: signal === 0 ? undefined : signal });
				changed();
			});
		});
	});
	const line = (y: number): string => lineOfScreen(terminal, y);
	const screen = (): string => Array.from({ length: terminal.rows }, (_, y) => line(y)).join('\n');
	return {
		terminal,
		pid: pty.pid,
		send: keys => {
			// Quiet is counted from here on: the answer may take longer than the silence before.
			lastWrite = Date.now();
			pty.write(keys);
		},
		waitFor: (condition, timeoutMs = 60_000) =>
			new Promise((resolve, reject) => {
				const holds = (): boolean =>
					typeof condition === 'function'
						? condition(screen())
						: typeof condition === 'string'
							? screen().includes(condition)
							: condition.test(screen());
				const stop = (): void => {
					clearTimeout(timer);
					listeners.delete(look);
				};
				const look = (): void => {
					if (holds()) {
						stop();
						resolve();
					} else if (!isRunning) {
						stop();
						reject(new Error(`the program ended before ${String(condition)}; the screen was:\n${screen()}`));
					}
				};
				const timer = setTimeout(() => {
					stop();
					reject(new Error(`waited ${timeoutMs} ms for ${String(condition)}; the screen was:\n${screen()}`));
				}, timeoutMs);
				listeners.add(look);
				look();
			}),
		screen,
		line,
		bytes: () => bytes,
		transcript: () => transcript,
		quiet: async (ms = 150) => {
			do await new Promise(resolve => setTimeout(resolve, 20));
			while (isRunning && Date.now() - lastWrite < ms);
		},
		resize: (newColumns, newRows) => {
			terminal.resize(newColumns, newRows);
			pty.resize(newColumns, newRows);
		},
		signal: name => {
			process.kill(pty.pid, name as NodeJS.Signals);
		},
		// node-pty's own kill: SIGHUP to the program, as the kernel sends it when the line drops.
		hangUp: () => pty.kill('SIGHUP'),
		exit,
		close: async () => {
			if (isRunning) {
				pty.kill('SIGKILL');
				await exit;
			}
			terminal.dispose();
		},
	};
};
