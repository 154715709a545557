import { Failure, type Outcome } from '../model/failure.ts';
import { type GroupDescription, type GroupListing, hasCommits } from '../model/group.ts';
import type { GroupLag } from '../model/lag.ts';
import { describeGroupRight, describeTopicRight, type RightScope } from '../model/needed-right.ts';
import { type PartitionKey, partitionKey, splitPartitionKey } from '../model/partition-key.ts';
import type { Report } from '../model/report.ts';
import type { Topic } from '../model/topic.ts';
import { type Gap, gapOf } from '../model/unknown.ts';
import type { Commits, OffsetQuestion, ReadOptions } from '../ports/cluster-reader.ts';
import type { KnownCluster } from '../ports/known-cluster.ts';
import { assembleGroupLag, type LagFacts } from './assemble-lag.ts';
import { findBehind } from './find-behind.ts';
import { partitionsOf, subscribedTopics } from './group-partitions.ts';

export type LagAsk = {
	/** Names of groups; empty for all that can be seen. */
	readonly groups: readonly string[];
	/** Only this topic's partitions, and only groups that have any. */
	readonly topic?: string | undefined;
	/** How the age of the oldest unread record is found where there is lag; `exact` falls back to `bisect` where fetching is not allowed. */
	readonly behind: 'none' | 'bisect' | 'exact';
};

/**
 * Reads how far groups are behind, partition by partition. Commits are read before ends, so lag is never negative by timing alone.
 * A group or partition that cannot be read keeps its place with the reason; the rest is unharmed.
 * A named group that does not exist is a gap whose failure is `notFound`.
 * `onProgress` gets everything but the ages, which take a few more rounds of questions.
 */
export const readLag = async (
	known: KnownCluster,
	ask: LagAsk,
	options?: ReadOptions,
	onProgress?: (report: Report<GroupLag>) => void,
): Promise<Report<GroupLag>> => {
	const { reader } = known;
	const { listings, gaps } = ask.groups.length === 0 ? await listAll(known, options) : await findNamed(known, ask.groups, options);
	const [described, commits] = await Promise.all([
		reader.describeGroups(listings, options),
		reader.readCommits(
			listings.filter(g => hasCommits(g.type)),
			options,
		),
	]);
	const { topics, missing } = await readMentionedTopics(known, described, commits, ask.topic, options);
	const groups = listings.map(listing => {
		const description = described.get(listing.group);
		const committed = commits.get(listing.group);
		return { listing, description, commits: committed, partitions: partitionsOf(committed, description, topics, ask.topic) };
	});
	const keys = [...new Set(groups.flatMap(g => g.partitions.keys))];
	const [begins, ends] = await Promise.all([
		reader.readOffsets(questions(keys, 'earliest'), options),
		reader.readOffsets(questions(keys, 'latest'), options),
	]);
	const facts: LagFacts = { scope: known.scope, nowMs: known.clock.now(), begins, ends, behind: new Map(), maxBehindMs: known.maxBehindMs };
	const withoutAge = groups.map(g => assembleGroupLag(g, facts));
	// A topic that is gone still has the commits of its groups; one that nobody ever read must not pass for one without lag.
	if (missing !== undefined && keys.length === 0) throw missing;
	const topicGaps = ask.topic === undefined ? [] : notOnTopic(known, ask.groups, ask.topic, withoutAge);
	const reportOf = (all: readonly GroupLag[]): Report<GroupLag> => ({
		rows: ask.topic === undefined ? all : all.filter(r => r.partitions.length > 0 || r.failure !== null),
		gaps: [...gaps, ...topicGaps, ...groupGaps(all, known.scope)],
	});
	onProgress?.(reportOf(withoutAge));
	if (ask.behind === 'none') return reportOf(withoutAge);
	const [behind, lastStables] = await Promise.all([
		findBehind(known, withoutAge, ask.behind, options),
		reader.readOffsets(laggingQuestions(withoutAge), options),
	]);
	// A group whose age needs no asking is complete as it is.
	return reportOf(
		groups.map((g, i) => (withoutAge[i]!.behindMs === undefined ? assembleGroupLag(g, { ...facts, behind, lastStables }) : withoutAge[i]!)),
	);
};

const questions = (keys: readonly PartitionKey[], target: 'earliest' | 'latest'): OffsetQuestion[] =>
	keys.map(key => ({ ...splitPartitionKey(key), target }));

/** An open transaction is a cause of lag: asked only where there is some. */
const laggingQuestions = (groups: readonly GroupLag[]): readonly OffsetQuestion[] => {
	const lagging = groups.flatMap(g => (g.type === 'share' ? [] : g.partitions)).filter(p => p.lag !== null && p.lag > 0n);
	return [...new Map(lagging.map(p => [partitionKey(p.topic, p.partition), p])).values()].map(
		({ topic, partition }): OffsetQuestion => ({ topic, partition, target: 'lastStable' }),
	);
};

type Found = { readonly listings: readonly GroupListing[]; readonly gaps: readonly Gap[] };

/** Lists all groups, and says so where the list may be incomplete: without Describe on the cluster a broker hides groups silently. */
const listAll = async ({ reader, scope }: KnownCluster, options?: ReadOptions): Promise<Found> => {
	const cluster = await reader.describeCluster(options);
	const { groups, failures } = await reader.listGroups(options);
	const gaps = [...failures].map(([id, failure]) => gapOf('groups', id < 0 ? failure : notListedBy(id, failure), scope));
	if (!cluster.authorizedOperations?.has('Describe')) gaps.push(gapOf('groups', maybeMore(groups.length), scope));
	return { listings: groups, gaps };
};

const notListedBy = (broker: number, failure: Failure): Failure =>
	new Failure(failure.kind, `The groups that broker ${broker} coordinates could not be listed: ${failure.message}`, {
		...(failure.needs && { needs: failure.needs }),
		cause: failure,
	});

/** The gap of a list that Kafka shortens silently to what the identity may see. */
const maybeMore = (seen: number): Failure =>
	new Failure(
		'authorization',
		`${seen === 0 ? 'No group is visible' : seen === 1 ? 'One group is visible' : `${seen} groups are visible`}; others may exist that this identity cannot see.`,
		{
			needs: describeGroupRight(),
		},
	);

/**
 * Kafka leaves commits on topics that an identity may not describe out of OffsetFetch without a word, so a lag may be more than it shows.
 * Holding Describe on the cluster counts as proof, as for lists.
 */
const maybeMoreCommits = (names: readonly string[]): Failure =>
	new Failure(
		'authorization',
		`Commits on topics that this identity may not describe are left out by Kafka without a word: the lag of ${names.join(', ')} may be more.`,
		{ needs: describeTopicRight() },
	);

const findNamed = async ({ reader, scope }: KnownCluster, names: readonly string[], options?: ReadOptions): Promise<Found> => {
	const listings: GroupListing[] = [];
	const gaps: Gap[] = [];
	const [cluster, found] = await Promise.all([reader.describeCluster(options), reader.findGroups(names, options)]);
	for (const [name, outcome] of found) {
		if (outcome.ok) listings.push(outcome.value);
		else gaps.push(gapOf(`groups.${name}`, outcome.failure, scope));
	}
	const withCommits = listings.filter(g => hasCommits(g.type)).map(g => g.group);
	if (withCommits.length > 0 && !cluster.authorizedOperations?.has('Describe'))
		gaps.push({ ...gapOf('groups', maybeMoreCommits(withCommits), scope), isDoubt: true });
	return { listings, gaps };
};

/** Metadata of just the topics that groups read: their partitions tell what nobody owns, and their leaders where to ask. */
const readMentionedTopics = async (
	{ reader }: KnownCluster,
	described: ReadonlyMap<string, Outcome<GroupDescription>>,
	commits: ReadonlyMap<string, Outcome<Commits>>,
	onlyTopic: string | undefined,
	options?: ReadOptions,
): Promise<{ readonly topics: ReadonlyMap<string, Topic>; readonly missing: Failure | undefined }> => {
	const names = new Set<string>();
	for (const outcome of commits.values()) if (outcome.ok) for (const key of outcome.value.keys()) names.add(splitPartitionKey(key).topic);
	for (const outcome of described.values()) {
		if (!outcome.ok) continue;
		for (const name of subscribedTopics(outcome.value.members)) names.add(name);
		for (const m of outcome.value.members) for (const p of m.assignment ?? []) names.add(p.topic);
	}
	const wanted = onlyTopic === undefined ? [...names] : [onlyTopic];
	const { topics, failures } = await reader.readTopics(wanted, options);
	return { topics: new Map(topics.map(t => [t.name, t])), missing: onlyTopic === undefined ? undefined : failures.get(onlyTopic) };
};

/** A named group that has nothing to do with the named topic: a typo in one of them would look like no lag. */
const notOnTopic = ({ scope }: KnownCluster, named: readonly string[], topic: string, rows: readonly GroupLag[]): readonly Gap[] =>
	rows
		.filter(r => named.includes(r.group) && r.partitions.length === 0 && r.failure === null)
		.map(({ group }) =>
			gapOf(`groups.${group}`, new Failure('notFound', `${group} has neither commits nor members on topic ${topic}.`), scope),
		);

/** One gap per group and reason: a dead broker takes many partitions at once, and each of them says so in its own place. */
const groupGaps = (rows: readonly GroupLag[], scope: RightScope): Gap[] =>
	rows.flatMap(row => {
		if (row.failure !== null) return [gapOf(`groups.${row.group}`, row.failure, scope)];
		const byReason = new Map<string, { readonly failure: Failure; readonly keys: string[] }>();
		for (const p of row.partitions) {
			if (p.failure === null) continue;
			const reason = byReason.get(p.failure.message) ?? { failure: p.failure, keys: [] };
			byReason.set(p.failure.message, reason);
			reason.keys.push(`${p.topic}/${p.partition}`);
		}
		return [...byReason.values()].map(({ failure, keys }) => ({
			...gapOf(`groups.${row.group}.partitions`, failure, scope),
			reason: `${keys.length} ${keys.length === 1 ? 'partition' : 'partitions'} (${keys.slice(0, 3).join(', ')}${keys.length > 3 ? ', …' : ''}): ${failure.message}`,
		}));
	});
