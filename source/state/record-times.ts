import type { TimePoint } from '../model/time-search.ts';
import type { Clock } from '../ports/clock.ts';
import type { RecordTimeFound, RecordTimeMemory } from '../ports/record-time-memory.ts';

/** What was found is asked for again after this time: a topic may have been deleted and created anew, and compaction moves what stands in for a record. */
const KEPT_MS = 60_000;
/** Two ends of a search and a few from before it: more would be gone before it is used. */
const POINTS_A_PARTITION = 6;

type Kept<T> = T & { readonly atMs: number };

/**
 * Remembers when records were written. A group that stands still is where most questions would go, every five seconds about the same
 * record; of one that moves, the last place and the last end narrow the next search.
 */
export class RecordTimes implements RecordTimeMemory {
	readonly #clock: Clock;
	readonly #found = new Map<string, Kept<RecordTimeFound>>();
	readonly #points = new Map<string, readonly Kept<TimePoint>[]>();

	constructor(clock: Clock) {
		this.#clock = clock;
	}

	found(position: string): RecordTimeFound | undefined {
		const kept = this.#found.get(position);
		return kept !== undefined && this.#isFresh(kept) ? kept : undefined;
	}

	around(partition: string, offset: bigint): { readonly low: TimePoint | undefined; readonly high: TimePoint | undefined } {
		let low: TimePoint | undefined;
		let high: TimePoint | undefined;
		for (const point of this.#points.get(partition) ?? []) {
			if (!this.#isFresh(point)) continue;
			if (point.offset <= offset && (low === undefined || point.offset > low.offset)) low = point;
			if (point.offset > offset && (high === undefined || point.offset < high.offset)) high = point;
		}
		// Times that fall while offsets rise narrow nothing.
		if (low !== undefined && high !== undefined && low.timeMs > high.timeMs) return { low: undefined, high: undefined };
		return { low, high };
	}

	learn(position: string, { timeMs, method }: RecordTimeFound): void {
		// Found by fetching is better than found by asking around.
		if (method !== 'exact' && this.found(position)?.method === 'exact') return;
		this.#found.set(position, { timeMs, method, atMs: this.#clock.now() });
	}

	learnPoints(partition: string, points: readonly TimePoint[]): void {
		const atMs = this.#clock.now();
		const others = (this.#points.get(partition) ?? []).filter(p => this.#isFresh(p) && !points.some(n => n.offset === p.offset));
		this.#points.set(partition, [...others, ...points.map(p => ({ ...p, atMs }))].slice(-POINTS_A_PARTITION));
	}

	/** Called now and then, so that a session of days does not grow. */
	forgetOld(): void {
		for (const [key, kept] of this.#found) if (!this.#isFresh(kept)) this.#found.delete(key);
		for (const [key, points] of this.#points) if (!points.some(p => this.#isFresh(p))) this.#points.delete(key);
	}

	#isFresh({ atMs }: { readonly atMs: number }): boolean {
		const ageMs = this.#clock.now() - atMs;
		return ageMs >= 0 && ageMs < KEPT_MS;
	}
}
