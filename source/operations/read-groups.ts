import { Failure } from '../model/failure.ts';
import { isUnreached } from '../model/failure-kinds.ts';
import type { GroupDescription } from '../model/group.ts';
import type { GroupLag } from '../model/lag.ts';
import { describeGroupRight } from '../model/needed-right.ts';
import type { Report } from '../model/report.ts';
import type { Gap } from '../model/unknown.ts';
import type { ReadOptions } from '../ports/cluster-reader.ts';
import type { KnownCluster } from '../ports/known-cluster.ts';
import { isPattern, matcher } from './glob.ts';
import { missingAt } from './missing.ts';
import { readLag } from './read-lag.ts';

export type GroupsQuestion = {
	/** Names and globs; none means all groups. A glob without a match is an empty answer, a name that does not exist a gap (notFound). */
	readonly patterns: readonly string[];
	/** Kafka's state and type names in any case; none means all. */
	readonly states: readonly string[];
	readonly types: readonly string[];
};

/**
 * Lists groups with members, topics and lag.
 * Only groups that match are described and asked for their commits.
 */
export const readGroups = async (known: KnownCluster, ask: GroupsQuestion, options?: ReadOptions): Promise<Report<GroupLag>> => {
	const isKept = keeps(ask);
	if (ask.patterns.length > 0 && !ask.patterns.some(isPattern)) {
		const report = await readLag(known, { groups: ask.patterns, behind: 'none' }, options);
		return { rows: report.rows.filter(isKept), gaps: report.gaps };
	}
	if (ask.patterns.length === 0 && ask.states.length === 0 && ask.types.length === 0) {
		return readLag(known, { groups: [], behind: 'none' }, options);
	}
	const [description, listed] = await Promise.all([known.reader.describeCluster(options), known.reader.listGroups(options)]);
	const isMatch = matcher(ask.patterns);
	const names = listed.groups.filter(g => isMatch(g.group) && isKept(g)).map(g => g.group);
	const gaps: Gap[] = [...listed.failures].map(([id, failure]) =>
		missingAt(`groups.broker-${id}`, failure, known.scope, describeGroupRight()),
	);
	if (!description.authorizedOperations?.has('Describe')) {
		const text = 'More groups may exist that this identity cannot see: Kafka leaves them out without a word.';
		gaps.push(missingAt('groups', new Failure('authorization', text), known.scope, describeGroupRight()));
	}
	const unmatched = ask.patterns.filter(p => !isPattern(p) && !listed.groups.some(g => g.group === p));
	if (gaps.length === 0)
		for (const name of unmatched) gaps.push(missingAt(`groups.${name}`, noGroup(name), known.scope, describeGroupRight(name)));
	if (names.length === 0) return { rows: [], gaps };
	const report = await readLag(known, { groups: names, behind: 'none' }, options);
	// A group that vanished between the two answers is no longer part of the list.
	return { rows: report.rows.filter(isKept), gaps: [...gaps, ...report.gaps.filter(g => g.failure.kind !== 'notFound')] };
};

const noGroup = (name: string): Failure => new Failure('notFound', `Group ${name} does not exist.`);

const keeps = (ask: GroupsQuestion) => {
	const states = new Set(ask.states.map(s => s.toLowerCase()));
	const types = new Set(ask.types.map(t => t.toLowerCase()));
	return (group: { readonly state: string; readonly type: string }): boolean =>
		(states.size === 0 || states.has(group.state.toLowerCase())) && (types.size === 0 || types.has(group.type.toLowerCase()));
};

export type GroupAnswer = { readonly group: GroupLag; readonly description: GroupDescription | null; readonly gaps: readonly Gap[] };

/** Reads one group: its lag by partition and its members. Throws notFound or authorization when the group itself cannot be found. */
export const readGroup = async (
	known: KnownCluster,
	ask: { readonly name: string; readonly behind: 'none' | 'bisect' | 'exact' },
	options?: ReadOptions,
): Promise<GroupAnswer> => {
	const [lag, description] = await Promise.all([
		readLag(known, { groups: [ask.name], behind: ask.behind }, options),
		describeNamed(known, ask.name, options),
	]);
	const group = lag.rows[0];
	if (group === undefined) throw notRead(ask.name, lag.gaps[0]?.failure);
	return { group, description, gaps: lag.gaps };
};

/** The cluster answered, only not for this group: a dead coordinator makes the answer incomplete, it is not "cannot connect". */
const notRead = (name: string, failure: Failure | undefined): Failure => {
	if (failure === undefined) return new Failure('incomplete', `Group ${name} could not be read.`);
	if (!isUnreached(failure)) return failure;
	return new Failure('incomplete', failure.message, { nextSteps: failure.nextSteps, details: failure.details, cause: failure });
};

const describeNamed = async ({ reader }: KnownCluster, name: string, options?: ReadOptions): Promise<GroupDescription | null> => {
	const found = (await reader.findGroups([name], options)).get(name);
	if (!found?.ok) return null;
	const described = (await reader.describeGroups([found.value], options)).get(name);
	return described?.ok ? described.value : null;
};
