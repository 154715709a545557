import { asFailure, Failure } from '../model/failure.ts';
import { describeTopicConfigRight } from '../model/needed-right.ts';
import { type MinIsrOf, type PartitionHealth, partitionHealth } from '../model/partition-health.ts';
import type { Topic } from '../model/topic.ts';
import type { Gap } from '../model/unknown.ts';
import { configResourceKey, type ReadOptions } from '../ports/cluster-reader.ts';
import type { KnownCluster } from '../ports/known-cluster.ts';
import { isUnreadable, missingAt } from './missing.ts';
import { type BrokersAnswer, readBrokers } from './read-brokers.ts';

/** What the health of a cluster is judged by, groups apart. */
export type OverviewAnswer = BrokersAnswer & { readonly partitions: PartitionHealth };

/** Gives each topic's `min.insync.replicas`. */
export type MinIsrSource = { learn(topics: readonly Topic[], options?: ReadOptions): Promise<MinIsrOf> };

/** Topics in one DescribeConfigs request. */
const TOPICS_A_REQUEST = 500;

/**
 * Reads brokers, controller and how the partitions stand. `onProgress` gets all but disks and settings. What is missing is a gap;
 * it throws only when not even metadata could be read.
 */
export const readOverview = async (
	known: KnownCluster,
	minIsr: MinIsrSource,
	options?: ReadOptions,
	onProgress?: (answer: OverviewAnswer) => void,
): Promise<OverviewAnswer> => {
	let seen: readonly Topic[] = [];
	let asked: Promise<MinIsrOf | Failure> | undefined;
	const answer = await readBrokers(known, options, (topics, early) => {
		seen = topics;
		onProgress?.({ ...early, partitions: partitionHealth(topics, undefined) });
		asked = minIsr.learn(topics, options).catch(asFailure);
	});
	const minIsrOf = await asked;
	options?.signal?.throwIfAborted();
	const failure = minIsrOf instanceof Failure ? minIsrOf : undefined;
	const partial = answer.gaps.find(g => g.path === 'brokers.leaders');
	const unread: MinIsrOf = () => missingAt('topics.config', failure!, known.scope, describeTopicConfigRight());
	const partitions = partitionHealth(seen, minIsrOf instanceof Failure ? unread : minIsrOf, partial);
	return { ...answer, partitions, gaps: [...answer.gaps, ...minIsrGap(known, partitions)] };
};

const minIsrGap = ({ scope }: KnownCluster, { minIsrUnknown: why }: PartitionHealth): readonly Gap[] => {
	if (why === undefined) return [];
	const failure = new Failure(why.needs === null ? 'incomplete' : 'authorization', why.reason);
	return [{ ...missingAt('topics.config', failure, scope, describeTopicConfigRight()), reason: why.reason, needs: why.needs }];
};

/** Reads `min.insync.replicas`, some hundred topics a request. A topic whose setting the broker left out is not in the answer. */
export const readMinIsr = async (
	{ reader }: KnownCluster,
	topics: readonly Topic[],
	options?: ReadOptions,
): Promise<ReadonlyMap<string, number | Failure>> => {
	const values = new Map<string, number | Failure>();
	for (let start = 0; start < topics.length; start += TOPICS_A_REQUEST) {
		const resources = topics.slice(start, start + TOPICS_A_REQUEST).map(t => ({ type: 'topic', name: t.name }) as const);
		const answers = await reader.readConfigs(resources, ['min.insync.replicas'], options);
		for (const resource of resources) {
			const outcome = answers.get(configResourceKey(resource));
			if (outcome === undefined) continue;
			const value = outcome.ok ? outcome.value.find(e => e.name === 'min.insync.replicas')?.value : outcome.failure;
			if (value instanceof Failure) {
				// A cluster that does not offer the API refuses nothing.
				if (isUnreadable(value)) values.set(resource.name, value);
			} else if (value !== undefined && value !== null) values.set(resource.name, Number(value));
		}
	}
	return values;
};
