import type { ClusterEvent, EventFacts } from '../model/cluster-event.ts';

/** What happened since the session began, oldest first. */
export type TimelineSnapshot = {
	readonly events: readonly ClusterEvent[];
	/** Older events that were let go, so that a session of days does not grow. */
	readonly dropped: number;
};

/** When something happened: between two looks. */
export type EventTime = Pick<ClusterEvent, 'sinceMs' | 'seenMs' | 'isLate'>;

/** A night of one event a minute. */
const MOST_EVENTS = 1_000;

/** Keeps what happened for the whole session, whatever screen is shown. */
export class Timeline {
	readonly #most: number;
	readonly #listeners = new Set<() => void>();
	#snapshot: TimelineSnapshot = { events: [], dropped: 0 };
	#lastId = 0;

	constructor(most = MOST_EVENTS) {
		this.#most = most;
	}

	/** The same object while nothing happens. */
	readonly snapshot = (): TimelineSnapshot => this.#snapshot;

	readonly subscribe = (listener: () => void): (() => void) => {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	};

	add(facts: readonly EventFacts[], time: EventTime): void {
		if (facts.length === 0) return;
		const all = [...this.#snapshot.events, ...facts.map(f => ({ ...f, ...time, id: ++this.#lastId }))];
		const excess = Math.max(0, all.length - this.#most);
		this.#snapshot = { events: excess === 0 ? all : all.slice(excess), dropped: this.#snapshot.dropped + excess };
		for (const listener of this.#listeners) listener();
	}
}
