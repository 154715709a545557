/** Changes as the program wrote them into the journal and into plans, read again. */
import type { Change, PartitionOffset } from '../model/change.ts';

const KINDS: ReadonlySet<string> = new Set<Change['kind']>([
	'topicSettings',
	'createTopic',
	'deleteTopic',
	'addPartitions',
	'purgeRecords',
	'resetOffsets',
	'deleteOffsets',
	'deleteGroup',
	'removeMember',
	'electLeaders',
	'abortTransaction',
	'replayRecords',
]);

/** Gives a change back its offsets as bigints; throws where it is none. */
export const changeOf = (value: unknown): Change => {
	const change = value as Change;
	if (typeof change !== 'object' || change === null || !KINDS.has(change.kind)) throw new Error('not a change');
	if (change.kind === 'purgeRecords') return { ...change, below: change.below.map(exact) };
	if (change.kind === 'resetOffsets') return { ...change, offsets: change.offsets.map(exact) };
	if (change.kind === 'replayRecords')
		return {
			...change,
			ranges: change.ranges.map(r => ({ ...r, fromOffset: BigInt(r.fromOffset), toOffset: BigInt(r.toOffset) })),
		};
	if (change.kind === 'abortTransaction')
		return {
			...change,
			producerId: BigInt(change.producerId),
			partitions: change.partitions.map(p => ({ ...p, ...exact(p) })),
		};
	return change;
};

const exact = ({ topic, partition, offset }: PartitionOffset): PartitionOffset => ({ topic, partition, offset: BigInt(offset) });
