import type { Failure } from '../model/failure.ts';
import { describeTopicConfigRight } from '../model/needed-right.ts';
import type { MinIsrOf } from '../model/partition-health.ts';
import { isUnderReplicated, type Topic } from '../model/topic.ts';
import { missingField } from '../operations/missing.ts';
import { readMinIsr } from '../operations/read-min-isr.ts';
import type { ReadOptions } from '../ports/cluster-reader.ts';
import type { KnownCluster } from '../ports/known-cluster.ts';

/** A setting that somebody changes is noticed after this time at the latest; of topics in trouble it is asked every time. */
const OLD_MS = 300_000;

/**
 * Remembers `min.insync.replicas` by topic, so that counting what is below it does not ask the settings of 10,000 topics every
 * ten seconds: they hardly ever change.
 */
export class MinIsrMemory {
	readonly #known: KnownCluster;
	#values = new Map<string, number | Failure>();
	#readMs = Number.NEGATIVE_INFINITY;

	constructor(known: KnownCluster) {
		this.#known = known;
	}

	/** Asks for what is not known yet, is old, or is in doubt, and gives the lookup. */
	async learn(topics: readonly Topic[], options?: ReadOptions): Promise<MinIsrOf> {
		const nowMs = this.#known.clock.now();
		const isOld = nowMs - this.#readMs >= OLD_MS;
		const asked = isOld
			? topics
			: topics.filter(t => typeof this.#values.get(keyOf(t)) !== 'number' || t.partitions.some(isUnderReplicated));
		const read = await readMinIsr(this.#known, asked, options);
		const values = new Map<string, number | Failure>();
		for (const topic of topics) {
			const value = read.get(topic.name) ?? this.#values.get(keyOf(topic));
			if (value !== undefined) values.set(keyOf(topic), value);
		}
		this.#values = values;
		if (isOld) this.#readMs = nowMs;
		return topic => {
			const value = values.get(keyOf(topic));
			if (typeof value === 'number') return value;
			if (value === undefined) return { reason: 'the broker did not tell min.insync.replicas', needs: null };
			return missingField('underMinIsr', value, this.#known.scope, describeTopicConfigRight(topic.name));
		};
	}
}

/** A topic that was deleted and created anew has settings of its own. */
const keyOf = (topic: Topic): string => `${topic.topicId} ${topic.name}`;
