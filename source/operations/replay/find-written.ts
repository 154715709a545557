import { Failure } from '../../model/failure.ts';
import { type PartitionKey, partitionKey } from '../../model/partition-key.ts';
import type { ScanPlan } from '../../model/record-scan.ts';
import type { WrittenPart } from '../../model/replay-checkpoint.ts';
import type { KnownCluster } from '../../ports/known-cluster.ts';
import { needleOf } from '../../records/needle.ts';
import { pause } from '../../units/pause.ts';
import type { RecordAccess } from '../record-access.ts';
import { type RecordJob, scanRecords } from '../scan-records.ts';
import { originOf } from './provenance.ts';

/** Where the partitions of a topic end now: nothing of a run that begins lies before. Rejects when one cannot be told. */
export const partsAtEnd = async (
	{ reader }: KnownCluster,
	topic: string,
	partitions: number,
	signal?: AbortSignal,
): Promise<ReadonlyMap<number, WrittenPart>> => {
	const ids = Array.from({ length: partitions }, (_, partition) => partition);
	const ends = await reader.readOffsets(
		ids.map(partition => ({ topic, partition, target: 'latest' })),
		{ signal },
	);
	return new Map(
		ids.map(partition => {
			const end = ends.get(partitionKey(topic, partition));
			if (end !== undefined && !end.ok) throw end.failure;
			return [partition, { offset: end?.value.offset ?? 0n, written: new Map<PartitionKey, bigint>() }] as const;
		}),
	);
};

/** What a run that was killed sent last may still be on its way through a broker. */
const UNDER_WAY_MS = 1_000;

/**
 * Looks up what a run wrote behind its last checkpoint: its copies carry where they come from. Rejects when the topic that is written to cannot
 * be read to its end, since then nobody knows what would be written twice.
 */
export const findWritten = async (
	known: KnownCluster,
	{ source }: RecordAccess,
	ask: {
		readonly topic: string;
		readonly run: string;
		readonly parts: ReadonlyMap<number, WrittenPart>;
		readonly signal?: AbortSignal | undefined;
	},
): Promise<ReadonlyMap<number, WrittenPart>> => {
	const { topic, run, parts, signal } = ask;
	await pause(UNDER_WAY_MS, signal);
	const ends = await partsAtEnd(known, topic, parts.size, signal);
	const { topics } = await known.reader.readTopics([topic], { signal });
	const topicId = topics[0]?.topicId ?? '';
	const plan: ScanPlan = {
		// What was written is there, whether somebody else's transaction is open before it or not.
		isolation: 'read_uncommitted',
		partitions: [...parts].map(([partition, { offset }]) => {
			const toOffset = ends.get(partition)?.offset ?? offset;
			return { topic, topicId, partition, beginOffset: offset, readableOffset: toOffset, fromOffset: offset, toOffset };
		}),
		unread: [],
		heldBackOffsets: 0n,
	};
	const filter = { needle: needleOf(Buffer.from(run)), test: null, whereFailures: () => [] };
	const job: RecordJob = scanRecords(source, plan, { filter, bytesPerSecond: null, signal });
	const found = new Map([...parts].map(([partition, part]) => [partition, new Map(part.written)]));
	for await (const records of job)
		for (const record of records) {
			const origin = originOf(record, run);
			const written = found.get(record.partition);
			if (origin === undefined || written === undefined) continue;
			const key = partitionKey(origin.topic, origin.partition);
			const last = written.get(key);
			if (last === undefined || origin.offset > last) written.set(key, origin.offset);
		}
	signal?.throwIfAborted();
	// What was deleted meanwhile cannot be written twice by this: it is not there any more.
	const hole = job.coverage().holes.find(h => h.kind !== 'deleted');
	if (hole !== undefined)
		throw new Failure(
			hole.failure?.kind ?? 'incomplete',
			`${hole.topic}/${hole.partition} could not be read to its end, so that nobody knows which copies are there: ${hole.reason}`,
			{ ...(hole.failure?.needs && { needs: hole.failure.needs }) },
		);
	return new Map(
		[...parts].map(([partition, part]) => [
			partition,
			{ offset: ends.get(partition)?.offset ?? part.offset, written: found.get(partition)! },
		]),
	);
};
