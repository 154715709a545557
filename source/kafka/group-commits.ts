import { asFailure, type Failure, failed, type Outcome, success } from '../model/failure.ts';
import type { GroupListing } from '../model/group.ts';
import { describeGroupRight } from '../model/needed-right.ts';
import { type PartitionKey, partitionKey } from '../model/partition-key.ts';
import type { Commits, ReadOptions } from '../ports/cluster-reader.ts';
import { failureOfCode, isMoved } from './broker-errors.ts';
import { type ClusterLink, groupBy, inBatches, isConnectionLoss } from './cluster-link.ts';
import type { Deadline } from './deadline.ts';

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
export const readCommits = async (
	link: ClusterLink,
	groups: readonly GroupListing[],
	options?: ReadOptions,
): Promise<ReadonlyMap<string, Outcome<Commits>>> => {
	const deadline = link.deadline(options);
	const found = new Map<string, Outcome<Commits>>();
	await link.withRetries(groups, deadline, async left => {
		const batches = [...groupBy(left, g => g.coordinator)].flatMap(([id, own]) => inBatches(own, BATCH).map(batch => ({ id, batch })));
		await Promise.all(batches.map(({ id, batch }) => askInto(link, id, batch, deadline, found)));
		return left.filter(g => {
			const outcome = found.get(g.group);
			return (
				outcome !== undefined &&
				!outcome.ok &&
				(isMoved(outcome.failure) || isConnectionLoss(outcome.failure)) &&
				link.connections.brokers.has(g.coordinator)
			);
		});
	});
	return found;
};

const askInto = async (
	link: ClusterLink,
	coordinator: number,
	batch: readonly GroupListing[],
	deadline: Deadline,
	found: Map<string, Outcome<Commits>>,
) => {
	try {
		const version = await link.connections.versionOf(coordinator, 'OffsetFetch', deadline, LAST_VERSION_WITH_NAMES);
		if (version !== undefined && version < FIRST_BATCHED_VERSION) {
			await Promise.all(batch.map(g => askAlone(link, coordinator, g.group, deadline, found)));
			return;
		}
		const answer = await link.broker(
			coordinator,
			'OffsetFetch',
			{ groups: batch.map(g => ({ groupId: g.group, memberId: null, memberEpoch: -1, topics: null })), requireStable: false },
			{ deadline, maxVersion: LAST_VERSION_WITH_NAMES },
		);
		for (const group of answer.groups) found.set(group.groupId, outcomeOf(group.groupId, group.errorCode, group.topics));
	} catch (error) {
		deadline.signal?.throwIfAborted();
		for (const g of batch) if (!found.get(g.group)?.ok) found.set(g.group, failed(asFailure(error)));
	}
};

const askAlone = async (
	link: ClusterLink,
	coordinator: number,
	group: string,
	deadline: Deadline,
	found: Map<string, Outcome<Commits>>,
) => {
	const answer = await link.broker(
		coordinator,
		'OffsetFetch',
		{ groupId: group, topics: null },
		{ deadline, maxVersion: FIRST_BATCHED_VERSION - 1 },
	);
	found.set(group, outcomeOf(group, answer.errorCode, answer.topics));
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
