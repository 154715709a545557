import { asFailure, failed, type Outcome } from '../model/failure.ts';
import type { GroupListing } from '../model/group.ts';
import { coordinator as coordinatorKind } from '../protocol/enums.ts';
import { isMoved } from './broker-errors.ts';
import { type ClusterLink, groupBy, inBatches } from './cluster-link.ts';
import type { Deadline } from './deadline.ts';

/** FindCoordinator from v4 on answers for many groups (KIP-699, Kafka ≥ 3.0). */
const FIRST_BATCHED_VERSION = 4;

/** Asks one coordinator about its groups of one type; a group it leaves out counts as not answered. */
export type AskCoordinator<T> = (
	coordinator: number,
	groups: readonly GroupListing[],
	deadline: Deadline,
) => Promise<ReadonlyMap<string, Outcome<T>>>;

/**
 * Asks the coordinator of each group, in batches, all at once. Where it is loading its groups or has given them away, those groups get
 * another try, at the coordinator they have by then; one that cannot be reached costs its own groups only.
 */
export const perCoordinator = async <T>(
	link: ClusterLink,
	groups: readonly GroupListing[],
	batchSize: number,
	deadline: Deadline,
	ask: AskCoordinator<T>,
): Promise<Map<string, Outcome<T>>> => {
	const found = new Map<string, Outcome<T>>();
	const moved = new Map<string, number>();
	const coordinatorOf = (g: GroupListing) => moved.get(g.group) ?? g.coordinator;
	await link.withRetries(groups, deadline, async (left, isLast) => {
		const batches = [...groupBy(left, g => `${g.type} ${coordinatorOf(g)}`).values()].flatMap(same => inBatches(same, batchSize));
		await Promise.all(
			batches.map(async batch => {
				try {
					for (const [name, outcome] of await ask(coordinatorOf(batch[0] as GroupListing), batch, deadline)) found.set(name, outcome);
				} catch (error) {
					deadline.signal?.throwIfAborted();
					for (const g of batch) found.set(g.group, failed(asFailure(error)));
				}
			}),
		);
		const again = left.filter(g => {
			const outcome = found.get(g.group);
			return outcome !== undefined && !outcome.ok && isMoved(outcome.failure);
		});
		if (again.length > 0 && !isLast) for (const [name, id] of await findCoordinators(link, again, deadline)) moved.set(name, id);
		return again;
	});
	return found;
};

/**
 * Asks who coordinates groups now. Only for groups that a broker listed: FindCoordinator creates `__consumer_offsets` on a cluster that
 * has none, and reading creates nothing. Empty where it cannot be told; the groups then keep the coordinator they had.
 */
const findCoordinators = async (
	link: ClusterLink,
	groups: readonly GroupListing[],
	deadline: Deadline,
): Promise<ReadonlyMap<string, number>> => {
	try {
		const answer = await link.any(
			'FindCoordinator',
			{ keyType: coordinatorKind.GROUP, coordinatorKeys: groups.map(g => g.group) },
			{ deadline, minVersion: FIRST_BATCHED_VERSION },
		);
		return new Map(answer.coordinators.filter(c => c.errorCode === 0).map(c => [c.key, c.nodeId]));
	} catch {
		deadline.signal?.throwIfAborted();
		return new Map();
	}
};
