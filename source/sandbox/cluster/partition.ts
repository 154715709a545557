import { PartitionLog } from '../log/partition-log.ts';
import type { Reassignment } from './reassignment.ts';

/** What a partition's replicas are like now, and its log, which is made when it is first asked for. */
export class Partition {
	readonly index: number;
	/** Broker ids, the preferred leader first. */
	replicas: readonly number[];
	isr: readonly number[];
	/** -1 while nobody leads it. */
	leader: number;
	leaderEpoch = 0;
	/** Replicas that never catch up, whatever happens: a scenario's under-replicated partition. */
	lagging: readonly number[] = [];
	/** While replicas move from some brokers to others. */
	reassignment: Reassignment | undefined;
	#log: PartitionLog | undefined;
	readonly #fill: ((log: PartitionLog) => PartitionLog) | undefined;

	constructor(index: number, replicas: readonly number[], fill?: (log: PartitionLog) => PartitionLog) {
		this.index = index;
		this.replicas = replicas;
		this.isr = replicas;
		this.leader = replicas[0] ?? -1;
		this.#fill = fill;
	}

	/** The log if somebody looked at it already. */
	get existingLog(): PartitionLog | undefined {
		return this.#log;
	}

	get log(): PartitionLog {
		if (this.#log === undefined) {
			const empty = new PartitionLog(this.index);
			this.#log = this.#fill?.(empty) ?? empty;
		}
		return this.#log;
	}
}
