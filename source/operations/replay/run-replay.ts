import type { ReplayRecords } from '../../model/change.ts';
import { Failure } from '../../model/failure.ts';
import type { SaveState, WrittenPart } from '../../model/replay-checkpoint.ts';
import type { KnownCluster } from '../../ports/known-cluster.ts';
import type { RecordSink } from '../../ports/record-sink.ts';
import type { Landing } from '../changes/land-change.ts';
import type { RecordAccess } from '../record-access.ts';
import { findWritten, partsAtEnd } from './find-written.ts';
import { type Replayed, type ReplayProgress, replayRecords } from './replay-records.ts';

/** What a replay takes besides the change. */
export type ReplayWork = {
	/** What the run has written before it was interrupted; undefined for a new one. */
	readonly resumed?: { readonly written: number; readonly parts: ReadonlyMap<number, WrittenPart> } | undefined;
	readonly bytesPerSecond: number | null;
	readonly save: SaveState;
	readonly onProgress?: (progress: ReplayProgress) => void;
};

type Given = {
	readonly known: KnownCluster;
	readonly access: RecordAccess;
	readonly sink: () => Promise<RecordSink>;
	readonly work: ReplayWork | undefined;
	readonly signal?: AbortSignal | undefined;
};

/** Makes a replay that was judged and confirmed. Rejects only before anything is written. */
export const runReplay = async (
	change: ReplayRecords,
	{ known, access, sink: open, work, signal }: Given,
): Promise<Landing & { readonly replayed: Replayed }> => {
	if (work === undefined) throw new Failure('bug', 'A replay was asked for without what it takes.');
	const { topic, run, partitions } = change;
	const parts =
		work.resumed === undefined
			? await partsAtEnd(known, topic, partitions, signal)
			: await findWritten(known, access, { topic, run, parts: work.resumed.parts, signal });
	const sink = await open();
	try {
		const { now } = known.clock;
		const writtenBefore = work.resumed?.written ?? 0;
		const replayed = await replayRecords(change, { ...work, access, sink, partitions, parts, writtenBefore, signal, now });
		const { result, read, matched, written, skipped, isComplete, failure } = replayed;
		const failures = new Map(failure === null ? [] : [[topic, failure]]);
		return { result, after: { read, matched, written, skipped, complete: isComplete }, failures, replayed };
	} finally {
		await sink.close();
	}
};
