import type { GroupFacts, UnknownFact } from '../../guardrails/retention-facts.ts';
import { namesText } from '../../model/change.ts';
import { Failure } from '../../model/failure.ts';
import { hasCommits } from '../../model/group.ts';
import { describeGroupRight } from '../../model/needed-right.ts';
import { splitPartitionKey } from '../../model/partition-key.ts';
import type { ReadOptions } from '../../ports/cluster-reader.ts';
import type { KnownCluster } from '../../ports/known-cluster.ts';
import { missingField } from '../missing.ts';

const cannotProve = new Failure('authorization', 'Describe on the cluster is not proven.');

/**
 * Reads which groups hold a place on topics: commits, and start offsets of share groups. Groups that cannot be read, and the doubt that
 * there are more than this identity may see, are named in `unknown`.
 */
export const readGroupFacts = async (
	known: KnownCluster,
	topics: readonly string[],
	unknown: UnknownFact[],
	options?: ReadOptions,
): Promise<readonly GroupFacts[]> => {
	const { reader, scope } = known;
	const [cluster, listed] = await Promise.all([reader.describeCluster(options), reader.listGroups(options)]);
	const note = (what: string, failure: Failure, group?: string): void => {
		const { reason, needs } = missingField('', failure, scope, describeGroupRight(group));
		unknown.push({ what, reason, needs });
	};
	for (const [id, failure] of listed.failures)
		note(id < 0 ? 'groups without a coordinator' : `groups that broker ${id} coordinates`, failure);
	if (!cluster.authorizedOperations?.has('Describe')) {
		const { needs } = missingField('', cannotProve, scope, describeGroupRight());
		unknown.push({ what: 'whether other groups read it', reason: 'Kafka leaves out groups that this identity may not describe.', needs });
	}
	const [commits, described] = await Promise.all([
		reader.readCommits(
			listed.groups.filter(g => hasCommits(g.type)),
			options,
		),
		reader.describeGroups(
			listed.groups.filter(g => !hasCommits(g.type)),
			options,
		),
	]);
	const wanted = new Set(topics);
	const found: GroupFacts[] = [];
	const unread = new Map<string, { readonly failure: Failure; readonly groups: string[] }>();
	const miss = (group: string, failure: Failure): void => {
		const same = unread.get(failure.kind) ?? { failure, groups: [] };
		unread.set(failure.kind, same);
		same.groups.push(group);
	};
	for (const [group, outcome] of commits) {
		if (!outcome.ok) {
			// It went away between the two questions.
			if (outcome.failure.kind !== 'notFound') miss(group, outcome.failure);
			continue;
		}
		const own = [...outcome.value].flatMap(([key, offset]) =>
			offset !== null && wanted.has(splitPartitionKey(key).topic) ? [[key, offset] as const] : [],
		);
		if (own.length > 0) found.push({ group, commits: new Map<string, bigint>(own) });
	}
	for (const [group, outcome] of described) {
		if (!outcome.ok) {
			if (outcome.failure.kind !== 'notFound') miss(group, outcome.failure);
			continue;
		}
		const own = outcome.value.shareOffsets.flatMap(s =>
			s.startOffset !== null && wanted.has(s.topic) ? [[`${s.topic}/${s.partition}`, s.startOffset] as const] : [],
		);
		if (own.length > 0) found.push({ group, commits: new Map<string, bigint>(own) });
	}
	for (const { failure, groups } of unread.values())
		note(`what ${groups.length === 1 ? 'group' : 'groups'} ${namesText(groups)} has read`, failure, groups[0]);
	return found;
};
