import type { ResponseOf } from '../protocol/messages.ts';

const NO_LEADER = -1;

type TopicMetadata = ResponseOf<'Metadata'>['topics'][number];

/** Who leads which partition, as the last metadata told; a topic that is gone from an answer about it is forgotten. */
export class Leaders {
	readonly #byTopic = new Map<string, ReadonlyMap<number, number>>();
	/** Topics whose leaders proved wrong: what is known stays readable for calls under way, the next one asks again. */
	readonly #stale = new Set<string>();

	learn(topics: readonly TopicMetadata[], asked: readonly string[] | null): void {
		if (asked === null) this.#byTopic.clear();
		else for (const name of asked) this.#byTopic.delete(name);
		for (const topic of topics) {
			if (topic.name === null || topic.partitions.length === 0) continue;
			this.#stale.delete(topic.name);
			this.#byTopic.set(topic.name, new Map(topic.partitions.map(p => [p.partitionIndex, p.leaderId])));
		}
	}

	/** False when the partition has no leader that could be asked, or when its topic's leaders proved wrong. */
	isFresh(topic: string, partition: number): boolean {
		return !this.#stale.has(topic) && typeof this.leaderOf(topic, partition) === 'number';
	}

	/** The broker id; null when nobody leads the partition now; undefined when the topic or the partition is not known. */
	leaderOf(topic: string, partition: number): number | null | undefined {
		const leader = this.#byTopic.get(topic)?.get(partition);
		return leader === NO_LEADER ? null : leader;
	}

	/** Takes note that `leader` did not answer for the topic as its leader; an older answer must not spoil what was learnt since. */
	doubt(topic: string, partition: number, leader: number): void {
		if (this.leaderOf(topic, partition) === leader) this.#stale.add(topic);
	}
}
