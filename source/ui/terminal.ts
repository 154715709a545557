/**
 * Starting Ink on the real terminal and giving the terminal back on every way out: exit, errors, SIGTERM, SIGHUP, SIGINT, process.exit.
 * Keys do not go through Ink (see key-reader.ts), so the raw mode is ours to set and to undo.
 */
import { writeSync } from 'node:fs';
import { render } from 'ink';
import { createElement, type ReactNode } from 'react';
import { DiffStdout, type TerminalOutput } from './diff-stdout.ts';
import { createKeyLayers, type DispatchResult, type KeyLayers } from './keys/key-layers.ts';
import { createKeyQueue } from './keys/key-queue.ts';
import { createKeyReader, type KeySource } from './keys/key-reader.ts';
import { createRenderFence, FencePost } from './keys/render-fence.ts';
import { KeyLayersContext } from './keys/use-keys.ts';
import { type TerminalAccess, TerminalContext } from './terminal-context.ts';
import type { Theme } from './theme.ts';
import { ThemeContext } from './theme-context.ts';

/** Is the process's terminal, as far as starting needs it. */
export type TerminalFacts = {
	readonly isInputTty: boolean;
	readonly isOutputTty: boolean;
	readonly term: string | undefined;
};

/** Says in a sentence why the interactive face cannot start here; undefined when it can. */
export const terminalRefusal = ({ isInputTty, isOutputTty, term }: TerminalFacts): string | undefined => {
	if (!isOutputTty)
		return 'The interactive screen needs a terminal, and standard output is none. Use a command instead, such as `msk-tui lag`; see `msk-tui --help`.';
	if (!isInputTty)
		return 'The interactive screen needs a keyboard, and standard input is no terminal. Use a command instead, such as `msk-tui lag`; see `msk-tui --help`.';
	if (term === 'dumb')
		return 'The interactive screen needs a terminal that can move its cursor, and TERM=dumb says this one cannot. Set TERM, or use a command such as `msk-tui lag`.';
	return undefined;
};

/** Frames a second; on a slow line fewer, so that each finds the one before already sent. */
export const framesPerSecond = { usual: 30, slow: 8 } as const;

// Autowrap off: a terminal that measures a foreign sign wider than we do then spoils the line's end, not all lines below.
const begin = '\u001B[?2004h\u001B[?7l';
const end = '\u001B[?7h\u001B[?2004l';
const lastResort = `\u001B[?2026l${end}\u001B[m\u001B[r\u001B[?1049l\u001B[?25h`;

/** Is what a running interface offers to the one who started it. */
export type TerminalSession = {
	/** Resolves when the interface has gone and the terminal is as it was; print last words after it. Rejects with the error it ended by. */
	readonly waitUntilExit: () => Promise<void>;
	readonly exit: (error?: Error) => void;
	/** Ends it as when the terminal has gone. */
	readonly hangUp: () => void;
	/** Resolves when the keys pushed so far were handled and drawn; for tests. */
	readonly idle: () => Promise<void>;
	readonly layers: KeyLayers;
};

/** Is what starting needs. */
export type TerminalOptions = {
	readonly node: ReactNode;
	readonly input: KeySource & NodeJS.ReadableStream;
	readonly output: TerminalOutput;
	readonly theme: Theme;
	readonly isSlow?: boolean;
	readonly framesPerSecond?: number;
	/** Hears what became of each key: to say why one was refused. */
	readonly onKeyResult?: (result: DispatchResult) => void;
	/** Hears that the terminal has gone (the ssh line dropped): stop jobs at their checkpoint. */
	readonly onHangUp?: () => void;
	/** Called once more when the process ends without having come back here; writes synchronously. */
	readonly writeLast?: (sequence: string) => void;
};

/** Starts the interface. */
export const openTerminal = ({
	node,
	input,
	output,
	theme,
	isSlow = false,
	onKeyResult,
	onHangUp,
	...options
}: TerminalOptions): TerminalSession => {
	const screen = new DiffStdout(output);
	const layers = createKeyLayers();
	const fence = createRenderFence();
	const queue = createKeyQueue(layers, result => onKeyResult?.(result), fence.afterRender);
	let isOpen = true;
	let isHungUp = false;
	const hangUp = (): void => {
		if (!isOpen || isHungUp) return;
		isHungUp = true;
		onHangUp?.();
		exit();
	};
	const reader = createKeyReader(input, { onKeys: queue.push, onEnd: hangUp });
	const access: TerminalAccess = {
		writeControl: sequence => screen.writeControl(sequence),
		repaint: () => screen.repaint(),
		suspendKeys: () => {
			reader.stop();
			screen.writeControl(end);
		},
		resumeKeys: () => {
			screen.writeControl(begin);
			reader.start();
		},
		exit: error => exit(error),
	};
	// A line that dropped answers writes with EIO or EPIPE, as an event nobody else listens to.
	output.on('error', hangUp);
	const atExit = (): void => {
		if (isOpen) options.writeLast?.(lastResort);
	};
	process.on('exit', atExit);

	const app = render(
		createElement(
			TerminalContext,
			{ value: access },
			createElement(
				ThemeContext,
				{ value: theme },
				createElement(KeyLayersContext, { value: layers }, node, createElement(FencePost, { fence })),
			),
		),
		{
			stdout: screen.forInk,
			stderr: screen.forInk,
			stdin: input as unknown as NodeJS.ReadStream,
			alternateScreen: true,
			exitOnCtrlC: false,
			patchConsole: false,
			incrementalRendering: false,
			// Ink takes any CI variable, even an empty one, for a log; that this is a terminal was checked before.
			interactive: true,
			maxFps: options.framesPerSecond ?? (isSlow ? framesPerSecond.slow : framesPerSecond.usual),
		},
	);
	screen.writeControl(begin);
	reader.start();

	const close = (): void => {
		if (!isOpen) return;
		isOpen = false;
		process.off('exit', atExit);
		reader.stop();
		screen.writeControl(end);
		screen.detach();
		output.off('error', hangUp);
		// Late errors of a stream whose other end has gone must not end the program a second time.
		output.on('error', () => {});
	};
	let failure: Error | undefined;
	const exit = (error?: Error): void => {
		failure ??= error;
		app.unmount();
	};
	const left = app.waitUntilExit().then(
		() => close(),
		error => {
			close();
			throw error;
		},
	);
	left.catch(() => {});
	return {
		waitUntilExit: async () => {
			await left;
			if (failure) throw failure;
		},
		exit,
		hangUp,
		idle: async () => {
			await queue.idle();
			await app.waitUntilRenderFlush();
		},
		layers,
	};
};

/** Is a session on the process's own terminal. */
export type ProcessTerminalSession = TerminalSession & {
	/** The signal that ended it, for the exit code (128 + its number). */
	readonly endedBy: () => NodeJS.Signals | undefined;
};

const endingSignals = ['SIGHUP', 'SIGTERM', 'SIGINT'] as const;

/** Starts the interface on the process's own terminal; ask `terminalRefusal` before. */
export const openProcessTerminal = (options: Omit<TerminalOptions, 'input' | 'output' | 'writeLast'>): ProcessTerminalSession => {
	let endedBy: NodeJS.Signals | undefined;
	// A signal ends the interface, not the process: whoever started it stops jobs at their checkpoint and then ends the process.
	// Ink by itself would leave the alternate screen and die at once, with the modes set here still on. The second signal does end it.
	const onSignal = (signal: NodeJS.Signals): void => {
		if (endedBy !== undefined) process.exit(1);
		endedBy = signal;
		if (signal === 'SIGHUP') session.hangUp();
		else session.exit();
	};
	for (const signal of endingSignals) process.on(signal, onSignal);
	const session = openTerminal({
		...options,
		input: process.stdin,
		output: process.stdout,
		writeLast: sequence => {
			try {
				writeSync(1, sequence);
			} catch {
				// The terminal has gone; there is nothing left to restore.
			}
		},
	});
	return { ...session, endedBy: () => endedBy };
};
