import type { Clock } from '../ports/clock.ts';
import type { ClusterReader, ReadOptions, TopicsAnswer } from '../ports/cluster-reader.ts';

/** Full metadata is asked for at most once in this time, whoever wants it: an incident tool must not deepen the incident. */
export const METADATA_PACE_MS = 10_000;
/** A person who asks for it gets it anew, but leaning on the key does not ask without end. */
const WANTED_PACE_MS = 2_000;
/** Pollers of the same pace must not miss each other by a timer's jitter. */
const JITTER_MS = 500;

type Read = {
	readonly startedMs: number;
	readonly answer: Promise<TopicsAnswer>;
	readonly ended: AbortController;
	waiting: number;
	isDone: boolean;
};

/** One answer to "all topics" for every screen and the watch: asked for anew when it is old, and never twice at once. */
export class SharedMetadata {
	readonly #clock: Clock;
	readonly #ask: (options: ReadOptions) => Promise<TopicsAnswer>;
	#read: Read | undefined;
	#isWanted = false;

	constructor(clock: Clock, ask: (options: ReadOptions) => Promise<TopicsAnswer>) {
		this.#clock = clock;
		this.#ask = ask;
	}

	/** The next one who asks gets a fresh answer, as far as the pace of a person's wish allows. */
	want(): void {
		this.#isWanted = true;
	}

	/** Rejects as the one who asks the cluster does, or with the signal's reason; the others who wait for the same answer still get it. */
	async read({ signal }: ReadOptions = {}): Promise<TopicsAnswer> {
		signal?.throwIfAborted();
		const read = this.#read !== undefined && (!this.#read.isDone || this.#leftMs(this.#read.startedMs) > 0) ? this.#read : this.#begin();
		read.waiting++;
		let giveUp = (): void => {};
		const givenUp = new Promise<never>((_, reject) => {
			giveUp = () => reject(signal?.reason);
			signal?.addEventListener('abort', giveUp);
		});
		givenUp.catch(() => {});
		try {
			return await Promise.race([read.answer, givenUp]);
		} finally {
			signal?.removeEventListener('abort', giveUp);
			read.waiting--;
			if (read.waiting === 0 && !read.isDone) {
				read.ended.abort(signal?.reason);
				this.#forget(read);
			}
		}
	}

	#begin(): Read {
		const ended = new AbortController();
		this.#isWanted = false;
		const read: Read = { startedMs: this.#clock.now(), answer: this.#ask({ signal: ended.signal }), ended, waiting: 0, isDone: false };
		this.#read = read;
		read.answer.then(
			() => {
				read.isDone = true;
			},
			() => {
				read.isDone = true;
				this.#forget(read);
			},
		);
		return read;
	}

	#forget(read: Read): void {
		if (this.#read === read) this.#read = undefined;
	}

	/** A clock that was set back makes nothing fresh for ever. */
	#leftMs(startedMs: number): number {
		const ageMs = this.#clock.now() - startedMs;
		return ageMs < 0 ? 0 : (this.#isWanted ? WANTED_PACE_MS : METADATA_PACE_MS - JITTER_MS) - ageMs;
	}
}

/** The same reader, whose answers about all topics are shared. */
export const sharingReader = (reader: ClusterReader, metadata: SharedMetadata): ClusterReader => ({
	...reader,
	readTopics: (names, options) => (names === null ? metadata.read(options) : reader.readTopics(names, options)),
});
