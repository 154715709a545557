import { Failure, failed, type Outcome, success } from '../model/failure.ts';
import type { GroupListing, GroupState, GroupType } from '../model/group.ts';
import { describeGroupRight } from '../model/needed-right.ts';
import type { GroupsAnswer, ReadOptions } from '../ports/cluster-reader.ts';
import { failureOfCode, isMoved } from './broker-errors.ts';
import type { ClusterLink } from './cluster-link.ts';
import type { Deadline } from './deadline.ts';

const STATES: ReadonlySet<string> = new Set([
	'PreparingRebalance',
	'CompletingRebalance',
	'Stable',
	'Dead',
	'Empty',
	'Assigning',
	'Reconciling',
	'NotReady',
]);

/** Kafka's group state; one that this program does not know yet is Unknown. */
export const toGroupState = (name: string): GroupState => (STATES.has(name) ? (name as GroupState) : 'Unknown');

/** Kafka's group type; brokers before ListGroups v5 (Kafka < 3.8) do not tell and have classic groups only. */
const toGroupType = (name: string): GroupType => {
	const type = name.toLowerCase();
	return type === 'consumer' || type === 'share' || type === 'streams' ? type : 'classic';
};

/** Asks every broker for the groups it coordinates: the broker that lists a group is its coordinator. */
export const listGroups = async (link: ClusterLink, options?: ReadOptions): Promise<GroupsAnswer> => {
	const deadline = link.deadline(options);
	await link.knowBrokers(deadline);
	const byName = new Map<string, GroupListing>();
	const failures = new Map<number, Failure>();
	await link.withRetries(link.brokerIds, deadline, async ids => {
		const round = await link.eachBroker(ids, id => listOn(link, id, deadline), deadline);
		for (const group of [...round.answers.values()].flat()) remember(byName, group);
		for (const id of round.answers.keys()) failures.delete(id);
		for (const [id, failure] of round.failures) failures.set(id, failure);
		// A coordinator that has just taken over groups reads them first, mostly for less than a second.
		return [...round.failures].filter(([, failure]) => isMoved(failure)).map(([id]) => id);
	});
	return { groups: [...byName.values()], failures };
};

/** While a group changes its coordinator, two brokers may list it: the one that gives it away lists it as dead. */
const remember = (byName: Map<string, GroupListing>, group: GroupListing): void => {
	if (!byName.has(group.group) || group.state !== 'Dead') byName.set(group.group, group);
};

const listOn = async (link: ClusterLink, id: number, deadline: Deadline): Promise<GroupListing[]> => {
	const answer = await link.broker(id, 'ListGroups', {}, { deadline });
	const failure = failureOfCode(answer.errorCode, { resource: `the groups of broker ${id}`, needs: describeGroupRight() });
	if (failure !== undefined) throw failure;
	return answer.groups.map(g => ({
		group: g.groupId,
		type: toGroupType(g.groupType),
		protocolType: g.protocolType,
		state: toGroupState(g.groupState),
		coordinator: id,
	}));
};

/**
 * Finds groups by name among those the brokers list; FindCoordinator is never asked, since it creates `__consumer_offsets` on a cluster
 * that has none. For a group that nobody lists, DescribeGroups tells "not allowed" from "not there": brokers check the right
 * before they look for the group.
 */
export const findGroups = async (
	link: ClusterLink,
	names: readonly string[],
	options?: ReadOptions,
): Promise<ReadonlyMap<string, Outcome<GroupListing>>> => {
	// A broker that joined since the last look may coordinate the group by now: "does not exist" needs all of them.
	await link.readMetadata([], link.deadline(options));
	const listed = await listGroups(link, options);
	const byName = new Map(listed.groups.map(g => [g.group, g]));
	const found = new Map<string, Outcome<GroupListing>>();
	const missing: string[] = [];
	for (const name of names) {
		const listing = byName.get(name);
		if (listing === undefined) missing.push(name);
		else found.set(name, success(listing));
	}
	if (missing.length === 0) return found;
	const refused = await refusedGroups(link, missing, link.deadline(options));
	for (const name of missing) found.set(name, failed(refused.get(name) ?? notListed(name, listed.failures)));
	return found;
};

const refusedGroups = async (link: ClusterLink, names: readonly string[], deadline: Deadline): Promise<ReadonlyMap<string, Failure>> => {
	const answer = await link.any('DescribeGroups', { groups: names }, { deadline });
	const refused = new Map<string, Failure>();
	for (const group of answer.groups) {
		const failure = failureOfCode(group.errorCode, { resource: `group ${group.groupId}`, needs: describeGroupRight(group.groupId) });
		if (failure?.kind === 'authorization') refused.set(group.groupId, failure);
	}
	return refused;
};

const notListed = (name: string, failures: ReadonlyMap<number, Failure>): Failure => {
	if (failures.size === 0) return new Failure('notFound', `Group ${name} does not exist.`, { nextSteps: ['msk-tui groups'] });
	const brokers = [...failures.keys()].join(', ');
	const first = [...failures.values()][0];
	return new Failure(
		'connection',
		`Group ${name} was not found on the brokers that answered; broker ${brokers} did not: ${first?.message}`,
	);
};
