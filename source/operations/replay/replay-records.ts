/** Reads ranges of records and writes them into a topic again, with what is needed to go on after any end. */

import type { ReplayRecords } from '../../model/change.ts';
import { asFailure, type Failure } from '../../model/failure.ts';
import type { ChangeResult } from '../../model/journalled-change.ts';
import { type PartitionKey, partitionKey } from '../../model/partition-key.ts';
import { isComplete, type ScanCoverage } from '../../model/record-scan.ts';
import { rangesLeft, type SaveState, type WrittenPart } from '../../model/replay-checkpoint.ts';
import type { OutgoingRecord, RecordSink } from '../../ports/record-sink.ts';
import type { DetachedRecord } from '../../records/record-view.ts';
import { pause } from '../../units/pause.ts';
import type { RecordAccess } from '../record-access.ts';
import { recordFilter } from '../record-filter.ts';
import { scanRecords } from '../scan-records.ts';
import { placeOf } from './placement.ts';
import { planOf } from './plan-replay.ts';
import { provenHeaders } from './provenance.ts';

/** What is written at once: enough to be quick, and so little of one partition that its batch stays below Kafka's usual 1 MiB. */
const MOST = { records: 10_000, bytes: 8 * 1024 * 1024, partitionBytes: 512 * 1024 } as const;
/** At a limited rate so much of a second at once, so that the rate is even. */
const RATE_SHARE = 0.1;
const CHECKPOINT_MS = 1_000;

export type ReplayProgress = { readonly read: number; readonly matched: number; readonly written: number; readonly share: number };

export type ReplayParts = {
	readonly access: RecordAccess;
	readonly sink: RecordSink;
	readonly partitions: number;
	readonly bytesPerSecond: number | null;
	/** What the run has written already, by partition of the target. */
	readonly parts: ReadonlyMap<number, WrittenPart>;
	readonly writtenBefore: number;
	readonly save: SaveState;
	readonly onProgress?: ((progress: ReplayProgress) => void) | undefined;
	readonly signal?: AbortSignal | undefined;
	readonly now: () => number;
};

export type Replayed = {
	readonly result: ChangeResult;
	readonly read: number;
	readonly matched: number;
	readonly written: number;
	/** Copies that were there already from before the run was interrupted. */
	readonly skipped: number;
	readonly isComplete: boolean;
	readonly coverage: ScanCoverage;
	readonly failure: Failure | null;
	/** The last state could not be saved: the one before it is what a resumed run begins with. */
	readonly checkpointFailure: Failure | null;
};

type Chunk = {
	readonly records: OutgoingRecord[];
	readonly origins: { readonly key: PartitionKey; readonly offset: bigint }[];
	bytes: number;
};

/** Never rejects: what was written by then must be told whatever happened. */
export const replayRecords = async (change: ReplayRecords, given: ReplayParts): Promise<Replayed> => {
	const { access, sink, save, signal, now } = given;
	const run = Buffer.from(change.run);
	const stop = new AbortController();
	const job = scanRecords(access.source, planOf(change.ranges, change.isolation), {
		filter: await recordFilter(change.filter, access.decoder),
		limit: change.limit ?? undefined,
		bytesPerSecond: given.bytesPerSecond,
		signal: signal === undefined ? stop.signal : AbortSignal.any([signal, stop.signal]),
	});
	const parts = new Map([...given.parts].map(([partition, p]) => [partition, { offset: p.offset, written: new Map(p.written) }]));
	let written = given.writtenBefore;
	let skipped = 0;
	let savedAt = performance.now();
	let failure: Failure | null = null;
	let checkpointFailure: Failure | null = null;
	const began = performance.now();
	const perWrite = change.recordsPerSecond === null ? MOST.records : Math.max(1, Math.floor(change.recordsPerSecond * RATE_SHARE));
	let sent = 0;
	let chunk: Chunk = { records: [], origins: [], bytes: 0 };
	let partitionBytes = new Map<number, number>();
	let underWay: Promise<void> = Promise.resolve();

	const progress = (): void => {
		const { recordsSeen, matched, coveredOffsets, plannedOffsets } = job.coverage();
		given.onProgress?.({
			read: recordsSeen,
			matched,
			written,
			share: plannedOffsets === 0n ? 1 : Number(coveredOffsets) / Number(plannedOffsets),
		});
	};
	const checkpoint = async (positions: ReadonlyMap<PartitionKey, bigint>): Promise<void> => {
		savedAt = performance.now();
		await save({ change: { ...change, ranges: rangesLeft(change.ranges, positions) }, written, parts });
	};
	const write = async ({ records, origins }: Chunk, positions: ReadonlyMap<PartitionKey, bigint>): Promise<void> => {
		const answers = await sink.write(records);
		for (const [i, { key, offset }] of origins.entries()) parts.get(records[i]!.partition)!.written.set(key, offset);
		for (const { partition, baseOffset, records: count } of answers) {
			const part = parts.get(partition)!;
			// Only where nobody else wrote in between is all before it ours to know; a resumed run reads the rest.
			if (baseOffset === part.offset) part.offset = baseOffset + BigInt(count);
		}
		written += records.length;
		progress();
		if (performance.now() - savedAt >= CHECKPOINT_MS) await checkpoint(positions);
	};
	/**
	 * Hands the chunk over once the one before it is written; meanwhile the next is read. `next` is the first record that the scan has handed
	 * out and that is in no chunk yet: no checkpoint may stand behind it.
	 */
	const flush = async (next?: DetachedRecord): Promise<void> => {
		await underWay;
		if (change.recordsPerSecond !== null) await pause(began + (sent / change.recordsPerSecond) * 1000 - performance.now(), signal);
		if (chunk.records.length === 0) return;
		const full = chunk;
		const positions = new Map(job.positions());
		if (next !== undefined) positions.set(partitionKey(next.topic, next.partition), next.offset);
		chunk = { records: [], origins: [], bytes: 0 };
		partitionBytes = new Map();
		sent += full.records.length;
		underWay = write(full, positions);
		underWay.catch(() => {});
	};
	const add = (record: DetachedRecord): boolean => {
		const key = partitionKey(record.topic, record.partition);
		const partition = placeOf(record, change.placement, given.partitions);
		const last = parts.get(partition)?.written.get(key);
		if (last !== undefined && record.offset <= last) {
			skipped += 1;
			return false;
		}
		const headers = provenHeaders(record, run);
		chunk.records.push({ partition, key: record.key, value: record.value, headers, timestampMs: now() });
		chunk.origins.push({ key, offset: record.offset });
		const bytes = record.sizeBytes + 200;
		chunk.bytes += bytes;
		const own = (partitionBytes.get(partition) ?? 0) + bytes;
		partitionBytes.set(partition, own);
		return chunk.records.length >= perWrite || chunk.bytes >= MOST.bytes || own >= MOST.partitionBytes;
	};

	let isWhole = false;
	try {
		// Before the first record is written there must be something to go on from.
		await checkpoint(new Map());
		for await (const records of job) for (const [i, record] of records.entries()) if (add(record)) await flush(records[i + 1]);
		await flush();
		await underWay;
		isWhole = true;
	} catch (error) {
		failure = asFailure(error);
	} finally {
		stop.abort();
		await underWay.catch(() => {});
	}
	const coverage = job.coverage();
	const isEnded = isWhole && (job.end() === 'limit' || (job.end() === 'covered' && isComplete(coverage)));
	return {
		...(await ended()),
		read: coverage.recordsSeen,
		matched: coverage.matched,
		written,
		skipped,
		isComplete: isEnded,
		coverage,
		failure,
		checkpointFailure,
	};

	async function ended(): Promise<{ readonly result: ChangeResult }> {
		const isUncertain = failure?.details.isUncertain === true;
		if (isEnded) return { result: 'applied' };
		if (isWhole) await checkpoint(new Map(job.positions())).catch(error => (checkpointFailure = asFailure(error)));
		return { result: written > 0 ? 'partly' : isUncertain ? 'unknown' : 'notApplied' };
	}
};
