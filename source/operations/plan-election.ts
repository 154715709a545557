import type { ElectLeaders } from '../model/change.ts';
import { Failure } from '../model/failure.ts';
import type { ReadOptions } from '../ports/cluster-reader.ts';
import type { KnownCluster } from '../ports/known-cluster.ts';
import { readNamedTopics } from './read-named-topics.ts';

/** An election on partitions of topics, on all where none is named. Rejects with notFound for a topic or partition that is not there. */
export const planElection = async (
	known: KnownCluster,
	{ topics, partitions }: { readonly topics: readonly string[]; readonly partitions: readonly number[] },
	options?: ReadOptions,
): Promise<ElectLeaders> => {
	const found = await readNamedTopics(known, topics, options);
	for (const topic of found) {
		const missing = partitions.find(n => !topic.partitions.some(p => p.partition === n));
		if (missing !== undefined) throw new Failure('notFound', `${topic.name} has no partition ${missing}.`);
	}
	const meant = found.flatMap(t => t.partitions.map(p => ({ topic: t.name, partition: p.partition })));
	return { kind: 'electLeaders', partitions: meant.filter(p => partitions.length === 0 || partitions.includes(p.partition)) };
};
