import { Failure } from '../model/failure.ts';
import { earlier, later } from '../model/offset-order.ts';
import { type PartitionKey, partitionKey } from '../model/partition-key.ts';
import type { ScanCoverage, ScanEnd, ScanHole, ScanPlan } from '../model/record-scan.ts';
import type { RecordSource, ScanEvent } from '../ports/record-source.ts';
import { type DetachedRecord, detached, type RecordView } from '../records/record-view.ts';
import { emptyTally, type ScanTally, scanRecordSet } from '../records/scan-record-set.ts';
import type { RecordFilter } from './record-filter.ts';

export type ScanWishes = {
	readonly filter: RecordFilter;
	/** Ends after so many matches. */
	readonly limit?: number | undefined;
	/** Compares the checksum of every batch. */
	readonly isVerified?: boolean;
	readonly bytesPerSecond: number | null;
	/** Goes on at the end with what is written from then on: a tail, of these partitions or also of those that the topics grow by. */
	readonly follows?: 'these' | 'all';
	/** Bytes of one partition to ask for at once; for a few records less is quicker. */
	readonly partitionBytes?: number;
	readonly signal?: AbortSignal | undefined;
};

/** Matches of one batch, in the order of offsets, and where the partition stands. Between partitions there is no order. */
export type FoundRecords = readonly DetachedRecord[];

/** A scan that runs as long as somebody takes what it finds: nobody taking, nothing is fetched and nothing lost. */
export type RecordJob = AsyncIterable<FoundRecords> & {
	/** What was looked at so far; cheap, for a progress line. */
	readonly coverage: () => ScanCoverage;
	/** Offset up to which each partition was looked at, all matches before it handed out. */
	readonly positions: () => ReadonlyMap<PartitionKey, bigint>;
	/** Partitions that wait for a leader or a broker now. */
	readonly waiting: () => readonly { readonly topic: string; readonly partition: number; readonly failure: Failure }[];
	/** How it ended; undefined while it runs. */
	readonly end: () => ScanEnd | undefined;
};

/** As long as one stretch of work may keep keys and sockets waiting. */
const SLICE_MS = 8;

/**
 * Reads what a plan names and hands out the records that match. The iteration rejects only when nothing can be read at all; what could not
 * be read of the plan is in the coverage. An abort ends it like an end, with `interrupted`.
 */
export const scanRecords = (source: RecordSource, plan: ScanPlan, wishes: ScanWishes): RecordJob => {
	const { filter, limit = Number.POSITIVE_INFINITY, isVerified = false, signal } = wishes;
	const follows = wishes.follows !== undefined;
	const starts = new Map<PartitionKey, bigint>(plan.partitions.map(p => [partitionKey(p.topic, p.partition), p.fromOffset]));
	const positions = new Map(starts);
	const ends = new Map<PartitionKey, bigint>(plan.partitions.map(p => [partitionKey(p.topic, p.partition), p.toOffset]));
	const holes: ScanHole[] = [];
	const tally = emptyTally();
	let end: ScanEnd | undefined;
	let matched = 0;
	let fetchedBytes = 0;
	const plannedOffsets = plan.partitions.reduce((sum, p) => sum + p.toOffset - p.fromOffset, 0n);
	const scan = source.scan(
		plan.partitions.map(({ topic, partition, fromOffset, toOffset }) => ({
			topic,
			partition,
			fromOffset,
			endOffset: follows ? null : toOffset,
		})),
		{
			isolation: plan.isolation,
			bytesPerSecond: wishes.bytesPerSecond,
			followsGrowth: wishes.follows === 'all',
			...(wishes.partitionBytes !== undefined && { partitionBytes: wishes.partitionBytes }),
			signal,
		},
	);

	async function* records(event: ScanEvent & { kind: 'records' }): AsyncGenerator<FoundRecords> {
		const key = partitionKey(event.topic, event.partition);
		const endOffset = follows ? null : (ends.get(key) ?? null);
		const set = { ...event, endOffset };
		let found: (RecordView | Promise<RecordView | null>)[] = [];
		const visit = (record: RecordView): void => {
			const answer = filter.test === null || filter.test(record);
			if (answer === true) found.push(record);
			else if (answer !== false) found.push(answer.then(isWanted => (isWanted ? record : null)));
		};
		const unreadBefore = tally.unread.length;
		let sliceEnd = performance.now() + SLICE_MS;
		for (const seenOffset of scanRecordSet(set, { needle: filter.needle, verifies: isVerified }, tally, visit)) {
			positions.set(key, endOffset === null ? seenOffset : earlier(seenOffset, endOffset));
			if (found.length > 0) {
				const matches = (await settled(found)).slice(0, limit - matched).flatMap(record => copied(record, tally));
				found = [];
				matched += matches.length;
				if (matched >= limit) positions.set(key, matches.at(-1)!.offset + 1n);
				if (matches.length > 0) yield matches;
				if (matched >= limit) return;
			}
			if (performance.now() < sliceEnd) continue;
			await new Promise(resolve => setImmediate(resolve));
			sliceEnd = performance.now() + SLICE_MS;
		}
		for (const { fromOffset, lastOffset, reason } of tally.unread.splice(unreadBefore))
			hole(event, 'unreadable', later(fromOffset, event.fromOffset), earlier(lastOffset + 1n, endOffset ?? lastOffset + 1n), reason, null);
	}

	const hole = (
		{ topic, partition }: { readonly topic: string; readonly partition: number },
		kind: ScanHole['kind'],
		fromOffset: bigint,
		nextOffset: bigint,
		reason: string,
		failure: Failure | null,
	): void => {
		if (nextOffset > fromOffset || failure !== null) holes.push({ topic, partition, kind, fromOffset, nextOffset, reason, failure });
	};

	async function* run(): AsyncGenerator<FoundRecords> {
		try {
			for await (const event of scan) {
				const key = partitionKey(event.topic, event.partition);
				const to = ends.get(key);
				if (event.kind === 'records') {
					fetchedBytes += event.bytes.length;
					yield* records(event);
					if (matched >= limit) {
						end = 'limit';
						return;
					}
					positions.set(key, follows || to === undefined ? event.nextOffset : earlier(event.nextOffset, to));
				} else if (event.kind === 'lost') {
					positions.set(key, event.nextOffset);
					hole(event, 'deleted', event.fromOffset, event.nextOffset, 'they were deleted before they were read', null);
				} else if (event.kind === 'added') positions.set(key, 0n);
				else if (event.kind === 'failed') hole(event, 'failed', event.atOffset, to ?? event.atOffset, event.failure.message, event.failure);
			}
			end = signal?.aborted ? 'interrupted' : 'covered';
		} catch (error) {
			if (!signal?.aborted) throw error;
			end = 'interrupted';
		} finally {
			end ??= 'interrupted';
			scan.close();
		}
	}

	return {
		[Symbol.asyncIterator]: () => run(),
		coverage: () => ({
			isolation: plan.isolation,
			partitions: positions.size,
			plannedOffsets,
			coveredOffsets: covered(starts, positions, holes),
			...counted(tally),
			matched,
			heldBackOffsets: plan.heldBackOffsets,
			holes,
			unread: plan.unread,
			isVerified,
			whereFailures: filter.whereFailures(),
			fetchedBytes,
		}),
		positions: () => positions,
		waiting: scan.waiting,
		end: () => end,
	};
};

/** Offsets that were looked at: up to where each partition stands, without those that were deleted before. */
const covered = (
	starts: ReadonlyMap<PartitionKey, bigint>,
	positions: ReadonlyMap<PartitionKey, bigint>,
	holes: readonly ScanHole[],
): bigint => {
	let sum = 0n;
	for (const [key, position] of positions) sum += position - (starts.get(key) ?? 0n);
	for (const { kind, fromOffset, nextOffset } of holes) if (kind === 'deleted') sum -= nextOffset - fromOffset;
	return sum;
};

const counted = ({ records, aborted, bytes }: ScanTally) => ({ recordsSeen: records, abortedRecords: aborted, unpackedBytes: bytes });

const settled = async (found: readonly (RecordView | Promise<RecordView | null>)[]): Promise<readonly RecordView[]> => {
	const views = await Promise.all(found);
	return views.filter(view => view !== null);
};

/** A record whose headers are broken is noted like a batch that is. */
const copied = (record: RecordView, { unread }: ScanTally): readonly DetachedRecord[] => {
	try {
		return [detached(record)];
	} catch (error) {
		unread.push({ fromOffset: record.offset, lastOffset: record.offset, reason: (error as Error).message });
		return [];
	}
};

/** Rejects what names nothing at all, before anything is read. */
export const requireReadable = (plan: ScanPlan): void => {
	if (plan.partitions.length > 0) return;
	throw plan.unread[0]?.failure ?? new Failure('notFound', 'No partition is named.');
};
