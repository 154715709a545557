import { Failure, failed, type Outcome, success } from '../model/failure.ts';
import { isUnreached } from '../model/failure-kinds.ts';
import type { GroupListing, GroupState, GroupType } from '../model/group.ts';
import { describeGroupRight } from '../model/needed-right.ts';
import type { GroupsAnswer, ReadOptions } from '../ports/cluster-reader.ts';
import { failureOfCode, isMoved } from './broker-errors.ts';
import type { ClusterLink } from './cluster-link.ts';
import type { Deadline } from './deadline.ts';
import { askCoordinators, groupPartition, readCoordinators } from './group-coordinators.ts';

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
	const coordinators = await readCoordinators(link, deadline);
	if (Array.isArray(coordinators)) {
		const without = coordinators.filter(id => id === null).length;
		if (without > 0) failures.set(NO_BROKER, withoutCoordinator(without, coordinators.length));
	}
	return { groups: [...byName.values()], failures };
};

/** Stands for the coordinator of groups that have none right now. */
const NO_BROKER = -1;

/** While a broker's partitions of `__consumer_offsets` wait for a new leader, nobody lists the groups in them. */
const withoutCoordinator = (partitions: number, all: number): Failure =>
	new Failure('connection', `${partitions} of ${all} partitions that hold groups have no leader: the groups in them have no coordinator.`);

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
 * that has none.
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
	if (missing.length > 0)
		for (const [name, outcome] of await lookCloser(link, missing, listed.failures, link.deadline(options))) found.set(name, outcome);
	return found;
};

/**
 * "Does not exist" is said only after the group's own coordinator was asked: right after a broker has died its groups are listed by nobody
 * until another has loaded them. Where the coordinator cannot be known (no right to see `__consumer_offsets`) the lists decide.
 */
const lookCloser = async (
	link: ClusterLink,
	names: readonly string[],
	failures: ReadonlyMap<number, Failure>,
	deadline: Deadline,
): Promise<ReadonlyMap<string, Outcome<GroupListing>>> => {
	const found = new Map<string, Outcome<GroupListing>>();
	await link.withRetries(names, deadline, async left => {
		const coordinators = await readCoordinators(link, deadline);
		const any = link.brokerIds[0];
		const coordinatorOf = new Map<string, number>();
		for (const name of left) {
			const id = Array.isArray(coordinators) ? coordinators[groupPartition(name, coordinators.length)] : any;
			if (typeof id === 'number') coordinatorOf.set(name, id);
		}
		const words = await askCoordinators(link, coordinatorOf, deadline);
		const listed = await link.eachBroker(
			[...new Set([...words.values()].map(w => w.coordinator))],
			id => listOn(link, id, deadline),
			deadline,
		);
		const again: string[] = [];
		for (const name of left) {
			const word = words.get(name);
			const listing = [...listed.answers.values()].flat().find(g => g.group === name);
			const isKnown = Array.isArray(coordinators);
			if (listing !== undefined) found.set(name, success(listing));
			else if (word?.failure !== undefined && (isKnown || word.failure.kind === 'authorization')) found.set(name, failed(word.failure));
			else if (isKnown && word === undefined) found.set(name, failed(notReached(name, coordinatorOf.get(name))));
			else found.set(name, failed(notListed(name, isKnown ? new Map() : failures)));
			const outcome = found.get(name);
			if (isKnown && outcome?.ok === false && (isMoved(outcome.failure) || isUnreached(outcome.failure))) again.push(name);
		}
		return again;
	});
	return found;
};

const notReached = (name: string, coordinator: number | undefined): Failure =>
	new Failure(
		'connection',
		coordinator === undefined
			? `Group ${name} has no coordinator right now: its partition of __consumer_offsets has no leader.`
			: `Group ${name} cannot be asked about: its coordinator, broker ${coordinator}, did not answer.`,
	);

const notListed = (name: string, failures: ReadonlyMap<number, Failure>): Failure => {
	if (failures.size === 0) return new Failure('notFound', `Group ${name} does not exist.`, { nextSteps: ['msk-tui groups'] });
	const brokers = [...failures.keys()].join(', ');
	const first = [...failures.values()][0];
	return new Failure(
		'connection',
		`Group ${name} was not found on the brokers that answered; broker ${brokers} did not: ${first?.message}`,
	);
};
