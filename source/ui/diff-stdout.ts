/**
 * A stdout for Ink that writes what changed instead of whole frames: scrolled lines by a scroll region, the rest cell by cell.
 *
 * Ink (incrementalRendering off) repaints everything for each key: 5 kB at 120x40, 17 s behind on a 16 kB/s line after 4 s of `j`.
 * Ink's own incremental mode still writes 4.8 kB for a scrolled line and corrupts the screen after some resizes.
 *
 * The root must fill the terminal. On anything not understood (an unknown escape in a frame) the whole frame is written as Ink gave it,
 * and the next one is painted afresh. A terminal that does not keep up gets the newest frame only.
 */
import { Writable } from 'node:stream';
import { findScrolls, scrollLines, scrollSequence } from './diff/find-scroll.ts';
import { paintCells } from './diff/paint-cells.ts';
import { blankCells, type Cells, parseLine } from './diff/parse-line.ts';
import { splitWrite } from './diff/split-write.ts';

/** Is the part of a terminal's output stream that is needed. */
export type TerminalOutput = NodeJS.WritableStream & { readonly columns?: number; readonly rows?: number };

type Line = { readonly raw: string; readonly cells: Cells };

const blankLine: Line = { raw: '', cells: blankCells };
const clearScreen = '\u001B[m\u001B[H\u001B[2J';
// Synchronised output (DEC 2026) costs 16 bytes and keeps a repaint from being seen half done; a few changed cells cannot be.
const worthSynchronising = 1024;

const synchronised = (output: string): string => (output.length < worthSynchronising ? output : `\u001B[?2026h${output}\u001B[?2026l`);

/** Stands between Ink and the terminal. */
export class DiffStdout extends Writable {
	readonly isTTY = true;
	private readonly terminal: TerminalOutput;
	/** What the terminal shows; undefined when that is not known. */
	private shown: readonly Line[] | undefined;
	private lastFrame: string | undefined;
	private readonly onResize: () => void;

	constructor(terminal: TerminalOutput) {
		super({ decodeStrings: false });
		this.terminal = terminal;
		this.onResize = () => {
			this.shown = undefined;
			this.emit('resize');
			// Ink stays silent when the new layout gives the same text, but the terminal may have moved what it shows.
			setImmediate(() => {
				if (this.shown === undefined) this.repaint();
			});
		};
		terminal.on('resize', this.onResize);
	}

	get columns(): number {
		return this.terminal.columns || 80;
	}

	get rows(): number {
		return this.terminal.rows || 24;
	}

	/** Gives the stream in the type Ink asks for; Ink 8 uses write, on, off, isTTY, columns and rows of it. */
	get forInk(): NodeJS.WriteStream {
		return this as unknown as NodeJS.WriteStream;
	}

	/** Writes a sequence that draws nothing (OSC 52, modes) past the frames. */
	writeControl(sequence: string): void {
		this.terminal.write(sequence);
	}

	/** Paints the last frame afresh, when something else wrote on the screen (ctrl+l). */
	repaint(): void {
		this.shown = undefined;
		if (this.lastFrame !== undefined) this.terminal.write(synchronised(this.render(this.lastFrame)));
	}

	/** Stops listening to the terminal. */
	detach(): void {
		this.terminal.off('resize', this.onResize);
	}

	override _write(chunk: string | Uint8Array, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
		this.deliver(this.take([chunk]), done);
	}

	override _writev(chunks: { chunk: string | Uint8Array }[], done: (error?: Error | null) => void): void {
		this.deliver(this.take(chunks.map(({ chunk }) => chunk)), done);
	}

	/** Turns writes into output. A frame followed by another with nothing to hand on between them is never seen and is skipped. */
	private take(chunks: readonly (string | Uint8Array)[]): string {
		let output = '';
		let waiting: string | undefined;
		const settle = (): void => {
			if (waiting !== undefined) output += this.render(waiting);
			waiting = undefined;
		};
		for (const chunk of chunks) {
			const { pass, frame, isNewScreen } = splitWrite(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString());
			if (pass !== '') {
				settle();
				output += pass;
			}
			if (isNewScreen) {
				this.shown = undefined;
				this.lastFrame = undefined;
			}
			if (frame !== undefined) waiting = frame;
		}
		settle();
		return output;
	}

	private deliver(output: string, done: (error?: Error | null) => void): void {
		// Done at once when the terminal takes more: at exit nobody would be left to hear a later callback, and what restores the terminal
		// would stay in the queue.
		if (output === '' || this.terminal.write(synchronised(output))) {
			done();
			return;
		}
		const settled = (): void => {
			this.terminal.off('drain', settled);
			this.terminal.off('close', settled);
			done();
		};
		this.terminal.on('drain', settled);
		this.terminal.on('close', settled);
	}

	private render(frame: string): string {
		this.lastFrame = frame;
		const { rows, columns } = this;
		// What is below the last line would scroll the screen; the top, with the cluster's name, is what must stay.
		const raws = frame.split('\n').slice(0, rows);
		while (raws.length < rows) raws.push('');
		const { shown } = this;
		const known = shown?.length === rows ? shown : undefined;
		const byRaw = new Map(known?.map(line => [line.raw, line]));
		const next: Line[] = [];
		for (const [y, raw] of raws.entries()) {
			const old = known?.[y]?.raw === raw ? known[y] : byRaw.get(raw);
			const cells = old?.cells ?? parseLine(raw, columns);
			if (cells === undefined) {
				this.shown = undefined;
				return `${clearScreen + raws.map((line, row) => `\u001B[${row + 1}H${line}`).join('')}\u001B[m`;
			}
			next.push(old ?? { raw, cells });
		}
		this.shown = next;
		const nextCells = next.map(line => line.cells);
		if (known === undefined)
			return (
				clearScreen +
				paintCells(
					Array.from({ length: rows }, () => blankCells),
					nextCells,
					columns,
				)
			);
		let best = paintCells(
			known.map(line => line.cells),
			nextCells,
			columns,
		);
		const scrolls = findScrolls(
			known.map(line => line.raw),
			raws,
		);
		for (const scroll of scrolls) {
			const moved = scrollLines(known, scroll, blankLine);
			const output =
				scrollSequence(scroll) +
				paintCells(
					moved.map(line => line.cells),
					nextCells,
					columns,
				);
			if (output.length < best.length) best = output;
		}
		return best;
	}
}
