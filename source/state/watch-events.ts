import type { Controller } from '../model/cluster.ts';
import type { ClusterEvent } from '../model/cluster-event.ts';
import { asFailure, type Failure } from '../model/failure.ts';
import { describeClusterRight, type RightScope } from '../model/needed-right.ts';
import type { Gap } from '../model/unknown.ts';
import { isUnreadable, missingAt } from '../operations/missing.ts';
import { readLag } from '../operations/read-lag.ts';
import type { KnownCluster } from '../ports/known-cluster.ts';
import { pause } from '../units/pause.ts';
import { ClusterWatch } from './cluster-watch.ts';
import { LagHistory } from './lag-history.ts';
import { observedReader } from './observed-reader.ts';

/** One look at the whole cluster: what happened since the one before, and what it could not read. */
export type EventsLook = {
	readonly events: readonly ClusterEvent[];
	/** Groups whose lag was read. */
	readonly readable: number;
	readonly gaps: readonly Gap[];
	/** Why nothing at all could be looked at. */
	readonly failure: Failure | undefined;
};

/**
 * Looks at the cluster again and again until the signal aborts, or until `forMs` have passed, with a last look then. A look that fails is
 * an event of its own and does not end the watch.
 */
export async function* watchEvents(
	cluster: KnownCluster,
	{ intervalMs, forMs }: { readonly intervalMs: number; readonly forMs?: number | undefined },
	signal: AbortSignal,
): AsyncGenerator<EventsLook> {
	const watch = new ClusterWatch(cluster);
	const known: KnownCluster = { ...cluster, reader: observedReader(cluster.reader, watch) };
	const history = new LagHistory();
	const endMs = forMs === undefined ? Number.POSITIVE_INFINITY : cluster.clock.now() + forMs;
	let lastId = 0;
	for (let isLast = false; !signal.aborted; ) {
		const startedMs = cluster.clock.now();
		isLast = startedMs >= endMs;
		const look = await takeLook(known, watch, history, signal);
		if (signal.aborted) return;
		const events = watch.timeline.snapshot().events.filter(e => e.id > lastId);
		lastId = events.at(-1)?.id ?? lastId;
		yield { ...look, events };
		if (isLast) return;
		const nextMs = Math.min(startedMs + intervalMs, Math.max(endMs, startedMs));
		await pause(nextMs - cluster.clock.now(), signal);
	}
}

const takeLook = async (
	known: KnownCluster,
	watch: ClusterWatch,
	history: LagHistory,
	signal: AbortSignal,
): Promise<Omit<EventsLook, 'events'>> => {
	const startedMs = known.clock.now();
	const settled = await Promise.allSettled([
		readLag(known, { groups: [], behind: 'none' }, { signal }),
		known.reader.readTopics(null, { signal }),
		known.reader.readController({ signal }),
	]);
	await watch.settled();
	const [lag, topics, controller] = settled;
	const report = lag.status === 'fulfilled' ? history.addAll(lag.value, known.clock.now()) : undefined;
	if (report !== undefined) watch.seeLag(startedMs, report.rows);
	const refused = [lag, topics, controller].find(outcome => outcome.status === 'rejected');
	return {
		readable: report?.rows.filter(r => r.failure === null).length ?? 0,
		gaps: [...(report?.gaps ?? []), ...(controller.status === 'fulfilled' ? controllerGap(controller.value, known.scope) : [])],
		failure: refused === undefined ? undefined : asFailure(refused.reason),
	};
};

/** Its events are missing as well where the controller may not be asked for. */
const controllerGap = ({ failure }: Controller, scope: RightScope): readonly Gap[] =>
	failure === null || !isUnreadable(failure) ? [] : [missingAt('controller', failure, scope, describeClusterRight)];
