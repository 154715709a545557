/** What a partition remembers of a producer that writes with sequence numbers. */
export type ProducerState = {
	readonly epoch: number;
	/** Of its last batch. */
	readonly baseSequence: number;
	readonly lastSequence: number;
	readonly baseOffset: bigint;
	readonly lastTimestampMs: number;
};

/** Producers remembered a partition; the one that wrote longest ago is forgotten beyond. */
const MOST_PRODUCERS = 1000;

/** Idempotent and transactional producers of one partition, the last to write at the end. */
export class ProducerStates {
	readonly #byId = new Map<bigint, ProducerState>();

	of(producerId: bigint): ProducerState | undefined {
		return this.#byId.get(producerId);
	}

	wrote(producerId: bigint, state: ProducerState): void {
		this.#byId.delete(producerId);
		this.#byId.set(producerId, state);
		const [oldest] = this.#byId.keys();
		if (this.#byId.size > MOST_PRODUCERS && oldest !== undefined) this.#byId.delete(oldest);
	}

	get all(): ReadonlyMap<bigint, ProducerState> {
		return this.#byId;
	}
}
