/** What groups committed: OffsetFetch, OffsetCommit, OffsetDelete. */
import { errorCode } from '../../protocol/error-codes.ts';
import { maySee } from '../cluster/access.ts';
import { Group } from '../cluster/group.ts';
import type { Identity } from '../cluster/membership.ts';
import { groupError } from './group-lists.ts';
import {
	type Call,
	GROUP_AUTHORIZATION_FAILED,
	type Handlers,
	NONE,
	TOPIC_AUTHORIZATION_FAILED,
	UNKNOWN_TOPIC_OR_PARTITION,
} from './handler.ts';

const NO_COMMIT = -1n;
/** Kafka's limit of the text beside a commit. */
const MOST_METADATA_BYTES = 4096;

type AskedTopics = readonly { readonly name: string; readonly partitionIndexes: readonly number[] }[] | null;

/** A group's commits on the asked topics; null asks for all of them. */
const commitsOf = ({ cluster, version }: Call, groupId: string, asked: AskedTopics, requiresStable: boolean) => {
	const commits = cluster.groups.get(groupId)?.commits ?? new Map<string, never>();
	const topics =
		asked ??
		[...commits]
			.filter(([name]) => maySee(cluster.access, 'topic', name))
			.map(([name, own]) => ({ name, partitionIndexes: [...own.keys()] }));
	return topics.map(({ name, partitionIndexes }) => ({
		name,
		partitions: partitionIndexes.map(partitionIndex => {
			const isAllowed = maySee(cluster.access, 'topic', name);
			const isUnstable = requiresStable && cluster.transactions.isUnstable(groupId, name, partitionIndex);
			const commit = isAllowed && !isUnstable ? commits.get(name)?.get(partitionIndex) : undefined;
			return {
				partitionIndex,
				committedOffset: commit?.offset ?? NO_COMMIT,
				...(version >= 5 && { committedLeaderEpoch: commit?.leaderEpoch ?? -1 }),
				metadata: commit?.metadata ?? '',
				errorCode: !isAllowed ? TOPIC_AUTHORIZATION_FAILED : isUnstable ? errorCode('UNSTABLE_OFFSET_COMMIT') : NONE,
			};
		}),
	}));
};

/** Whether somebody outside a live membership may commit: consumers with assigned partitions and tools do. */
export const commitError = (group: Group | undefined, { memberId, instanceId, generation }: Identity): number => {
	if (generation < 0) return group !== undefined && group.members.length > 0 ? errorCode('UNKNOWN_MEMBER_ID') : NONE;
	if (group === undefined) return errorCode('ILLEGAL_GENERATION');
	if (group.membership !== undefined) return errorCode(group.membership.mayCommit({ memberId, instanceId, generation }));
	if (!group.members.some(member => member.memberId === memberId)) return errorCode('UNKNOWN_MEMBER_ID');
	return generation === group.epoch ? NONE : errorCode('ILLEGAL_GENERATION');
};

export const groupOffsetApis: Handlers = {
	OffsetFetch: {
		min: 1,
		max: 9,
		answer: ({ groupId, topics, groups, requireStable }, call) => {
			const requiresStable = call.version >= 7 && requireStable;
			const answerGroup = (id: string, asked: AskedTopics) => {
				const error = groupError(call, id);
				return error === NONE ? { errorCode: NONE, topics: commitsOf(call, id, asked, requiresStable) } : { errorCode: error, topics: [] };
			};
			if (call.version >= 8) return { groups: groups.map(g => ({ groupId: g.groupId, ...answerGroup(g.groupId, g.topics) })) };
			const answer = answerGroup(groupId, topics);
			return call.version >= 2 ? answer : { topics: answer.topics };
		},
	},
	OffsetCommit: {
		min: 2,
		max: 9,
		answer: ({ groupId, memberId, groupInstanceId, generationIdOrMemberEpoch: generation, topics }, call) => {
			const { cluster } = call;
			const isAllowed = cluster.access.allows('READ', 'group', groupId);
			const routing = groupError(call, groupId);
			const group = cluster.groups.get(groupId);
			const who = { memberId, generation, instanceId: call.version >= 7 ? groupInstanceId : null };
			const whole = routing === NONE ? commitError(group, who) : routing;
			const commitTo = whole === NONE && group === undefined ? new Group({ id: groupId, type: 'classic' }) : group;
			let hasCommitted = false;
			const answered = topics.map(({ name, partitions }) => ({
				name,
				partitions: partitions.map(({ partitionIndex, committedOffset, committedLeaderEpoch, committedMetadata }) => {
					const metadata = committedMetadata ?? '';
					// In Kafka's order: a topic that is not there never reaches the coordinator.
					let error = isAllowed ? NONE : GROUP_AUTHORIZATION_FAILED;
					if (error === NONE && !cluster.access.allows('READ', 'topic', name)) error = TOPIC_AUTHORIZATION_FAILED;
					if (error === NONE && cluster.topics.get(name)?.partition(partitionIndex) === undefined) error = UNKNOWN_TOPIC_OR_PARTITION;
					if (error === NONE) error = whole;
					if (error === NONE && Buffer.byteLength(metadata) > MOST_METADATA_BYTES) error = errorCode('OFFSET_METADATA_TOO_LARGE');
					if (error === NONE) {
						commitTo?.commit(name, partitionIndex, { offset: committedOffset, leaderEpoch: committedLeaderEpoch, metadata });
						hasCommitted = true;
					}
					return { partitionIndex, errorCode: error };
				}),
			}));
			if (hasCommitted && commitTo !== undefined) cluster.groups.set(groupId, commitTo);
			return { topics: answered };
		},
	},
	OffsetDelete: {
		min: 0,
		max: 0,
		answer: ({ groupId, topics }, call) => {
			const { cluster } = call;
			if (!cluster.access.allows('DELETE', 'group', groupId)) return { errorCode: GROUP_AUTHORIZATION_FAILED, topics: [] };
			const error = groupError(call, groupId);
			if (error !== NONE) return { errorCode: error, topics: [] };
			const group = cluster.groups.get(groupId);
			if (group === undefined) return { errorCode: errorCode('GROUP_ID_NOT_FOUND'), topics: [] };
			return {
				topics: topics.map(({ name, partitions }) => ({
					name,
					partitions: partitions.map(({ partitionIndex }) => {
						if (!cluster.access.allows('READ', 'topic', name)) return { partitionIndex, errorCode: TOPIC_AUTHORIZATION_FAILED };
						if (cluster.topics.get(name)?.partition(partitionIndex) === undefined)
							return { partitionIndex, errorCode: UNKNOWN_TOPIC_OR_PARTITION };
						if (group.isSubscribedTo(name)) return { partitionIndex, errorCode: errorCode('GROUP_SUBSCRIBED_TO_TOPIC') };
						group.commits.get(name)?.delete(partitionIndex);
						return { partitionIndex, errorCode: NONE };
					}),
				})),
			};
		},
	},
};
