import type { Failure } from '../model/failure.ts';
import { partitionKey } from '../model/partition-key.ts';
import type { OffsetQuestion, ReadOptions } from '../ports/cluster-reader.ts';
import type { KnownCluster } from '../ports/known-cluster.ts';

/** A topic whose rate is wanted, with its number of partitions (Kafka numbers them from 0 without gaps). */
export type RatedTopic = { readonly name: string; readonly partitions: number };

/** Records that came to a topic per second, between the last two looks; undefined before the second, or why it is not known. */
export type TopicRate = { readonly perSecond: number | undefined } | { readonly failure: Failure };

type Look = { readonly atMs: number; readonly endOffset: bigint; readonly partitions: number };

/** Up to so many partitions all topics are asked for, so that sorting by rate sorts all of them; beyond it only those on screen. */
export const ALL_UP_TO_PARTITIONS = 2_000;

/** Measures how fast topics grow by looking at their end offsets again and again: one request per leading broker and look. */
export class TopicRates {
	readonly #known: KnownCluster;
	readonly #looks = new Map<string, Look>();
	#rates: ReadonlyMap<string, TopicRate> = new Map();
	#wanted: readonly RatedTopic[] = [];

	constructor(known: KnownCluster) {
		this.#known = known;
	}

	/** Chooses what the next look asks for; true when nothing was wanted before and a look is due at once. */
	want(all: readonly RatedTopic[], shown: readonly RatedTopic[]): boolean {
		const isFirst = this.#wanted.length === 0;
		const partitions = all.reduce((sum, t) => sum + t.partitions, 0);
		this.#wanted = partitions <= ALL_UP_TO_PARTITIONS ? all : shown;
		return isFirst && this.#wanted.length > 0;
	}

	/** Looks once and returns the rates known by now; the same map while none has changed. */
	async look(options?: ReadOptions): Promise<ReadonlyMap<string, TopicRate>> {
		const wanted = this.#wanted;
		if (wanted.length === 0) return this.#rates;
		const questions = wanted.flatMap(({ name, partitions }) =>
			Array.from({ length: partitions }, (_, partition): OffsetQuestion => ({ topic: name, partition, target: 'latest' })),
		);
		const ends = await this.#known.reader.readOffsets(questions, options);
		const atMs = this.#known.clock.now();
		const rates = new Map<string, TopicRate>();
		for (const topic of wanted) {
			let endOffset = 0n;
			let failure: Failure | undefined;
			for (let partition = 0; partition < topic.partitions; partition++) {
				const outcome = ends.get(partitionKey(topic.name, partition));
				if (outcome?.ok && outcome.value.offset !== null) endOffset += outcome.value.offset;
				else if (outcome?.ok === false) failure ??= outcome.failure;
			}
			rates.set(topic.name, failure === undefined ? this.#rate(topic, { atMs, endOffset, partitions: topic.partitions }) : { failure });
		}
		if (!isSame(this.#rates, rates)) this.#rates = rates;
		return this.#rates;
	}

	/** A topic that shrank was created anew, and one with other partitions is summed over other logs: both start afresh. */
	#rate({ name }: RatedTopic, look: Look): TopicRate {
		const before = this.#looks.get(name);
		this.#looks.set(name, look);
		if (before === undefined || before.partitions !== look.partitions || before.endOffset > look.endOffset || before.atMs >= look.atMs)
			return { perSecond: undefined };
		return { perSecond: Number(look.endOffset - before.endOffset) / ((look.atMs - before.atMs) / 1000) };
	}
}

const isSame = (before: ReadonlyMap<string, TopicRate>, now: ReadonlyMap<string, TopicRate>): boolean =>
	before.size === now.size &&
	[...now].every(([name, rate]) => {
		const known = before.get(name);
		if (known === undefined) return false;
		return 'failure' in rate
			? 'failure' in known && known.failure.message === rate.failure.message
			: 'perSecond' in known && known.perSecond === rate.perSecond;
	});
