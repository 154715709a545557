import type { GroupLag } from '../model/lag.ts';
import type { Report } from '../model/report.ts';
import { type LagAsk, readLag } from '../operations/read-lag.ts';
import type { ReadOptions } from '../ports/cluster-reader.ts';
import type { KnownCluster } from '../ports/known-cluster.ts';
import { pause } from '../units/pause.ts';
import { LagHistory } from './lag-history.ts';

export type WatchAsk = LagAsk & { readonly intervalMs: number };

/**
 * Looks at lag again and again, never two looks at once, and yields each with what history adds. It ends when the signal aborts.
 * A look that fails as a whole is thrown; the watcher decides whether to go on, with the same history.
 */
export async function* watchLag(
	known: KnownCluster,
	ask: WatchAsk,
	options: ReadOptions = {},
	history = new LagHistory(),
): AsyncGenerator<Report<GroupLag>> {
	while (!options.signal?.aborted) {
		const startedMs = known.clock.now();
		yield history.addAll(await readLag(known, ask, options), known.clock.now());
		await pause(ask.intervalMs - (known.clock.now() - startedMs), options.signal);
	}
}
