import type { Group } from '../cluster/group.ts';
import type { Partition } from '../cluster/partition.ts';
import type { Topic } from '../cluster/topic.ts';

/** How a simulated group reads: how many records of each partition are unread at first, and how many it reads for each that comes. */
export type Reading = {
	readonly unread: number;
	/** 1 keeps the distance, below 1 falls behind, 0 stands still; `keeps up` reads whatever there is. */
	readonly pace: number | 'keeps up';
};

type Position = { readonly topic: string; readonly partition: Partition; offset: number; end: number };

/** Commits what consumers of a group would; nobody really reads. */
export class SimulatedGroup {
	readonly group: Group;
	readonly #pace: Reading['pace'];
	readonly #positions: readonly Position[];

	constructor(group: Group, topics: readonly Topic[], { unread, pace }: Reading) {
		this.group = group;
		this.#pace = pace;
		this.#positions = topics.flatMap(topic =>
			topic.partitions.map(partition => {
				const end = Number(partition.log.endOffset);
				return { topic: topic.name, partition, offset: Math.max(0, end - unread), end };
			}),
		);
		for (const position of this.#positions) this.#commit(position);
	}

	/** Moves on, as far as new records came. */
	move(): void {
		if (this.#pace === 0 || this.group.members.length === 0 || this.group.membership !== undefined) return;
		for (const position of this.#positions) {
			const end = Number(position.partition.log.endOffset);
			const came = end - position.end;
			position.end = end;
			if (position.partition.leader < 0 || came <= 0) continue;
			position.offset = this.#pace === 'keeps up' ? end : Math.min(end, position.offset + came * this.#pace);
			this.#commit(position);
		}
	}

	#commit({ topic, partition, offset }: Position): void {
		this.group.commit(topic, partition.index, { offset: BigInt(Math.floor(offset)), leaderEpoch: partition.leaderEpoch, metadata: '' });
	}
}
