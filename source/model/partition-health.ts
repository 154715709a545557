import { isOffline, isUnderMinIsr, isUnderReplicated, type Topic } from './topic.ts';
import type { Unknown } from './unknown.ts';

/** How the partitions of a whole cluster stand; counts of partitions. */
export type PartitionHealth = {
	readonly topics: number;
	readonly partitions: number;
	readonly offline: number;
	readonly underReplicated: number;
	/** Undefined while the topics' settings load, null when none of them can be known. */
	readonly underMinIsr: number | null | undefined;
	/** Why the partitions of some topics could not be held against their `min.insync.replicas`. */
	readonly minIsrUnknown: (Unknown & { readonly topics: number }) | undefined;
	/** Why there may be more topics than these: then every count is a least one. */
	readonly partial: Unknown | undefined;
};

/** The `min.insync.replicas` of a topic, or why it is not known; undefined while it loads. */
export type MinIsrOf = (topic: Topic) => number | Unknown;

/** Counts the partitions in trouble. */
export const partitionHealth = (topics: readonly Topic[], minIsrOf: MinIsrOf | undefined, partial?: Unknown): PartitionHealth => {
	const counts = { partitions: 0, offline: 0, underReplicated: 0, underMinIsr: 0 };
	let without = 0;
	let why: Unknown | undefined;
	for (const topic of topics) {
		const minIsr = minIsrOf?.(topic);
		if (typeof minIsr === 'object') {
			without += 1;
			why ??= minIsr;
		}
		for (const p of topic.partitions) {
			counts.partitions += 1;
			if (isOffline(p)) counts.offline += 1;
			if (isUnderReplicated(p)) counts.underReplicated += 1;
			if (typeof minIsr === 'number' && isUnderMinIsr(p, minIsr)) counts.underMinIsr += 1;
		}
	}
	const isNoneKnown = without > 0 && without === topics.length;
	return {
		...counts,
		topics: topics.length,
		underMinIsr: minIsrOf === undefined ? undefined : isNoneKnown ? null : counts.underMinIsr,
		minIsrUnknown: why === undefined ? undefined : { ...why, topics: without },
		partial,
	};
};
