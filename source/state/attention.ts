import { type EventFacts, eventFacts } from '../model/cluster-event.ts';
import type { Failure } from '../model/failure.ts';
import { isOnTheWay } from '../model/failure-kinds.ts';

/** What is looked at again and again. */
export type Subject = 'topics' | 'controller' | 'groups';

/** Milliseconds between two looks; the calmer ones cost a question to every broker. */
export const PACE_MS: Readonly<Record<Subject, number>> = { topics: 10_000, controller: 10_000, groups: 15_000 };
/** A look that comes after this many paces is late: what it finds may have happened long before. */
const LATE_PACES = 3;

type Past = { readonly startedMs: number; readonly endedMs: number };

/** Keeps account of when each subject was looked at, so that what was not watched is said, once, and never taken for "nothing happened". */
export class Attention {
	readonly #begun = new Map<Subject, number>();
	readonly #last = new Map<Subject, Past>();
	readonly #failing = new Set<Subject | 'cluster'>();
	#isPaused = false;
	/** Looking was paused at some time since the last look. */
	#wasPaused = false;
	#saidGap: { readonly sinceMs: number; readonly untilMs: number } | undefined;

	/** Counts the first pace from `openedMs`: at start the screen comes first. */
	constructor(openedMs: number) {
		for (const subject of Object.keys(PACE_MS) as Subject[]) this.#begun.set(subject, openedMs);
	}

	/** Tells whether a subject should be looked at now; half a second early rather than a round late. */
	isDue(subject: Subject, nowMs: number): boolean {
		const sinceMs = nowMs - this.#begun.get(subject)!;
		// A clock that was set back must not blind us until it has caught up.
		return sinceMs < 0 || sinceMs >= PACE_MS[subject] - 500;
	}

	begin(subject: Subject, nowMs: number): void {
		this.#begun.set(subject, nowMs);
	}

	/** A look that was given up before its answer counts as none. */
	giveUp(subject: Subject): void {
		const last = this.#last.get(subject);
		if (last !== undefined) this.#begun.set(subject, last.startedMs);
	}

	pause(isPaused: boolean): void {
		this.#isPaused = isPaused;
		this.#wasPaused ||= isPaused;
	}

	/** Takes note of a look that failed, and says so the first time; `isPartial` when others were answered meanwhile. */
	fail(subject: Subject, failure: Failure, { isPartial = false } = {}): readonly EventFacts[] {
		const failing = isOnTheWay(failure) && !isPartial ? 'cluster' : subject;
		if (this.#failing.has(failing)) return [];
		this.#failing.add(failing);
		return [eventFacts('notRead', { subject: isPartial ? `some ${failing}` : failing, reason: failure.message })];
	}

	/** Takes note of a look that succeeded: how late it is, and what has to be said of the time before it. */
	succeed(subject: Subject, startedMs: number, endedMs: number): { readonly isLate: boolean; readonly said: readonly EventFacts[] } {
		const last = this.#last.get(subject);
		this.#last.set(subject, { startedMs, endedMs });
		const said: EventFacts[] = [];
		for (const failing of ['cluster', subject] as const)
			if (this.#failing.delete(failing)) said.push(eventFacts('readAgain', { subject: failing }));
		if (last === undefined) return { isLate: false, said };
		const isLate = endedMs - last.endedMs > LATE_PACES * PACE_MS[subject];
		if (isLate && said.length === 0 && !this.#isSaid(last.endedMs)) {
			said.push(eventFacts('notWatched', { reason: this.#wasPaused ? 'refreshing was paused' : 'no look was taken' }));
		}
		if (isLate) this.#saidGap = { sinceMs: last.endedMs, untilMs: endedMs };
		this.#wasPaused = this.#isPaused;
		return { isLate, said };
	}

	/** One gap concerns every subject and is said once. */
	#isSaid(sinceMs: number): boolean {
		return this.#saidGap !== undefined && sinceMs < this.#saidGap.untilMs;
	}
}
