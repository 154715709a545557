import type { Socket } from 'node:net';

/** A response starts with its length, which counts the correlation id behind it. */
export const LEAST_FRAME_BYTES = 4;
/** Far above the largest answer that is ever asked for (a Fetch of 32 MiB, metadata of 200,000 partitions). */
export const MOST_FRAME_BYTES = 256 * 1024 * 1024;
const EXCERPT_BYTES = 24;

/** What listens on the other side does not speak Kafka's protocol. */
export class NotKafka extends Error {
	override readonly name = 'NotKafka';
	/** The first bytes it sent, as text with everything unprintable left out; may be empty. */
	readonly excerpt: string;

	constructor(start: Buffer) {
		super('the bytes are not a response of Kafka');
		this.excerpt = printable(start.subarray(0, EXCERPT_BYTES));
	}
}

/**
 * Checks the length of every response before @platformatic/kafka sees its bytes: the library waits for as many bytes as a wrong length
 * says (`HTTP` is 1.2 GB) and throws out of the socket's event, ending the process, for a length too small to hold a correlation id.
 * A socket that sends such a thing is destroyed with a NotKafka error. Call it before the library listens for data.
 */
export const guardFrames = (socket: Socket): void => {
	const isFrame = frameChecker();
	const on = socket.on.bind(socket) as (event: string, listener: (...args: never[]) => void) => Socket;
	const guarded = (event: string, listener: (...args: never[]) => void): Socket => {
		if (event !== 'data') return on(event, listener);
		const pass = listener as unknown as (chunk: Buffer) => void;
		return on('data', ((chunk: Buffer) => {
			if (isFrame(chunk)) pass(chunk);
			else socket.destroy(new NotKafka(chunk));
		}) as never);
	};
	socket.on = guarded as typeof socket.on;
};

/** Follows a stream of length-prefixed frames chunk by chunk; false once a length cannot be one. */
export const frameChecker = (): ((chunk: Buffer) => boolean) => {
	let isFirst = true;
	/** Bytes of the current frame still to come; the length itself is gathered in `length` first. */
	let left = 0;
	let length = 0;
	let lengthBytes = 0;
	return chunk => {
		// The library knows an answer in TLS by its first bytes, and has better words for it.
		if (isFirst && isTlsRecord(chunk)) return true;
		isFirst = false;
		for (let at = 0; at < chunk.length; ) {
			if (left > 0) {
				const step = Math.min(left, chunk.length - at);
				left -= step;
				at += step;
				continue;
			}
			length = length * 256 + (chunk[at++] as number);
			if (++lengthBytes < 4) continue;
			if (length < LEAST_FRAME_BYTES || length > MOST_FRAME_BYTES) return false;
			left = length;
			length = 0;
			lengthBytes = 0;
		}
		return true;
	};
};

/** TLS content types 20–23, version 3.x. */
const isTlsRecord = (chunk: Buffer): boolean =>
	chunk.length >= 3 && (chunk[0] as number) >= 0x14 && (chunk[0] as number) <= 0x17 && chunk[1] === 3;

const printable = (bytes: Buffer): string =>
	bytes
		.toString('latin1')
		.replace(/[^\x20-\x7e]+/g, ' ')
		.trim();
