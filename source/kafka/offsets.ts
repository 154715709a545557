import { failed, type Outcome, success } from '../model/failure.ts';
import { describeTopicRight } from '../model/needed-right.ts';
import { type PartitionKey, partitionKey } from '../model/partition-key.ts';
import type { OffsetAnswer, OffsetQuestion, OffsetTarget, ReadOptions } from '../ports/cluster-reader.ts';
import { failureOfCode } from './broker-errors.ts';
import { type ClusterLink, groupBy } from './cluster-link.ts';
import type { Deadline } from './deadline.ts';
import { perLeader } from './per-leader.ts';

/** ListOffsets' codes for special times (Kafka's ListOffsetsRequest). */
const SPECIAL_TIMES = { latest: -1n, earliest: -2n, maxTimestamp: -3n } as const;
/** ListOffsets ≥ v7 knows the maximum timestamp (KIP-734). */
const CONSUMER_REPLICA_ID = -1;
const READ_UNCOMMITTED = 0;
const UNKNOWN_OFFSET = -1n;

const timeOf = (target: OffsetTarget): bigint => (typeof target === 'number' ? BigInt(target) : SPECIAL_TIMES[target]);

/**
 * Reads offsets with one request per leader. The end (`latest`) is the high watermark, as Kafka's group tool uses it;
 * a partition whose leader moved is asked again at its new one, every other answers at once.
 */
export const readOffsets = (
	link: ClusterLink,
	questions: readonly OffsetQuestion[],
	options?: ReadOptions,
): Promise<ReadonlyMap<PartitionKey, Outcome<OffsetAnswer>>> =>
	perLeader(link, questions, link.deadline(options), (leader, asked, deadline) => askLeader(link, leader, asked, deadline));

const askLeader = async (
	link: ClusterLink,
	leader: number,
	questions: readonly OffsetQuestion[],
	deadline: Deadline,
): Promise<Map<PartitionKey, Outcome<OffsetAnswer>>> => {
	const topics = [...groupBy(questions, q => q.topic)].map(([name, asked]) => ({
		name,
		partitions: asked.map(q => ({ partitionIndex: q.partition, timestamp: timeOf(q.target) })),
	}));
	const answer = await link.broker(
		leader,
		'ListOffsets',
		{ replicaId: CONSUMER_REPLICA_ID, isolationLevel: READ_UNCOMMITTED, topics },
		{ deadline },
	);
	const outcomes = new Map<PartitionKey, Outcome<OffsetAnswer>>();
	for (const topic of answer.topics)
		for (const p of topic.partitions) {
			const failure = failureOfCode(p.errorCode, { resource: `topic ${topic.name}`, needs: describeTopicRight(topic.name) });
			outcomes.set(partitionKey(topic.name, p.partitionIndex), failure === undefined ? success(toAnswer(p)) : failed(failure));
		}
	return outcomes;
};

const toAnswer = (p: { readonly offset: bigint; readonly timestamp: bigint }): OffsetAnswer => ({
	offset: p.offset === UNKNOWN_OFFSET ? null : p.offset,
	timestampMs: p.timestamp < 0n ? null : Number(p.timestamp),
});
