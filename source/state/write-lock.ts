import type { Access } from '../model/connection-settings.ts';
import type { WriteAccess } from '../model/judgement.ts';

/** How long `w` opens a cluster. */
export const UNLOCKED_MS = 15 * 60_000;

const MINUTE_MS = 60_000;

/**
 * Whether a cluster may be changed right now: read-only until somebody opens it, for a limited time; `locked` is never opened. Listeners
 * hear of it once a minute while it is open, and of its end.
 */
export class WriteLock {
	readonly #isLocked: boolean;
	readonly #now: () => number;
	readonly #listeners = new Set<() => void>();
	/** Open until then; without an end where it was opened for the whole run. */
	#untilMs: number;
	#told = 0;
	#timer: NodeJS.Timeout | undefined;

	constructor(access: Access, now: () => number) {
		this.#isLocked = access === 'locked';
		this.#now = now;
		this.#untilMs = access === 'read-write' ? Number.POSITIVE_INFINITY : 0;
		this.#told = this.minutesLeft();
	}

	/** Always by the clock: what a timer that came late would say does not count. */
	access(): WriteAccess {
		if (this.#isLocked) return 'locked';
		return this.#untilMs > this.#now() ? 'open' : 'read-only';
	}

	/** Minutes it stays open, begun ones counted; 0 when it is not, Infinity where it has no end. Bound, for useSyncExternalStore. */
	readonly minutesLeft = (): number => Math.max(0, Math.ceil((this.#untilMs - this.#now()) / MINUTE_MS));

	/** Opens it for a time; false for a cluster that stays locked. */
	unlock(ms = UNLOCKED_MS): boolean {
		if (this.#isLocked) return false;
		this.#untilMs = this.#now() + ms;
		this.check();
		return true;
	}

	lock(): void {
		this.#untilMs = 0;
		this.check();
	}

	readonly subscribe = (listener: () => void): (() => void) => {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	};

	/** Looks at the clock, as its timer does when a minute is over. */
	check(): void {
		clearTimeout(this.#timer);
		const minutes = this.minutesLeft();
		// One begun minute more than is left of whole ones: the moment in which the number changes.
		if (minutes > 0 && Number.isFinite(minutes))
			this.#timer = setTimeout(() => this.check(), this.#untilMs - this.#now() - (minutes - 1) * MINUTE_MS).unref();
		if (minutes === this.#told) return;
		this.#told = minutes;
		for (const listener of this.#listeners) listener();
	}
}
