import type { Spread } from '../../model/topic-sample.ts';

/**
 * Counts sizes exactly: those of a bounded sample are few different ones, since a thousand different sizes take at least half a million bytes.
 */
export class SizeCounts {
	readonly #counts = new Map<number, number>();
	#total = 0;
	#sum = 0;

	add(size: number): void {
		this.#counts.set(size, (this.#counts.get(size) ?? 0) + 1);
		this.#total++;
		this.#sum += size;
	}

	/** Percentiles by nearest rank: the smallest size that at least so many per cent do not exceed. */
	spread(): Spread {
		if (this.#total === 0) return { average: null, p50: null, p95: null, p99: null, max: null };
		const sizes = [...this.#counts].sort(([a], [b]) => a - b);
		const at = (share: number): number => {
			const rank = Math.ceil(share * this.#total);
			let seen = 0;
			for (const [size, count] of sizes) {
				seen += count;
				if (seen >= rank) return size;
			}
			return sizes.at(-1)![0];
		};
		return { average: this.#sum / this.#total, p50: at(0.5), p95: at(0.95), p99: at(0.99), max: sizes.at(-1)![0] };
	}
}
