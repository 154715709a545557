import { asFailure, failed, type Outcome, success } from '../model/failure.ts';
import type { GroupDescription, GroupListing, GroupType } from '../model/group.ts';
import { describeGroupRight } from '../model/needed-right.ts';
import type { ReadOptions } from '../ports/cluster-reader.ts';
import { failureOfCode } from './broker-errors.ts';
import { type ClusterLink, groupBy, inBatches } from './cluster-link.ts';
import type { Deadline } from './deadline.ts';
import { toGroupState } from './group-listing.ts';
import { classicMember, consumerMember, shareMember, streamsMembers } from './group-members.ts';
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
export const describeGroups = async (
	link: ClusterLink,
	groups: readonly GroupListing[],
	options?: ReadOptions,
): Promise<ReadonlyMap<string, Outcome<GroupDescription>>> => {
	const deadline = link.deadline(options);
	const found = new Map<string, Outcome<GroupDescription>>();
	const batches = [...groupBy(groups, g => `${g.type} ${g.coordinator}`).values()].flatMap(same => inBatches(same, BATCH));
	await Promise.all(batches.map(batch => askInto(link, batch, deadline, found)));
	return found;
};

const askInto = async (
	link: ClusterLink,
	batch: readonly GroupListing[],
	deadline: Deadline,
	found: Map<string, Outcome<GroupDescription>>,
) => {
	const { type, coordinator } = batch[0]!;
	try {
		const described = await ASK[type](
			link,
			coordinator,
			batch.map(g => g.group),
			deadline,
		);
		for (const d of described) {
			const failure = failureOfCode(d.errorCode, { resource: `group ${d.group}`, needs: describeGroupRight(d.group) }, d.errorMessage);
			found.set(d.group, failure === undefined ? success({ ...d.make(), type, coordinator }) : failed(failure));
		}
	} catch (error) {
		deadline.signal?.throwIfAborted();
		for (const g of batch) found.set(g.group, failed(asFailure(error)));
	}
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
