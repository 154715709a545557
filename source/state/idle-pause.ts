import type { Clock } from '../ports/clock.ts';

/** A screen nobody has touched for so long asks the cluster nothing more. */
export const IDLE_MS = 600_000;

/** Knows whether somebody is there: tells when no key came for ten minutes, and when one comes again. */
export class IdlePause {
	readonly #clock: Clock;
	readonly #onChange: (isIdle: boolean) => void;
	readonly #listeners = new Set<() => void>();
	#touchedMs: number;
	#isIdle = false;
	#timer: NodeJS.Timeout | undefined;

	constructor(clock: Clock, onChange: (isIdle: boolean) => void) {
		this.#clock = clock;
		this.#onChange = onChange;
		this.#touchedMs = clock.now();
	}

	readonly isIdle = (): boolean => this.#isIdle;

	readonly subscribe = (listener: () => void): (() => void) => {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	};

	start(): void {
		this.#touchedMs = this.#clock.now();
		this.#wait(IDLE_MS);
	}

	stop(): void {
		clearTimeout(this.#timer);
		this.#timer = undefined;
	}

	/** Somebody is there. */
	touch(): void {
		this.#touchedMs = this.#clock.now();
		if (!this.#isIdle) return;
		this.#set(false);
		if (this.#timer !== undefined) this.#wait(IDLE_MS);
	}

	/** Looks at the clock, as the timer does when ten minutes may be over. */
	check(): void {
		if (this.#isIdle) return;
		const idleMs = this.#clock.now() - this.#touchedMs;
		// A clock that was set back counts from now.
		if (idleMs < 0) this.#touchedMs = this.#clock.now();
		if (idleMs >= IDLE_MS) this.#set(true);
		else if (this.#timer !== undefined) this.#wait(IDLE_MS - Math.max(0, idleMs));
	}

	#wait(ms: number): void {
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => this.check(), ms).unref();
	}

	#set(isIdle: boolean): void {
		this.#isIdle = isIdle;
		this.#onChange(isIdle);
		for (const listener of this.#listeners) listener();
	}
}
