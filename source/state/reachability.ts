import { type EventFacts, eventFacts } from '../model/cluster-event.ts';
import type { Failure } from '../model/failure.ts';
import { isSilence } from '../model/failure-kinds.ts';

/** What one broker answered; undefined where it answered well. */
export type BrokerAnswers = ReadonlyMap<number, Failure | undefined>;

/** When the first and the last look began that it did not answer. */
type Silence = { readonly firstMs: number; readonly lastMs: number; readonly isSaid: boolean };

/**
 * Kafka itself takes nine seconds and more to call a crashed broker dead, and says so in its metadata then. Only a silence that
 * outlives that, while metadata goes on to call the broker alive, is news of its own; milliseconds.
 */
const SILENCE_MS = 12_000;

/** Remembers which brokers fall silent although metadata calls them alive, and says when they do and when they answer again, once. */
export class Reachability {
	readonly #silent = new Map<number, Silence>();
	readonly #answeredMs = new Map<number, number>();

	/** Takes in what brokers answered to a look that began at `startedMs`. `sinceMs` is after when its events happened; undefined without any. */
	see(
		startedMs: number,
		answers: BrokerAnswers,
		alive: ReadonlySet<number>,
	): { readonly facts: readonly EventFacts[]; readonly sinceMs: number | undefined } {
		const fell: number[] = [];
		const back: number[] = [];
		const since: number[] = [];
		let reason: string | undefined;
		for (const id of this.#silent.keys()) if (!alive.has(id)) this.#silent.delete(id);
		for (const [id, failure] of answers) {
			if (!alive.has(id)) continue;
			const silence = this.#silent.get(id);
			if (failure === undefined || !isSilence(failure)) {
				// An answer to an earlier question says nothing about a silence that came after it.
				if (silence !== undefined && startedMs < silence.firstMs) continue;
				this.#silent.delete(id);
				this.#answeredMs.set(id, startedMs);
				if (silence?.isSaid !== true) continue;
				back.push(id);
				since.push(silence.lastMs);
			} else if (silence === undefined || silence.isSaid || startedMs - silence.firstMs < SILENCE_MS) {
				this.#silent.set(id, { ...(silence ?? { firstMs: startedMs, isSaid: false }), lastMs: startedMs });
			} else {
				this.#silent.set(id, { ...silence, lastMs: startedMs, isSaid: true });
				fell.push(id);
				since.push(this.#answeredMs.get(id) ?? silence.firstMs);
				reason ??= failure.message;
			}
		}
		const silent = [...this.#silent.values()].filter(s => s.isSaid).length;
		const severity = silent * 2 >= alive.size ? ({ severity: 'critical' } as const) : {};
		return {
			facts: [
				...(fell.length === 0 ? [] : [eventFacts('brokerUnreachable', { brokers: sorted(fell), reason: reason ?? null, ...severity })]),
				...(back.length === 0 ? [] : [eventFacts('brokerReachable', { brokers: sorted(back) })]),
			],
			sinceMs: since.length === 0 ? undefined : Math.min(...since),
		};
	}
}

const sorted = (ids: readonly number[]): readonly number[] => ids.toSorted((a, b) => a - b);
