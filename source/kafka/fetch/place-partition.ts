import { Failure } from '../../model/failure.ts';
import { describeTopicRight } from '../../model/needed-right.ts';
import type { ResponseOf } from '../../protocol/messages.ts';
import { failureOfCode } from '../broker-errors.ts';
import type { ScannedPartition, TroubleKind } from './scanned-partition.ts';

type TopicMetadata = ResponseOf<'Metadata'>['topics'][number];

/** Who leads a partition, or why nobody can be asked: for now (`trouble`), or for good. */
export type Place =
	| { readonly leader: number; readonly leaderEpoch: number; readonly topicId: string }
	| { readonly trouble: TroubleKind | 'final'; readonly failure: Failure };

const NO_LEADER = -1;

/** Reads a partition's place from the metadata of its topic. */
export const placeOf = ({ topic: name, partition, topicId }: ScannedPartition, topic: TopicMetadata | undefined): Place => {
	const refusal =
		topic === undefined ? undefined : failureOfCode(topic.errorCode, { resource: `topic ${name}`, needs: describeTopicRight(name) });
	if (refusal?.kind === 'authorization') return { trouble: 'final', failure: refusal };
	const found = topic?.partitions.find(({ partitionIndex }) => partitionIndex === partition);
	if (topic === undefined || found === undefined) {
		const reason = topicId === undefined ? 'does not exist' : 'was deleted while it was read';
		// A broker that came up just now may not know it yet.
		return { trouble: 'gone', failure: new Failure('notFound', `Topic ${name} ${reason}.`) };
	}
	if (topicId !== undefined && topicId !== topic.topicId)
		return { trouble: 'final', failure: new Failure('incomplete', `Topic ${name} was deleted and created again while it was read.`) };
	if (found.leaderId === NO_LEADER)
		return {
			trouble: 'leaderless',
			failure: new Failure('connection', 'No broker leads the partition: every one that holds a replica in sync is down.'),
		};
	return { leader: found.leaderId, leaderEpoch: found.leaderEpoch, topicId: topic.topicId };
};
