import type { SettingEdit } from '../model/change.ts';
import { retentions } from './retention-effect.ts';
import type { SettingsFacts, TopicFacts } from './retention-facts.ts';

/** How a longer retention fills a disk; bytes are estimates at the rate of the records that are kept now. */
export type DiskGrowth = {
	readonly id: number;
	readonly usableBytes: bigint;
	/** What these topics would need in addition; null: without end. */
	readonly neededBytes: bigint | null;
	/** When the disk is full; null: it is enough. */
	readonly fullInMs: number | null;
};

export type Growth = {
	readonly disks: readonly DiskGrowth[] /** Topics whose rate is not known. */;
	readonly unknownTopics: readonly string[];
};

/**
 * Tells what raising a retention by time costs. A topic that has deleted records holds about one retention of them, so its rate is its
 * size by that time; one that still keeps its first record has no known rate. Undefined when no topic keeps records longer.
 */
export const growthOf = (facts: SettingsFacts, edits: readonly SettingEdit[]): Growth | undefined => {
	const raised = facts.topics.filter(t => keepsLonger(t, edits));
	if (raised.length === 0) return undefined;
	const rates = new Map<number, { perMs: number; neededBytes: number }>();
	const unknownTopics: string[] = [];
	for (const topic of raised) {
		const { was, is } = retentions(topic, edits);
		const isLimited = is.deletes && is.ms >= 0n;
		const moreMs = isLimited ? Number(is.ms - was.ms) : Number.POSITIVE_INFINITY;
		if (
			was.ms <= 0n ||
			topic.partitions.some(p => p.sizeBytes === null || p.begin === null) ||
			topic.partitions.every(p => p.begin === 0n)
		) {
			unknownTopics.push(topic.topic);
			continue;
		}
		for (const { replicas, sizeBytes } of topic.partitions)
			for (const id of replicas) {
				const perMs = Number(sizeBytes) / Number(was.ms);
				const before = rates.get(id) ?? { perMs: 0, neededBytes: 0 };
				rates.set(id, { perMs: before.perMs + perMs, neededBytes: before.neededBytes + (perMs === 0 ? 0 : perMs * moreMs) });
			}
	}
	const disks = facts.brokers.flatMap(({ id, usableBytes }): DiskGrowth[] => {
		const rate = rates.get(id);
		if (rate === undefined) return [];
		const neededBytes = Number.isFinite(rate.neededBytes) ? BigInt(Math.round(rate.neededBytes)) : null;
		const isEnough = rate.perMs === 0 || (neededBytes !== null && neededBytes <= usableBytes);
		return [{ id, usableBytes, neededBytes, fullInMs: isEnough ? null : Math.round(Number(usableBytes) / rate.perMs) }];
	});
	return { disks, unknownTopics };
};

const keepsLonger = (topic: TopicFacts, edits: readonly SettingEdit[]): boolean => {
	const { was, is } = retentions(topic, edits);
	if (!was.deletes || was.ms < 0n) return false;
	return !is.deletes || is.ms < 0n || is.ms > was.ms;
};
