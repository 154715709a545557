import type { Retention } from '../model/loss-forecast.ts';
import type { ConfigEntry } from '../model/topic.ts';
import { deletesRecords } from '../model/topic-summary.ts';
import { configResourceKey, type ReadOptions } from '../ports/cluster-reader.ts';
import type { KnownCluster } from '../ports/known-cluster.ts';

/** Settings change rarely: a forecast may be this much older than one. */
const KEPT_MS = 60_000;
const KEYS = ['retention.ms', 'retention.bytes', 'cleanup.policy'] as const;

/** Remembers what topics' retention is, so that a screen polling every five seconds asks for settings once a minute. */
export class TopicRetention {
	readonly #known: KnownCluster;
	readonly #retention = new Map<string, { readonly atMs: number; readonly value: Retention | undefined }>();

	constructor(known: KnownCluster) {
		this.#known = known;
	}

	/** Retention by topic; a topic whose settings may not be read is left out. */
	async of(topics: readonly string[], options?: ReadOptions): Promise<ReadonlyMap<string, Retention>> {
		const nowMs = this.#known.clock.now();
		const stale = topics.filter(name => (this.#retention.get(name)?.atMs ?? Number.NEGATIVE_INFINITY) < nowMs - KEPT_MS);
		if (stale.length > 0) {
			const resources = stale.map(name => ({ type: 'topic', name }) as const);
			const found = await this.#known.reader.readConfigs(resources, KEYS, options);
			for (const resource of resources) {
				const outcome = found.get(configResourceKey(resource));
				this.#retention.set(resource.name, { atMs: nowMs, value: outcome?.ok ? retentionOf(outcome.value) : undefined });
			}
		}
		return new Map(
			topics.flatMap(name => {
				const value = this.#retention.get(name)?.value;
				return value === undefined ? [] : [[name, value] as const];
			}),
		);
	}
}

/** −1 is Kafka's "no limit". */
const retentionOf = (entries: readonly ConfigEntry[]): Retention => {
	const value = (name: (typeof KEYS)[number]) => entries.find(e => e.name === name)?.value ?? null;
	const limit = (text: string | null) => (text === null || text.startsWith('-') ? null : text);
	const ms = limit(value('retention.ms'));
	const bytes = limit(value('retention.bytes'));
	return {
		ms: ms === null ? null : Number(ms),
		bytes: bytes === null ? null : BigInt(bytes),
		isDeleting: deletesRecords(value('cleanup.policy') ?? 'delete'),
	};
};
