/**
 * What a change of retention makes deletable, and who has not read it yet. Pure.
 *
 * Kafka deletes whole segments from the oldest on. By time: while the newest record of a segment is older than retention.ms
 * (UnifiedLog.deleteRetentionMsBreachedSegments). ListOffsets for the moment `check − retention.ms` answers within the first segment that
 * stays, so its answer is an upper bound exact to a segment; no answer means that nothing need stay. By size: while what is over
 * retention.bytes is at least the segment (deleteRetentionSizeBreachedSegments); how many offsets that is depends on the records, so it is
 * an estimate.
 */

import type { SettingEdit } from '../model/change.ts';
import { partitionKey } from '../model/partition-key.ts';
import { deletesRecords } from '../model/topic-summary.ts';
import { newValue, type Settings, settingsAfter, settingsBefore } from './new-settings.ts';
import type { SettingsFacts, TopicFacts } from './retention-facts.ts';

export type PartitionLoss = {
	readonly topic: string;
	readonly partition: number;
	readonly begin: bigint;
	readonly end: bigint;
	/** The log start may be as high as this after the next check. */
	readonly beginAtMost: bigint;
	readonly offsets: bigint;
	/** An estimate: retention by size counts bytes, not offsets. Else an upper bound. */
	readonly isEstimate: boolean;
	/** Estimated; null where the size of the partition could not be read. */
	readonly bytes: bigint | null;
	readonly sizeBytes: bigint | null;
};

export type GroupLoss = {
	readonly group: string;
	readonly partitions: readonly {
		readonly topic: string;
		readonly partition: number;
		readonly committed: bigint;
		readonly loses: bigint;
	}[];
	readonly loses: bigint;
};

export type DiskEffect = { readonly id: number; readonly totalBytes: bigint; readonly usedBytes: bigint; readonly usedAfterBytes: bigint };

export type RetentionEffect = {
	readonly partitions: readonly PartitionLoss[];
	/** Partitions of which it is not known what they would lose. */
	readonly unknownPartitions: readonly string[];
	readonly groups: readonly GroupLoss[];
	/** Groups with commits here that have read all that could go. */
	readonly safeGroups: readonly string[];
	readonly disks: readonly DiskEffect[];
	/** Records younger than this at the next check stay; null where time takes nothing. */
	readonly keptFromMs: number | null;
};

export type Retention = { readonly ms: bigint; readonly bytes: bigint; readonly deletes: boolean };

/** The retention that settings amount to; -1 stands for no limit. */
export const retentionOf = (settings: Settings): Retention => ({
	ms: limitOf(settings.get('retention.ms')),
	bytes: limitOf(settings.get('retention.bytes')),
	deletes: deletesRecords(settings.get('cleanup.policy') ?? 'delete'),
});

const limitOf = (text: string | undefined): bigint => (text !== undefined && /^\d+$/.test(text) ? BigInt(text) : -1n);

const isStricter = (was: bigint, is: bigint): boolean => is >= 0n && (was < 0n || is < was);

/** Which limits begin to take more than before. */
export const strictness = (was: Retention, is: Retention): { readonly byTime: boolean; readonly byBytes: boolean } => {
	if (!is.deletes) return { byTime: false, byBytes: false };
	if (!was.deletes) return { byTime: is.ms >= 0n, byBytes: is.bytes >= 0n };
	return { byTime: isStricter(was.ms, is.ms), byBytes: isStricter(was.bytes, is.bytes) };
};

/** The retention of a topic before and after the edits. */
export const retentions = (topic: TopicFacts, edits: readonly SettingEdit[]): { readonly was: Retention; readonly is: Retention } => ({
	was: retentionOf(settingsBefore(topic)),
	is: retentionOf(settingsAfter(topic, edits)),
});

/** Works out what goes; undefined when no limit becomes stricter. */
export const retentionEffect = (facts: SettingsFacts, edits: readonly SettingEdit[], checkMs: number): RetentionEffect | undefined => {
	const partitions: PartitionLoss[] = [];
	const unknownPartitions: string[] = [];
	let isStricterSomewhere = false;
	let keptFromMs: number | null = null;
	for (const topic of facts.topics) {
		const { was, is } = retentions(topic, edits);
		const stricter = strictness(was, is);
		if (!stricter.byTime && !stricter.byBytes) continue;
		isStricterSomewhere = true;
		if (stricter.byTime) keptFromMs = Math.min(keptFromMs ?? Number.POSITIVE_INFINITY, facts.nowMs + checkMs - Number(is.ms));
		const isTiered = newValue(topic, edits, 'remote.storage.enable') === 'true';
		for (const p of topic.partitions) {
			const loss = partitionLoss(facts, topic, p, { stricter, limit: is.bytes, isTiered });
			if (loss === undefined) unknownPartitions.push(partitionKey(topic.topic, p.partition));
			else partitions.push(loss);
		}
	}
	if (!isStricterSomewhere) return undefined;
	return { partitions, unknownPartitions, ...groupLosses(facts, partitions), disks: diskEffects(facts, partitions), keptFromMs };
};

type Limits = {
	readonly stricter: { readonly byTime: boolean; readonly byBytes: boolean };
	readonly limit: bigint;
	readonly isTiered: boolean;
};

const partitionLoss = (
	facts: SettingsFacts,
	{ topic }: TopicFacts,
	{ partition, begin, end, sizeBytes }: TopicFacts['partitions'][number],
	{ stricter, limit, isTiered }: Limits,
): PartitionLoss | undefined => {
	if (begin === null || end === null) return undefined;
	const kept = facts.keptFrom.get(partitionKey(topic, partition));
	if (stricter.byTime && kept === undefined) return undefined;
	// The log dirs of a tiered topic hold the local part only.
	if (stricter.byBytes && (sizeBytes === null || isTiered)) return undefined;
	const byTime = stricter.byTime ? atLeast(begin, kept ?? end) : begin;
	const tooManyBytes = stricter.byBytes && sizeBytes !== null && sizeBytes > limit ? sizeBytes - limit : 0n;
	const byBytes = sizeBytes !== null && sizeBytes > 0n ? begin + divideUp((end - begin) * tooManyBytes, sizeBytes) : begin;
	const beginAtMost = byTime > byBytes ? byTime : byBytes;
	const offsets = beginAtMost - begin;
	const share = sizeBytes === null || end === begin ? sizeBytes : ((byTime - begin) * sizeBytes) / (end - begin);
	const bytes = share === null || isTiered ? null : atLeast(share, tooManyBytes);
	return {
		topic,
		partition,
		begin,
		end,
		beginAtMost,
		offsets,
		isEstimate: byBytes > byTime,
		bytes: offsets === 0n ? 0n : bytes,
		sizeBytes,
	};
};

const atLeast = (a: bigint, b: bigint): bigint => (a > b ? a : b);
const divideUp = (a: bigint, b: bigint): bigint => (a + b - 1n) / b;

/** Groups by what they would lose of what they have not read yet, the most first. */
export const groupLosses = (
	{ groups }: Pick<SettingsFacts, 'groups'>,
	losses: readonly Pick<PartitionLoss, 'topic' | 'partition' | 'begin' | 'beginAtMost'>[],
): Pick<RetentionEffect, 'groups' | 'safeGroups'> => {
	const found: GroupLoss[] = [];
	const safeGroups: string[] = [];
	for (const { group, commits } of groups) {
		const partitions = losses.flatMap(({ topic, partition, begin, beginAtMost }) => {
			const committed = commits.get(partitionKey(topic, partition));
			if (committed === undefined) return [];
			const loses = beginAtMost - atLeast(committed, begin);
			return loses > 0n ? [{ topic, partition, committed, loses }] : [];
		});
		if (partitions.length === 0) safeGroups.push(group);
		else found.push({ group, partitions, loses: partitions.reduce((sum, p) => sum + p.loses, 0n) });
	}
	return { groups: found.sort((a, b) => (a.loses < b.loses ? 1 : -1)), safeGroups };
};

/** Disks before and after, where every partition's bytes on them are known. */
const diskEffects = ({ topics, brokers }: SettingsFacts, losses: readonly PartitionLoss[]): readonly DiskEffect[] => {
	if (losses.some(l => l.bytes === null)) return [];
	const freed = new Map<number, bigint>();
	for (const { topic, partition, bytes } of losses) {
		const replicas = topics.find(t => t.topic === topic)?.partitions.find(p => p.partition === partition)?.replicas ?? [];
		for (const id of replicas) freed.set(id, (freed.get(id) ?? 0n) + (bytes ?? 0n));
	}
	return brokers
		.filter(b => freed.has(b.id))
		.map(({ id, totalBytes, usableBytes }) => {
			const usedBytes = totalBytes - usableBytes;
			return { id, totalBytes, usedBytes, usedAfterBytes: atLeast(0n, usedBytes - (freed.get(id) ?? 0n)) };
		});
};
