import type { TopicPartition } from './partition-key.ts';
import type { UnknownField } from './unknown.ts';

/** A transactional id as its coordinator lists it; states are Kafka's own words. */
export type TransactionListing = {
	readonly transactionalId: string;
	readonly producerId: bigint;
	readonly state: string;
	readonly coordinator: number;
};

/** What its coordinator knows of a transaction. */
export type TransactionDescription = {
	readonly transactionalId: string;
	readonly producerId: bigint;
	readonly producerEpoch: number;
	readonly state: string;
	readonly timeoutMs: number;
	/** Epoch ms; null while no transaction is under way. */
	readonly startedMs: number | null;
	readonly partitions: readonly TopicPartition[];
};

/** A producer that a partition's leader remembers. */
export type ActiveProducer = {
	readonly producerId: bigint;
	readonly producerEpoch: number;
	/** Timestamp of its last record, epoch ms; null when it has none. */
	readonly lastWriteMs: number | null;
	/** Epoch of the coordinator that wrote its last marker; null before the first. */
	readonly coordinatorEpoch: number | null;
	/** First offset of its open transaction; null when none is open. */
	readonly openFromOffset: bigint | null;
};

/** States in which a transaction still holds back what read_committed consumers see. */
export const ACTIVE_STATES: readonly string[] = ['Ongoing', 'PrepareCommit', 'PrepareAbort', 'PrepareEpochFence'];

/** `transaction.max.timeout.ms` of brokers that do not say otherwise (Kafka's default; also that of kafka-transactions find-hanging). */
export const USUAL_MOST_TIMEOUT_MS = 900_000;

/**
 * `open`: its coordinator knows it and ends it at its timeout. `hanging`: the partition holds a transaction that no coordinator will ever
 * end (KIP-664): older than any transaction may get, and not among those the coordinator has. `unknown`: too young to tell.
 */
export type TransactionVerdict = 'open' | 'hanging' | 'unknown';

/** A partition a transaction writes to. */
export type TransactionPartition = TopicPartition & {
	readonly startOffset: bigint | null;
	/** Where read_committed consumers stop, and the high watermark. */
	readonly lastStable: bigint | null;
	readonly end: bigint | null;
	/** Offsets from the last stable one to the end: what consumers wait for. */
	readonly heldBack: bigint | null;
	readonly unknown: readonly UnknownField[];
};

export type OpenTransaction = {
	/** Null when nobody lists one of that producer. */
	readonly transactionalId: string | null;
	readonly state: string | null;
	readonly producerId: bigint;
	readonly producerEpoch: number | null;
	readonly coordinator: number | null;
	/** When it began as its coordinator tells; epoch ms. */
	readonly startedMs: number | null;
	/** Age of it; where only a partition knows it, of its last record, so that it may be older. */
	readonly ageMs: number | null;
	readonly timeoutMs: number | null;
	readonly verdict: TransactionVerdict;
	readonly partitions: readonly TransactionPartition[];
	readonly unknown: readonly UnknownField[];
};

/**
 * KIP-664's rule. A coordinator that ended the transaction a moment ago no longer has it while the leader's word is from before: only
 * what is older than any transaction may get is beyond doubt, and that even where this identity may not see transactional ids.
 */
export const isHanging = (ageMs: number | null, mostTimeoutMs: number): boolean => ageMs !== null && ageMs > mostTimeoutMs;

/** Hanging first, then what holds back most. */
export const compareTransactions = (a: OpenTransaction, b: OpenTransaction): number => {
	const rank = (t: OpenTransaction) => ['hanging', 'unknown', 'open'].indexOf(t.verdict);
	if (rank(a) !== rank(b)) return rank(a) - rank(b);
	if ((b.ageMs ?? 0) !== (a.ageMs ?? 0)) return (b.ageMs ?? 0) - (a.ageMs ?? 0);
	return a.producerId < b.producerId ? -1 : a.producerId > b.producerId ? 1 : 0;
};
