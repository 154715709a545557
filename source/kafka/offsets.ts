import { failed, type Outcome, success } from '../model/failure.ts';
import { describeTopicRight } from '../model/needed-right.ts';
import { type PartitionKey, partitionKey } from '../model/partition-key.ts';
import type { OffsetAnswer, OffsetQuestion, OffsetTarget, ReadOptions } from '../ports/cluster-reader.ts';
import { failureOfCode } from './broker-errors.ts';
import { type ClusterLink, groupBy } from './cluster-link.ts';
import type { Deadline } from './deadline.ts';
import { perLeader } from './per-leader.ts';

/** ListOffsets' codes for special times (Kafka's ListOffsetsRequest). */
const SPECIAL_TIMES = { latest: -1n, lastStable: -1n, earliest: -2n, maxTimestamp: -3n } as const;
/** ListOffsets ≥ v7 knows the maximum timestamp (KIP-734). */
const CONSUMER_REPLICA_ID = -1;
const ISOLATION = { uncommitted: 0, committed: 1 } as const;
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
	perLeader(link, questions, link.deadline(options), async (leader, asked, deadline) => {
		// The isolation level holds for a whole request.
		const stable = asked.filter(q => q.target === 'lastStable');
		if (stable.length === 0) return askLeader(link, leader, asked, ISOLATION.uncommitted, deadline);
		const others = asked.filter(q => q.target !== 'lastStable');
		const answers = await Promise.all([
			askLeader(link, leader, stable, ISOLATION.committed, deadline),
			...(others.length === 0 ? [] : [askLeader(link, leader, others, ISOLATION.uncommitted, deadline)]),
		]);
		return new Map(answers.flatMap(answer => [...answer]));
	});

const askLeader = async (
	link: ClusterLink,
	leader: number,
	questions: readonly OffsetQuestion[],
	isolationLevel: number,
	deadline: Deadline,
): Promise<Map<PartitionKey, Outcome<OffsetAnswer>>> => {
	const topics = [...groupBy(questions, q => q.topic)].map(([name, asked]) => ({
		name,
		partitions: asked.map(q => ({ partitionIndex: q.partition, timestamp: timeOf(q.target) })),
	}));
	const answer = await link.broker(leader, 'ListOffsets', { replicaId: CONSUMER_REPLICA_ID, isolationLevel, topics }, { deadline });
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
