import type { Change } from '../../model/change.ts';
import { asFailure, type Failure } from '../../model/failure.ts';
import type { Judgement } from '../../model/judgement.ts';
import type { ClusterChanges } from '../../operations/cluster-changes.ts';

export type EffectView = {
	/** What was read last; undefined where nothing was, or nothing is asked. */
	readonly judgement: Judgement | undefined;
	/** Why what is wanted now could not be read. */
	readonly failure: Failure | undefined;
	/** What is wanted now is not what stands there: it is being read. */
	readonly isStale: boolean;
};

/** Somebody who types pauses longer than that between two words. */
export const TYPING_MS = 300;

/** Nobody waits longer for the first sign of an effect. */
const MOST_PAUSE_MS = 3000;

const NOTHING: EffectView = { judgement: undefined, failure: undefined, isStale: false };

/** Reads what a change would do while it is being typed: only once typing pauses, one reading at a time, and never an answer for what stood there before. */
export class EffectWatch {
	readonly #preview: ClusterChanges['preview'];
	readonly #pauseMs: number;
	readonly #listeners = new Set<() => void>();
	#view: EffectView = NOTHING;
	#wanted = '';
	#timer: NodeJS.Timeout | undefined;
	#run: AbortController | undefined;
	/** How long the last reading took. */
	#tookMs = 0;

	constructor(preview: ClusterChanges['preview'], pauseMs = TYPING_MS) {
		this.#preview = preview;
		this.#pauseMs = pauseMs;
	}

	readonly snapshot = (): EffectView => this.#view;

	readonly subscribe = (listener: () => void): (() => void) => {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	};

	/** Asks for the effect of a change; undefined for none. The same one again changes nothing. */
	want(change: Change | undefined): void {
		const wanted =
			change === undefined ? '' : JSON.stringify(change, (_name, value) => (typeof value === 'bigint' ? String(value) : value));
		if (wanted === this.#wanted) return;
		this.stop();
		this.#wanted = wanted;
		if (change === undefined) {
			this.#set(NOTHING);
			return;
		}
		this.#set({ ...this.#view, failure: undefined, isStale: true });
		const run = new AbortController();
		this.#run = run;
		// On a great cluster a reading costs it something: it has rest for as long as the last one took.
		this.#timer = setTimeout(() => void this.#read(change, run.signal), Math.max(this.#pauseMs, Math.min(MOST_PAUSE_MS, this.#tookMs)));
	}

	/** Waits while what is typed is no change yet: what is shown is of something else. */
	hold(): void {
		this.stop();
		const { judgement } = this.#view;
		this.#set({ judgement, failure: undefined, isStale: judgement !== undefined });
	}

	/** Ends reading; what is shown stays, and the next `want` reads in any case. */
	stop(): void {
		clearTimeout(this.#timer);
		this.#run?.abort();
		this.#wanted = '';
	}

	async #read(change: Change, signal: AbortSignal): Promise<void> {
		const startedMs = performance.now();
		try {
			const { judgement } = await this.#preview(change, { signal });
			this.#tookMs = performance.now() - startedMs;
			if (!signal.aborted) this.#set({ judgement, failure: undefined, isStale: false });
		} catch (error) {
			if (!signal.aborted) this.#set({ judgement: undefined, failure: asFailure(error), isStale: false });
		}
	}

	#set(view: EffectView): void {
		this.#view = view;
		for (const listener of this.#listeners) listener();
	}
}
