/** All that is looked at of one topic's records, kept while other screens are shown. */

import type { DecodedRecord } from '../../decoding/record/record-document.ts';
import { Failure } from '../../model/failure.ts';
import { jsonText } from '../../units/json.ts';
import { Observed, paced } from './observed.ts';
import { RecordBrowser } from './record-browser.ts';
import { decodedOf, decodeRows, type RecordRow } from './record-row.ts';
import { RecordSearch } from './record-search.ts';
import { RecordTail } from './record-tail.ts';
import type { RecordsCluster } from './records-cluster.ts';

export type DeskView = 'browse' | 'tail' | 'search';

const EXPORT_CHUNK = 100;

export class RecordDesk extends Observed<number> {
	readonly topic: string;
	readonly browser: RecordBrowser;
	readonly tail: RecordTail;
	readonly search: RecordSearch;
	readonly #cluster: RecordsCluster;
	readonly #told = paced(() => this.publish(this.snapshot() + 1), 50);

	constructor(cluster: RecordsCluster, topic: string) {
		super(0);
		this.#cluster = cluster;
		this.topic = topic;
		this.browser = new RecordBrowser(cluster, topic);
		this.tail = new RecordTail(cluster, topic);
		this.search = new RecordSearch(cluster, topic);
	}

	/** Decodes rows that are on the screen and have no texts yet; listeners hear of it. */
	async want(rows: readonly RecordRow[]): Promise<void> {
		if (rows.every(row => row.value !== undefined)) return;
		if (await decodeRows(rows, await this.#cluster.records())) this.#told.soon();
	}

	/** The whole record, decoded and masked. */
	async decoded(row: RecordRow): Promise<DecodedRecord> {
		return decodedOf(row, await this.#cluster.records());
	}

	/** Writes records into a new file as JSON Lines, as they may be shown. Rejects with a Failure, e.g. when there is a file of this name. */
	async export(rows: readonly RecordRow[], file: string): Promise<void> {
		const { exports } = this.#cluster;
		if (exports === undefined) throw new Failure('unsupported', 'Nothing can be written here.');
		const [access, { recordDocument }, target] = await Promise.all([
			this.#cluster.records(),
			import('../../decoding/record/record-document.ts'),
			exports.create(file),
		]);
		try {
			for (let at = 0; at < rows.length; at += EXPORT_CHUNK) {
				const documents = await Promise.all(rows.slice(at, at + EXPORT_CHUNK).map(row => decodedOf(row, access)));
				await target.append(Buffer.from(documents.map(document => `${jsonText(recordDocument(document))}\n`).join('')));
			}
			await target.finish();
		} finally {
			await target.close();
		}
	}

	/** The same lines as text, for the clipboard. */
	async jsonLines(rows: readonly RecordRow[]): Promise<string> {
		const [access, { recordDocument }] = await Promise.all([this.#cluster.records(), import('../../decoding/record/record-document.ts')]);
		return (await Promise.all(rows.map(async row => jsonText(recordDocument(await decodedOf(row, access)))))).join('\n');
	}

	stop(): void {
		this.browser.stop();
		this.tail.stop();
		this.search.cancel();
	}
}

/** A search under way, as the frame shows it. */
export type RunningSearch = { readonly topic: string; readonly percent: number; readonly hits: number; readonly isPaused: boolean };

/** The desks of a session, and the queries that were typed. */
export class RecordDesks extends Observed<readonly RunningSearch[]> {
	readonly #cluster: RecordsCluster;
	readonly #desks = new Map<string, RecordDesk>();
	/** Newest last. */
	readonly queries: string[] = [];

	constructor(cluster: RecordsCluster) {
		super([]);
		this.#cluster = cluster;
	}

	of(topic: string): RecordDesk {
		const known = this.#desks.get(topic);
		if (known !== undefined) return known;
		const made = new RecordDesk(this.#cluster, topic);
		made.search.subscribe(() => this.#look());
		this.#desks.set(topic, made);
		return made;
	}

	remember(query: string): void {
		const at = this.queries.indexOf(query);
		if (at >= 0) this.queries.splice(at, 1);
		this.queries.push(query);
	}

	/** Cancels every search under way; tells whether there was one. */
	cancelSearches(): boolean {
		const running = [...this.#desks.values()].filter(desk => desk.search.isRunning);
		for (const desk of running) desk.search.cancel();
		return running.length > 0;
	}

	stop(): void {
		for (const desk of this.#desks.values()) desk.stop();
	}

	#look(): void {
		const running = [...this.#desks.values()]
			.filter(desk => desk.search.isRunning)
			.map(({ topic, search }) => {
				const { progress, rows, state } = search.snapshot();
				return { topic, percent: Math.floor(progress.share * 100), hits: rows.length, isPaused: state === 'paused' };
			});
		if (JSON.stringify(running) !== JSON.stringify(this.snapshot())) this.publish(running);
	}
}

/** For a session that was given no way to records. */
export const noRecords = async (): Promise<never> => {
	throw new Failure('unsupported', 'Records cannot be read here.');
};
