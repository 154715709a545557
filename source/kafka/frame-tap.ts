import type { Socket } from 'node:net';
import { LEAST_FRAME_BYTES, MOST_FRAME_BYTES } from './frame-guard.ts';

/** Length and correlation id. */
const HEAD_BYTES = 8;
const LENGTH_BYTES = 4;

type Waiting = { readonly allocate: (length: number) => Buffer; readonly resolve: (frame: Buffer) => void };

/**
 * Takes some answers off a connection before @platformatic/kafka sees them: those of `exchange`, whose correlation ids are negative, which
 * the library's never are. Each is put together once, in a buffer of its own; through the library the bytes of a Fetch would be copied three
 * times and held twice. All other frames pass on, so that the library goes on re-authenticating by itself.
 */
export class FrameTap {
	readonly #socket: Socket;
	readonly #waiting = new Map<number, Waiting>();
	readonly #head = Buffer.alloc(HEAD_BYTES);
	#headBytes = 0;
	/** Bytes of the current frame still to come. */
	#left = 0;
	/** The frame that is being gathered, when it is ours. */
	#own: { readonly frame: Buffer; filled: number; readonly waiting: Waiting } | undefined;
	#nextId = -1;

	/** What comes is no frame: everything passes on, for the guard behind to say what it is. */
	#isBroken = false;

	/** Call it before the library listens for data, and before guardFrames: the guard then sees only what the library is to see. */
	constructor(socket: Socket) {
		this.#socket = socket;
		const on = socket.on.bind(socket) as (event: string, listener: (...args: never[]) => void) => Socket;
		const tapped = (event: string, listener: (...args: never[]) => void): Socket => {
			if (event !== 'data') return on(event, listener);
			const pass = listener as unknown as (chunk: Buffer) => void;
			return on('data', ((chunk: Buffer) => this.#take(chunk, pass)) as never);
		};
		socket.on = tapped as typeof socket.on;
	}

	/**
	 * Sends a frame made for a correlation id and resolves with its answer, in a buffer that `allocate` gives: correlation id, then the rest of
	 * header and body.
	 */
	exchange(encode: (correlationId: number) => Buffer, allocate: (length: number) => Buffer): Promise<Buffer> {
		const id = this.#nextId;
		this.#nextId = id === -0x80000000 ? -1 : id - 1;
		return new Promise(resolve => {
			this.#waiting.set(id, { allocate, resolve });
			this.#socket.write(encode(id));
		});
	}

	#take(chunk: Buffer, pass: (chunk: Buffer) => void): void {
		if (this.#isBroken) {
			pass(chunk);
			return;
		}
		for (let at = 0; at < chunk.length; ) {
			if (this.#left > 0) {
				at = this.#continue(chunk, at, pass);
				continue;
			}
			const step = Math.min(HEAD_BYTES - this.#headBytes, chunk.length - at);
			chunk.copy(this.#head, this.#headBytes, at, at + step);
			this.#headBytes += step;
			at += step;
			if (this.#headBytes >= LENGTH_BYTES && !isLength(this.#head.readInt32BE(0))) {
				this.#isBroken = true;
				pass(Buffer.concat([this.#head.subarray(0, this.#headBytes), chunk.subarray(at)]));
				return;
			}
			if (this.#headBytes === HEAD_BYTES) this.#start(pass);
		}
	}

	#continue(chunk: Buffer, at: number, pass: (chunk: Buffer) => void): number {
		const step = Math.min(this.#left, chunk.length - at);
		this.#left -= step;
		if (this.#own === undefined) pass(chunk.subarray(at, at + step));
		else {
			chunk.copy(this.#own.frame, this.#own.filled, at, at + step);
			this.#own.filled += step;
			this.#endOwn();
		}
		return at + step;
	}

	#start(pass: (chunk: Buffer) => void): void {
		this.#headBytes = 0;
		const length = this.#head.readInt32BE(0);
		const id = this.#head.readInt32BE(LENGTH_BYTES);
		this.#left = length - LENGTH_BYTES;
		const waiting = this.#waiting.get(id);
		// What nobody asked for ends the connection: the library sees to that. It gets no buffer of the length that it claims.
		if (waiting === undefined) {
			pass(Buffer.from(this.#head));
			return;
		}
		const frame = waiting.allocate(length);
		frame.writeInt32BE(id);
		this.#own = { frame, filled: LENGTH_BYTES, waiting };
		this.#waiting.delete(id);
		this.#endOwn();
	}

	#endOwn(): void {
		if (this.#own === undefined || this.#left > 0) return;
		const { waiting, frame } = this.#own;
		this.#own = undefined;
		waiting.resolve(frame);
	}
}

const isLength = (length: number): boolean => length >= LEAST_FRAME_BYTES && length <= MOST_FRAME_BYTES;
