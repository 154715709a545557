import type { HotKey } from '../../model/topic-sample.ts';

const CAPACITY = 8_192;

/**
 * Finds the most frequent keys in bounded memory (Misra and Gries 1982): when too many are counted, all counts go down until half of the keys
 * are gone. A count may be too low by `error()`, at most 2 in 8,192 of all; a key with more than that is never missed.
 */
export class FrequentKeys {
	readonly #counts = new Map<string, { count: number; readonly partition: number }>();
	#error = 0;

	add(key: Buffer, partition: number): void {
		// Latin-1 keeps every byte and is the cheapest text that does.
		const text = key.toString('latin1');
		const known = this.#counts.get(text);
		if (known !== undefined) known.count++;
		else {
			if (this.#counts.size >= CAPACITY) this.#reduce();
			this.#counts.set(text, { count: 1, partition });
		}
	}

	#reduce(): void {
		const counts = Float64Array.from(this.#counts.values(), ({ count }) => count).sort();
		const median = counts[counts.length >>> 1]!;
		this.#error += median;
		for (const [key, entry] of this.#counts) {
			entry.count -= median;
			if (entry.count <= 0) this.#counts.delete(key);
		}
	}

	/** How many records each count may be short of. */
	error(): number {
		return this.#error;
	}

	top(most: number): readonly HotKey[] {
		return [...this.#counts]
			.sort(([, a], [, b]) => b.count - a.count)
			.slice(0, most)
			.map(([key, { count, partition }]) => ({ key: Buffer.from(key, 'latin1'), partition, records: count }));
	}
}
