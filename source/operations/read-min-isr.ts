import type { Failure } from '../model/failure.ts';
import type { ReadOptions } from '../ports/cluster-reader.ts';
import type { KnownCluster } from '../ports/known-cluster.ts';
import { isUnreadable } from './missing.ts';
import { readTopicConfigs } from './read-topic-configs.ts';

const KEY = 'min.insync.replicas';

/** Reads `min.insync.replicas` of topics, or why it cannot be read. A topic whose setting the broker left out is not in the answer. */
export const readMinIsr = async (
	known: KnownCluster,
	topics: readonly { readonly name: string }[],
	options?: ReadOptions,
): Promise<ReadonlyMap<string, number | Failure>> => {
	const values = new Map<string, number | Failure>();
	for (const [name, outcome] of await readTopicConfigs(known, topics, [KEY], options)) {
		if (!outcome.ok) {
			// A cluster that does not offer the API refuses nothing.
			if (isUnreadable(outcome.failure)) values.set(name, outcome.failure);
			continue;
		}
		const value = outcome.value.find(e => e.name === KEY)?.value;
		if (value !== undefined && value !== null) values.set(name, Number(value));
	}
	return values;
};
