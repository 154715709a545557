import { Failure, type Outcome } from '../../model/failure.ts';
import type { OffsetAnswer } from '../../ports/cluster-reader.ts';
import type { ClusterLink } from '../cluster-link.ts';
import { readOffsets } from '../offsets.ts';
import type { ScannedPartition } from './scanned-partition.ts';

/** What became of an offset that the leader does not have. */
export type FoundOffset =
	/** Everything before `startOffset` was deleted. */
	| { readonly kind: 'deleted'; readonly startOffset: bigint }
	| { readonly kind: 'failed'; readonly failure: Failure }
	/** The log holds it; another broker is to be asked, or the same again. */
	| { readonly kind: 'moved'; readonly failure: Failure };

export const findOffset = async (link: ClusterLink, p: ScannedPartition, signal: AbortSignal): Promise<FoundOffset> => {
	const { topic, partition, position } = p;
	const ask = async (target: 'earliest' | 'latest'): Promise<Outcome<OffsetAnswer> | undefined> =>
		(await readOffsets(link, [{ topic, partition, target }], { signal })).get(p.key);
	const [earliest, latest] = await Promise.all([ask('earliest'), ask('latest')]);
	for (const outcome of [earliest, latest]) if (outcome?.ok === false) return { kind: 'moved', failure: outcome.failure };
	const [start, end] = [earliest, latest].map(outcome => (outcome?.ok ? outcome.value.offset : null));
	if (start == null || end == null)
		return { kind: 'moved', failure: new Failure('incomplete', 'The broker did not tell where the log starts and ends.') };
	if (start > position) return { kind: 'deleted', startOffset: start };
	if (end >= position) return { kind: 'moved', failure: new Failure('connection', `The leader does not have offset ${position}.`) };
	const text = `The log ends at offset ${end} now, before offset ${position} where it was being read: a leader that was not in sync took over, or the topic was made anew.`;
	return { kind: 'failed', failure: new Failure('incomplete', text) };
};
