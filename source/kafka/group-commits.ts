import { asFailure, type Failure, failed, type Outcome, success } from '../model/failure.ts';
import type { GroupListing } from '../model/group.ts';
import { describeGroupRight } from '../model/needed-right.ts';
import { type PartitionKey, partitionKey } from '../model/partition-key.ts';
import type { Commits, ReadOptions } from '../ports/cluster-reader.ts';
import { failureOfCode } from './broker-errors.ts';
import type { ClusterLink } from './cluster-link.ts';
import type { Deadline } from './deadline.ts';
import { perCoordinator } from './per-coordinator.ts';

/** OffsetFetch from v10 on addresses topics by id; up to v9 the answer carries names. */
const LAST_VERSION_WITH_NAMES = 9;
/** From v8 on one request carries many groups (KIP-709, Kafka ≥ 3.0). */
const FIRST_BATCHED_VERSION = 8;
const NO_COMMIT = -1n;
/** Groups a request, so that an answer stays within a few megabytes even where each group reads hundreds of partitions. */
const BATCH = 500;

type Topics = readonly {
	readonly name: string;
	readonly partitions: readonly { readonly partitionIndex: number; readonly committedOffset: bigint; readonly errorCode: number }[];
}[];

/** Reads what groups committed: one request per coordinator and 500 groups; a group whose coordinator moved is asked again there. */
export const readCommits = (
	link: ClusterLink,
	groups: readonly GroupListing[],
	options?: ReadOptions,
): Promise<ReadonlyMap<string, Outcome<Commits>>> =>
	perCoordinator(link, groups, BATCH, link.deadline(options), async (coordinator, batch, deadline) => {
		const version = await link.connections.versionOf(coordinator, 'OffsetFetch', deadline, LAST_VERSION_WITH_NAMES);
		if (version !== undefined && version < FIRST_BATCHED_VERSION) {
			return new Map(await Promise.all(batch.map(g => askAlone(link, coordinator, g.group, deadline))));
		}
		const answer = await link.broker(
			coordinator,
			'OffsetFetch',
			{ groups: batch.map(g => ({ groupId: g.group, memberId: null, memberEpoch: -1, topics: null })), requireStable: false },
			{ deadline, maxVersion: LAST_VERSION_WITH_NAMES },
		);
		return new Map(answer.groups.map(g => [g.groupId, outcomeOf(g.groupId, g.errorCode, g.topics)]));
	});

const askAlone = async (
	link: ClusterLink,
	coordinator: number,
	group: string,
	deadline: Deadline,
): Promise<readonly [string, Outcome<Commits>]> => {
	try {
		const answer = await link.broker(
			coordinator,
			'OffsetFetch',
			{ groupId: group, topics: null },
			{ deadline, maxVersion: FIRST_BATCHED_VERSION - 1 },
		);
		return [group, outcomeOf(group, answer.errorCode, answer.topics)];
	} catch (error) {
		deadline.signal?.throwIfAborted();
		return [group, failed(asFailure(error))];
	}
};

const outcomeOf = (group: string, errorCode: number, topics: Topics): Outcome<Commits> => {
	const failure: Failure | undefined = failureOfCode(errorCode, { resource: `group ${group}`, needs: describeGroupRight(group) });
	if (failure !== undefined) return failed(failure);
	const commits = new Map<PartitionKey, bigint | null>();
	for (const topic of topics)
		for (const p of topic.partitions)
			if (p.errorCode === 0)
				commits.set(partitionKey(topic.name, p.partitionIndex), p.committedOffset === NO_COMMIT ? null : p.committedOffset);
	return success(commits);
};
