import type { Failure } from '../model/failure.ts';
import { configResourceKey, type ReadOptions } from '../ports/cluster-reader.ts';
import type { KnownCluster } from '../ports/known-cluster.ts';
import { CONFIGS_A_REQUEST } from './read-topics.ts';

const KEY = 'min.insync.replicas';

export type MinInsyncReplicas = {
	/** Null where it could not be read. */
	readonly of: (topic: string) => number | null;
	/** Why it could not be read for at least one topic. */
	readonly failure: Failure | undefined;
};

/** Reads min.insync.replicas of topics, some hundred a request. */
export const readMinInsyncReplicas = async (
	{ reader }: KnownCluster,
	topics: readonly string[],
	options?: ReadOptions,
): Promise<MinInsyncReplicas> => {
	const values = new Map<string, number>();
	let failure: Failure | undefined;
	for (let start = 0; start < topics.length; start += CONFIGS_A_REQUEST) {
		const resources = topics.slice(start, start + CONFIGS_A_REQUEST).map(name => ({ type: 'topic', name }) as const);
		const answers = await reader.readConfigs(resources, [KEY], options);
		for (const resource of resources) {
			const outcome = answers.get(configResourceKey(resource));
			const value = outcome?.ok ? outcome.value.find(e => e.name === KEY)?.value : undefined;
			if (typeof value === 'string') values.set(resource.name, Number(value));
			else if (outcome?.ok === false) failure ??= outcome.failure;
		}
	}
	return { of: topic => values.get(topic) ?? null, failure };
};
