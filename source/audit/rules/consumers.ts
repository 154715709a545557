/** Consumer groups, as Kafka tells them: what they lost, how late they are, and what nobody reads any more. */
import type { GroupLag, PartitionLag } from '../../model/lag.ts';
import { groupedText } from '../../units/count.ts';
import { ageText } from '../../units/duration.ts';
import { guarded } from '../fix.ts';
import { SERVERLESS_GROUPS } from '../limits.ts';
import { overFact, overGroups } from '../over.ts';
import { ANY_TYPE, findingIf, type Judgement, notApplicable, notAssessed, PASS, type Rule, SERVERLESS } from '../rule.ts';
import { named, withCommits } from './judge-group.ts';

const isLost = (p: PartitionLag): boolean => p.lost !== null && p.lost > 0n;

const dataLost: Rule = {
	id: 'LAG-1',
	title: 'No group has lost records it never read',
	area: 'consumers',
	severity: 'critical',
	appliesTo: ANY_TYPE,
	reads: ['groups'],
	threshold: 'a commit below the log start: retention was faster than the group',
	source: ['AK', 'OWN'],
	check: s =>
		overGroups(
			s,
			withCommits(g => findingIf(g.partitions.some(isLost), `${groupedText(g.lost ?? 0n)} offsets gone unread: ${named(g, isLost)}`)),
		),
	effect:
		'What is gone is gone. Raise the retention of the topic before anything else, then speed the group up; msk-tui topic set shows what it costs.',
};

const NEAR_LOSS = 0.2;

/** Where the log still begins at 0 nothing was deleted yet. */
const isNearLoss = ({ committed, begin, end, lag }: PartitionLag): boolean => {
	if (committed === null || begin === null || end === null || lag === null || lag <= 0n) return false;
	if (begin === 0n || committed < begin || end <= begin) return false;
	return Number(committed - begin) / Number(end - begin) < NEAR_LOSS;
};

const nearLoss: Rule = {
	id: 'LAG-2',
	title: 'No group is about to lose records',
	area: 'consumers',
	severity: 'high',
	appliesTo: ANY_TYPE,
	reads: ['groups'],
	threshold: 'the commit is in the oldest fifth of what is kept, deleting has begun, and the group is late',
	source: ['OWN'],
	confidence: 'medium',
	check: s =>
		overGroups(
			s,
			withCommits(g => {
				// A group that starts from the beginning is there too, and on its way: only one that is behind its limit counts.
				const near = (p: PartitionLag): boolean => isNearLoss(p) && typeof p.behindMs === 'number' && p.behindMs > p.maxBehindMs;
				return findingIf(g.partitions.some(near), `near the log start: ${named(g, near)}`);
			}),
		),
	effect: 'Raise the retention of the topic, which takes effect at once; then find out why the group does not keep up.',
};

const behind: Rule = {
	id: 'LAG-5',
	title: 'Groups read records in time',
	area: 'consumers',
	severity: 'high',
	appliesTo: ANY_TYPE,
	reads: ['groups'],
	threshold: 'the oldest unread record is older than the limit of the group (maxBehind, 5 min by default)',
	statistic: 'age of the oldest unread record',
	source: ['TK'],
	check: s =>
		overGroups(
			s,
			withCommits(g => {
				if (g.members === 0) return undefined;
				if (g.behindMs === null && g.lag !== null && g.lag > 0n) return whyBehindUnknown(g);
				if (typeof g.behindMs !== 'number') return g.lag === 0n ? PASS : undefined;
				return findingIf(g.behindMs > g.maxBehindMs, `${ageText(g.behindMs)} behind, allowed ${ageText(g.maxBehindMs)}`);
			}),
		),
	effect:
		'See whether all groups are late (brokers), one group (its clients) or one partition (a hot key). More consumers help up to one a partition.',
};

const whyBehindUnknown = (group: GroupLag): Judgement => {
	const why = group.unknown.find(u => u.field === 'behindMs') ?? group.partitions.flatMap(p => p.unknown).find(u => u.field === 'behindMs');
	return notAssessed(why?.reason ?? 'the age of its oldest unread record is not known', why?.needs ?? null);
};

const withoutMembers: Rule = {
	id: 'LAG-6',
	title: 'Nothing waits for a group without members',
	area: 'consumers',
	severity: 'medium',
	appliesTo: ANY_TYPE,
	reads: ['groups'],
	threshold: 'no members and unread records older than 24 h',
	source: ['OWN'],
	check: s =>
		overGroups(
			s,
			withCommits(g => {
				if (g.members !== 0) return g.members === null ? undefined : PASS;
				if (g.lag === null || g.lag === 0n) return PASS;
				if (typeof g.behindMs !== 'number') return whyBehindUnknown(g);
				return findingIf(g.behindMs > 86_400_000, `no members, ${groupedText(g.lag)} unread, the oldest since ${ageText(g.behindMs)}`);
			}),
		),
	fix: guarded(name => ['group', 'delete', name]),
	effect: 'Only when nobody will ever start it again: its commits are gone then, and it would begin at auto.offset.reset.',
};

const staleCommits: Rule = {
	id: 'LAG-16',
	title: 'No group holds commits on topics that are gone',
	area: 'consumers',
	severity: 'low',
	appliesTo: ANY_TYPE,
	reads: ['groups'],
	threshold: 'a commit on a topic or partition that does not exist',
	source: ['OWN'],
	check: s =>
		overGroups(
			s,
			withCommits(g =>
				findingIf(
					g.partitions.some(p => p.isGone === true),
					`gone: ${named(g, p => p.isGone === true)}`,
				),
			),
		),
	effect:
		'Harmless, but lag that can never be read looks like a problem: msk-tui group delete-offsets GROUP --topic TOPIC takes them away.',
};

const serverlessGroups: Rule = {
	id: 'LAG-13',
	title: 'There is room for more groups',
	area: 'consumers',
	severity: 'medium',
	appliesTo: SERVERLESS,
	reads: ['groups'],
	threshold: `80 % of the ${SERVERLESS_GROUPS} groups of a Serverless cluster`,
	source: ['LIM'],
	check: s =>
		overFact(s.groups, groups =>
			groups.length === 0
				? notApplicable('there is no group')
				: findingIf(groups.length >= 0.8 * SERVERLESS_GROUPS, `${groups.length} of ${SERVERLESS_GROUPS} groups`),
		),
	effect: 'Delete groups that nobody starts any more (LAG-6), or ask AWS for a higher quota.',
};

const invisibleToCloudWatch: Rule = {
	id: 'OBS-6',
	title: 'CloudWatch can show the lag of every group',
	area: 'observability',
	severity: 'medium',
	appliesTo: ANY_TYPE,
	reads: ['groups'],
	threshold: 'a name with `:` or other than ASCII',
	source: ['LAG', 'TK'],
	check: s =>
		overGroups(s, g =>
			g.type === 'share' ? undefined : findingIf(/[^ -~]|:/.test(g.group), 'CloudWatch has no lag of a group of this name'),
		),
	effect: 'A new name of a group means new offsets: commit them first (msk-tui group reset NEW --to group:OLD).',
};

export const CONSUMER_RULES: readonly Rule[] = [
	dataLost,
	behind,
	nearLoss,
	withoutMembers,
	serverlessGroups,
	staleCommits,
	invisibleToCloudWatch,
];
