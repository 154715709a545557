import type { ErrorName } from '../../protocol/error-codes.ts';
import type { Cluster } from './cluster.ts';
import { type Commit, Group } from './group.ts';

/** A producer as a transaction's requests name it. */
export type Producer = { readonly id: bigint; readonly epoch: number };

/** A transactional id and what is under way under it. States as Kafka names them. */
export type Transaction = {
	producerId: bigint;
	epoch: number;
	timeoutMs: number;
	state: 'Empty' | 'Ongoing' | 'CompleteCommit' | 'CompleteAbort';
	readonly partitions: Map<string, Set<number>>;
	/** Commits that come into force with it, by group, topic and partition; a group may have none yet. */
	readonly commits: Map<string, Map<string, Map<number, Commit>>>;
	/** When the one under way, or the last one, began; epoch ms, undefined before the first. */
	startedMs: number | undefined;
	stopTimeout: () => void;
};

const MOST_EPOCH = 32_766;

/** Transactional producers as their coordinators know them. Markers are written at once: there is no state between decided and done. */
export class Transactions {
	readonly #cluster: Cluster;
	readonly #byId = new Map<string, Transaction>();
	#lastProducerId = 1000n;

	constructor(cluster: Cluster) {
		this.#cluster = cluster;
	}

	/** By transactional id. */
	get all(): ReadonlyMap<string, Readonly<Transaction>> {
		return this.#byId;
	}

	newProducerId(): bigint {
		return ++this.#lastProducerId;
	}

	/** A producer begins; whoever had the id before is fenced, and what it left open is aborted. `before` is who the producer was, if it says. */
	init(transactionalId: string, timeoutMs: number, before: Producer | undefined): Producer | 'PRODUCER_FENCED' {
		const known = this.#byId.get(transactionalId);
		if (known === undefined) {
			const fresh: Transaction = {
				...{ producerId: this.newProducerId(), epoch: 0, timeoutMs, state: 'Empty' },
				...{ partitions: new Map(), commits: new Map(), startedMs: undefined, stopTimeout: () => {} },
			};
			this.#byId.set(transactionalId, fresh);
			return { id: fresh.producerId, epoch: 0 };
		}
		if (before !== undefined && (before.id !== known.producerId || before.epoch !== known.epoch)) return 'PRODUCER_FENCED';
		if (known.state === 'Ongoing') this.#complete(known, false);
		this.#fence(known);
		Object.assign(known, { timeoutMs, state: 'Empty' });
		return { id: known.producerId, epoch: known.epoch };
	}

	addPartitions(transactionalId: string, producer: Producer, topics: ReadonlyMap<string, readonly number[]>): ErrorName {
		const { transaction, error } = this.#of(transactionalId, producer);
		if (transaction === undefined) return error;
		this.#begin(transaction);
		for (const [topic, partitions] of topics) {
			const own = transaction.partitions.get(topic) ?? new Set();
			for (const partition of partitions) own.add(partition);
			transaction.partitions.set(topic, own);
		}
		return 'NONE';
	}

	addGroup(transactionalId: string, producer: Producer, groupId: string): ErrorName {
		const { transaction, error } = this.#of(transactionalId, producer);
		if (transaction === undefined) return error;
		this.#begin(transaction);
		if (!transaction.commits.has(groupId)) transaction.commits.set(groupId, new Map());
		return 'NONE';
	}

	/** Whether a group's commit may become part of a transaction. */
	mayCommit(transactionalId: string, producer: Producer, groupId: string): ErrorName {
		const { transaction, error } = this.#of(transactionalId, producer);
		if (transaction === undefined) return error;
		return transaction.state === 'Ongoing' && transaction.commits.has(groupId) ? 'NONE' : 'INVALID_TXN_STATE';
	}

	/** After `mayCommit`. */
	commit(transactionalId: string, groupId: string, topic: string, partition: number, commit: Commit): void {
		const topics = this.#byId.get(transactionalId)?.commits.get(groupId);
		const own = topics?.get(topic) ?? new Map<number, Commit>();
		own.set(partition, commit);
		topics?.set(topic, own);
	}

	/** Whether a commit waits for the end of a transaction. */
	isUnstable(groupId: string, topic: string, partition: number): boolean {
		for (const { commits } of this.#byId.values()) if (commits.get(groupId)?.get(topic)?.has(partition) === true) return true;
		return false;
	}

	/** Whether a producer may write a transaction's records here. */
	mayWrite(transactionalId: string | null, producer: Producer, topic: string, partition: number): ErrorName {
		const transaction = transactionalId === null ? undefined : this.#byId.get(transactionalId);
		if (transaction === undefined || transaction.producerId !== producer.id) return 'INVALID_PRODUCER_ID_MAPPING';
		if (transaction.epoch !== producer.epoch) return 'INVALID_PRODUCER_EPOCH';
		return transaction.state === 'Ongoing' && transaction.partitions.get(topic)?.has(partition) === true ? 'NONE' : 'INVALID_TXN_STATE';
	}

	end(transactionalId: string, producer: Producer, isCommit: boolean): ErrorName {
		const { transaction, error } = this.#of(transactionalId, producer);
		if (transaction === undefined) return error;
		// The answer may have been lost: asked again, it is the same.
		if (transaction.state !== 'Ongoing')
			return transaction.state === (isCommit ? 'CompleteCommit' : 'CompleteAbort') ? 'NONE' : 'INVALID_TXN_STATE';
		this.#complete(transaction, isCommit);
		return 'NONE';
	}

	#of(
		transactionalId: string,
		producer: Producer,
	): { readonly transaction: Transaction; readonly error: 'NONE' } | { readonly transaction: undefined; readonly error: ErrorName } {
		const transaction = this.#byId.get(transactionalId);
		if (transaction === undefined || transaction.producerId !== producer.id)
			return { transaction: undefined, error: 'INVALID_PRODUCER_ID_MAPPING' };
		if (transaction.epoch !== producer.epoch) return { transaction: undefined, error: 'PRODUCER_FENCED' };
		return { transaction, error: 'NONE' };
	}

	#begin(transaction: Transaction): void {
		if (transaction.state === 'Ongoing') return;
		transaction.state = 'Ongoing';
		transaction.startedMs = this.#cluster.time.now();
		transaction.stopTimeout = this.#cluster.time.after(transaction.timeoutMs, () => {
			this.#complete(transaction, false);
			this.#fence(transaction);
		});
	}

	#fence(transaction: Transaction): void {
		if (transaction.epoch < MOST_EPOCH) transaction.epoch++;
		else Object.assign(transaction, { producerId: this.newProducerId(), epoch: 0 });
	}

	#complete(transaction: Transaction, isCommit: boolean): void {
		transaction.stopTimeout();
		transaction.state = isCommit ? 'CompleteCommit' : 'CompleteAbort';
		const producer = { id: transaction.producerId, epoch: transaction.epoch };
		for (const [name, partitions] of transaction.partitions) {
			const topic = this.#cluster.topics.get(name);
			if (topic === undefined) continue;
			const limits = this.#cluster.rollLimits(topic);
			for (const index of partitions) {
				const partition = topic.partition(index);
				partition?.log.endTransaction(producer, isCommit, { nowMs: this.#cluster.time.now(), leaderEpoch: partition.leaderEpoch, limits });
			}
		}
		if (isCommit) this.#applyCommits(transaction);
		transaction.partitions.clear();
		transaction.commits.clear();
		this.#cluster.appended();
	}

	#applyCommits({ commits }: Transaction): void {
		for (const [groupId, topics] of commits) {
			if (topics.size === 0) continue;
			const group = this.#cluster.groups.get(groupId) ?? new Group({ id: groupId, type: 'classic' });
			this.#cluster.groups.set(groupId, group);
			for (const [topic, partitions] of topics) for (const [partition, commit] of partitions) group.commit(topic, partition, commit);
		}
	}
}
