import { asFailure, Failure } from '../model/failure.ts';
import { describeTopicConfigRight } from '../model/needed-right.ts';
import { type MinIsrOf, type PartitionHealth, partitionHealth } from '../model/partition-health.ts';
import type { Topic } from '../model/topic.ts';
import type { Gap } from '../model/unknown.ts';
import type { ReadOptions } from '../ports/cluster-reader.ts';
import type { KnownCluster } from '../ports/known-cluster.ts';
import { missingAt } from './missing.ts';
import { type BrokersAnswer, readBrokers } from './read-brokers.ts';

/** What the health of a cluster is judged by, groups apart. */
export type OverviewAnswer = BrokersAnswer & { readonly partitions: PartitionHealth };

/** Gives each topic's `min.insync.replicas`. */
export type MinIsrSource = { learn(topics: readonly Topic[], options?: ReadOptions): Promise<MinIsrOf> };

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
