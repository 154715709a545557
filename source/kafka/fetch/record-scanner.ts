import { setTimeout as delay } from 'node:timers/promises';
import { asFailure, Failure, type FailureKind } from '../../model/failure.ts';
import { earlier } from '../../model/offset-order.ts';
import type { RecordScan, ScanEvent, ScanOptions, ScanRange } from '../../ports/record-source.ts';
import { failureOfCode } from '../broker-errors.ts';
import type { ClusterLink } from '../cluster-link.ts';
import { byteRate } from './byte-rate.ts';
import { EventQueue } from './event-queue.ts';
import { callFetch, type FetchAnswer, type FetchedPartition, type FetchSizes } from './fetch-call.ts';
import { findOffset } from './find-offset.ts';
import { FramePool, type PooledFrame } from './frame-pool.ts';
import { type Judged, judgeFetched } from './judge-fetched.ts';
import type { OwnConnections } from './own-connections.ts';
import { placeOf } from './place-partition.ts';
import { ScannedPartition, type TroubleKind } from './scanned-partition.ts';

const MiB = 1024 * 1024;
/** Bytes that all answers under way may hold together, and those that wait to be taken. */
const FLIGHT_BYTES = 24 * MiB;
const WAITING_BYTES = 16 * MiB;
const ANSWER_BYTES = { least: MiB, most: 8 * MiB } as const;
const PARTITION_BYTES = 4 * MiB;
/** Answers a second that a rate limit is cut into. */
const ANSWERS_A_SECOND = 4;
const LEAST_PARTITION_BYTES = 64 * 1024;
/** Milliseconds before metadata is asked for again, the last one from then on. */
const LOOK_PAUSES_MS = [60, 250, 600, 1_000] as const;
/** How often a tail looks for new partitions, as long as Kafka's own clients keep metadata at the least. */
const GROWTH_LOOK_MS = 10_000;
/** No other broker would say otherwise. */
const FINAL: ReadonlySet<FailureKind> = new Set(['authorization', 'authentication', 'unsupported', 'bug']);

/**
 * Reads ranges of partitions: one connection and one request under way a broker, all partitions that it leads in each. The next request is
 * sent before what came is handed on, so that broker and reader work at the same time. Partitions whose leader moves, or whose broker dies,
 * are read on at the new leader, from the same offset.
 */
export class RecordScanner {
	readonly #link: ClusterLink;
	readonly #own: OwnConnections;
	readonly #options: ScanOptions;
	readonly #partitions = new Map<string, ScannedPartition>();
	readonly #queue = new EventQueue<ScanEvent>(WAITING_BYTES);
	readonly #closing = new AbortController();
	readonly #frames = new FramePool();
	readonly #lanes = new Set<number>();
	readonly #rate;
	#turn = 0;
	#looks = 0;
	#isLooking = false;
	#isStarted = false;

	constructor(link: ClusterLink, own: OwnConnections, ranges: readonly ScanRange[], options: ScanOptions) {
		this.#link = link;
		this.#own = own;
		this.#options = options;
		this.#rate = byteRate(options.bytesPerSecond);
		for (const range of ranges) {
			const partition = new ScannedPartition(range);
			partition.isDone = partition.isAtEnd;
			this.#partitions.set(partition.key, partition);
		}
	}

	/** The scan as the port has it. */
	scan(): RecordScan {
		return {
			waiting: () =>
				this.#open().flatMap(({ topic, partition, failure }) => (failure === undefined ? [] : [{ topic, partition, failure }])),
			close: () => this.#close(),
			[Symbol.asyncIterator]: () => ({
				next: async () => {
					this.#start();
					const event = await this.#queue.take();
					return event === undefined ? { done: true, value: undefined } : { done: false, value: event };
				},
				return: async () => {
					this.#close();
					return { done: true, value: undefined };
				},
			}),
		};
	}

	#start(): void {
		if (this.#isStarted) return;
		this.#isStarted = true;
		const { signal } = this.#options;
		const abort = () => this.#close(signal?.reason);
		if (signal?.aborted) {
			abort();
			return;
		}
		signal?.addEventListener('abort', abort, { once: true });
		this.#closing.signal.addEventListener('abort', () => signal?.removeEventListener('abort', abort), { once: true });
		void this.#guarded(async () => {
			await this.#look(true);
			if (this.#options.followsGrowth === true) void this.#guarded(() => this.#watchGrowth());
		});
	}

	#close(error?: unknown): void {
		if (this.#closing.signal.aborted) return;
		this.#closing.abort();
		if (error !== undefined) this.#queue.clear();
		this.#queue.end(error);
		this.#own.close(error ?? new Failure('connection', 'The scan has ended.'));
	}

	/** Whatever goes wrong beside all that is foreseen ends the scan, seen, instead of leaving its reader waiting. */
	async #guarded(work: () => Promise<void>): Promise<void> {
		try {
			await work();
		} catch (error) {
			if (!this.#closing.signal.aborted) this.#close(error);
		}
	}

	/** Partitions that are still read from; after the end none. */
	#open(): readonly ScannedPartition[] {
		if (this.#closing.signal.aborted) return [];
		return [...this.#partitions.values()].filter(p => !p.isDone);
	}

	#endWhenDone(): void {
		for (const partition of this.#partitions.values()) if (!partition.isDone) return;
		this.#close();
	}

	async #pause(ms: number): Promise<void> {
		if (ms > 0) await delay(ms, undefined, { signal: this.#closing.signal });
	}

	/** Asks who leads what, until every open partition has a leader or was given up. Its first failure is that of the whole scan. */
	async #look(isFirst = false): Promise<void> {
		if (this.#isLooking) return;
		this.#isLooking = true;
		try {
			for (let lost = this.#lost(); lost.length > 0; lost = this.#lost()) {
				if (!isFirst) await this.#pause(LOOK_PAUSES_MS[Math.min(this.#looks++, LOOK_PAUSES_MS.length - 1)]!);
				await this.#learn(lost, isFirst);
				isFirst = false;
				this.#assign();
			}
		} finally {
			this.#isLooking = false;
		}
		this.#endWhenDone();
	}

	#lost(): readonly ScannedPartition[] {
		return this.#open().filter(p => p.leader === undefined && !p.isBusy);
	}

	async #learn(lost: readonly ScannedPartition[], isFirst: boolean): Promise<void> {
		const topics = [...new Set(lost.map(p => p.topic))];
		const { signal } = this.#closing;
		let answer: Awaited<ReturnType<ClusterLink['readMetadata']>>;
		try {
			answer = await this.#link.readMetadata(topics, this.#link.deadline({ signal }));
		} catch (error) {
			if (isFirst || signal.aborted) throw error;
			for (const p of lost) this.#doubt(p, 'unreachable', asFailure(error));
			return;
		}
		const byName = new Map(answer.topics.map(t => [t.name, t]));
		for (const p of lost) {
			const place = placeOf(p, byName.get(p.topic));
			if (!('trouble' in place)) Object.assign(p, place);
			else if (place.trouble === 'final') this.#fail(p, place.failure);
			else this.#doubt(p, place.trouble, place.failure);
		}
	}

	/** Starts reading from every broker that leads something and is not read from yet. */
	#assign(): void {
		for (const p of this.#open())
			if (p.leader !== undefined && !p.isBusy && !this.#lanes.has(p.leader)) {
				const broker = p.leader;
				this.#lanes.add(broker);
				void this.#guarded(async () => {
					try {
						await this.#read(broker);
					} finally {
						this.#lanes.delete(broker);
					}
					// A partition may have come to this broker after its last request was made.
					this.#assign();
					await this.#look();
				});
			}
	}

	/** Fetches from one broker until nothing that it leads is left to read. */
	async #read(id: number): Promise<void> {
		for (;;) {
			await this.#queue.room();
			await this.#pause(this.#rate.waitMs());
			const mine = this.#open()
				.filter(p => p.leader === id && !p.isBusy)
				.sort((a, b) => a.turn - b.turn);
			if (mine.length === 0 || this.#closing.signal.aborted) return;
			const asked = mine.map(p => ({
				topic: p.topic,
				topicId: p.topicId!,
				partition: p.partition,
				leaderEpoch: p.leaderEpoch,
				offset: p.position,
			}));
			let answer: FetchAnswer;
			let frame: PooledFrame | undefined;
			const allocate = (length: number): Buffer => {
				frame = this.#frames.take(length);
				return frame.bytes;
			};
			try {
				const broker = this.#link.connections.brokers.get(id);
				if (broker === undefined) throw new Failure('connection', `Broker ${id} is not part of the cluster's metadata; it may be down.`);
				answer = await this.#own.with(broker, (connection, deadline) =>
					callFetch(connection, asked, this.#options.isolation, this.#sizes(), allocate, deadline),
				);
			} catch (error) {
				if (this.#closing.signal.aborted) return;
				for (const p of mine) this.#lose(p, asFailure(error));
				return;
			}
			this.#looks = 0;
			this.#take(mine, answer, frame?.release ?? (() => {}));
			this.#endWhenDone();
			await this.#pause(answer.throttleTimeMs);
		}
	}

	#sizes(): FetchSizes {
		const share = Math.floor(FLIGHT_BYTES / Math.max(1, this.#lanes.size));
		const { bytesPerSecond } = this.#options;
		const paced = bytesPerSecond === null ? Number.POSITIVE_INFINITY : Math.floor(bytesPerSecond / ANSWERS_A_SECOND / this.#lanes.size);
		const maxBytes = Math.max(LEAST_PARTITION_BYTES, Math.min(Math.max(ANSWER_BYTES.least, Math.min(share, ANSWER_BYTES.most)), paced));
		return { maxBytes, partitionBytes: Math.min(maxBytes, this.#options.partitionBytes ?? PARTITION_BYTES) };
	}

	#take(mine: readonly ScannedPartition[], answer: FetchAnswer, release: () => void): void {
		// The buffer of the answer is free again when the last event out of it has been looked at.
		let users = 1;
		const done = (): void => {
			if (--users === 0) release();
		};
		const use = (): (() => void) => {
			users++;
			return done;
		};
		const refusal = failureOfCode(answer.errorCode, { resource: 'the records' });
		let bytes = 0;
		for (const p of mine) {
			const got = answer.partitions.get(p.key);
			if (refusal !== undefined) this.#lose(p, refusal);
			else if (got !== undefined) {
				// A throttling broker answers with nothing, and a limit reached by partitions before leaves nothing for later ones.
				this.#act(p, judgeFetched(p, got, this.#options.isolation, bytes === 0 && answer.throttleTimeMs === 0), got, use);
				bytes += got.records?.length ?? 0;
			}
		}
		this.#rate.took(bytes);
		done();
	}

	#act(p: ScannedPartition, judged: Judged, got: FetchedPartition, use: () => () => void): void {
		switch (judged.kind) {
			case 'covered': {
				const { topic, partition, position: fromOffset } = p;
				const { nextOffset, bytes, readableOffset } = judged;
				const aborted = this.#options.isolation === 'read_committed' ? (got.abortedTransactions ?? []) : null;
				p.recovered();
				this.#move(p, nextOffset);
				p.turn = ++this.#turn;
				this.#queue.push(
					{ kind: 'records', topic, partition, fromOffset, nextOffset, bytes, aborted, readableOffset },
					bytes.length,
					use(),
				);
				break;
			}
			case 'nothing':
				p.recovered();
				break;
			case 'short':
				this.#endure(p, 'short', judged.failure);
				break;
			case 'moved':
				this.#lose(p, judged.failure);
				break;
			case 'failed':
				this.#fail(p, judged.failure);
				break;
			case 'outOfRange':
				p.isBusy = true;
				void this.#guarded(() => this.#relocate(p));
		}
	}

	#move(p: ScannedPartition, offset: bigint): void {
		p.position = offset;
		p.isDone = p.isAtEnd;
	}

	/** Finds out what became of an offset that the leader does not have. */
	async #relocate(p: ScannedPartition): Promise<void> {
		const { topic, partition, position: fromOffset, endOffset } = p;
		const found = await findOffset(this.#link, p, this.#closing.signal);
		p.isBusy = false;
		if (found.kind === 'moved') this.#lose(p, found.failure);
		else if (found.kind === 'failed') this.#fail(p, found.failure);
		else {
			this.#move(p, endOffset === null ? found.startOffset : earlier(endOffset, found.startOffset));
			this.#queue.push({ kind: 'lost', topic, partition, fromOffset, nextOffset: p.position });
		}
		this.#endWhenDone();
		this.#assign();
		await this.#look();
	}

	/** The broker is no longer the one to ask. */
	#lose(p: ScannedPartition, failure: Failure): void {
		if (FINAL.has(failure.kind)) this.#fail(p, failure);
		else this.#doubt(p, 'unreachable', failure);
	}

	#doubt(p: ScannedPartition, kind: TroubleKind, failure: Failure): void {
		p.leader = undefined;
		this.#endure(p, kind, failure);
	}

	#endure(p: ScannedPartition, kind: TroubleKind, failure: Failure): void {
		if (!p.endures(kind, failure)) this.#fail(p, failure);
	}

	#fail(p: ScannedPartition, failure: Failure): void {
		if (p.isDone) return;
		p.isDone = true;
		this.#queue.push({ kind: 'failed', topic: p.topic, partition: p.partition, atOffset: p.position, failure });
	}

	async #watchGrowth(): Promise<void> {
		const topics = [...new Set([...this.#partitions.values()].map(p => p.topic))];
		const { signal } = this.#closing;
		for (;;) {
			await this.#pause(GROWTH_LOOK_MS);
			// A failed look says nothing: whoever reads from a dead broker finds out by itself.
			const answer = await this.#link.readMetadata(topics, this.#link.deadline({ signal })).catch(() => undefined);
			for (const topic of answer?.topics ?? [])
				for (const { partitionIndex } of topic.partitions) this.#add(topic.name ?? '', partitionIndex);
			this.#assign();
			await this.#look();
		}
	}

	#add(topic: string, partition: number): void {
		const added = new ScannedPartition({ topic, partition, fromOffset: 0n, endOffset: null });
		if (this.#partitions.has(added.key)) return;
		this.#partitions.set(added.key, added);
		this.#queue.push({ kind: 'added', topic, partition });
	}
}
