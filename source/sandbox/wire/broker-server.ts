import { createServer, type Server, type Socket } from 'node:net';
import type { Cluster } from '../cluster/cluster.ts';
import { answerRequest } from './answer-request.ts';
import { BadFrame } from './bad-frame.ts';
import { framesOf } from './frames-of.ts';

const LOOPBACK = '127.0.0.1';

/** One broker's listener on loopback. It may go away and come back on the same port. */
export class BrokerServer {
	readonly #cluster: Cluster;
	readonly #brokerId: number;
	readonly #onFault: (error: unknown) => void;
	readonly #sockets = new Set<Socket>();
	#server: Server | undefined;

	/** `onFault` is told what a handler threw that was not the client's doing. */
	constructor(cluster: Cluster, brokerId: number, onFault: (error: unknown) => void) {
		this.#cluster = cluster;
		this.#brokerId = brokerId;
		this.#onFault = onFault;
	}

	/** Listens on a port, 0 for any; resolves with the port. */
	listen(port: number): Promise<number> {
		const server = createServer(socket => void this.#serve(socket));
		this.#server = server;
		return new Promise((resolve, reject) => {
			server.once('error', reject);
			server.listen(port, LOOPBACK, () => {
				const address = server.address();
				resolve(typeof address === 'object' && address !== null ? address.port : port);
			});
		});
	}

	/** Stops listening and cuts every connection, as a broker that dies. */
	close(): Promise<void> {
		const server = this.#server;
		this.#server = undefined;
		for (const socket of this.#sockets) socket.destroy();
		return new Promise(resolve => (server === undefined ? resolve() : server.close(() => resolve())));
	}

	/** Answers requests one after the other; the next is read when the one before has its answer, as Kafka does. */
	async #serve(socket: Socket): Promise<void> {
		this.#sockets.add(socket);
		const ending = new AbortController();
		socket.setNoDelay(true);
		socket.on('error', () => socket.destroy());
		socket.on('close', () => {
			this.#sockets.delete(socket);
			ending.abort();
		});
		const { line } = this.#cluster;
		const id = this.#brokerId;
		const cuts = line.cutsOf(id);
		const wait = (ms: number): Promise<void> => (ms > 0 ? pause(this.#cluster, ms, ending.signal) : Promise.resolve());
		try {
			for await (const frame of framesOf(socket as AsyncIterable<Buffer>)) {
				if (line.cutsOf(id) > cuts) continue;
				const call = { cluster: this.#cluster, brokerId: id, signal: ending.signal, clientHost: `/${LOOPBACK}` };
				const throttleMs = line.throttleOf(id);
				const answer = await answerRequest(frame, call, throttleMs);
				await wait(line.delayOf(id));
				if (line.cutsOf(id) > cuts) continue;
				if (answer !== undefined && !socket.write(answer)) await drained(socket, ending.signal);
				await wait(throttleMs);
			}
			socket.end();
		} catch (error) {
			// A client may go away in the middle of a word: the socket's own errors are no fault.
			if (!(error instanceof BadFrame) && !isSocketError(error) && !ending.signal.aborted) this.#onFault(error);
			socket.destroy();
		}
	}
}

const isSocketError = (error: unknown): boolean => error instanceof Error && 'syscall' in error;

/** Waits for one of the sandbox's moments, at most until the connection ends. */
const pause = ({ time }: Cluster, ms: number, signal: AbortSignal): Promise<void> => untilEither(signal, done => time.after(ms, done));

/** Waits until a slow reader has taken what was written: answers must not pile up. */
const drained = (socket: Socket, signal: AbortSignal): Promise<void> =>
	untilEither(signal, done => {
		socket.once('drain', done);
		return () => socket.off('drain', done);
	});

/** Waits for what `start` waits for, or the signal; leaves no listener behind. */
const untilEither = (signal: AbortSignal, start: (done: () => void) => () => void): Promise<void> =>
	new Promise(resolve => {
		const done = (): void => {
			stop();
			signal.removeEventListener('abort', done);
			resolve();
		};
		const stop = start(done);
		signal.addEventListener('abort', done);
		if (signal.aborted) done();
	});
