/** Pages through the log of a topic: newest first, or oldest first from a point. Each page is read when it is asked for and forgotten when it is left. */
import { asFailure, type Failure } from '../../model/failure.ts';
import type { ScanCoverage, ScanPlan } from '../../model/record-scan.ts';
import { planScan } from '../../operations/plan-scan.ts';
import { type BrowseStart, NEWEST } from '../../operations/record-query.ts';
import { Observed } from './observed.ts';
import { decodeRows, type RecordRow, rowOf } from './record-row.ts';
import type { RecordsCluster } from './records-cluster.ts';

export const PAGE_RECORDS = 100;

export type BrowserState = {
	readonly start: BrowseStart;
	/** In the order they are shown; undefined as long as no page was read. */
	readonly rows: readonly RecordRow[] | undefined;
	/** From 1. */
	readonly page: number;
	/** Changes whenever another page is shown: the cursor starts anew. */
	readonly shown: number;
	readonly hasNext: boolean;
	readonly isReading: boolean;
	readonly failure: Failure | undefined;
	readonly coverage: ScanCoverage | undefined;
};

export class RecordBrowser extends Observed<BrowserState> {
	readonly #cluster: RecordsCluster;
	readonly #topic: string;
	/** Plans of the pages up to the one that is shown, and what follows it. */
	#plans: readonly ScanPlan[] = [];
	#next: ScanPlan | undefined;
	#reading: AbortController | undefined;

	constructor(cluster: RecordsCluster, topic: string) {
		super({
			start: NEWEST,
			rows: undefined,
			page: 1,
			shown: 0,
			hasNext: false,
			isReading: false,
			failure: undefined,
			coverage: undefined,
		});
		this.#cluster = cluster;
		this.#topic = topic;
	}

	/** Shows the first page from there. */
	go(start: BrowseStart): Promise<void> {
		const { from, partitions } = start;
		return this.#read({ start, rows: undefined, page: 1 }, [], async signal =>
			planScan(
				this.#cluster.known.reader,
				{ topics: [this.#topic], partitions, from: from === 'end' ? 'beginning' : from, to: 'end', isolation: 'read_committed' },
				{ signal },
			),
		);
	}

	/** Reads the same anew: what was written since is in it. */
	refresh(): Promise<void> {
		return this.go(this.snapshot().start);
	}

	nextPage(): Promise<void> {
		const next = this.#next;
		if (next === undefined || this.snapshot().isReading) return Promise.resolve();
		return this.#read({ page: this.snapshot().page + 1 }, this.#plans, async () => next);
	}

	previousPage(): Promise<void> {
		const plan = this.#plans.at(-2);
		if (plan === undefined || this.snapshot().isReading) return Promise.resolve();
		return this.#read({ page: this.snapshot().page - 1 }, this.#plans.slice(0, -2), async () => plan);
	}

	stop(): void {
		this.#reading?.abort();
	}

	async #read(
		change: Partial<BrowserState>,
		before: readonly ScanPlan[],
		planOf: (signal: AbortSignal) => Promise<ScanPlan>,
	): Promise<void> {
		this.#reading?.abort();
		const reading = new AbortController();
		this.#reading = reading;
		const { signal } = reading;
		const { page: _, ...soon } = change;
		this.publish({ ...this.snapshot(), ...soon, isReading: true, failure: undefined });
		try {
			const [plan, access, { requireReadable }, { readNewest }, { readOldest }] = await Promise.all([
				planOf(signal),
				this.#cluster.records(),
				import('../../operations/scan-records.ts'),
				import('../../operations/read-newest.ts'),
				import('../../operations/read-oldest.ts'),
			]);
			requireReadable(plan);
			const isNewestFirst = this.snapshot().start.from === 'end';
			const read = isNewestFirst ? readNewest : readOldest;
			const page = await read(access.source, plan, { count: PAGE_RECORDS, bytesPerSecond: access.scanRate, signal });
			const rows = (isNewestFirst ? page.records.toReversed() : page.records).map(rowOf);
			await decodeRows(rows, access);
			if (signal.aborted) return;
			this.#plans = [...before, plan];
			this.#next = page.rest.partitions.length > 0 ? page.rest : undefined;
			this.publish({
				...this.snapshot(),
				...change,
				rows,
				shown: this.snapshot().shown + 1,
				hasNext: this.#next !== undefined,
				isReading: false,
				coverage: page.coverage,
			});
		} catch (error) {
			if (!signal.aborted) this.publish({ ...this.snapshot(), isReading: false, failure: asFailure(error) });
		}
	}
}
