import { createHash } from 'node:crypto';
import type { PartitionLog } from '../log/partition-log.ts';
import { Partition } from './partition.ts';

export type TopicSpec = {
	readonly name: string;
	readonly partitions: number;
	/** Broker ids of each partition's replicas. */
	readonly replicasOf: (partition: number) => readonly number[];
	/** The topic's own settings. */
	readonly config?: Readonly<Record<string, string>>;
	readonly isInternal?: boolean;
	/** Tells topics of the same name apart that were created one after the other. */
	readonly incarnation?: number;
	/** Fills a partition's log with its history when it is first looked at. */
	readonly fill?: ((log: PartitionLog) => PartitionLog) | undefined;
};

/** A topic; its partitions are made when they are first asked for. */
export class Topic {
	readonly name: string;
	/** 22 characters of base64url. */
	readonly id: string;
	readonly isInternal: boolean;
	readonly config: Map<string, string>;
	readonly #spec: TopicSpec;
	readonly #partitions: (Partition | undefined)[];

	constructor(spec: TopicSpec) {
		this.name = spec.name;
		this.isInternal = spec.isInternal ?? false;
		this.config = new Map(Object.entries(spec.config ?? {}));
		this.id = createHash('sha256')
			.update(`${spec.name} ${spec.incarnation ?? 0}`)
			.digest()
			.subarray(0, 16)
			.toString('base64url');
		this.#spec = spec;
		this.#partitions = Array.from({ length: spec.partitions });
	}

	get partitionCount(): number {
		return this.#partitions.length;
	}

	/** Undefined when there is no such partition. */
	partition(index: number): Partition | undefined {
		if (!Number.isInteger(index) || index < 0 || index >= this.#partitions.length) return undefined;
		let partition = this.#partitions[index];
		if (partition === undefined) {
			partition = new Partition(index, this.#spec.replicasOf(index), this.#spec.fill);
			this.#partitions[index] = partition;
		}
		return partition;
	}

	get partitions(): readonly Partition[] {
		return this.#partitions.map((_, i) => this.partition(i) as Partition);
	}

	/** Only those that somebody asked for already. */
	get existingPartitions(): readonly Partition[] {
		return this.#partitions.filter(partition => partition !== undefined);
	}

	addPartitions(replicas: readonly (readonly number[])[]): void {
		for (const own of replicas) this.#partitions.push(new Partition(this.#partitions.length, own));
	}
}

/** Spreads replicas over the brokers as Kafka does: the next partition's leader is the next broker. */
export const spreadReplicas = (brokerIds: readonly number[], factor: number, shift: number): ((partition: number) => readonly number[]) => {
	// The same few arrays for all partitions: a hundred thousand of them would weigh.
	const rotations = brokerIds.map((_, first) =>
		Array.from({ length: factor }, (_unused, i) => brokerIds[(first + i) % brokerIds.length] as number),
	);
	return partition => rotations[(partition + shift) % rotations.length] as readonly number[];
};
