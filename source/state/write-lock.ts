import type { Access } from '../model/connection-settings.ts';
import type { WriteAccess } from '../model/judgement.ts';

/** How long `w` opens a cluster. */
export const UNLOCKED_MS = 15 * 60_000;

/** Whether a cluster may be changed right now: read-only until somebody opens it, for a limited time; `locked` is never opened. */
export class WriteLock {
	readonly #access: Access;
	readonly #now: () => number;
	readonly #listeners = new Set<() => void>();
	#untilMs: number | undefined;

	constructor(access: Access, now: () => number) {
		this.#access = access;
		this.#now = now;
	}

	access(): WriteAccess {
		if (this.#access === 'locked') return 'locked';
		if (this.#access === 'read-write') return 'open';
		return this.remainingMs() > 0 ? 'open' : 'read-only';
	}

	/** Milliseconds until an unlocking runs out; 0 when there is none. */
	remainingMs(): number {
		return this.#untilMs === undefined ? 0 : Math.max(0, this.#untilMs - this.#now());
	}

	/** Opens it for a time; false for a cluster that stays locked. */
	unlock(ms = UNLOCKED_MS): boolean {
		if (this.#access === 'locked') return false;
		this.#untilMs = this.#now() + ms;
		this.#tell();
		return true;
	}

	lock(): void {
		this.#untilMs = undefined;
		this.#tell();
	}

	subscribe(listener: () => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	#tell(): void {
		for (const listener of this.#listeners) listener();
	}
}
