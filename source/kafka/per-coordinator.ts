import { asFailure, failed, type Outcome } from '../model/failure.ts';
import type { GroupListing } from '../model/group.ts';
import { isMoved } from './broker-errors.ts';
import { type ClusterLink, groupBy, inBatches } from './cluster-link.ts';
import type { Deadline } from './deadline.ts';
import { groupPartition, readCoordinators } from './group-coordinators.ts';

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
 * Works out who coordinates groups now from the leaders of `__consumer_offsets`. FindCoordinator is not asked: it would create that topic
 * on a cluster that has none. Empty where this identity may not see it; the groups then keep the coordinator they had.
 */
const findCoordinators = async (
	link: ClusterLink,
	groups: readonly GroupListing[],
	deadline: Deadline,
): Promise<ReadonlyMap<string, number>> => {
	const coordinators = await readCoordinators(link, deadline);
	if (!Array.isArray(coordinators)) return new Map();
	return new Map(
		groups.flatMap(({ group }) => {
			const id = coordinators[groupPartition(group, coordinators.length)];
			return typeof id === 'number' ? [[group, id] as const] : [];
		}),
	);
};
