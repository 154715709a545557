import type { Broker } from '../model/cluster.ts';
import { asFailure, type Failure } from '../model/failure.ts';
import type { ReadOptions } from '../ports/cluster-reader.ts';
import type { ApiName, RequestOf, ResponseOf } from '../protocol/messages.ts';
import type { CallOptions } from './broker-connection.ts';
import type { Connections } from './connections.ts';
import { Deadline } from './deadline.ts';
import { Leaders } from './leaders.ts';

/** Milliseconds after each failed try before the next; leaders move within about a second when a broker shuts down in order. */
const RETRY_PAUSES_MS: readonly number[] = [80, 250, 600];

/**
 * What the readers of this folder share: the connections, who leads which partition, and how long anything may take.
 * It knows no API by itself.
 */
export class ClusterLink {
	readonly connections: Connections;
	readonly leaders = new Leaders();
	readonly #timeoutMs: number;

	constructor(connections: Connections, timeoutMs: number) {
		this.connections = connections;
		this.#timeoutMs = timeoutMs;
	}

	/** The deadline of one read of a port method. */
	deadline(options?: ReadOptions): Deadline {
		return new Deadline(this.#timeoutMs, options?.signal);
	}

	get brokerIds(): readonly number[] {
		return [...this.connections.brokers.keys()];
	}

	any<A extends ApiName>(api: A, message: RequestOf<A>, options: CallOptions): Promise<ResponseOf<A>> {
		return this.connections.callAny(api, message, options);
	}

	broker<A extends ApiName>(id: number, api: A, message: RequestOf<A>, options: CallOptions): Promise<ResponseOf<A>> {
		return this.connections.callBroker(id, api, message, options);
	}

	/** Asks for a change, once. */
	once<A extends ApiName>(id: number, api: A, message: RequestOf<A>, options: CallOptions): Promise<ResponseOf<A>> {
		return this.connections.callOnce(id, api, message, options);
	}

	/** Learns the brokers once; later answers of Metadata keep them fresh. */
	async knowBrokers(deadline: Deadline): Promise<void> {
		if (this.connections.brokers.size > 0) return;
		await this.readMetadata([], deadline);
	}

	/** Asks for metadata without ever creating a topic, and learns brokers and leaders from the answer. Null names: all topics. */
	async readMetadata(names: readonly string[] | null, deadline: Deadline): Promise<ResponseOf<'Metadata'>> {
		const answer = await this.any(
			'Metadata',
			{ topics: names === null ? null : names.map(name => ({ name })), allowAutoTopicCreation: false },
			{ deadline },
		);
		this.connections.learnBrokers(answer.brokers.map(toBroker));
		this.leaders.learn(answer.topics, names);
		return answer;
	}

	/**
	 * Asks the same of every broker, each alone: one that is down or refuses leaves a failure in its place.
	 * Rejects only when the caller gave up.
	 */
	async eachBroker<T>(
		ids: readonly number[],
		ask: (id: number) => Promise<T>,
		deadline: Deadline,
	): Promise<{ answers: Map<number, T>; failures: Map<number, Failure> }> {
		const answers = new Map<number, T>();
		const failures = new Map<number, Failure>();
		await Promise.all(
			ids.map(async id => {
				try {
					answers.set(id, await ask(id));
				} catch (error) {
					deadline.signal?.throwIfAborted();
					failures.set(id, asFailure(error));
				}
			}),
		);
		return { answers, failures };
	}

	/**
	 * Runs `attempt` over the items until none wants another try: it returns those worth one, e.g. because their leader moved.
	 * The last try settles every item.
	 */
	async withRetries<T>(
		items: readonly T[],
		deadline: Deadline,
		attempt: (items: readonly T[], isLast: boolean) => Promise<readonly T[]>,
	): Promise<void> {
		let left = items;
		for (const pause of [...RETRY_PAUSES_MS, undefined]) {
			if (left.length === 0) return;
			left = await attempt(left, pause === undefined);
			if (pause !== undefined && left.length > 0) await deadline.pause(pause * (0.75 + Math.random() / 2));
		}
	}
}

export const toBroker = (b: { nodeId: number; host: string; port: number; rack: string | null }): Broker => ({
	id: b.nodeId,
	host: b.host,
	port: b.port,
	rack: b.rack,
});

/** Splits into runs of at most `size`. */
export const inBatches = <T>(items: readonly T[], size: number): T[][] => {
	const batches: T[][] = [];
	for (let i = 0; i < items.length; i += size) batches.push(items.slice(i, i + size));
	return batches;
};

/** Groups items by a key, keeping their order. */
export const groupBy = <T, K>(items: Iterable<T>, key: (item: T) => K): Map<K, T[]> => {
	const groups = new Map<K, T[]>();
	for (const item of items) {
		const k = key(item);
		const group = groups.get(k);
		if (group === undefined) groups.set(k, [item]);
		else group.push(item);
	}
	return groups;
};
