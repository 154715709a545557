import type { CausedLoad } from '../model/caused-load.ts';

/** Counts over all connections of a cluster, those that were closed and those of scans too. */
export class LoadCounter implements CausedLoad {
	#requests = 0;
	#throttles = 0;
	#lastThrottle: CausedLoad['lastThrottle'];

	get requests(): number {
		return this.#requests;
	}

	get throttles(): number {
		return this.#throttles;
	}

	get lastThrottle(): CausedLoad['lastThrottle'] {
		return this.#lastThrottle;
	}

	sent(): void {
		this.#requests++;
	}

	throttled(address: string, ms: number): void {
		this.#throttles++;
		this.#lastThrottle = { address, ms };
	}
}
