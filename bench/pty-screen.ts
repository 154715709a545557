/** The built program in a pseudo-terminal, watched byte by byte. */
import { spawn } from '@lydell/node-pty';
import xterm from '@xterm/headless';
import { environment, program } from './measure.ts';

export type PtyScreen = {
	readonly pid: number;
	/** Milliseconds since the start at which the screen first showed this; rejects after thirty seconds unless told. */
	readonly shows: (text: string, patienceMs?: number) => Promise<number>;
	readonly send: (keys: string) => void;
	readonly screen: () => string;
	/** Bytes that came so far. */
	readonly bytes: () => number;
	/** When the last byte came (performance.now). */
	readonly lastByteAt: () => number;
	/** Resolves with the time at which the next byte comes. */
	readonly nextByte: () => Promise<number>;
	/** Resolves when nothing has come for so long. */
	readonly quiet: (ms: number) => Promise<void>;
	/** Leaves by `q`, as a person does: only then does Node keep the compiled code for the next start. */
	readonly leave: () => Promise<void>;
	readonly close: () => Promise<void>;
};

/**
 * Starts the program. `bytesPerSecond` makes the terminal a slow line: what has come is taken at that pace, and the program waits
 * behind the few kilobytes that the kernel keeps for a terminal.
 */
export const openScreen = (
	args: readonly string[],
	{
		columns = 120,
		rows = 40,
		bytesPerSecond = Number.POSITIVE_INFINITY,
		script,
		more = {},
	}: {
		columns?: number;
		rows?: number;
		bytesPerSecond?: number /** Runs this instead of the program. */;
		script?: string /** Environment variables besides the usual. */;
		more?: Readonly<Record<string, string>>;
	} = {},
): PtyScreen => {
	const terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 0 });
	const started = performance.now();
	const pty = spawn(process.execPath, script === undefined ? [program, ...args] : ['-e', script], {
		name: 'xterm-256color',
		cols: columns,
		rows,
		env: { ...environment(more), TERM: 'xterm-256color' } as Record<string, string>,
	});
	let bytes = 0;
	let lastByteAt = started;
	let heard: (() => void)[] = [];
	let looks: (() => void)[] = [];
	pty.onData(data => {
		const length = Buffer.byteLength(data);
		bytes += length;
		if (bytesPerSecond !== Number.POSITIVE_INFINITY) {
			pty.pause();
			setTimeout(() => pty.resume(), (length / bytesPerSecond) * 1000);
		}
		lastByteAt = performance.now();
		const tell = heard;
		heard = [];
		for (const one of tell) one();
		terminal.write(data, () => {
			for (const look of looks) look();
		});
	});
	const exit = new Promise<void>(resolve => pty.onExit(() => resolve()));
	const screen = (): string =>
		Array.from({ length: rows }, (_, y) => terminal.buffer.active.getLine(y)?.translateToString(true) ?? '').join('\n');
	return {
		pid: pty.pid,
		shows: (text, patienceMs = 30_000) =>
			new Promise((resolve, reject) => {
				const timer = setTimeout(() => reject(new Error(`the screen never showed ${text}:\n${screen()}`)), patienceMs);
				const look = (): void => {
					if (!screen().includes(text)) return;
					clearTimeout(timer);
					looks = looks.filter(other => other !== look);
					resolve(lastByteAt - started);
				};
				looks = [...looks, look];
				look();
			}),
		send: keys => pty.write(keys),
		screen,
		bytes: () => bytes,
		lastByteAt: () => lastByteAt,
		nextByte: () => new Promise(resolve => heard.push(() => resolve(lastByteAt))),
		quiet: async ms => {
			do await new Promise(resolve => setTimeout(resolve, 10));
			while (performance.now() - lastByteAt < ms);
		},
		leave: async () => {
			pty.write('q');
			await exit;
			terminal.dispose();
		},
		close: async () => {
			pty.resume();
			pty.kill('SIGKILL');
			await exit;
			terminal.dispose();
		},
	};
};
