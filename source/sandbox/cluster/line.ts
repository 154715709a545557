/** How the way to the brokers is: far, throttled, or dead without a word. */
export class Line {
	/** Milliseconds that every answer of a broker waits. */
	delayOf: (brokerId: number) => number = () => 0;
	/** Milliseconds that a broker asks to be left alone after an answer (a used up quota); it reads nothing before. */
	throttleOf: (brokerId: number) => number = () => 0;
	readonly #cuts = new Map<number, number>();

	/** From now on nothing comes through a broker's present connections and neither side is told: half-open sockets, as behind a NAT that forgot them. */
	cutSilently(brokerId: number): void {
		this.#cuts.set(brokerId, this.cutsOf(brokerId) + 1);
	}

	/** How often a broker's connections were cut: one that began at a lower number is dead. */
	cutsOf(brokerId: number): number {
		return this.#cuts.get(brokerId) ?? 0;
	}
}
