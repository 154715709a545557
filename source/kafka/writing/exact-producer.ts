import { promisify } from 'node:util';
import { gzip, zstdCompress } from 'node:zlib';
import type { Compression } from '../../model/change.ts';
import { asFailure, Failure } from '../../model/failure.ts';
import { idempotentWriteRight, writeTopicRight } from '../../model/needed-right.ts';
import type { OutgoingRecord, Written } from '../../ports/record-sink.ts';
import { errorByCode } from '../../protocol/error-codes.ts';
import { encodeBatch, packBatch } from '../../records/encode-batch.ts';
import { failureOfCode, isMoved } from '../broker-errors.ts';
import type { ClusterLink } from '../cluster-link.ts';

const WRITE_MS = 30_000;
const PAUSES_MS: readonly number[] = [100, 250, 500, 1_000, 2_000, 3_000, 3_000, 3_000, 3_000];
/** From version 13 on topics go by id. */
const MAX_VERSION = 12;
const ALL_IN_SYNC = -1;
/** Attributes of a batch: the codec is in their lowest bits. */
const CODECS: Readonly<Record<Compression, number>> = { none: 0, gzip: 1, zstd: 4 };
/** Already there: an earlier try was written, and its answer lost. */
const DUPLICATE = 'DUPLICATE_SEQUENCE_NUMBER';

const packers: Readonly<Record<Compression, ((bytes: Buffer) => Promise<Buffer>) | undefined>> = {
	none: undefined,
	gzip: promisify<Buffer, Buffer>(gzip),
	zstd: promisify<Buffer, Buffer>(zstdCompress),
};

/**
 * Writes records byte by byte as they are given, whatever their headers: our own idempotent producer, one batch a partition at a time, for
 * records that kafkajs would change.
 */
export class ExactProducer {
	readonly #link: ClusterLink;
	readonly #topic: string;
	readonly #compression: Compression;
	readonly #sequences = new Map<number, number>();
	#identity: Promise<{ readonly producerId: bigint; readonly producerEpoch: number }> | undefined;

	constructor(link: ClusterLink, topic: string, compression: Compression) {
		this.#link = link;
		this.#topic = topic;
		this.#compression = compression;
	}

	/** Records of one partition, in their order. Rejects with a Failure when Kafka did not take them. */
	async write(partition: number, records: readonly OutgoingRecord[]): Promise<Written> {
		this.#identity ??= this.#introduce();
		const identity = await this.#identity;
		const sequence = this.#sequences.get(partition) ?? 0;
		const plain = encodeBatch(records, { baseOffset: 0n, producer: { ...identity, sequence } });
		const pack = packers[this.#compression];
		const batch = pack === undefined ? plain : await packBatch(plain, CODECS[this.#compression], pack);
		const baseOffset = await this.#send(partition, batch);
		this.#sequences.set(partition, (sequence + records.length) % 2 ** 31);
		return { partition, records: records.length, baseOffset };
	}

	/** Gets a producer id; a broker that has just started has none to give yet. */
	async #introduce() {
		for (let attempt = 0; ; attempt++) {
			const deadline = this.#link.deadline().atMost(WRITE_MS);
			const answer = await this.#link.any('InitProducerId', { transactionalId: null, transactionTimeoutMs: 60_000 }, { deadline });
			const failure = failureOfCode(answer.errorCode, { resource: 'the cluster', needs: idempotentWriteRight });
			if (failure === undefined) return answer;
			const wait = PAUSES_MS[attempt];
			if (wait === undefined || !isMoved(failure)) throw failure;
			await new Promise(resolve => setTimeout(resolve, wait));
		}
	}

	/** Sends the same batch until Kafka has it: its sequence number tells the leader what it has written already. */
	async #send(partition: number, batch: Buffer): Promise<bigint> {
		let last: Failure | undefined;
		for (let attempt = 0; attempt <= PAUSES_MS.length; attempt++) {
			if (attempt > 0) await new Promise(resolve => setTimeout(resolve, PAUSES_MS[attempt - 1]));
			try {
				const answer = await this.#sendOnce(partition, batch);
				if (typeof answer === 'bigint') return answer;
				last = answer;
				if (
					!isMoved(answer) &&
					answer.details.error !== 'NOT_ENOUGH_REPLICAS' &&
					answer.details.error !== 'NOT_ENOUGH_REPLICAS_AFTER_APPEND'
				)
					throw answer;
			} catch (error) {
				if (error === last) throw error;
				last = asFailure(error);
			}
		}
		const { kind, message, details } = last!;
		throw new Failure(kind, message, { details: { ...details, isUncertain: true }, cause: last });
	}

	async #sendOnce(partition: number, batch: Buffer): Promise<bigint | Failure> {
		const deadline = this.#link.deadline().atMost(WRITE_MS);
		const topic = this.#topic;
		await this.#link.readMetadata([topic], deadline);
		const leader = this.#link.leaders.leaderOf(topic, partition);
		if (leader === undefined || leader === null)
			return new Failure('connection', `No broker leads ${topic}/${partition}.`, { details: { isMoved: true } });
		const message = {
			transactionalId: null,
			acks: ALL_IN_SYNC,
			timeoutMs: WRITE_MS,
			topicData: [{ name: topic, partitionData: [{ index: partition, records: batch }] }],
		};
		const { responses } = await this.#link.once(leader, 'Produce', message, { deadline, maxVersion: MAX_VERSION });
		const answer = responses[0]?.partitionResponses[0];
		if (answer === undefined)
			return new Failure('incomplete', `Broker ${leader} said nothing about ${topic}/${partition}.`, { details: { isMoved: true } });
		const name = errorByCode(answer.errorCode)?.name;
		if (name === DUPLICATE) return answer.baseOffset;
		const subject = { resource: `topic ${topic}`, needs: writeTopicRight(topic) };
		return failureOfCode(answer.errorCode, subject, answer.errorMessage) ?? answer.baseOffset;
	}
}
