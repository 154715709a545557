/** Events a second over the last seconds. Pure. */
export class RateWindow {
	readonly #spanMs: number;
	#looks: { readonly atMs: number; readonly total: number }[] = [];

	constructor(spanMs = 3_000) {
		this.#spanMs = spanMs;
	}

	/** Takes the total so far and returns the rate; 0 before there are two looks. */
	look(atMs: number, total: number): number {
		this.#looks.push({ atMs, total });
		while (this.#looks.length > 2 && this.#looks[1]!.atMs <= atMs - this.#spanMs) this.#looks.shift();
		const [first] = this.#looks;
		const ms = atMs - first!.atMs;
		return ms <= 0 ? 0 : ((total - first!.total) / ms) * 1000;
	}
}
