import type { Failure } from '../model/failure.ts';
import type { ReadOptions } from '../ports/cluster-reader.ts';
import type { KnownCluster } from '../ports/known-cluster.ts';
import { ALL_UP_TO_PARTITIONS, TopicRates } from './topic-rates.ts';

/** How many records come to the cluster's topics, Kafka's own topics apart, as the ends of their logs tell. */
export type Throughput =
	/** Too many partitions to ask for the end of each again and again. */
	| { readonly kind: 'tooMany'; readonly partitions: number; readonly most: number }
	| {
			readonly kind: 'measured';
			/** Records per second between the last two looks, over the topics that could be read in both; undefined before the second look. */
			readonly perSecond: number | undefined;
			/** Topics of which it is not known, and why of one of them. */
			readonly unread: number;
			readonly failure: Failure | undefined;
			/** Rates of the looks so far, oldest first. */
			readonly trend: readonly number[];
	  };

/** Looks kept for the trend: as many as its bars are wide. */
const KEPT = 10;

/** Measures it look by look: one request per leading broker. */
export class ThroughputMeter {
	readonly #known: KnownCluster;
	readonly #rates: TopicRates;
	#trend: readonly number[] = [];

	constructor(known: KnownCluster) {
		this.#known = known;
		this.#rates = new TopicRates(known);
	}

	async look(options?: ReadOptions): Promise<Throughput> {
		const { topics } = await this.#known.reader.readTopics(null, options);
		const own = topics.filter(t => !t.isInternal).map(t => ({ name: t.name, partitions: t.partitions.length }));
		const partitions = own.reduce((sum, t) => sum + t.partitions, 0);
		if (partitions > ALL_UP_TO_PARTITIONS) return { kind: 'tooMany', partitions, most: ALL_UP_TO_PARTITIONS };
		this.#rates.want(own, []);
		const rates = [...(await this.#rates.look(options)).values()];
		const failures = rates.flatMap(r => ('failure' in r ? r.failure : []));
		const known = rates.flatMap(r => ('perSecond' in r ? (r.perSecond ?? []) : []));
		const perSecond = known.length === 0 && rates.length > 0 ? undefined : known.reduce((sum, rate) => sum + rate, 0);
		// A sum over fewer topics would look like a drop of the traffic.
		if (perSecond !== undefined && failures.length === 0) this.#trend = [...this.#trend, perSecond].slice(-KEPT);
		return { kind: 'measured', perSecond, unread: failures.length, failure: failures[0], trend: this.#trend };
	}
}
