import { setTimeout as delay } from 'node:timers/promises';
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

/** From 4 on many groups are asked for in one request. */
const FIND_ONE = 3;
const RETRY_MS = 100;
/** What a coordinator says that is not ready, or not the one any more. A commit may be asked for again: made twice it is the same. */
const NOT_READY: ReadonlySet<unknown> = new Set(['NOT_COORDINATOR', 'COORDINATOR_NOT_AVAILABLE', 'COORDINATOR_LOAD_IN_PROGRESS']);

const isNotReady = (outcomes: Outcomes): boolean =>
	outcomes.size > 0 && [...outcomes.values()].every(o => !o.ok && NOT_READY.has(o.failure.details.error));

/**
 * On a cluster where nobody ever committed `__consumer_offsets` is made, as the first commit of any consumer makes it: by FindCoordinator,
 * which reading never asks for that reason.
 */
const makeOffsetsTopic = async (link: ClusterLink, group: string, deadline: Deadline): Promise<void> => {
	if ((await readCoordinators(link, deadline)) !== 'none') return;
	await link.any('FindCoordinator', { key: group, keyType: 0 }, { deadline, maxVersion: FIND_ONE });
	const isLed = async (): Promise<boolean> => {
		const coordinators = await readCoordinators(link, deadline);
		return Array.isArray(coordinators) && coordinators[groupPartition(group, coordinators.length)] !== null;
	};
	while (!(await isLed()) && deadline.remainingMs() > 0) await delay(RETRY_MS, undefined, { signal: deadline.signal });
};

export const commitOffsets = async (link: ClusterLink, group: string, offsets: readonly PartitionOffset[]): Promise<Outcomes> => {
	const deadline = link.deadline().atMost(WRITE_MS);
	await makeOffsetsTopic(link, group, deadline);
	for (;;) {
		const outcomes = await commitOnce(link, group, offsets, deadline);
		if (!isNotReady(outcomes) || deadline.remainingMs() === 0) return outcomes;
		await delay(RETRY_MS, undefined, { signal: deadline.signal });
	}
};

const commitOnce = async (link: ClusterLink, group: string, offsets: readonly PartitionOffset[], deadline: Deadline): Promise<Outcomes> => {
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
