import type { PartitionOffset } from '../../model/change.ts';
import { Failure, failed, type Outcome } from '../../model/failure.ts';
import { alterGroupRight, deleteGroupRight } from '../../model/needed-right.ts';
import { type PartitionKey, partitionKey } from '../../model/partition-key.ts';
import type { ClusterLink } from '../cluster-link.ts';
import { groupBy } from '../cluster-link.ts';
import type { Deadline } from '../deadline.ts';
import { groupPartition, readCoordinators } from '../group-coordinators.ts';
import { findGroups } from '../group-listing.ts';
import { WRITE_MS } from './topic-writes.ts';
import { unanswered, writeOutcome } from './write-outcome.ts';

/** Who commits from outside: no member, of no generation. Kafka takes that only while the group has no members. */
const NO_MEMBER = { generationIdOrMemberEpoch: -1, memberId: '', groupInstanceId: null } as const;
/** From 10 on topics are named by their ids. */
const COMMIT_BY_NAME = 9;

/** The group's coordinator, also of one that does not exist yet; where `__consumer_offsets` may not be seen, the broker that lists the group. */
const coordinatorOf = async (link: ClusterLink, group: string, deadline: Deadline): Promise<number> => {
	const coordinators = await readCoordinators(link, deadline);
	const id = Array.isArray(coordinators) ? coordinators[groupPartition(group, coordinators.length)] : undefined;
	if (typeof id === 'number') return id;
	if (id === null) throw new Failure('connection', `No broker coordinates group ${group} right now.`);
	const listing = (await findGroups(link, [group])).get(group);
	if (listing?.ok) return listing.value.coordinator;
	throw listing?.failure ?? new Failure('incomplete', `Who coordinates group ${group} could not be read.`);
};

type Outcomes = ReadonlyMap<PartitionKey, Outcome<null>>;

export const commitOffsets = async (link: ClusterLink, group: string, offsets: readonly PartitionOffset[]): Promise<Outcomes> => {
	const deadline = link.deadline().atMost(WRITE_MS);
	const coordinator = await coordinatorOf(link, group, deadline);
	const topics = [...groupBy(offsets, o => o.topic)].map(([name, asked]) => ({
		name,
		partitions: asked.map(o => ({
			partitionIndex: o.partition,
			committedOffset: o.offset,
			committedLeaderEpoch: -1,
			committedMetadata: '',
		})),
	}));
	const answer = await link.once(
		coordinator,
		'OffsetCommit',
		{ groupId: group, ...NO_MEMBER, retentionTimeMs: -1n, topics },
		{ deadline, maxVersion: COMMIT_BY_NAME },
	);
	const outcomes = new Map<PartitionKey, Outcome<null>>(
		offsets.map(o => [partitionKey(o.topic, o.partition), unanswered(`${o.topic}/${o.partition}`)]),
	);
	for (const { name, partitions } of answer.topics)
		for (const { partitionIndex, errorCode } of partitions)
			outcomes.set(
				partitionKey(name, partitionIndex),
				writeOutcome(errorCode, { resource: `group ${group} on ${name}/${partitionIndex}`, needs: alterGroupRight(group) }),
			);
	return outcomes;
};

export const deleteOffsets = async (link: ClusterLink, group: string, topic: string, partitions: readonly number[]): Promise<Outcomes> => {
	const deadline = link.deadline().atMost(WRITE_MS);
	const coordinator = await coordinatorOf(link, group, deadline);
	const topics = [{ name: topic, partitions: partitions.map(partitionIndex => ({ partitionIndex })) }];
	const answer = await link.once(coordinator, 'OffsetDelete', { groupId: group, topics }, { deadline });
	const subject = { resource: `group ${group} on ${topic}`, needs: deleteGroupRight(group) };
	const whole = writeOutcome(answer.errorCode, subject);
	const outcomes = new Map<PartitionKey, Outcome<null>>(
		partitions.map(p => [partitionKey(topic, p), whole.ok ? unanswered(`${topic}/${p}`) : failed(whole.failure)]),
	);
	for (const { name, partitions: answered } of whole.ok ? answer.topics : [])
		for (const { partitionIndex, errorCode } of answered)
			outcomes.set(partitionKey(name, partitionIndex), writeOutcome(errorCode, subject));
	return outcomes;
};

export const deleteGroup = async (link: ClusterLink, group: string): Promise<Outcome<null>> => {
	const deadline = link.deadline().atMost(WRITE_MS);
	const coordinator = await coordinatorOf(link, group, deadline);
	const answer = await link.once(coordinator, 'DeleteGroups', { groupsNames: [group] }, { deadline });
	const result = answer.results.find(r => r.groupId === group);
	if (result === undefined) return unanswered(`group ${group}`);
	return writeOutcome(result.errorCode, { resource: `group ${group}`, needs: deleteGroupRight(group) }, result.errorMessage);
};

export const removeMember = async (
	link: ClusterLink,
	group: string,
	{ memberId, instanceId }: { readonly memberId: string; readonly instanceId: string | null },
): Promise<Outcome<null>> => {
	const deadline = link.deadline().atMost(WRITE_MS);
	const coordinator = await coordinatorOf(link, group, deadline);
	// A static member is found by its instance id alone; with a member id it would have to be the present one.
	const members = [{ memberId: instanceId === null ? memberId : '', groupInstanceId: instanceId, reason: 'removed with msk-tui' }];
	const answer = await link.once(coordinator, 'LeaveGroup', { groupId: group, members }, { deadline, minVersion: 3 });
	const subject = { resource: `group ${group}`, needs: alterGroupRight(group) };
	const whole = writeOutcome(answer.errorCode, subject);
	const result = answer.members[0];
	if (!whole.ok || result === undefined) return whole;
	return writeOutcome(result.errorCode, { ...subject, resource: `member ${instanceId ?? memberId} of group ${group}` });
};
