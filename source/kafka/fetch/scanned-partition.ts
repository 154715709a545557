import type { Failure } from '../../model/failure.ts';
import { type PartitionKey, partitionKey } from '../../model/partition-key.ts';
import type { ScanRange } from '../../ports/record-source.ts';

/** A partition may be without a leader that answers for this long: Kafka takes 9 s to notice a dead broker. */
const PATIENCE_MS = { unreachable: 30_000, leaderless: 12_000, gone: 3_000, short: 15_000 } as const;

export type TroubleKind = keyof typeof PATIENCE_MS;

/** Where a scan stands in one partition. */
export class ScannedPartition {
	readonly topic: string;
	readonly partition: number;
	readonly key: PartitionKey;
	readonly endOffset: bigint | null;
	/** The offset to fetch next. */
	position: bigint;
	/** Undefined until metadata is asked (again). */
	leader: number | undefined;
	leaderEpoch = -1;
	/** As the first metadata had it; another one later means another topic of the same name. */
	topicId: string | undefined;
	isDone = false;
	/** Something is being found out about it; it is not fetched meanwhile. */
	isBusy = false;
	/** Partitions are asked for by rising turn: only the first one with records surely gets a batch larger than the limits. */
	turn = 0;
	#trouble: { readonly kind: TroubleKind; readonly sinceMs: number; failure: Failure } | undefined;

	constructor({ topic, partition, fromOffset, endOffset }: ScanRange) {
		this.topic = topic;
		this.partition = partition;
		this.key = partitionKey(topic, partition);
		this.position = fromOffset;
		this.endOffset = endOffset;
	}

	get isAtEnd(): boolean {
		return this.endOffset !== null && this.position >= this.endOffset;
	}

	/** Why it cannot be read at the moment. */
	get failure(): Failure | undefined {
		return this.#trouble?.failure;
	}

	/** Notes what stands in the way; false once that has lasted too long. */
	endures(kind: TroubleKind, failure: Failure): boolean {
		const now = performance.now();
		if (this.#trouble?.kind !== kind) this.#trouble = { kind, sinceMs: this.#trouble?.sinceMs ?? now, failure };
		this.#trouble.failure = failure;
		return now - this.#trouble.sinceMs < PATIENCE_MS[kind];
	}

	recovered(): void {
		this.#trouble = undefined;
	}
}
