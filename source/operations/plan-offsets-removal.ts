import type { DeleteOffsets } from '../model/change.ts';
import { Failure } from '../model/failure.ts';
import { splitPartitionKey } from '../model/partition-key.ts';
import type { ReadOptions } from '../ports/cluster-reader.ts';
import type { KnownCluster } from '../ports/known-cluster.ts';
import { readGroupChangeFacts } from './changes/group-changes.ts';

/** A group's offsets on a topic, on all partitions where none is named. Rejects with notFound for a group that is not there or holds none. */
export const planOffsetsRemoval = async (
	known: KnownCluster,
	{ group, topic, partitions: asked }: { readonly group: string; readonly topic: string; readonly partitions: readonly number[] },
	options?: ReadOptions,
): Promise<DeleteOffsets> => {
	const { commits, state } = await readGroupChangeFacts(known, group, [], options);
	if (state === null) throw noSuchGroup(group);
	const own = [...commits.keys()].map(splitPartitionKey).filter(p => p.topic === topic);
	const partitions = asked.length > 0 ? asked : own.map(p => p.partition).sort((a, b) => a - b);
	if (partitions.length === 0) throw new Failure('notFound', `Group ${group} holds no offsets on topic ${topic}.`);
	return { kind: 'deleteOffsets', group, topic, partitions };
};

export const noSuchGroup = (group: string): Failure =>
	new Failure('notFound', `Group ${group} does not exist.`, { nextSteps: ['msk-tui groups lists them; names are case-sensitive'] });
