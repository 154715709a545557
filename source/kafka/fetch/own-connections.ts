import type { Broker } from '../../model/cluster.ts';
import { Failure } from '../../model/failure.ts';
import { ProtocolError } from '../../protocol/messages.ts';
import type { BrokerConnection } from '../broker-connection.ts';
import { type Dial, type Explain, unreadable } from '../connections.ts';
import { Deadline } from '../deadline.ts';
import { RequestPace } from '../request-pace.ts';

/** The connections of one scan, one a broker: a request cannot be cancelled, so closing them is the way to end a scan at once. */
export class OwnConnections {
	readonly #dial: Dial;
	readonly #explain: Explain;
	readonly #timeoutMs: number;
	readonly #closing = new AbortController();
	readonly #open = new Map<number, Promise<BrokerConnection>>();

	constructor(dial: Dial, explain: Explain, timeoutMs: number) {
		this.#dial = dial;
		this.#explain = explain;
		this.#timeoutMs = timeoutMs;
	}

	/** Calls with a connection to the broker, which is opened when there is none. Rejects with a Failure that a person can read. */
	async with<T>(broker: Broker, call: (connection: BrokerConnection, deadline: Deadline) => Promise<T>): Promise<T> {
		const deadline = new Deadline(this.#timeoutMs, this.#closing.signal);
		const opening = this.#open.get(broker.id) ?? this.#dial(broker, deadline, new RequestPace());
		this.#open.set(broker.id, opening);
		try {
			const connection = await deadline.bound(opening);
			return await call(connection, deadline);
		} catch (error) {
			this.#forget(broker.id, opening);
			this.#closing.signal.throwIfAborted();
			if (error instanceof ProtocolError) throw unreadable('Fetch', broker, error);
			throw error instanceof Failure ? error : this.#explain(error, broker);
		}
	}

	close(reason: unknown): void {
		this.#closing.abort(reason);
		for (const [id, opening] of this.#open) this.#forget(id, opening);
	}

	#forget(id: number, opening: Promise<BrokerConnection>): void {
		if (this.#open.get(id) === opening) this.#open.delete(id);
		opening.then(
			connection => connection.destroy(),
			() => {},
		);
	}
}
