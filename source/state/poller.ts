import { asFailure, type Failure } from '../model/failure.ts';
import { type Clock, systemClock } from '../ports/clock.ts';
import { pause } from '../units/pause.ts';

/** What is known of something that is read again and again. The last good value stays, with its age, when a later read fails. */
export type Snapshot<T> = {
	readonly value: T | undefined;
	/** When `value` was complete (epoch ms); undefined before. */
	readonly atMs: number | undefined;
	/** Why the last read failed; undefined when it did not. */
	readonly failure: Failure | undefined;
	readonly isReading: boolean;
	readonly isPaused: boolean;
};

export type PollerOptions<T> = {
	/**
	 * Reads once. It may hand over a part of the value early, so that names show before slow columns; not asked for once a whole is known,
	 * since a part must not take its place.
	 */
	readonly read: (signal: AbortSignal, early: ((value: T) => void) | undefined) => Promise<T>;
	readonly intervalMs: number;
	readonly clock?: Clock;
	/** Counts reads under way, so that tests and a soak can wait for idle. */
	readonly onBusy?: (delta: 1 | -1) => void;
};

/** A read that failed is tried again soon, so that a broker that is back is seen; then after twice as long each time, up to some intervals. */
const FIRST_RETRY_MS = 2_000;
/** A refused password stays refused, and every try is a line in the broker's log; a role's session may be renewed. */
const REFUSED_RETRY_MS = 60_000;
const MOST_BACK_OFF = 6;
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * Polls: never two reads at once, the interval counted from the start of a read. A read that takes longer than half of the interval
 * stretches it: the cluster has rest for as long as the read took. It backs off while reads fail, does not read at once again when it is
 * started a moment after it was stopped, and is deaf to an answer that comes after stop.
 */
export class Poller<T> {
	readonly #options: PollerOptions<T>;
	readonly #clock: Clock;
	readonly #listeners = new Set<() => void>();
	#snapshot: Snapshot<T> = { value: undefined, atMs: undefined, failure: undefined, isReading: false, isPaused: false };
	#run: AbortController | undefined;
	#wake: AbortController | undefined;
	#failures = 0;
	/** When the last read that came to an end began. */
	#readMs = Number.NEGATIVE_INFINITY;
	/** A refresh was asked for while no rest could be cut short. */
	#isWanted = false;

	constructor(options: PollerOptions<T>) {
		this.#options = options;
		this.#clock = options.clock ?? systemClock;
	}

	/** Bound, and the same object while nothing changed: fit for React's useSyncExternalStore. */
	readonly snapshot = (): Snapshot<T> => this.#snapshot;

	readonly subscribe = (listener: () => void): (() => void) => {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	};

	start(): void {
		if (this.#run !== undefined) return;
		this.#run = new AbortController();
		void this.#loop(this.#run.signal);
	}

	/** Ends reading; what is known stays. A read under way is aborted and its answer dropped. */
	stop(): void {
		this.#run?.abort();
		this.#run = undefined;
		if (this.#snapshot.isReading) this.#set({ isReading: false });
	}

	/** Reads now, also while paused. */
	refresh(): void {
		this.#isWanted = true;
		this.#wake?.abort();
	}

	pause(isPaused: boolean): void {
		if (isPaused === this.#snapshot.isPaused) return;
		this.#set({ isPaused });
		if (!isPaused) this.refresh();
	}

	async #loop(signal: AbortSignal): Promise<void> {
		if (this.#snapshot.atMs !== undefined && this.#failures === 0) {
			// Going from screen to screen and back must not ask for everything each time.
			const ageMs = this.#clock.now() - this.#readMs;
			if (ageMs >= 0 && ageMs < this.#options.intervalMs) await this.#rest(this.#options.intervalMs - ageMs, signal);
		}
		while (!signal.aborted) {
			const startedMs = this.#clock.now();
			// Coming back to what was paused shows it as it was.
			const isFrozen = this.#snapshot.isPaused && this.#snapshot.atMs !== undefined && !this.#isWanted;
			if (!isFrozen) await this.#readOnce(signal);
			const { intervalMs } = this.#options;
			// A clock that is put right during a read, or a machine that slept, must not make us rest for hours.
			const took = Math.min(MOST_BACK_OFF * intervalMs, Math.max(0, this.#clock.now() - startedMs));
			const retryMs = Math.min(MOST_BACK_OFF * intervalMs, FIRST_RETRY_MS * 2 ** (this.#failures - 1));
			const isRefused = this.#snapshot.failure?.kind === 'authentication';
			await this.#rest(
				this.#failures > 0 ? Math.max(retryMs, isRefused ? REFUSED_RETRY_MS : 0) : Math.max(intervalMs / 2, intervalMs - took, took),
				signal,
			);
		}
	}

	async #rest(ms: number, signal: AbortSignal): Promise<void> {
		while (!this.#isWanted && !signal.aborted) {
			this.#wake = new AbortController();
			const isPaused = this.#snapshot.isPaused;
			// Paused: rest until woken. The long wait holds no work, only keeps the loop where it is.
			await pause(isPaused ? LONGEST_TIMER_MS : ms, AbortSignal.any([this.#wake.signal, signal]));
			if (!isPaused && !this.#snapshot.isPaused) return;
		}
	}

	async #readOnce(signal: AbortSignal): Promise<void> {
		this.#isWanted = false;
		const startedMs = this.#clock.now();
		this.#options.onBusy?.(1);
		this.#set({ isReading: true });
		try {
			const early = this.#snapshot.atMs === undefined ? this.#takeEarly(signal) : undefined;
			const value = await this.#options.read(signal, early);
			if (signal.aborted) return;
			this.#readMs = startedMs;
			this.#failures = 0;
			this.#set({ value, atMs: this.#clock.now(), failure: undefined, isReading: false });
		} catch (error) {
			if (signal.aborted) return;
			this.#failures++;
			this.#set({ failure: asFailure(error), isReading: false });
		} finally {
			this.#options.onBusy?.(-1);
		}
	}

	#takeEarly(signal: AbortSignal): (value: T) => void {
		return value => {
			// A part that took longer than the whole is late.
			if (!signal.aborted && this.#snapshot.atMs === undefined) this.#set({ value });
		};
	}

	#set(change: Partial<Snapshot<T>>): void {
		this.#snapshot = { ...this.#snapshot, ...change };
		for (const listener of this.#listeners) listener();
	}
}
