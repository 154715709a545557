import type { Broker } from '../model/cluster.ts';
import type { HostPort } from '../model/connection-settings.ts';
import { Failure } from '../model/failure.ts';
import { type ApiName, ProtocolError, type RequestOf, type ResponseOf } from '../protocol/messages.ts';
import type { BrokerConnection, CallOptions } from './broker-connection.ts';
import { Deadline } from './deadline.ts';
import { RequestPace } from './request-pace.ts';

/** Opens a connection to one address; rejects with a Failure that a person can read. Given by open-cluster.ts. */
export type Dial = (address: HostPort, deadline: Deadline, pace: RequestPace) => Promise<BrokerConnection>;

/** Says what it means that a connection broke: some refusals come only with the first request after the handshake. */
export type Explain = (error: unknown, address: HostPort) => Failure;

type Slot = { connection?: BrokerConnection; opening?: Promise<BrokerConnection>; failure?: Failure; failures: number; retryAtMs: number };

/** A further broker may take this long to accept us, or four times what the first one took: a dead one must not hold up the others. */
const FURTHER_BROKER_MS = 2_500;
const BACK_OFF_MS = { first: 500, most: 10_000 };

/**
 * One set of connections a cluster: one per broker, opened when first needed, shared by all callers.
 * A broker that fails is left alone for a growing, jittered while; until then its calls fail at once with the same reason.
 */
export class Connections {
	readonly #dial: Dial;
	readonly #explain: Explain;
	readonly #bootstrap: readonly HostPort[];
	readonly #connectTimeoutMs: number;
	readonly #pace = new RequestPace();
	readonly #slots = new Map<string, Slot>();
	#brokers: ReadonlyMap<number, Broker> = new Map();
	#firstConnectMs: number | undefined;
	#isClosed = false;

	constructor(dial: Dial, explain: Explain, bootstrap: readonly HostPort[], connectTimeoutMs: number) {
		this.#dial = dial;
		this.#explain = explain;
		this.#bootstrap = bootstrap;
		this.#connectTimeoutMs = connectTimeoutMs;
	}

	get brokers(): ReadonlyMap<number, Broker> {
		return this.#brokers;
	}

	/** Requests sent so far over all open connections. */
	get requests(): number {
		let sum = 0;
		for (const slot of this.#slots.values()) sum += slot.connection?.requests ?? 0;
		return sum;
	}

	/** Takes over the brokers a Metadata or DescribeCluster answer named; the last good list stays when an answer is empty. */
	learnBrokers(brokers: readonly Broker[]): void {
		if (brokers.length > 0) this.#brokers = new Map(brokers.map(b => [b.id, b]));
	}

	/** Calls one broker by id. */
	async callBroker<A extends ApiName>(id: number, api: A, message: RequestOf<A>, options: CallOptions): Promise<ResponseOf<A>> {
		const broker = this.#brokers.get(id);
		if (broker === undefined) throw new Failure('connection', `Broker ${id} is not part of the cluster's metadata; it may be down.`);
		return this.#ask(broker, api, message, options);
	}

	/** Calls any broker: one that is connected, else the known ones, else the bootstrap addresses, until one answers. */
	async callAny<A extends ApiName>(api: A, message: RequestOf<A>, options: CallOptions): Promise<ResponseOf<A>> {
		let last: unknown;
		for (const address of this.#candidates()) {
			try {
				return await this.#ask(address, api, message, options);
			} catch (error) {
				options.deadline.signal?.throwIfAborted();
				if (!isWorthAnotherBroker(error)) throw error;
				last ??= error;
				if (options.deadline.remainingMs() === 0) break;
			}
		}
		throw last ?? new Failure('connection', 'No broker address is known.');
	}

	/** The version `callBroker` would use; undefined when the broker does not know the API. */
	async versionOf(id: number, api: ApiName, deadline: Deadline, maxVersion?: number): Promise<number | undefined> {
		const broker = this.#brokers.get(id);
		if (broker === undefined) throw new Failure('connection', `Broker ${id} is not part of the cluster's metadata; it may be down.`);
		return (await this.#connect(broker, deadline)).versionOf(api, maxVersion);
	}

	async close(): Promise<void> {
		this.#isClosed = true;
		for (const slot of this.#slots.values()) {
			slot.connection?.close();
			void slot.opening?.then(
				c => c.close(),
				() => {},
			);
		}
		this.#slots.clear();
	}

	#candidates(): readonly HostPort[] {
		const seen = new Set<string>();
		const all = [...this.#brokers.values(), ...this.#bootstrap].filter(a => {
			const key = addressKey(a);
			return seen.has(key) ? false : seen.add(key);
		});
		const rank = (a: HostPort) => {
			const slot = this.#slots.get(addressKey(a));
			return slot?.connection?.isUsable ? 0 : slot?.failure === undefined ? 1 : 2;
		};
		return all.sort((a, b) => rank(a) - rank(b));
	}

	/**
	 * Asks on an open connection. One that breaks under the question (a broker restarting, a re-authentication refused because the role's
	 * session changed) is opened anew once: questions read only, so asking twice is safe.
	 */
	async #ask<A extends ApiName>(address: HostPort, api: A, message: RequestOf<A>, options: CallOptions): Promise<ResponseOf<A>> {
		const connection = await this.#connect(address, options.deadline);
		try {
			return await connection.call(api, message, options);
		} catch (error) {
			options.deadline.signal?.throwIfAborted();
			if (error instanceof Failure && (error.kind !== 'connection' || options.deadline.remainingMs() === 0)) throw error;
			if (error instanceof ProtocolError) throw unreadable(api, connection.address, error);
		}
		const again = await this.#connect(address, options.deadline);
		try {
			return await again.call(api, message, options);
		} catch (error) {
			options.deadline.signal?.throwIfAborted();
			if (error instanceof Failure) throw error;
			throw this.#explain(error, address);
		}
	}

	#connect(address: HostPort, deadline: Deadline): Promise<BrokerConnection> {
		if (this.#isClosed) return Promise.reject(new Failure('connection', 'The cluster is closed.'));
		const key = addressKey(address);
		let slot = this.#slots.get(key);
		if (slot === undefined) {
			slot = { failures: 0, retryAtMs: 0 };
			this.#slots.set(key, slot);
		}
		if (slot.connection?.isUsable) return Promise.resolve(slot.connection);
		if (slot.opening !== undefined) return deadline.bound(slot.opening);
		if (slot.failure !== undefined && performance.now() < slot.retryAtMs) return Promise.reject(slot.failure);
		slot.opening = this.#open(address, slot);
		// Several callers may wait for it; one that gave up must not turn its failure into an unhandled rejection.
		slot.opening.catch(() => {});
		return deadline.bound(slot.opening);
	}

	async #open(address: HostPort, slot: Slot): Promise<BrokerConnection> {
		const limit = this.#firstConnectMs === undefined ? this.#connectTimeoutMs : Math.max(FURTHER_BROKER_MS, this.#firstConnectMs * 4);
		const started = performance.now();
		try {
			const connection = await this.#dial(address, new Deadline(Math.min(limit, this.#connectTimeoutMs)), this.#pace);
			this.#firstConnectMs ??= performance.now() - started;
			slot.connection = connection;
			slot.failures = 0;
			delete slot.failure;
			return connection;
		} catch (error) {
			slot.failures++;
			slot.failure = error instanceof Failure ? error : new Failure('connection', messageOf(error), { cause: error });
			const wait = Math.min(BACK_OFF_MS.most, BACK_OFF_MS.first * 2 ** (slot.failures - 1));
			// Jitter, so that many programs started in one incident do not knock at a returning broker together.
			slot.retryAtMs = performance.now() + wait * (0.5 + Math.random() / 2);
			throw slot.failure;
		} finally {
			delete slot.opening;
		}
	}
}

const unreadable = (api: string, address: string, error: ProtocolError): Failure =>
	new Failure('connection', `The answer of ${address} to ${api} cannot be read: ${error.message}.`, {
		cause: error,
		nextSteps: ['Check that the address is a Kafka broker and that no proxy changes what passes.'],
	});

export const addressKey = (address: HostPort): string => `${address.host}:${address.port}`;

const messageOf = (error: unknown): string => (error instanceof Error ? error.message.replace(/\.$/, '') : String(error));

/** Another broker may succeed where this one was unreachable; refused credentials are refused everywhere. */
const isWorthAnotherBroker = (error: unknown): boolean =>
	!(error instanceof Failure) || error.kind === 'connection' || error.kind === 'timeout';
