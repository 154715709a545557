import type { ResponseOf } from '../protocol/messages.ts';

const NO_LEADER = -1;

type TopicMetadata = ResponseOf<'Metadata'>['topics'][number];

/** Who leads which partition, as the last metadata told; a topic that is gone from an answer about it is forgotten. */
export class Leaders {
	readonly #byTopic = new Map<string, ReadonlyMap<number, number>>();

	learn(topics: readonly TopicMetadata[], asked: readonly string[] | null): void {
		if (asked === null) this.#byTopic.clear();
		else for (const name of asked) this.#byTopic.delete(name);
		for (const topic of topics) {
			if (topic.name === null || topic.partitions.length === 0) continue;
			this.#byTopic.set(topic.name, new Map(topic.partitions.map(p => [p.partitionIndex, p.leaderId])));
		}
	}

	knows(topic: string): boolean {
		return this.#byTopic.has(topic);
	}

	/** The broker id; null when nobody leads the partition now; undefined when the topic or the partition is not known. */
	leaderOf(topic: string, partition: number): number | null | undefined {
		const leader = this.#byTopic.get(topic)?.get(partition);
		return leader === NO_LEADER ? null : leader;
	}

	forget(topic: string): void {
		this.#byTopic.delete(topic);
	}
}
