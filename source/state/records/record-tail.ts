/** Records of a topic as they are written, shown at a pace a person and a slow line can follow. */
import { asFailure, type Failure } from '../../model/failure.ts';
import type { ScanCoverage } from '../../model/record-scan.ts';
import { planScan } from '../../operations/plan-scan.ts';
import { recordFilter } from '../../operations/record-filter.ts';
import type { RecordJob } from '../../operations/scan-records.ts';
import { breather, Observed, paced } from './observed.ts';
import { RateWindow } from './rate-window.ts';
import { decodeRows, type RecordRow, rowOf } from './record-row.ts';
import type { RecordsCluster } from './records-cluster.ts';
import { TAIL_LIMITS, TailBuffer, type TailLimits } from './tail-buffer.ts';

export type TailState = {
	/** Newest first. */
	readonly rows: readonly RecordRow[];
	readonly state: 'starting' | 'live' | 'paused' | 'ended';
	readonly recordsPerSecond: number;
	/** Records that came since the pause began, and those of them that are not held. */
	readonly arrived: number;
	readonly passedOver: number;
	/** Passed over in the last pause that ended. */
	readonly missed: number;
	readonly failure: Failure | undefined;
	readonly coverage: ScanCoverage | undefined;
	/** What a partition waits for. */
	readonly waiting: string | undefined;
};

const PACE_MS = 200;
/** How often is looked at what does not come with records: a rate that falls, a leader that is gone. */
const LOOK_MS = 1_000;
/** Decoded before they are shown; those further down when somebody scrolls there. */
const DECODED_AHEAD = 80;

const IDLE: TailState = {
	rows: [],
	state: 'ended',
	recordsPerSecond: 0,
	arrived: 0,
	passedOver: 0,
	missed: 0,
	failure: undefined,
	coverage: undefined,
	waiting: undefined,
};

export class RecordTail extends Observed<TailState> {
	readonly #cluster: RecordsCluster;
	readonly #topic: string;
	readonly #limits: TailLimits;
	#running: { readonly abort: AbortController; readonly buffer: TailBuffer } | undefined;

	constructor(cluster: RecordsCluster, topic: string, limits = TAIL_LIMITS) {
		super(IDLE);
		this.#cluster = cluster;
		this.#topic = topic;
		this.#limits = limits;
	}

	/** Starts at the end of the log as it is now; what an earlier tail showed is gone. */
	async start(): Promise<void> {
		this.stop();
		const buffer = new TailBuffer(this.#limits);
		const abort = new AbortController();
		const own = { abort, buffer };
		this.#running = own;
		this.publish({ ...IDLE, state: 'starting' });
		const isOwn = (): boolean => this.#running === own;
		const rate = new RateWindow();
		let job: RecordJob | undefined;
		let access: Awaited<ReturnType<RecordsCluster['records']>> | undefined;
		const show = async (): Promise<void> => {
			const rows = buffer.rows();
			if (access !== undefined) await decodeRows(rows.slice(0, DECODED_AHEAD), access);
			if (!isOwn()) return;
			const coverage = job?.coverage();
			this.publish({
				...this.snapshot(),
				rows,
				state: buffer.isPaused ? 'paused' : 'live',
				recordsPerSecond: Math.round(rate.look(performance.now(), coverage?.matched ?? 0)),
				arrived: buffer.arrived,
				passedOver: buffer.passedOver,
				coverage,
				waiting: job?.waiting()[0]?.failure.message,
			});
		};
		const pace = paced(show, PACE_MS);
		let looked = '';
		const look = setInterval(() => {
			const { recordsPerSecond } = this.snapshot();
			const now = `${job?.coverage().holes.length} ${job?.waiting()[0]?.failure.message}`;
			if (recordsPerSecond > 0 || now !== looked) pace.soon();
			looked = now;
		}, LOOK_MS);
		look.unref();
		this.#redraw = pace.soon;
		try {
			const { signal } = abort;
			const [plan, opened, { requireReadable, scanRecords }] = await Promise.all([
				planScan(this.#cluster.known.reader, { topics: [this.#topic], from: 'end', to: 'end', isolation: 'read_committed' }, { signal }),
				this.#cluster.records(),
				import('../../operations/scan-records.ts'),
			]);
			requireReadable(plan);
			access = opened;
			job = scanRecords(opened.source, plan, {
				filter: await recordFilter({}, opened.decoder),
				bytesPerSecond: opened.scanRate,
				follows: 'all',
				signal,
			});
			pace.soon();
			const breathe = breather();
			for await (const found of job) {
				for (const record of found) buffer.add(rowOf(record));
				pace.soon();
				await breathe();
			}
			if (isOwn()) this.#end(buffer, job.coverage(), undefined);
		} catch (error) {
			if (isOwn() && !abort.signal.aborted) this.#end(buffer, job?.coverage(), asFailure(error));
		} finally {
			clearInterval(look);
			pace.stop();
		}
	}

	#redraw: () => void = () => {};

	#end(buffer: TailBuffer, coverage: ScanCoverage | undefined, failure: Failure | undefined): void {
		this.#running = undefined;
		this.publish({ ...this.snapshot(), rows: buffer.rows(), state: 'ended', recordsPerSecond: 0, coverage, failure, waiting: undefined });
	}

	togglePause(): void {
		const { buffer } = this.#running ?? {};
		if (buffer === undefined) return;
		if (buffer.isPaused) {
			const missed = buffer.resume();
			this.publish({ ...this.snapshot(), state: 'live', arrived: 0, passedOver: 0, missed });
		} else {
			buffer.pause();
			this.publish({ ...this.snapshot(), state: 'paused', missed: 0 });
		}
		this.#redraw();
	}

	/** Ends it; what it showed stays. */
	stop(): void {
		const running = this.#running;
		if (running === undefined) return;
		this.#running = undefined;
		running.abort.abort();
		this.publish({ ...this.snapshot(), state: 'ended', recordsPerSecond: 0, waiting: undefined });
	}
}
