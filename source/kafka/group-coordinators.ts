import type { Failure } from '../model/failure.ts';
import { describeGroupRight } from '../model/needed-right.ts';
import { failureOfCode } from './broker-errors.ts';
import { type ClusterLink, groupBy } from './cluster-link.ts';
import type { Deadline } from './deadline.ts';

/** Groups live in the partitions of this topic: the leader of a group's partition is its coordinator. */
const OFFSETS_TOPIC = '__consumer_offsets';

/**
 * Who coordinates groups, by partition of `__consumer_offsets`: a broker id, or null where nobody leads the partition.
 * `none` when the topic does not exist, so that there is no group at all; undefined when this identity may not see it.
 */
export type Coordinators = readonly (number | null)[] | 'none' | undefined;

export const readCoordinators = async (link: ClusterLink, deadline: Deadline): Promise<Coordinators> => {
	const answer = await link.readMetadata([OFFSETS_TOPIC], deadline);
	const topic = answer.topics[0];
	if (topic === undefined) return undefined;
	if (topic.partitions.length === 0)
		return failureOfCode(topic.errorCode, { resource: OFFSETS_TOPIC })?.kind === 'notFound' ? 'none' : undefined;
	return topic.partitions.toSorted((a, b) => a.partitionIndex - b.partitionIndex).map(p => (p.leaderId < 0 ? null : p.leaderId));
};

const SMALLEST_INT = -2_147_483_648;

/** The partition Kafka keeps a group in: `Utils.abs(groupId.hashCode()) % partitions`, with Java's hash of UTF-16 units. */
export const groupPartition = (group: string, partitions: number): number => {
	let hash = 0;
	for (let i = 0; i < group.length; i++) hash = (Math.imul(31, hash) + group.charCodeAt(i)) | 0;
	// The smallest int has no absolute value; Kafka takes 0 for it.
	return (hash === SMALLEST_INT ? 0 : Math.abs(hash)) % partitions;
};

/** What a coordinator says of a group that no broker listed: a failure (not allowed, moving, loading) or that it knows its groups. */
export type CoordinatorWord = { readonly coordinator: number; readonly failure: Failure | undefined };

/**
 * Asks the coordinators of groups about them through DescribeGroups. Brokers check the right first, so "not allowed" is told apart from
 * "not there"; a coordinator that still loads, or has given the group away, says so instead of denying it.
 */
export const askCoordinators = async (
	link: ClusterLink,
	coordinatorOf: ReadonlyMap<string, number>,
	deadline: Deadline,
): Promise<ReadonlyMap<string, CoordinatorWord>> => {
	const words = new Map<string, CoordinatorWord>();
	const byCoordinator = groupBy(coordinatorOf.keys(), name => coordinatorOf.get(name) as number);
	await link.eachBroker(
		[...byCoordinator.keys()],
		async coordinator => {
			const answer = await link.broker(coordinator, 'DescribeGroups', { groups: byCoordinator.get(coordinator) ?? [] }, { deadline });
			for (const { groupId, errorCode } of answer.groups) {
				const failure = failureOfCode(errorCode, { resource: `group ${groupId}`, needs: describeGroupRight(groupId) });
				words.set(groupId, { coordinator, failure: failure?.kind === 'notFound' ? undefined : failure });
			}
		},
		deadline,
	);
	return words;
};
