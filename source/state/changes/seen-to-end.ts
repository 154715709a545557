import type { ClusterChanges } from '../../operations/cluster-changes.ts';
import { pause } from '../../units/pause.ts';

/** Longer than a change is read back for. */
export const PATIENCE_MS = 10_000;

/** Knows which confirmed changes are not at their end, so that nothing is closed under them: not by a person who leaves, nor by a line that drops. */
export class SeenToEnd {
	readonly #making = new Set<Promise<unknown>>();

	/** The same changes, watched from the moment they are confirmed. */
	readonly watching = (changes: ClusterChanges): ClusterChanges => ({
		...changes,
		apply: request => {
			const applied = changes.apply({
				...request,
				isConfirmed: async judgement => {
					const isConfirmed = await request.isConfirmed(judgement);
					if (isConfirmed) this.#making.add(applied);
					return isConfirmed;
				},
			});
			const forget = (): void => void this.#making.delete(applied);
			applied.then(forget, forget);
			return applied;
		},
	});

	/** Resolves when all of them are at their end, and after some seconds in any case: then the journal tells that their end was not seen. */
	async settled(patienceMs = PATIENCE_MS): Promise<void> {
		if (this.#making.size === 0) return;
		const waiting = new AbortController();
		await Promise.race([Promise.allSettled(this.#making), pause(patienceMs, waiting.signal)]);
		waiting.abort();
	}
}
