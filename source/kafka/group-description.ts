import { failed, type Outcome, success } from '../model/failure.ts';
import type { GroupDescription, GroupListing, GroupType } from '../model/group.ts';
import { describeGroupRight } from '../model/needed-right.ts';
import type { ReadOptions } from '../ports/cluster-reader.ts';
import { failureOfCode } from './broker-errors.ts';
import type { ClusterLink } from './cluster-link.ts';
import type { Deadline } from './deadline.ts';
import { toGroupState } from './group-listing.ts';
import { classicMember, consumerMember, shareMember, streamsMembers } from './group-members.ts';
import { perCoordinator } from './per-coordinator.ts';
import { readShareOffsets } from './share-offsets.ts';

type Ask = (link: ClusterLink, coordinator: number, ids: readonly string[], deadline: Deadline) => Promise<readonly Described[]>;
type Described = {
	readonly group: string;
	readonly errorCode: number;
	readonly errorMessage: string | null;
	readonly make: () => Omit<GroupDescription, 'coordinator' | 'type'>;
};

/** Groups a request; a group with many members can be large, its answer carries every subscription and assignment. */
const BATCH = 250;

/** Describes groups, each type through its own API at its own coordinator; every group succeeds or fails alone. */
export const describeGroups = (
	link: ClusterLink,
	groups: readonly GroupListing[],
	options?: ReadOptions,
): Promise<ReadonlyMap<string, Outcome<GroupDescription>>> =>
	perCoordinator(link, groups, BATCH, link.deadline(options), async (coordinator, batch, deadline) => {
		const type = batch[0]?.type ?? 'classic';
		const described = await ASK[type](
			link,
			coordinator,
			batch.map(g => g.group),
			deadline,
		);
		return new Map(described.map(d => [d.group, outcomeOf(d, type, coordinator)]));
	});

const outcomeOf = (d: Described, type: GroupType, coordinator: number): Outcome<GroupDescription> => {
	const failure = failureOfCode(d.errorCode, { resource: `group ${d.group}`, needs: describeGroupRight(d.group) }, d.errorMessage);
	return failure === undefined ? success({ ...d.make(), type, coordinator }) : failed(failure);
};

const askClassic: Ask = async (link, coordinator, groups, deadline) => {
	const answer = await link.broker(coordinator, 'DescribeGroups', { groups }, { deadline });
	return answer.groups.map(g => ({
		group: g.groupId,
		errorCode: g.errorCode,
		errorMessage: g.errorMessage,
		make: () => ({
			group: g.groupId,
			state: toGroupState(g.groupState),
			protocolType: g.protocolType,
			protocol: g.protocolData,
			members: g.members.map(m => classicMember(m, g.protocolType)),
			shareOffsets: [],
		}),
	}));
};

const askConsumer: Ask = async (link, coordinator, groupIds, deadline) => {
	const answer = await link.broker(coordinator, 'ConsumerGroupDescribe', { groupIds }, { deadline });
	return answer.groups.map(g => ({
		group: g.groupId,
		errorCode: g.errorCode,
		errorMessage: g.errorMessage,
		make: () => ({
			group: g.groupId,
			state: toGroupState(g.groupState),
			protocolType: 'consumer',
			protocol: g.assignorName,
			members: g.members.map(consumerMember),
			shareOffsets: [],
		}),
	}));
};

const askShare: Ask = async (link, coordinator, groupIds, deadline) => {
	const [answer, offsets] = await Promise.all([
		link.broker(coordinator, 'ShareGroupDescribe', { groupIds }, { deadline }),
		readShareOffsets(link, coordinator, groupIds, deadline),
	]);
	return answer.groups.map(g => ({
		group: g.groupId,
		errorCode: g.errorCode,
		errorMessage: g.errorMessage,
		make: () => ({
			group: g.groupId,
			state: toGroupState(g.groupState),
			protocolType: 'share',
			protocol: g.assignorName,
			members: g.members.map(shareMember),
			shareOffsets: offsets.get(g.groupId) ?? [],
		}),
	}));
};

const askStreams: Ask = async (link, coordinator, groupIds, deadline) => {
	const answer = await link.broker(coordinator, 'StreamsGroupDescribe', { groupIds }, { deadline });
	return answer.groups.map(g => ({
		group: g.groupId,
		errorCode: g.errorCode,
		errorMessage: g.errorMessage,
		make: () => ({
			group: g.groupId,
			state: toGroupState(g.groupState),
			protocolType: 'streams',
			protocol: '',
			members: streamsMembers(g),
			shareOffsets: [],
		}),
	}));
};

const ASK: Readonly<Record<GroupType, Ask>> = { classic: askClassic, consumer: askConsumer, share: askShare, streams: askStreams };
