import { Failure } from '../model/failure.ts';
import { describeTopicRight } from '../model/needed-right.ts';
import type { Topic } from '../model/topic.ts';
import type { ReadOptions } from '../ports/cluster-reader.ts';
import type { KnownCluster } from '../ports/known-cluster.ts';

/** Reads topics of which each must be there, in the order of the names; rejects with what is wrong with the first that is not. */
export const readNamedTopics = async (
	{ reader }: KnownCluster,
	names: readonly string[],
	options?: ReadOptions,
): Promise<readonly Topic[]> => {
	const { topics, failures } = await reader.readTopics(names, options);
	return names.map(name => {
		const topic = topics.find(t => t.name === name);
		if (topic !== undefined) return topic;
		const failure = failures.get(name) ?? new Failure('incomplete', `The broker did not answer for topic ${name}.`);
		// Kafka says "unknown topic" only to those who may describe it, and "not authorised" to all others whether it exists or not.
		if (failure.kind === 'notFound')
			throw new Failure('notFound', `There is no topic ${name} in this cluster.`, {
				nextSteps: ['msk-tui topics lists the topics this identity can see; names are case-sensitive'],
				details: { topic: name },
				cause: failure,
			});
		if (failure.kind === 'authorization')
			throw new Failure('authorization', `Not authorised to describe topic ${name}: it may not exist, or be hidden from this identity.`, {
				needs: describeTopicRight(name),
				details: { topic: name },
				cause: failure,
			});
		throw failure;
	});
};
