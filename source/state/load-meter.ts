import type { CausedLoad } from '../model/caused-load.ts';

/** The load a session causes, as it is shown. */
export type ShownLoad = {
	/** Requests per second over the last half minute; undefined before there is anything to tell. */
	readonly perSecond: number | undefined;
	/** Who asked us to slow down, and for how long, as long as that is not over for some time. */
	readonly throttle: { readonly address: string; readonly ms: number } | undefined;
};

const LOOK_MS = 2_000;
/** The rate is told every so many looks, over the slowest usual poll's pace twice: else it would go up and down with each poll. */
const LOOKS_A_FIGURE = 5;
const LOOKS_A_WINDOW = 15;
/** What differs less is the same load: a figure that ticks would redraw an idle screen. */
const SAME = { perSecond: 1, share: 0.4 } as const;

/** Measures how many requests a session sends per second. The snapshot stays the same object while the figure is much the same. */
export class LoadMeter {
	readonly #load: CausedLoad;
	readonly #listeners = new Set<() => void>();
	/** Requests at each look of the window, the oldest first. */
	#counts: number[];
	#looks = 0;
	#throttles = 0;
	#quietLooks = 0;
	#snapshot: ShownLoad = { perSecond: undefined, throttle: undefined };
	#isPaused = false;
	#timer: NodeJS.Timeout | undefined;

	constructor(load: CausedLoad) {
		this.#load = load;
		this.#counts = [load.requests];
	}

	readonly snapshot = (): ShownLoad => this.#snapshot;

	readonly subscribe = (listener: () => void): (() => void) => {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	};

	start(): void {
		this.#timer ??= setInterval(() => this.look(), LOOK_MS).unref();
	}

	stop(): void {
		clearInterval(this.#timer);
		this.#timer = undefined;
	}

	/** Tells nothing while all is paused, which the title says: a figure that fell to 0 by and by would redraw a screen that stands still. */
	pause(isPaused: boolean): void {
		this.#isPaused = isPaused;
		this.#looks = 0;
		this.#counts = [this.#load.requests];
		this.#throttles = this.#load.throttles;
		this.#set({ perSecond: undefined, throttle: undefined });
	}

	/** Takes one look, as the timer does every two seconds. */
	look(): void {
		if (this.#isPaused) return;
		const { requests, throttles, lastThrottle } = this.#load;
		this.#counts = [...this.#counts, requests].slice(-LOOKS_A_WINDOW - 1);
		this.#looks++;
		this.#quietLooks = throttles === this.#throttles ? this.#quietLooks + 1 : 0;
		const isNewThrottle = throttles !== this.#throttles;
		this.#throttles = throttles;
		let { perSecond, throttle } = this.#snapshot;
		if (this.#looks % LOOKS_A_FIGURE === 0) perSecond = steadied(perSecond, this.#rate());
		if (isNewThrottle && throttle === undefined) throttle = lastThrottle;
		if (this.#quietLooks >= LOOKS_A_FIGURE) throttle = undefined;
		this.#set({ perSecond, throttle });
	}

	#set(next: ShownLoad): void {
		if (next.perSecond === this.#snapshot.perSecond && next.throttle === this.#snapshot.throttle) return;
		this.#snapshot = next;
		for (const listener of this.#listeners) listener();
	}

	#rate(): number {
		const looks = this.#counts.length - 1;
		return ((this.#counts.at(-1)! - this.#counts[0]!) * 1000) / (looks * LOOK_MS);
	}
}

/** Keeps the figure that is shown until the load is another one; that there is none, or some again, is always told. */
const steadied = (shown: number | undefined, now: number): number => {
	if (shown === undefined || (now === 0) !== (shown === 0)) return now;
	return Math.abs(now - shown) > Math.max(SAME.perSecond, SAME.share * shown) ? now : shown;
};
