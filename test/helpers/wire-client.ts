import { connect, type Socket } from 'node:net';
import { decodeResponseHeader, encodeRequestFrame } from '../../source/protocol/frames.ts';
import { type ApiName, decodeResponse, type RequestOf, type ResponseOf } from '../../source/protocol/messages.ts';

/** A bare client of one broker: any API in any version, one question at a time, nothing judged. */
export class WireClient {
	readonly #socket: Socket;
	#bytes = Buffer.alloc(0);
	#correlation = 0;
	#wake: (() => void) | undefined;
	#isClosed = false;

	private constructor(socket: Socket) {
		this.#socket = socket;
		socket.on('data', (chunk: Buffer) => {
			this.#bytes = Buffer.concat([this.#bytes, chunk]);
			this.#wake?.();
		});
		socket.on('error', () => {});
		socket.on('close', () => {
			this.#isClosed = true;
			this.#wake?.();
		});
	}

	/** Connects to `HOST:PORT`, the first one of a bootstrap string. */
	static open(address: string): Promise<WireClient> {
		const [host = '', port = ''] = (address.split(',')[0] ?? '').split(':');
		return new Promise((resolve, reject) => {
			const socket = connect(Number(port), host, () => resolve(new WireClient(socket)));
			socket.once('error', reject);
		});
	}

	/** Asks and resolves with the decoded answer; rejects when the broker hangs up instead. */
	async ask<N extends ApiName>(name: N, version: number, request: RequestOf<N>): Promise<ResponseOf<N>> {
		this.send(encodeRequestFrame(name, version, ++this.#correlation, 'wire-client', request));
		const { correlationId, body } = decodeResponseHeader(name, version, await this.frame());
		if (correlationId !== this.#correlation) throw new Error(`answer ${correlationId} to question ${this.#correlation}`);
		return decodeResponse(name, version, body);
	}

	send(bytes: Buffer): void {
		this.#socket.write(bytes);
	}

	/** Says that nothing more comes. */
	end(): void {
		this.#socket.end();
	}

	/** The next frame without its length. */
	async frame(): Promise<Buffer> {
		for (;;) {
			const end = this.#bytes.length < 4 ? Number.POSITIVE_INFINITY : 4 + this.#bytes.readInt32BE(0);
			if (this.#bytes.length >= end) {
				const frame = this.#bytes.subarray(4, end);
				this.#bytes = this.#bytes.subarray(end);
				return frame;
			}
			if (this.#isClosed) throw new Error('the broker hung up');
			await new Promise<void>(resolve => {
				this.#wake = resolve;
			});
		}
	}

	close(): void {
		this.#socket.destroy();
	}
}
