/** A search through a topic as a job: it goes on while its person looks around, and ends with a verdict on what was looked at. */
import { asFailure, type Failure } from '../../model/failure.ts';
import type { ScanCoverage, ScanEnd } from '../../model/record-scan.ts';
import { planScan } from '../../operations/plan-scan.ts';
import { recordFilter } from '../../operations/record-filter.ts';
import type { RecordQuery } from '../../operations/record-query.ts';
import type { RecordJob } from '../../operations/scan-records.ts';
import { breather, Observed, paced } from './observed.ts';
import { RateWindow } from './rate-window.ts';
import { decodeRows, type RecordRow, rowBytes, rowOf } from './record-row.ts';
import type { RecordsCluster } from './records-cluster.ts';

export type SearchProgress = {
	readonly share: number;
	readonly bytesPerSecond: number;
	/** Milliseconds that are left at this rate; undefined as long as nobody can say. */
	readonly leftMs: number | undefined;
};

export type SearchState = {
	readonly text: string;
	readonly words: readonly string[];
	/** In the order they were found. */
	readonly rows: readonly RecordRow[];
	readonly state: 'none' | 'running' | 'paused' | 'ended';
	readonly end: ScanEnd | undefined;
	readonly progress: SearchProgress;
	readonly coverage: ScanCoverage | undefined;
	readonly failure: Failure | undefined;
	readonly waiting: string | undefined;
};

/** What a list of hits holds at most; then the search ends and says so. */
const MOST_HITS = 10_000;
const MOST_HIT_BYTES = 64 * 1024 * 1024;
const PACE_MS = 250;
const NO_PROGRESS: SearchProgress = { share: 0, bytesPerSecond: 0, leftMs: undefined };

const NONE: SearchState = {
	text: '',
	words: [],
	rows: [],
	state: 'none',
	end: undefined,
	progress: NO_PROGRESS,
	coverage: undefined,
	failure: undefined,
	waiting: undefined,
};

/** How far a scan is. */
export const progressOf = ({ plannedOffsets, coveredOffsets }: ScanCoverage, bytesPerSecond: number, ms: number): SearchProgress => {
	const share = plannedOffsets === 0n ? 1 : Number(coveredOffsets) / Number(plannedOffsets);
	return { share, bytesPerSecond, leftMs: share > 0.02 && share < 1 ? (ms / share) * (1 - share) : undefined };
};

export class RecordSearch extends Observed<SearchState> {
	readonly #cluster: RecordsCluster;
	readonly #topic: string;
	#abort: AbortController | undefined;
	#wake: (() => void) | undefined;

	constructor(cluster: RecordsCluster, topic: string) {
		super(NONE);
		this.#cluster = cluster;
		this.#topic = topic;
	}

	get isRunning(): boolean {
		const { state } = this.snapshot();
		return state === 'running' || state === 'paused';
	}

	/** Searches; an earlier search of the topic is cancelled, its hits are gone. */
	async start(text: string, query: RecordQuery): Promise<void> {
		this.#abort?.abort();
		this.#wake?.();
		const abort = new AbortController();
		this.#abort = abort;
		const { signal } = abort;
		this.publish({ ...NONE, text, words: query.words, state: 'running' });
		const isOwn = (): boolean => this.#abort === abort;
		const rows: RecordRow[] = [];
		const rate = new RateWindow();
		let startMs = performance.now();
		let job: RecordJob | undefined;
		let access: Awaited<ReturnType<RecordsCluster['records']>> | undefined;
		const show = async (end?: Pick<SearchState, 'end' | 'failure'>): Promise<void> => {
			if (access !== undefined) await decodeRows(rows.slice(0, 80), access);
			if (!isOwn() || (end === undefined && this.snapshot().state === 'ended')) return;
			const coverage = job?.coverage();
			const now = performance.now();
			const bytesPerSecond = coverage === undefined ? 0 : rate.look(now, coverage.fetchedBytes);
			this.publish({
				...this.snapshot(),
				rows: this.snapshot().rows.length === rows.length ? this.snapshot().rows : rows.slice(),
				progress: coverage === undefined ? NO_PROGRESS : progressOf(coverage, bytesPerSecond, now - startMs),
				coverage,
				waiting: job?.waiting()[0]?.failure.message,
				...(end !== undefined && { ...end, state: 'ended', waiting: undefined }),
			});
		};
		const pace = paced(show, PACE_MS);
		const look = setInterval(() => this.snapshot().state === 'running' && pace.soon(), 2 * PACE_MS);
		look.unref();
		try {
			const [plan, opened, { requireReadable, scanRecords }] = await Promise.all([
				planScan(
					this.#cluster.known.reader,
					{ topics: [this.#topic], partitions: query.partitions, from: query.from, to: query.to, isolation: 'read_committed' },
					{ signal },
				),
				this.#cluster.records(),
				import('../../operations/scan-records.ts'),
			]);
			requireReadable(plan);
			access = opened;
			startMs = performance.now();
			job = scanRecords(opened.source, plan, {
				filter: await recordFilter(query.filter, opened.decoder),
				limit: MOST_HITS,
				bytesPerSecond: opened.scanRate,
				signal,
			});
			const breathe = breather();
			let bytes = 0;
			let isFull = false;
			for await (const found of job) {
				for (const record of found) {
					const row = rowOf(record);
					rows.push(row);
					bytes += rowBytes(row);
				}
				isFull = bytes > MOST_HIT_BYTES;
				if (isFull) break;
				pace.soon();
				await this.#whilePaused(signal);
				await breathe();
			}
			await show({ end: isFull ? 'limit' : job.end(), failure: undefined });
		} catch (error) {
			await show({ end: 'interrupted', failure: signal.aborted ? undefined : asFailure(error) });
		} finally {
			clearInterval(look);
			pace.stop();
		}
	}

	/** Nobody taking what is found, nothing more is fetched. */
	async #whilePaused(signal: AbortSignal): Promise<void> {
		while (this.snapshot().state === 'paused' && !signal.aborted)
			await new Promise<void>(resolve => {
				this.#wake = resolve;
			});
	}

	togglePause(): void {
		const { state } = this.snapshot();
		if (state === 'running') this.publish({ ...this.snapshot(), state: 'paused' });
		else if (state === 'paused') {
			this.publish({ ...this.snapshot(), state: 'running' });
			this.#wake?.();
		}
	}

	/** Ends it at once; its hits and the verdict stay. */
	cancel(): void {
		if (!this.isRunning) return;
		this.#abort?.abort();
		this.#wake?.();
	}
}
