import { runInSlices } from '../model/in-slices.ts';
import { earlier, later } from '../model/offset-order.ts';
import { partitionKey } from '../model/partition-key.ts';
import type { PlannedPartition, ScanHole, UnreadPart } from '../model/record-scan.ts';
import type { PartitionWrites, TopicInspection } from '../model/topic-sample.ts';
import type { ClusterReader } from '../ports/cluster-reader.ts';
import type { RecordSource, ScanEvent } from '../ports/record-source.ts';
import { wholeBatches } from '../records/batch-span.ts';
import { SampleTally } from '../records/sample/sample-tally.ts';
import { PROBE_OFFSETS, planSample } from './plan-sample.ts';
import { planScan } from './plan-scan.ts';
import { requireReadable } from './scan-records.ts';

export type InspectWishes = {
	/** Bytes over the wire that the sample may take, about. */
	readonly sampleBytes: number;
	readonly bytesPerSecond: number | null;
	readonly nowMs: number;
	readonly signal?: AbortSignal | undefined;
	/** Told now and then how many bytes of the sample have come. */
	readonly onProgress?: (bytes: number) => void;
};

/** What was found, and what of the topic could not be looked at. */
export type Inspected = {
	readonly inspection: TopicInspection;
	readonly unread: readonly UnreadPart[];
	readonly holes: readonly ScanHole[];
};

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A sample is asked for in small pieces, so that none of a partition's is much larger than its share. */
const PARTITION_BYTES = { probe: 64 * 1024, sample: 1024 * 1024 } as const;
/** What older records are larger than the newest ones may be read beyond the sample, before it is cut off. */
const OVERSHOOT = 1.5;

/** Reads a bounded sample of a topic, transactions of all kinds in it, and says what its producers do. Rejects when nothing can be read. */
export const inspectTopic = async (
	reader: ClusterReader,
	source: RecordSource,
	topic: string,
	wishes: InspectWishes,
): Promise<Inspected> => {
	const { nowMs, sampleBytes, signal } = wishes;
	const question = { topics: [topic], from: 'beginning', to: 'end', isolation: 'read_uncommitted' } as const;
	const plan = await planScan(reader, question, { signal });
	requireReadable(plan);
	const unread = [...plan.unread];
	const writes = await readWrites(reader, plan.partitions, unread, wishes);
	const sizes = await probe(source, plan.partitions, wishes);
	const filled = plan.partitions.filter(p => p.toOffset > p.beginOffset);
	const recentOf = new Map(writes.map(w => [w.partition, w.lastDay]));
	const sampled = planSample(
		filled.map(p => ({ plan: p, recentOffsets: recentOf.get(p.partition) ?? 0n, offsetBytes: sizes.get(p.partition) ?? null })),
		sampleBytes,
	);
	const tally = new SampleTally(plan.partitions.length, nowMs);
	const holes: ScanHole[] = [];
	let bytes = 0;
	let sampledOffsets = 0n;
	for await (const event of scan(source, sampled, PARTITION_BYTES.sample, wishes)) {
		if (event.kind === 'records') {
			const endOffset = sampled.find(p => p.partition === event.partition)!.toOffset;
			await runInSlices(tally.add({ ...event, endOffset }));
			bytes += event.bytes.length;
			sampledOffsets += earlier(event.nextOffset, endOffset) - event.fromOffset;
			wishes.onProgress?.(bytes);
			if (bytes >= sampleBytes * OVERSHOOT) break;
		} else if (event.kind === 'failed') holes.push(holeOf(event, sampled));
	}
	signal?.throwIfAborted();
	const logOffsets = plan.partitions.reduce((sum, p) => sum + p.toOffset - p.beginOffset, 0n);
	const sample = await runInSlices(tally.result());
	return { inspection: { topic, sample, writes, logOffsets, sampledOffsets }, unread, holes };
};

const scan = (source: RecordSource, partitions: readonly PlannedPartition[], partitionBytes: number, wishes: InspectWishes) =>
	source.scan(
		partitions.map(({ topic, partition, fromOffset, toOffset }) => ({ topic, partition, fromOffset, endOffset: toOffset })),
		{ isolation: 'read_uncommitted', bytesPerSecond: wishes.bytesPerSecond, partitionBytes, signal: wishes.signal },
	);

/** Bytes that an offset takes at the end of each partition. */
const probe = async (source: RecordSource, partitions: readonly PlannedPartition[], wishes: InspectWishes) => {
	const sizes = new Map<number, number>();
	const ends = partitions
		.filter(p => p.toOffset > p.beginOffset)
		.map(p => ({ ...p, fromOffset: later(p.beginOffset, p.toOffset - PROBE_OFFSETS) }));
	let bytes = 0;
	for await (const event of scan(source, ends, PARTITION_BYTES.probe, wishes)) {
		if (event.kind !== 'records') continue;
		bytes += event.bytes.length;
		const first = event.bytes.length < 8 ? event.fromOffset : event.bytes.readBigInt64BE(0);
		const offsets = (wholeBatches(event.bytes).nextOffset ?? event.nextOffset) - first;
		if (offsets > 0n) sizes.set(event.partition, event.bytes.length / Number(offsets));
		// Records of megabytes must not make the probe larger than what it is for.
		if (bytes >= wishes.sampleBytes / 2) break;
	}
	return sizes;
};

/** Offsets that partitions took lately; those that cannot be asked are noted. */
const readWrites = async (
	reader: ClusterReader,
	partitions: readonly PlannedPartition[],
	unread: UnreadPart[],
	{ nowMs, signal }: InspectWishes,
): Promise<readonly PartitionWrites[]> => {
	const since = (target: number) =>
		reader.readOffsets(
			partitions.map(({ topic, partition }) => ({ topic, partition, target })),
			{ signal },
		);
	const [hours, days] = await Promise.all([since(nowMs - HOUR_MS), since(nowMs - DAY_MS)]);
	return partitions.flatMap(({ topic, partition, beginOffset, toOffset }) => {
		const key = partitionKey(topic, partition);
		const [hour, day] = [hours.get(key), days.get(key)];
		const failed = [hour, day].find(o => o !== undefined && !o.ok);
		if (failed !== undefined && !failed.ok) unread.push({ topic, partition, failure: failed.failure });
		if (!hour?.ok || !day?.ok) return [];
		const written = (offset: bigint | null): bigint => (offset === null || offset > toOffset ? 0n : toOffset - later(offset, beginOffset));
		return [{ partition, inLog: toOffset - beginOffset, lastHour: written(hour.value.offset), lastDay: written(day.value.offset) }];
	});
};

const holeOf = (
	{ topic, partition, atOffset, failure }: ScanEvent & { kind: 'failed' },
	sampled: readonly PlannedPartition[],
): ScanHole => {
	const nextOffset = sampled.find(p => p.partition === partition)?.toOffset ?? atOffset;
	return { topic, partition, kind: 'failed', fromOffset: atOffset, nextOffset, reason: failure.message, failure };
};
