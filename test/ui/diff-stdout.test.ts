/** The diff must leave the terminal showing exactly what a full paint of the same frame would show, after any history. */
import assert from 'node:assert/strict';
import { Writable } from 'node:stream';
import { describe, it } from 'node:test';
import type { Terminal } from '@xterm/headless';
import { DiffStdout } from '../../source/ui/diff-stdout.ts';
import { createEmulator, EmulatorOutput } from '../helpers/terminal-harness.tsx';

/** A small generator with a seed, so that a failure can be run again. */
const randomFrom = (seed: number): ((below: number) => number) => {
	let state = seed >>> 0;
	return below => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return Math.floor((state / 2 ** 32) * below);
	};
};

const styles = [
	'',
	'\u001B[1m',
	'\u001B[31m',
	'\u001B[7m',
	'\u001B[2m',
	'\u001B[1m\u001B[97m\u001B[41m',
	'\u001B[38;5;200m',
	'\u001B[48;2;10;20;30m',
	'\u001B[4;32m',
];
const words = [
	'orders',
	'payments',
	'日本語',
	'한국어',
	'é',
	'naïve',
	'●',
	'▲ 2',
	'…',
	'│',
	'👍',
	'🇩🇪',
	'ก็',
	'12,345',
	'  ',
	'x',
	'≤ 4',
	'Ω',
];

const randomLine = (random: (below: number) => number, columns: number): string => {
	let line = '';
	// Rough width: wide signs count twice; DiffStdout cuts what is still too wide.
	let width = 0;
	while (width < columns && random(12) > 0) {
		const word = words[random(words.length)]!;
		const style = styles[random(styles.length)]!;
		line += style ? `${style}${word}\u001B[0m` : word;
		width += word.length * 2;
		if (random(3) === 0) line += ' ';
	}
	return line;
};

type Frame = string[];

const nextFrame = (random: (below: number) => number, frame: Frame, columns: number, rows: number): Frame => {
	const next = Array.from({ length: rows }, (_, y) => frame[y] ?? '');
	switch (random(6)) {
		case 0:
			return next.map(() => randomLine(random, columns));
		case 1: {
			// A region scrolls, new lines come in.
			const top = random(rows - 2);
			const bottom = top + 1 + random(rows - top - 1);
			const by = 1 + random(3);
			for (let i = 0; i < by; i++) {
				if (random(2) === 0) {
					next.splice(top, 1);
					next.splice(bottom, 0, randomLine(random, columns));
				} else {
					next.splice(bottom, 1);
					next.splice(top, 0, randomLine(random, columns));
				}
			}
			return next;
		}
		case 2:
			return next;
		case 3: {
			const y = random(rows);
			next[y] = '';
			return next;
		}
		case 4: {
			// Colour of a line changes, its text does not.
			const y = random(rows);
			const bare = next[y]!.replaceAll(/\u001B\[[\d;]*m/g, '');
			next[y] = `${styles[1 + random(styles.length - 1)]}${bare}\u001B[0m`;
			return next;
		}
		default: {
			for (let i = 0; i < 1 + random(3); i++) next[random(rows)] = randomLine(random, columns);
			return next;
		}
	}
};

const readScreen = (terminal: Terminal): string[] => {
	const buffer = terminal.buffer.active;
	const cell = buffer.getNullCell();
	return Array.from({ length: terminal.rows }, (_, y) => {
		const line = buffer.getLine(buffer.viewportY + y)!;
		let out = '';
		for (let x = 0; x < terminal.cols; x++) {
			line.getCell(x, cell);
			const attributes = `${cell.getFgColorMode()}.${cell.getFgColor()} ${cell.getBgColorMode()}.${cell.getBgColor()} ${cell.isBold()}${cell.isDim()}${cell.isInverse()}${cell.isUnderline()}`;
			out += `${cell.getChars() || (cell.getWidth() === 0 ? '' : ' ')}[${attributes}]`;
		}
		return out;
	});
};

/** What Ink writes for a frame: erase the last one, then all lines. */
const asInkWrites = (frame: Frame): string => `${'\u001B[2K\u001B[1A'.repeat(frame.length - 1)}\u001B[2K\u001B[G${frame.join('\n')}`;

/** Paints frames whole, on one emulator used again and again: making one costs more than painting. */
const createReference = (): ((frame: Frame, columns: number, rows: number) => Promise<string[]>) => {
	const reference = new EmulatorOutput(createEmulator(10, 4));
	return async (frame, columns, rows) => {
		reference.terminal.reset();
		reference.terminal.resize(columns, rows);
		const screen = new DiffStdout(reference);
		screen.write('\u001B[?1049h');
		screen.write(asInkWrites(frame));
		screen.detach();
		await reference.settled();
		return readScreen(reference.terminal);
	};
};
const paintWhole = createReference();

const written = async (screen: DiffStdout, output: EmulatorOutput, text: string): Promise<number> => {
	const before = output.bytes;
	await new Promise<void>(resolve => screen.write(text, () => resolve()));
	await output.settled();
	return output.bytes - before;
};

const fuzz = async (seed: number, steps: number): Promise<void> => {
	const random = randomFrom(seed);
	const whole = createReference();
	let columns = 60;
	let rows = 16;
	const terminal = createEmulator(columns, rows);
	const output = new EmulatorOutput(terminal);
	const screen = new DiffStdout(output);
	await written(screen, output, '\u001B[?1049h');
	let frame: Frame = Array.from({ length: rows }, () => randomLine(random, columns));
	for (let step = 0; step < steps; step++) {
		const isResize = step % 50 === 49;
		if (isResize) {
			columns = 20 + random(60);
			rows = 4 + random(20);
			terminal.resize(columns, rows);
			output.emit('resize');
		}
		frame = nextFrame(random, frame, columns, rows);
		await written(screen, output, asInkWrites(frame));
		// A wrong cell stays wrong until something is painted over it: every other step is close enough.
		if (isResize || step % 2 === 0)
			assert.deepEqual(readScreen(terminal), await whole(frame, columns, rows), `seed ${seed}, step ${step}, ${columns}x${rows}`);
	}
	terminal.dispose();
};

describe('DiffStdout', () => {
	it('shows what a full paint shows, after 6,000 random steps and 120 resizes', async () => {
		const first = Number(process.env.FUZZ_SEED ?? 20_261_124);
		// Independent runs side by side: the emulator parses in a timer, and they wait for it together.
		await Promise.all(Array.from({ length: 12 }, (_, run) => fuzz(first + run, 500)));
	});

	it('keeps the columns in place on a terminal that measures a sign otherwise', async () => {
		const terminal = createEmulator(40, 3);
		// Unicode 6: an emoji is one cell wide.
		terminal.unicode.activeVersion = '6';
		const output = new EmulatorOutput(terminal);
		await written(new DiffStdout(output), output, asInkWrites(['👍👍 12 next', 'x', '']));
		assert.equal(terminal.buffer.active.getLine(0)!.getCell(5)!.getChars(), '1');
	});

	it('writes nothing when nothing changed', async () => {
		const output = new EmulatorOutput(createEmulator(40, 4));
		const screen = new DiffStdout(output);
		const frame = asInkWrites(['a', '\u001B[31mb\u001B[39m', 'c', '']);
		await written(screen, output, frame);
		assert.equal(await written(screen, output, frame), 0);
		assert.equal(await written(screen, output, '\u001B[2K\u001B[1A\u001B[2K\u001B[G'), 0, 'erasing alone is not needed');
		assert.equal(await written(screen, output, '\u001B[?2026h'), 0, 'nor are marks around nothing');
	});

	it('hands control sequences on and paints afresh on another screen buffer', async () => {
		const output = new EmulatorOutput(createEmulator(40, 4));
		const screen = new DiffStdout(output);
		await written(screen, output, asInkWrites(['a', 'b', 'c', 'd']));
		output.text = '';
		await written(screen, output, '\u001B[?25h');
		await written(screen, output, '\u001B]52;c;YQ==\u0007');
		assert.equal(output.text, '\u001B[?25h\u001B]52;c;YQ==\u0007');
		await written(screen, output, '\u001B[?1049h');
		output.text = '';
		await written(screen, output, asInkWrites(['a', 'b', 'c', 'd']));
		assert.match(output.text, /\u001B\[2J.*a\r\nb\r\nc\r\nd/);
	});

	it('paints the whole frame when a line holds something it does not understand', async () => {
		const terminal = createEmulator(40, 4);
		const output = new EmulatorOutput(terminal);
		const screen = new DiffStdout(output);
		await written(screen, output, asInkWrites(['a', 'b', 'c', 'd']));
		await written(screen, output, asInkWrites(['a', '\u001B]8;;http://x\u0007link\u001B]8;;\u0007', 'c', 'd']));
		assert.equal(terminal.buffer.active.getLine(1)!.translateToString(true), 'link');
		await written(screen, output, asInkWrites(['a', 'b', 'c', 'd']));
		assert.deepEqual(readScreen(terminal), await paintWhole(['a', 'b', 'c', 'd'], 40, 4));
	});

	it('cuts a frame taller than the terminal at the bottom', async () => {
		const terminal = createEmulator(10, 2);
		const output = new EmulatorOutput(terminal);
		await written(new DiffStdout(output), output, asInkWrites(['cluster', 'b', 'c']));
		assert.equal(terminal.buffer.active.getLine(0)!.translateToString(true), 'cluster');
	});

	it('writes only the newest frame when the terminal does not keep up', async () => {
		const accepted: string[] = [];
		let release: (() => void) | undefined;
		const slow = Object.assign(
			new Writable({
				highWaterMark: 1,
				decodeStrings: false,
				write: (chunk, _encoding, done) => {
					accepted.push(String(chunk));
					release = done;
				},
			}),
			{ columns: 40, rows: 3, isTTY: true },
		);
		const screen = new DiffStdout(slow);
		screen.write(asInkWrites(['frame 0', '', '']));
		for (let i = 1; i <= 50; i++) screen.write(asInkWrites([`frame ${i}`, '', '']));
		assert.equal(accepted.length, 1);
		release?.();
		await new Promise(resolve => setImmediate(resolve));
		assert.equal(accepted.length, 2);
		assert.match(accepted[1]!, /50/);
	});
});
