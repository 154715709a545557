import {
	groupConditions,
	judgeDeleteGroup,
	judgeDeleteOffsets,
	judgeRemoveMember,
	judgeReset,
} from '../../guardrails/judge-group-changes.ts';
import type { GroupChangeFacts } from '../../guardrails/offset-steps.ts';
import type { UnknownFact } from '../../guardrails/retention-facts.ts';
import type { DeleteGroup, DeleteOffsets, RemoveMember, ResetOffsets } from '../../model/change.ts';
import { Failure, success } from '../../model/failure.ts';
import { describeTopicRight } from '../../model/needed-right.ts';
import { type PartitionKey, partitionKey, splitPartitionKey, type TopicPartition } from '../../model/partition-key.ts';
import type { OffsetQuestion, ReadOptions } from '../../ports/cluster-reader.ts';
import type { KnownCluster } from '../../ports/known-cluster.ts';
import { missingField } from '../missing.ts';
import { holdsClusterDescribe } from '../topic-visibility.ts';
import type { ChangeSteps, ReadBack } from './change-steps.ts';

type Partitions = readonly TopicPartition[];

/** Reads a group with its members and commits, and where partitions begin and end. A group that is not there has no state; what cannot be read rejects. */
export const readGroupChangeFacts = async (
	known: KnownCluster,
	group: string,
	partitions: Partitions,
	options?: ReadOptions,
): Promise<GroupChangeFacts> => {
	const { reader } = known;
	const questions = (target: 'earliest' | 'latest'): OffsetQuestion[] =>
		partitions.map(({ topic, partition }) => ({ topic, partition, target }));
	const [cluster, found, begins, ends] = await Promise.all([
		reader.describeCluster(options),
		reader.findGroups([group], options),
		partitions.length === 0 ? new Map() : reader.readOffsets(questions('earliest'), options),
		partitions.length === 0 ? new Map() : reader.readOffsets(questions('latest'), options),
	]);
	const offsetOf = (answers: Awaited<ReturnType<typeof reader.readOffsets>>, key: PartitionKey): bigint | null => {
		const outcome = answers.get(key);
		return outcome?.ok ? outcome.value.offset : null;
	};
	const range = new Map<PartitionKey, { begin: bigint | null; end: bigint | null }>(
		partitions.map(p => {
			const key = partitionKey(p.topic, p.partition);
			return [key, { begin: offsetOf(begins, key), end: offsetOf(ends, key) }];
		}),
	);
	const listing = found.get(group);
	if (listing === undefined) throw new Failure('incomplete', `Nobody answered for group ${group}.`);
	if (!listing.ok) {
		if (listing.failure.kind !== 'notFound') throw listing.failure;
		return { group, state: null, type: null, members: [], commits: new Map(), hidden: null, ends: range };
	}
	const [described, commits] = await Promise.all([
		reader.describeGroups([listing.value], options),
		reader.readCommits([listing.value], options),
	]);
	const description = described.get(group);
	const committed = commits.get(group);
	// Whether somebody is a member decides whether anything may be done at all.
	if (!description?.ok) throw description?.failure ?? new Failure('incomplete', `Group ${group} could not be described.`);
	if (listing.value.type !== 'share' && !committed?.ok)
		throw committed?.failure ?? new Failure('incomplete', `The commits of group ${group} could not be read.`);
	const own = committed?.ok ? [...committed.value].flatMap(([key, offset]) => (offset === null ? [] : [[key, offset] as const])) : [];
	return {
		group,
		state: description.value.state,
		type: listing.value.type,
		members: description.value.members,
		commits: new Map(own),
		hidden: holdsClusterDescribe(cluster) === true ? null : maybeMore(known, group),
		ends: range,
	};
};

/** Kafka leaves commits on topics that may not be described out without a word; holding Describe on the cluster counts as proof that it did not. */
const maybeMore = ({ scope }: KnownCluster, group: string): UnknownFact => {
	const failure = new Failure('authorization', 'Kafka leaves out commits on topics that this identity may not describe.');
	const { reason, needs } = missingField('', failure, scope, describeTopicRight());
	return { what: `whether ${group} holds more commits`, reason, needs };
};

const partitionsOf = ({ topic, partitions }: DeleteOffsets): Partitions => partitions.map(partition => ({ topic, partition }));

/** Every commit of these partitions as it is, and whether it is what was asked for. */
const readCommitsBack = async (
	known: KnownCluster,
	group: string,
	wanted: ReadonlyMap<PartitionKey, bigint | null>,
	options?: ReadOptions,
): Promise<ReadBack> => {
	const { commits } = await readGroupChangeFacts(known, group, [], options);
	return new Map(
		[...wanted].map(([key, offset]) => [key, success({ isMade: (commits.get(key) ?? null) === offset, after: commits.get(key) ?? null })]),
	);
};

export const resetChange: ChangeSteps<ResetOffsets> = {
	judge: async (known, change, policy, options) =>
		judgeReset(change, await readGroupChangeFacts(known, change.group, change.offsets, options), policy),
	conditions: async (known, change, options) =>
		groupConditions(await readGroupChangeFacts(known, change.group, [], options), change.offsets),
	readBack: (known, { group, offsets }, options) =>
		readCommitsBack(known, group, new Map(offsets.map(o => [partitionKey(o.topic, o.partition), o.offset])), options),
};

export const deleteOffsetsChange: ChangeSteps<DeleteOffsets> = {
	judge: async (known, change, policy, options) =>
		judgeDeleteOffsets(change, await readGroupChangeFacts(known, change.group, partitionsOf(change), options), policy),
	conditions: async (known, change, options) =>
		groupConditions(await readGroupChangeFacts(known, change.group, [], options), partitionsOf(change)),
	readBack: (known, change, options) =>
		readCommitsBack(known, change.group, new Map(partitionsOf(change).map(p => [partitionKey(p.topic, p.partition), null])), options),
};

export const deleteGroupChange: ChangeSteps<DeleteGroup> = {
	judge: async (known, change, policy, options) =>
		judgeDeleteGroup(change, await readGroupChangeFacts(known, change.group, [], options), policy),
	conditions: async (known, change, options) => {
		const facts = await readGroupChangeFacts(known, change.group, [], options);
		return groupConditions(facts, [...facts.commits.keys()].map(splitPartitionKey));
	},
	readBack: async (known, { group }, options) => {
		const { state, members } = await readGroupChangeFacts(known, group, [], options);
		// A classic group that was deleted may be told as Dead until the coordinator has forgotten it.
		const isMade = state === null || state === 'Dead';
		return new Map([[group, success({ isMade, after: isMade ? 'gone' : `${state}, ${members.length} members` })]]);
	},
};

export const removeMemberChange: ChangeSteps<RemoveMember> = {
	judge: async (known, change, policy, options) =>
		judgeRemoveMember(change, await readGroupChangeFacts(known, change.group, [], options), policy),
	conditions: async (known, change, options) => {
		const judged = judgeRemoveMember(change, await readGroupChangeFacts(known, change.group, [], options), NO_POLICY);
		return judged.conditions;
	},
	readBack: async (known, change, options) => {
		const { members } = await readGroupChangeFacts(known, change.group, [], options);
		// One that lives joins again at once, under another member id.
		const isMade = !members.some(m => m.memberId === change.memberId);
		return new Map([[change.group, success({ isMade, after: members.map(m => m.instanceId ?? m.memberId) })]]);
	},
};

const NO_POLICY = { environment: 'prod', access: 'read-only', platform: 'kafka' } as const;
