import type { Outcome } from '../model/failure.ts';
import type { ConfigEntry } from '../model/topic.ts';
import { configResourceKey, type ReadOptions } from '../ports/cluster-reader.ts';
import type { KnownCluster } from '../ports/known-cluster.ts';

/** Topics in one DescribeConfigs request: its answer is some hundred bytes a topic, and brokers cap what one request may cost them. */
export const CONFIGS_A_REQUEST = 500;

/** Asks some settings of topics, some hundred topics a request. A topic that the broker left out is not in the answer. */
export const readTopicConfigs = async (
	{ reader }: KnownCluster,
	topics: readonly { readonly name: string }[],
	keys: readonly string[],
	options?: ReadOptions,
): Promise<ReadonlyMap<string, Outcome<readonly ConfigEntry[]>>> => {
	const configs = new Map<string, Outcome<readonly ConfigEntry[]>>();
	for (let start = 0; start < topics.length; start += CONFIGS_A_REQUEST) {
		const resources = topics.slice(start, start + CONFIGS_A_REQUEST).map(t => ({ type: 'topic', name: t.name }) as const);
		const answers = await reader.readConfigs(resources, keys, options);
		for (const resource of resources) {
			const outcome = answers.get(configResourceKey(resource));
			if (outcome !== undefined) configs.set(resource.name, outcome);
		}
	}
	return configs;
};
