import { type HostPort, hostPortText } from '../model/connection-settings.ts';
import { Failure } from '../model/failure.ts';
import type { BrokerConnection } from './broker-connection.ts';
import type { Deadline } from './deadline.ts';
import { secondsText } from './seconds-text.ts';

/** A broker that failed the last time holds up a caller no longer than this; dialling goes on behind, for the next one who asks. */
const SUSPECT_PATIENCE_MS = 500;
const BACK_OFF_MS = { first: 500, most: 5_000 };

type Opening = { readonly connection: Promise<BrokerConnection>; readonly startedMs: number };

/**
 * One broker's address: its connection, opened when first needed and shared by all callers, and what is known of its trouble.
 * A broker that fails is left alone for a growing, jittered while; until then calls fail at once with the same reason.
 */
export class BrokerSlot {
	readonly address: HostPort;
	readonly #dial: () => Promise<BrokerConnection>;
	#connection: BrokerConnection | undefined;
	#opening: Opening | undefined;
	#failure: Failure | undefined;
	#failures = 0;
	#retryAtMs = 0;

	/** `dial` rejects with a Failure and ends by itself, at the latest when connecting may take no longer. */
	constructor(address: HostPort, dial: () => Promise<BrokerConnection>) {
		this.address = address;
		this.#dial = dial;
	}

	get connection(): BrokerConnection | undefined {
		return this.#connection;
	}

	/** Why the broker cannot be used, as far as its last try told; undefined while there is no reason to doubt it. */
	get failure(): Failure | undefined {
		return this.#failure;
	}

	get isUsable(): boolean {
		return this.#connection?.isUsable === true;
	}

	/** Resolves with an open connection, dialling if needed; rejects at once while the broker is left alone. */
	open(): Promise<BrokerConnection> {
		if (this.#connection?.isUsable) return Promise.resolve(this.#connection);
		if (this.#opening !== undefined) return this.#opening.connection;
		if (this.#failure !== undefined && performance.now() < this.#retryAtMs) return Promise.reject(this.#failure);
		const connection = this.#dialled();
		// Several callers may wait for it; one that gave up must not turn its failure into an unhandled rejection.
		connection.catch(() => {});
		this.#opening = { connection, startedMs: performance.now() };
		return connection;
	}

	/**
	 * Like `open`, but gives up when the dial has taken `patienceMs`, whoever started it: a broker that accepts no one must not hold up
	 * what the others can tell. The dial goes on.
	 */
	async connect(deadline: Deadline, patienceMs: number): Promise<BrokerConnection> {
		const opened = this.open();
		const startedMs = this.#opening?.startedMs ?? performance.now();
		const patience = this.#failure === undefined ? patienceMs : Math.min(patienceMs, SUSPECT_PATIENCE_MS);
		try {
			return await deadline.atMost(Math.max(0, startedMs + patience - performance.now())).bound(opened);
		} catch (error) {
			deadline.signal?.throwIfAborted();
			if (this.#opening === undefined || this.#opening.connection !== opened) throw error;
			this.#failure ??= new Failure('timeout', `No answer from ${addressKey(this.address)} within ${secondsText(patience)}.`, {
				cause: error,
			});
			throw this.#failure;
		}
	}

	/** Takes note that a request on an open connection got no answer in time: the broker may hang. */
	suspect(failure: Failure): void {
		this.#failed(failure);
	}

	close(): void {
		this.#connection?.close();
	}

	async #dialled(): Promise<BrokerConnection> {
		try {
			const connection = await this.#dial();
			this.#connection = connection;
			this.#failures = 0;
			this.#failure = undefined;
			return connection;
		} catch (error) {
			const failure = error instanceof Failure ? error : new Failure('connection', messageOf(error), { cause: error });
			this.#failed(failure);
			throw failure;
		} finally {
			this.#opening = undefined;
		}
	}

	#failed(failure: Failure): void {
		this.#failures++;
		this.#failure = failure;
		const wait = Math.min(BACK_OFF_MS.most, BACK_OFF_MS.first * 2 ** (this.#failures - 1));
		// Jitter, so that many programs started in one incident do not knock at a returning broker together.
		this.#retryAtMs = performance.now() + wait * (0.5 + Math.random() / 2);
	}
}

/** `host:port`, by which slots are kept. */
export const addressKey = hostPortText;

const messageOf = (error: unknown): string => (error instanceof Error ? error.message.replace(/\.$/, '') : String(error));
