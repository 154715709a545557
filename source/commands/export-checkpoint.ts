import { Failure } from '../model/failure.ts';
import type { Isolation, PlannedPartition, ScanCoverage, ScanHole, ScanPlan } from '../model/record-scan.ts';
import type { ExportFormat } from '../operations/export-formats.ts';
import type { FilterQuestion } from '../operations/record-filter.ts';
import type { JsonObject } from '../units/json.ts';

/** What an export needs to go on: the same question, what is left of the plan, and what was seen. */
export type ExportState = {
	/** Kafka's id of the cluster; null when it did not tell. */
	readonly clusterId: string | null;
	readonly format: ExportFormat;
	readonly filter: FilterQuestion;
	readonly limit: number | null;
	readonly isVerified: boolean;
	readonly plan: ScanPlan;
	readonly coverage: Seen;
};

/** The part of a coverage that lasts: what failed is tried again, so it is not in it. */
export type Seen = Pick<
	ScanCoverage,
	'coveredOffsets' | 'recordsSeen' | 'matched' | 'abortedRecords' | 'fetchedBytes' | 'unpackedBytes' | 'holes' | 'whereFailures'
>;

const VERSION = 2;

/** Offsets are texts: JSON.parse keeps no more than 2^53. */
export const checkpointDocument = ({ clusterId, format, filter, limit, isVerified, plan, coverage }: ExportState): JsonObject => ({
	version: VERSION,
	clusterId,
	format,
	filter: { ...filterDocument(filter) },
	limit,
	isVerified,
	isolation: plan.isolation,
	heldBackOffsets: String(plan.heldBackOffsets),
	unread: plan.unread.map(({ topic, partition, failure }) => ({ topic, partition, reason: failure.message })),
	partitions: plan.partitions.map(p => ({
		topic: p.topic,
		topicId: p.topicId,
		partition: p.partition,
		beginOffset: String(p.beginOffset),
		readableOffset: String(p.readableOffset),
		fromOffset: String(p.fromOffset),
		toOffset: String(p.toOffset),
	})),
	coverage: {
		coveredOffsets: String(coverage.coveredOffsets),
		recordsSeen: coverage.recordsSeen,
		matched: coverage.matched,
		abortedRecords: coverage.abortedRecords,
		fetchedBytes: coverage.fetchedBytes,
		unpackedBytes: coverage.unpackedBytes,
		whereFailures: coverage.whereFailures.map(({ reason, records }) => ({ reason, records })),
		holes: coverage.holes
			.filter(hole => hole.kind !== 'failed')
			.map(({ topic, partition, kind, fromOffset, nextOffset, reason }) => ({
				topic,
				partition,
				kind,
				fromOffset: String(fromOffset),
				nextOffset: String(nextOffset),
				reason,
			})),
	},
});

const filterDocument = ({ key, contains, matches, where, isInverted }: FilterQuestion): JsonObject => ({
	...(key !== undefined && { key }),
	...(contains !== undefined && { contains }),
	...(matches !== undefined && { matches }),
	...(where !== undefined && { where }),
	...(isInverted !== undefined && { isInverted }),
});

type Texts<T> = { readonly [K in keyof T]: T[K] extends bigint ? string : T[K] };
type Document = {
	readonly version: number;
	readonly clusterId: string | null;
	readonly format: ExportFormat;
	readonly filter: FilterQuestion;
	readonly limit: number | null;
	readonly isVerified: boolean;
	readonly isolation: Isolation;
	readonly heldBackOffsets: string;
	readonly unread: readonly { readonly topic: string; readonly partition: number | null; readonly reason: string }[];
	readonly partitions: readonly Texts<PlannedPartition>[];
	readonly coverage: Omit<Texts<Seen>, 'holes'> & { readonly holes: readonly Omit<Texts<ScanHole>, 'failure'>[] };
};

/** Reads a checkpoint that this program wrote. Throws a usage Failure for anything else. */
export const readCheckpoint = (state: unknown, file: string): ExportState => {
	const document = state as Document;
	if (document.version !== VERSION)
		throw new Failure('usage', `The checkpoint of ${file} was written by another version of msk-tui (${document.version}).`);
	try {
		const { clusterId, format, filter, limit, isVerified, isolation, heldBackOffsets, unread, partitions, coverage } = document;
		return {
			clusterId,
			format,
			filter,
			limit,
			isVerified,
			plan: {
				isolation,
				heldBackOffsets: BigInt(heldBackOffsets),
				unread: unread.map(({ topic, partition, reason }) => ({ topic, partition, failure: new Failure('incomplete', reason) })),
				partitions: partitions.map(p => ({
					...p,
					beginOffset: BigInt(p.beginOffset),
					readableOffset: BigInt(p.readableOffset),
					fromOffset: BigInt(p.fromOffset),
					toOffset: BigInt(p.toOffset),
				})),
			},
			coverage: {
				...coverage,
				coveredOffsets: BigInt(coverage.coveredOffsets),
				holes: coverage.holes.map(hole => ({
					...hole,
					fromOffset: BigInt(hole.fromOffset),
					nextOffset: BigInt(hole.nextOffset),
					failure: null,
				})),
			},
		};
	} catch (cause) {
		throw new Failure('usage', `The checkpoint of ${file} cannot be read.`, { cause });
	}
};
