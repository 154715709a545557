/**
 * A screen under test: the component on a headless terminal emulator, started as in production (openTerminal: keys, diff, alternate screen).
 * No sleeps: `press` resolves when the key's frame is on the emulator's screen, `waitFor` looks again after each write.
 */
import { Readable, Writable } from 'node:stream';
import graphemes from '@xterm/addon-unicode-graphemes';
import type { IBufferCell, Terminal } from '@xterm/headless';
import xterm from '@xterm/headless';
import type { ReactNode } from 'react';
import { openTerminal, type TerminalOptions, type TerminalSession } from '../../source/ui/terminal.ts';
import { createTheme, type Theme } from '../../source/ui/theme.ts';

/** Makes an emulator that measures as modern terminals do (xterm.js alone takes an emoji for one cell). */
export const createEmulator = (columns: number, rows: number): Terminal => {
	const terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 0 });
	terminal.loadAddon(new graphemes.UnicodeGraphemesAddon() as never);
	terminal.unicode.activeVersion = '15-graphemes';
	return terminal;
};

/** Is a terminal's output end: what is written is parsed by the emulator, and counted. */
export class EmulatorOutput extends Writable {
	readonly isTTY = true;
	bytes = 0;
	/** All that was written, for a closer look. */
	text = '';
	readonly terminal: Terminal;

	constructor(terminal: Terminal) {
		super({ decodeStrings: false });
		this.terminal = terminal;
	}

	get columns(): number {
		return this.terminal.cols;
	}

	get rows(): number {
		return this.terminal.rows;
	}

	override _write(chunk: string | Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
		const text = String(chunk);
		this.bytes += Buffer.byteLength(text);
		this.text += text;
		// Called back when parsed, so that "written" means "on the screen".
		this.terminal.write(text, () => {
			done();
			this.emit('parsed');
		});
	}

	/** Resolves when all that was written is on the screen. */
	async settled(): Promise<void> {
		await new Promise<void>(resolve => this.write('', () => resolve()));
	}
}

class EmulatorInput extends Readable {
	readonly isTTY = true;
	isRaw = false;
	override _read(): void {}
	setRawMode(isRaw: boolean): this {
		this.isRaw = isRaw;
		return this;
	}
	ref(): this {
		return this;
	}
	unref(): this {
		return this;
	}
}

/** Is one cell of the screen as a person sees it. */
export type ScreenCell = {
	readonly text: string;
	readonly width: number;
	readonly foreground: string;
	readonly background: string;
	readonly isBold: boolean;
	readonly isDim: boolean;
	readonly isInverse: boolean;
	readonly isUnderlined: boolean;
};

const colour = (cell: IBufferCell, isForeground: boolean): string => {
	if (isForeground ? cell.isFgDefault() : cell.isBgDefault()) return 'default';
	const value = isForeground ? cell.getFgColor() : cell.getBgColor();
	return (isForeground ? cell.isFgRGB() : cell.isBgRGB()) ? `#${value.toString(16).padStart(6, '0')}` : `palette ${value}`;
};

/** Reads one cell of an emulator. */
export const cellOf = (terminal: Terminal, x: number, y: number): ScreenCell => {
	const buffer = terminal.buffer.active;
	const cell = buffer.getLine(buffer.viewportY + y)!.getCell(x)!;
	return {
		text: cell.getChars(),
		width: cell.getWidth(),
		foreground: colour(cell, true),
		background: colour(cell, false),
		isBold: cell.isBold() !== 0,
		isDim: cell.isDim() !== 0,
		isInverse: cell.isInverse() !== 0,
		isUnderlined: cell.isUnderline() !== 0,
	};
};

/** Reads one line of an emulator, without blanks at its end. */
export const lineOfScreen = (terminal: Terminal, y: number): string => {
	const buffer = terminal.buffer.active;
	return buffer.getLine(buffer.viewportY + y)?.translateToString(true) ?? '';
};

/** Spells keys as a terminal sends them. */
export const key = {
	up: '\u001B[A',
	down: '\u001B[B',
	right: '\u001B[C',
	left: '\u001B[D',
	enter: '\r',
	esc: '\u001B',
	tab: '\t',
	shiftTab: '\u001B[Z',
	pageUp: '\u001B[5~',
	pageDown: '\u001B[6~',
	home: '\u001B[H',
	end: '\u001B[F',
	backspace: '\u007F',
	ctrl: (letter: string): string => String.fromCharCode(letter.toUpperCase().charCodeAt(0) - 64),
	paste: (text: string): string => `\u001B[200~${text}\u001B[201~`,
} as const;

/** Is a mounted screen. */
export type TerminalHarness = {
	readonly terminal: Terminal;
	readonly output: EmulatorOutput;
	readonly session: TerminalSession;
	/** Presses keys one after the other; each string is one chunk and may hold several keys. */
	readonly press: (...chunks: string[]) => Promise<void>;
	/** Sends chunks at once, as a fast typist's come; `idle` tells when they are handled. */
	readonly type: (...chunks: string[]) => void;
	/** Resolves when the condition holds on the screen; fails with the screen after some seconds. */
	readonly waitFor: (condition: string | RegExp | ((screen: string) => boolean), timeoutMs?: number) => Promise<void>;
	/** Resolves when everything under way is drawn. */
	readonly idle: () => Promise<void>;
	readonly screen: () => string;
	readonly line: (y: number) => string;
	readonly cell: (x: number, y: number) => ScreenCell;
	/** Finds where a text stands. */
	readonly find: (text: string) => { readonly x: number; readonly y: number } | undefined;
	readonly resize: (columns: number, rows: number) => Promise<void>;
	/** Counts the bytes written while something happens. */
	readonly bytesOf: (action: () => Promise<void>) => Promise<number>;
	readonly close: () => Promise<void>;
};

/** Mounts a component on an emulator. */
export const mount = async (
	node: ReactNode,
	{
		columns = 80,
		rows = 24,
		theme = createTheme({ hasColour: true, hasUnicode: true }),
		...options
	}: { readonly columns?: number; readonly rows?: number; readonly theme?: Theme } & Partial<TerminalOptions> = {},
): Promise<TerminalHarness> => {
	const terminal = createEmulator(columns, rows);
	const output = new EmulatorOutput(terminal);
	const input = new EmulatorInput();
	// The emulator answers queries as a real terminal does.
	terminal.onData(answer => input.push(answer));
	const session = openTerminal({ framesPerSecond: 1000, ...options, node, input, output, theme });
	const idle = async (): Promise<void> => {
		await new Promise(resolve => setImmediate(resolve));
		await session.idle();
		// What an effect set in motion is drawn in a later turn.
		await session.idle();
		await output.settled();
	};
	const line = (y: number): string => lineOfScreen(terminal, y);
	const screen = (): string => Array.from({ length: terminal.rows }, (_, y) => line(y)).join('\n');
	const holds = (condition: string | RegExp | ((screen: string) => boolean)): boolean =>
		typeof condition === 'function'
			? condition(screen())
			: typeof condition === 'string'
				? screen().includes(condition)
				: condition.test(screen());
	const waitFor: TerminalHarness['waitFor'] = async (condition, timeoutMs = 60_000) => {
		await idle();
		if (holds(condition)) return;
		await new Promise<void>((resolve, reject) => {
			const look = (): void => {
				if (!holds(condition)) return;
				stop();
				resolve();
			};
			const timer = setTimeout(() => {
				stop();
				reject(new Error(`waited ${timeoutMs} ms for ${String(condition)}; the screen was:\n${screen()}`));
			}, timeoutMs);
			const stop = (): void => {
				clearTimeout(timer);
				output.off('parsed', look);
			};
			output.on('parsed', look);
		});
	};
	const type = (...chunks: string[]): void => {
		// The emulator's lone Escape is spelt as kitty's, which needs no silence to be understood.
		for (const chunk of chunks) input.push(chunk === key.esc ? '\u001B[27u' : chunk);
	};
	const press = async (...chunks: string[]): Promise<void> => {
		for (const chunk of chunks) {
			type(chunk);
			await idle();
		}
	};
	const harness: TerminalHarness = {
		terminal,
		output,
		session,
		press,
		type,
		waitFor,
		idle,
		screen,
		line,
		cell: (x, y) => cellOf(terminal, x, y),
		find: text => {
			for (let y = 0; y < terminal.rows; y++) {
				const x = line(y).indexOf(text);
				if (x >= 0) return { x, y };
			}
			return undefined;
		},
		resize: async (newColumns, newRows) => {
			terminal.resize(newColumns, newRows);
			output.emit('resize');
			await idle();
			await idle();
		},
		bytesOf: async action => {
			await idle();
			const before = output.bytes;
			await action();
			await idle();
			return output.bytes - before;
		},
		close: async () => {
			session.exit();
			await session.waitUntilExit();
			await output.settled();
			terminal.dispose();
		},
	};
	await idle();
	return harness;
};
