/** How real consumers share a group, by the classic protocol: JoinGroup, SyncGroup, Heartbeat, LeaveGroup. */
import { type ErrorName, errorCode } from '../../protocol/error-codes.ts';
import { Group } from '../cluster/group.ts';
import { Membership } from '../cluster/membership.ts';
import { groupError } from './group-lists.ts';
import { type Call, GROUP_AUTHORIZATION_FAILED, type Handlers, NONE } from './handler.ts';

const LEAST_SESSION_MS = 6_000;
const MOST_SESSION_MS = 1_800_000;
const MOST_TIMER_MS = 2_147_483_647;

const refusal = (call: Call, groupId: string): number => {
	if (!call.cluster.access.allows('READ', 'group', groupId)) return GROUP_AUTHORIZATION_FAILED;
	return groupError(call, groupId);
};

/** The membership that a newcomer finds or founds; undefined for a group of the newer protocol. */
const openMembership = ({ cluster }: Call, groupId: string): Membership | undefined => {
	const group = cluster.groups.get(groupId) ?? new Group({ id: groupId, type: 'classic' });
	if (group.type !== 'classic') return undefined;
	cluster.groups.set(groupId, group);
	group.membership ??= new Membership(group, cluster.time);
	return group.membership;
};

/** Asks the membership of a group that there should be. */
const errorIn = (call: Call, groupId: string, ask: (membership: Membership) => ErrorName): number => {
	const refused = refusal(call, groupId);
	if (refused !== NONE) return refused;
	const membership = call.cluster.groups.get(groupId)?.membership;
	return errorCode(membership === undefined ? 'UNKNOWN_MEMBER_ID' : ask(membership));
};

export const groupMembershipApis: Handlers = {
	JoinGroup: {
		min: 0,
		max: 9,
		answer: async (request, call) => {
			const { groupId, memberId, groupInstanceId, sessionTimeoutMs, rebalanceTimeoutMs, protocolType, protocols } = request;
			const { version, cluster, clientId, clientHost } = call;
			const refused = (error: number) => ({ errorCode: error, memberId, protocolName: version >= 7 ? null : '' });
			const error = refusal(call, groupId);
			if (error !== NONE) return refused(error);
			if (sessionTimeoutMs < LEAST_SESSION_MS || sessionTimeoutMs > MOST_SESSION_MS) return refused(errorCode('INVALID_SESSION_TIMEOUT'));
			if (memberId !== '' && cluster.groups.get(groupId)?.membership === undefined) return refused(errorCode('UNKNOWN_MEMBER_ID'));
			const membership = openMembership(call, groupId);
			if (membership === undefined) return refused(errorCode('INCONSISTENT_GROUP_PROTOCOL'));
			const joined = await membership.join({
				...{ memberId, clientId, clientHost, sessionTimeoutMs, protocolType, protocols },
				instanceId: version >= 5 ? groupInstanceId : null,
				rebalanceTimeoutMs: version >= 1 ? Math.min(Math.max(rebalanceTimeoutMs, 0), MOST_TIMER_MS) : sessionTimeoutMs,
				comesTwice: version >= 4,
				maySkipAssignment: version >= 9,
			});
			return {
				errorCode: errorCode(joined.error),
				generationId: joined.generation,
				...(version >= 7 && { protocolType: joined.error === 'NONE' ? protocolType : null }),
				protocolName: joined.protocol ?? (version >= 7 ? null : ''),
				leader: joined.leader,
				...(version >= 9 && { skipAssignment: joined.skipAssignment }),
				memberId: joined.memberId,
				members: joined.members.map(member => (version >= 5 ? member : { memberId: member.memberId, metadata: member.metadata })),
			};
		},
	},
	SyncGroup: {
		min: 0,
		max: 5,
		answer: async (request, call) => {
			const { groupId, memberId, generationId: generation, groupInstanceId, protocolType, protocolName, assignments } = request;
			const refused = (error: number) => ({ errorCode: error, assignment: Buffer.alloc(0) });
			const error = refusal(call, groupId);
			if (error !== NONE) return refused(error);
			const group = call.cluster.groups.get(groupId);
			if (group?.membership === undefined) return refused(errorCode('UNKNOWN_MEMBER_ID'));
			const differs = (asked: string | null, own: string): boolean => call.version >= 5 && asked !== null && asked !== own;
			if (differs(protocolType, group.protocolType) || differs(protocolName, group.protocol))
				return refused(errorCode('INCONSISTENT_GROUP_PROTOCOL'));
			const who = { memberId, generation, instanceId: call.version >= 3 ? groupInstanceId : null };
			const synced = await group.membership.sync(who, new Map(assignments.map(one => [one.memberId, one.assignment])));
			const told = call.version >= 5 && synced.error === 'NONE' ? { protocolType: group.protocolType, protocolName: group.protocol } : {};
			return { errorCode: errorCode(synced.error), ...told, assignment: synced.assignment };
		},
	},
	Heartbeat: {
		min: 0,
		max: 4,
		answer: ({ groupId, memberId, generationId: generation, groupInstanceId }, call) => {
			const who = { memberId, generation, instanceId: call.version >= 3 ? groupInstanceId : null };
			return { errorCode: errorIn(call, groupId, membership => membership.heartbeat(who)) };
		},
	},
	LeaveGroup: {
		min: 0,
		max: 5,
		answer: ({ groupId, memberId, members }, call) => {
			if (call.version < 3) return { errorCode: errorIn(call, groupId, membership => membership.leave({ memberId, instanceId: null })) };
			const refused = refusal(call, groupId);
			if (refused !== NONE) return { errorCode: refused };
			return {
				errorCode: NONE,
				members: members.map(one => ({
					memberId: one.memberId,
					groupInstanceId: one.groupInstanceId,
					errorCode: errorIn(call, groupId, membership => membership.leave({ memberId: one.memberId, instanceId: one.groupInstanceId })),
				})),
			};
		},
	},
};
