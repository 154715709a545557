import type { Broker } from '../model/cluster.ts';
import type { HostPort } from '../model/connection-settings.ts';
import { asFailure, Failure } from '../model/failure.ts';
import { isMuted, isUnreached } from '../model/failure-kinds.ts';
import { type ApiName, ProtocolError, type RequestOf, type ResponseOf } from '../protocol/messages.ts';
import type { BrokerConnection, CallOptions } from './broker-connection.ts';
import { addressKey, BrokerSlot } from './broker-slot.ts';
import { Deadline } from './deadline.ts';
import { firstOpen } from './first-open.ts';
import { RequestPace } from './request-pace.ts';
import { secondsText } from './seconds-text.ts';

/** Opens a connection to one address; rejects with a Failure that a person can read. Given by open-cluster.ts. */
export type Dial = (address: HostPort, deadline: Deadline, pace: RequestPace) => Promise<BrokerConnection>;

/** Says what it means that a connection broke: some refusals come only with the first request after the handshake. */
export type Explain = (error: unknown, address: HostPort) => Failure;

/** A broker may take this long to accept us, or four times what the quickest one took, before the others are shown without it. */
const CONNECT_PATIENCE = { ms: 2_000, factor: 4 } as const;

const DIAL_GRACE_MS = 250;

/**
 * Requests that a KRaft broker passes on to the controller. A controller that hangs keeps the broker from answering anything that was asked
 * behind them on the same connection, so they have one of their own, and silence says nothing about the broker.
 */
const FORWARDED: ReadonlySet<ApiName> = new Set<ApiName>(['DescribeQuorum']);

/** What is forwarded takes milliseconds; nobody waits longer for a controller that may hang. */
const FORWARDED_PATIENCE_MS = 2_500;

/** One set of connections a cluster: one per broker, opened when first needed, shared by all callers. */
export class Connections {
	readonly #dial: Dial;
	readonly #explain: Explain;
	readonly #bootstrap: readonly HostPort[];
	readonly #connectTimeoutMs: number;
	readonly #note: ((line: string) => void) | undefined;
	readonly #pace = new RequestPace();
	readonly #slots = new Map<string, BrokerSlot>();
	readonly #forwardingSlots = new Map<string, BrokerSlot>();
	readonly #closing = new AbortController();
	#brokers: ReadonlyMap<number, Broker> = new Map();
	#quickestConnectMs: number | undefined;

	constructor(dial: Dial, explain: Explain, bootstrap: readonly HostPort[], connectTimeoutMs: number, note?: (line: string) => void) {
		this.#note = note;
		this.#dial = dial;
		this.#explain = explain;
		this.#bootstrap = bootstrap;
		this.#connectTimeoutMs = connectTimeoutMs;
	}

	get brokers(): ReadonlyMap<number, Broker> {
		return this.#brokers;
	}

	/** Takes over the brokers a Metadata or DescribeCluster answer named; the last good list stays when an answer is empty. */
	learnBrokers(brokers: readonly Broker[]): void {
		if (brokers.length > 0) this.#brokers = new Map(brokers.map(b => [b.id, b]));
	}

	/** Calls one broker by id. */
	async callBroker<A extends ApiName>(id: number, api: A, message: RequestOf<A>, options: CallOptions): Promise<ResponseOf<A>> {
		try {
			return await this.#ask(this.#slotOf(this.#brokerOf(id)), api, message, options);
		} catch (error) {
			throw ofBroker(id, error);
		}
	}

	/** Calls any broker: one that is connected, else the known ones and the bootstrap addresses, until one answers. */
	async callAny<A extends ApiName>(api: A, message: RequestOf<A>, options: CallOptions): Promise<ResponseOf<A>> {
		if (FORWARDED.has(api)) return this.#callForwarded(api, message, options);
		const troubles = new Map<string, Failure>();
		for (;;) {
			const slot = await firstOpen(
				this.#candidates(this.#slots).filter(s => !troubles.has(addressKey(s.address))),
				// A little longer than a dial, so that its own reason comes first: it knows more than that time passed.
				options.deadline.atMost(this.#connectTimeoutMs + DIAL_GRACE_MS),
				this.#connectPatienceMs,
				troubles,
			);
			if (slot === undefined) throw noneAnswered(troubles);
			try {
				return await this.#ask(slot, api, message, options);
			} catch (error) {
				options.deadline.signal?.throwIfAborted();
				if (!isUnreachable(error)) throw error;
				troubles.set(addressKey(slot.address), asFailure(error));
				if (options.deadline.remainingMs() === 0) throw noneAnswered(troubles);
			}
		}
	}

	/**
	 * Asks one broker for a change, on the connections for what is passed on, and never a second time. Where the answer does not come the
	 * failure's `details.isUncertain` says that it may have been carried out.
	 */
	async callOnce<A extends ApiName>(id: number, api: A, message: RequestOf<A>, options: CallOptions): Promise<ResponseOf<A>> {
		let isSent = false;
		const broker = this.#brokerOf(id);
		try {
			const connection = await this.#connect(this.#slotOf(broker, this.#forwardingSlots), options.deadline);
			const onSent = (): void => {
				isSent = true;
			};
			const answer = await connection.call(api, message, { ...options, onSent });
			this.#note?.(`${api} of ${addressKey(broker)} was carried out`);
			return answer;
		} catch (error) {
			this.#note?.(`${api} of ${addressKey(broker)} failed${isSent ? ' after it was sent' : ''}: ${String(error)}`);
			const failure = error instanceof Failure ? error : this.#explain(error, broker);
			throw isSent ? uncertain(id, failure) : ofBroker(id, failure);
		}
	}

	/** The version `callBroker` would use; undefined when the broker does not know the API. */
	async versionOf(id: number, api: ApiName, deadline: Deadline, maxVersion?: number): Promise<number | undefined> {
		try {
			return (await this.#connect(this.#slotOf(this.#brokerOf(id)), deadline)).versionOf(api, maxVersion);
		} catch (error) {
			throw ofBroker(id, error);
		}
	}

	/** Ends all connections and all dialling under way. */
	async close(): Promise<void> {
		this.#closing.abort(CLOSED);
		for (const slot of this.#allSlots()) slot.close();
		this.#slots.clear();
		this.#forwardingSlots.clear();
	}

	/** Asks one broker, and no other when it does not answer: they would all pass the question on to the same controller. */
	async #callForwarded<A extends ApiName>(api: A, message: RequestOf<A>, options: CallOptions): Promise<ResponseOf<A>> {
		const troubles = new Map<string, Failure>();
		const limit = options.deadline.atMost(this.#connectTimeoutMs + DIAL_GRACE_MS);
		const slot = await firstOpen(this.#candidates(this.#forwardingSlots), limit, this.#connectPatienceMs, troubles);
		if (slot === undefined) throw noneAnswered(troubles);
		return this.#ask(slot, api, message, { ...options, deadline: options.deadline.atMost(FORWARDED_PATIENCE_MS) });
	}

	*#allSlots(): Iterable<BrokerSlot> {
		yield* this.#slots.values();
		yield* this.#forwardingSlots.values();
	}

	#brokerOf(id: number): Broker {
		const broker = this.#brokers.get(id);
		if (broker === undefined) throw new Failure('connection', `Broker ${id} is not part of the cluster's metadata; it may be down.`);
		return broker;
	}

	/** Brokers to ask, best first: what is open, then whom there is no reason to doubt. What is known of a broker on one channel counts on both. */
	#candidates(among: Map<string, BrokerSlot>): readonly BrokerSlot[] {
		const slots = new Set([...this.#brokers.values(), ...this.#bootstrap].map(address => this.#slotOf(address, among)));
		const rank = (slot: BrokerSlot): number => {
			const usual = this.#slotOf(slot.address);
			if (slot.isUsable) return 0;
			if (slot.failure !== undefined || usual.failure !== undefined) return 3;
			return usual.isUsable ? 1 : 2;
		};
		return [...slots].sort((a, b) => rank(a) - rank(b));
	}

	/**
	 * Asks on an open connection. One that breaks under the question (a broker restarting, a re-authentication refused because the role's
	 * session changed) is opened anew once: questions read only, so asking twice is safe.
	 */
	async #ask<A extends ApiName>(slot: BrokerSlot, api: A, message: RequestOf<A>, options: CallOptions): Promise<ResponseOf<A>> {
		const { deadline } = options;
		const { address } = slot;
		for (let isSecond = false; ; isSecond = true) {
			const connection = await this.#connect(slot, deadline);
			const started = performance.now();
			try {
				const answer = await connection.call(api, message, options);
				this.#note?.(`${api} of ${addressKey(address)} answered in ${Math.round(performance.now() - started)} ms`);
				return answer;
			} catch (error) {
				this.#note?.(`${api} of ${addressKey(address)} failed after ${Math.round(performance.now() - started)} ms: ${String(error)}`);
				deadline.signal?.throwIfAborted();
				if (error instanceof ProtocolError) throw unreadable(api, address, error);
				if (error instanceof Failure && error.kind === 'timeout' && !isMuted(error))
					throw late(slot, api, performance.now() - started, error);
				if (error instanceof Failure && error.kind !== 'connection') throw error;
				if (!isSecond && deadline.remainingMs() > 0) continue;
				throw error instanceof Failure ? error : this.#explain(error, address);
			}
		}
	}

	#connect(slot: BrokerSlot, deadline: Deadline): Promise<BrokerConnection> {
		if (this.#closing.signal.aborted) return Promise.reject(CLOSED);
		return slot.connect(deadline, this.#connectPatienceMs);
	}

	get #connectPatienceMs(): number {
		return Math.max(CONNECT_PATIENCE.ms, (this.#quickestConnectMs ?? 0) * CONNECT_PATIENCE.factor);
	}

	#slotOf(address: HostPort, among = this.#slots): BrokerSlot {
		const key = addressKey(address);
		const known = among.get(key);
		if (known !== undefined) return known;
		const slot = new BrokerSlot(address, () => this.#dialTimed(address));
		among.set(key, slot);
		return slot;
	}

	async #dialTimed(address: HostPort): Promise<BrokerConnection> {
		const started = performance.now();
		const connection = await this.#dial(address, new Deadline(this.#connectTimeoutMs, this.#closing.signal), this.#pace);
		this.#quickestConnectMs = Math.min(this.#quickestConnectMs ?? Number.POSITIVE_INFINITY, performance.now() - started);
		return connection;
	}
}

const uncertain = (broker: number, cause: Failure): Failure =>
	new Failure(cause.kind === 'timeout' ? 'timeout' : 'connection', `Broker ${broker} was asked and did not answer: ${cause.message}`, {
		details: { ...cause.details, broker, isUncertain: true },
		cause,
	});

const CLOSED = new Failure('connection', 'The cluster is closed.');

const late = (slot: BrokerSlot, api: ApiName, ms: number, cause: Failure): Failure => {
	const who = FORWARDED.has(api) ? 'The controller, by way of ' : '';
	const failure = new Failure('timeout', `${who}${addressKey(slot.address)} did not answer ${api} within ${secondsText(ms)}.`, { cause });
	if (!FORWARDED.has(api)) slot.suspect(failure);
	return failure;
};

/** An answer that is no answer of Kafka's. */
export const unreadable = (api: string, address: HostPort, error: ProtocolError): Failure =>
	new Failure('connection', `The answer of ${addressKey(address)} to ${api} cannot be read: ${error.message}.`, {
		cause: error,
		nextSteps: ['Check that the address is a Kafka broker and that no proxy changes what passes.'],
	});

/** Another broker may succeed where this one was unreachable; refused credentials are refused everywhere. */
const isUnreachable = (error: unknown): boolean => !(error instanceof Failure) || isUnreached(error);

/** Puts the broker's id in front of why it cannot be reached: an operator knows brokers by id. */
const ofBroker = (id: number, error: unknown): unknown => {
	if (!(error instanceof Failure) || !isUnreachable(error) || error.message.startsWith('Broker ')) return error;
	const { kind, nextSteps, details, message } = error;
	return new Failure(kind, `Broker ${id}: ${message}`, { nextSteps, details: { ...details, broker: id }, cause: error });
};

const SHOWN_ADDRESSES = 3;

/** All addresses failed: the reason of each, as many as a person will read, and what to try from the first. */
const noneAnswered = (troubles: ReadonlyMap<string, Failure>): Failure => {
	const [first, ...others] = troubles.values();
	if (first === undefined) return new Failure('connection', 'No broker address is known.');
	if (others.length === 0) return first;
	const reasons = [...new Set([...troubles.values()].map(f => f.message))];
	const left = reasons.length - SHOWN_ADDRESSES;
	return new Failure(
		first.kind,
		`None of the ${troubles.size} broker addresses answers. ${reasons.slice(0, SHOWN_ADDRESSES).join(' ')}${left > 0 ? ` And ${left} more.` : ''}`,
		{
			nextSteps: first.nextSteps,
			details: { ...first.details, tried: Object.fromEntries([...troubles].map(([at, f]) => [at, f.message])) },
			cause: first,
		},
	);
};
