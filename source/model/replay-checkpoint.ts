/** How far a replay is: what another run of the program needs to go on without writing anything twice. */
import type { ReplayRange, ReplayRecords } from './change.ts';
import { type PartitionKey, partitionKey } from './partition-key.ts';

/**
 * One partition of the topic that is written to. `offset`: everything before it was looked at; `written`: the last offset of each partition read
 * from (`topic/partition`) of which the copy lies before it. Copies of one partition in another stand in the order of their originals, so the
 * last one tells of all.
 */
export type WrittenPart = { readonly offset: bigint; readonly written: ReadonlyMap<PartitionKey, bigint> };

export type ReplayState = {
	/** With what is left of its ranges. */
	readonly change: ReplayRecords;
	readonly written: number;
	readonly parts: ReadonlyMap<number, WrittenPart>;
};

export type ReplayCheckpoint = ReplayState & { readonly cluster: { readonly id: string; readonly name: string } };

/** Notes how far a replay is. Rejects with a Failure when that cannot be written. */
export type SaveState = (state: ReplayState) => Promise<void>;

/** What is left of the ranges; those that are through stay, empty. */
export const rangesLeft = (ranges: readonly ReplayRange[], positions: ReadonlyMap<PartitionKey, bigint>): readonly ReplayRange[] =>
	ranges.map(r => ({ ...r, fromOffset: positions.get(partitionKey(r.topic, r.partition)) ?? r.fromOffset }));
