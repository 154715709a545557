/** Consumer groups and transactions, as Kafka tells them. */
import { isRebalancing } from '../../model/group.ts';
import { type GroupLag, type PartitionLag, unreadPartition } from '../../model/lag.ts';
import { groupedText } from '../../units/count.ts';
import { ageText } from '../../units/duration.ts';
import { countText } from '../../units/plural.ts';
import { guarded } from '../fix.ts';
import { SERVERLESS_GROUPS } from '../limits.ts';
import { overFact, overGroups, overList } from '../over.ts';
import {
	ANY_TYPE,
	finding,
	findingIf,
	type Judgement,
	notApplicable,
	notAssessed,
	PASS,
	type Rule,
	SERVERLESS,
	STANDARD,
} from '../rule.ts';

const named = (group: GroupLag, is: (p: PartitionLag) => boolean): string => {
	const found = group.partitions.filter(is);
	const names = found.slice(0, 3).map(p => `${p.topic}/${p.partition}`);
	return `${names.join(', ')}${found.length > names.length ? ` +${found.length - names.length}` : ''}`;
};

/** What is proven stays proven; what would be fine is not, as long as a partition could not be read. */
const unlessUnread = (group: GroupLag, judgement: Judgement): Judgement => {
	const unread = judgement.is === 'pass' ? unreadPartition(group) : undefined;
	if (unread === undefined) return judgement;
	const reason = `${unread.topic}/${unread.partition}: ${unread.failure!.message}`;
	return { is: 'notAssessed', missing: { reason, needs: null, isUnread: true } };
};

const withCommits = (judge: (group: GroupLag) => Judgement | undefined) => (group: GroupLag) => {
	const judgement = group.type === 'share' ? undefined : judge(group);
	return judgement && unlessUnread(group, judgement);
};

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
const isNearLoss = ({ committed, begin, end, lag }: PartitionLag): boolean =>
	committed !== null && begin !== null && end !== null && lag !== null && lag > 0n && end > begin && committed >= begin
		? Number(committed - begin) / Number(end - begin) < NEAR_LOSS && Number(lag) > 0
		: false;

const nearLoss: Rule = {
	id: 'LAG-2',
	title: 'No group is about to lose records',
	area: 'consumers',
	severity: 'high',
	appliesTo: ANY_TYPE,
	reads: ['groups'],
	threshold: 'the commit is in the oldest fifth of what is kept, and the group is not moving',
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

const verdicts: Rule = {
	id: 'LAG-3',
	title: 'No group stands still with work to do',
	area: 'consumers',
	severity: 'high',
	appliesTo: ANY_TYPE,
	reads: ['groups'],
	threshold: 'stalled (members, no progress), stopped (no members) or rewound over the window',
	window: 'the last ten looks',
	source: ['BURROW'],
	check: s =>
		overGroups(
			s,
			withCommits(g => {
				if (g.verdict === 'stalled' || g.verdict === 'stopped' || g.verdict === 'rewind') return finding(g.verdict);
				if (g.verdict !== 'learning') return g.verdict === 'unknown' ? undefined : PASS;
				return g.lag === 0n
					? PASS
					: {
							is: 'notAssessed',
							missing: { reason: 'one look tells no movement: it takes ten', needs: 'msk-tui lag --watch' },
						};
			}),
		),
	effect:
		'Look at its members first (msk-tui group NAME): a crash loop, a poison record or a rebalance. Restarting one is safe, resetting offsets is not.',
};

const slowGroups: Rule = {
	...verdicts,
	id: 'LAG-4',
	title: 'Groups catch up',
	severity: 'medium',
	threshold: 'lag never fell over the window',
	check: s =>
		overGroups(
			s,
			withCommits(g => {
				if (g.verdict === 'learning' && g.lag !== 0n)
					return {
						is: 'notAssessed',
						missing: { reason: 'one look tells no movement: it takes ten', needs: 'msk-tui lag --watch' },
					};
				return g.verdict === 'unknown' ? undefined : findingIf(g.verdict === 'slow', 'lag does not fall');
			}),
		),
	effect: 'More consumers up to one a partition, or faster ones; more partitions only where keys are spread.',
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

const rebalancing: Rule = {
	id: 'LAG-7',
	title: 'Groups are settled',
	area: 'consumers',
	severity: 'medium',
	appliesTo: ANY_TYPE,
	reads: ['groups'],
	threshold: 'a rebalance is under way; in three of ten looks it is a storm',
	source: ['TK'],
	confidence: 'low',
	check: s => overGroups(s, g => (g.type === 'share' ? undefined : findingIf(isRebalancing(g.state), g.state))),
	effect: 'Session timeout 45 to 60 s, static members (group.instance.id) and the cooperative assignor keep rebalances rare and short.',
};

const idleMembers: Rule = {
	id: 'LAG-8',
	title: 'Every member of a group has something to do',
	area: 'consumers',
	severity: 'low',
	appliesTo: ANY_TYPE,
	reads: ['groups'],
	threshold: 'members without a partition',
	source: ['TK'],
	check: s =>
		overGroups(
			s,
			withCommits(g => {
				if (g.members === null || g.members === 0 || isRebalancing(g.state)) return undefined;
				const busy = new Set(g.partitions.flatMap(p => (p.memberId === null ? [] : [p.memberId]))).size;
				// A group whose members read something else (Connect) owns no partitions at all.
				if (busy === 0) return undefined;
				return findingIf(busy < g.members, `${g.members - busy} of ${countText(g.members, 'member', 'members')} idle`);
			}),
		),
	effect: 'Stop the spare ones, or give the topic more partitions (which breaks the order of keys once).',
};

const onePartition: Rule = {
	id: 'LAG-9',
	title: 'Lag is spread over partitions',
	area: 'consumers',
	severity: 'medium',
	appliesTo: ANY_TYPE,
	reads: ['groups'],
	threshold: 'the worst partition lags five times the median, by 1,000 records or more',
	source: ['TK', 'OWN'],
	confidence: 'medium',
	check: s =>
		overGroups(
			s,
			withCommits(g => {
				const known = g.partitions.flatMap(p => (p.lag === null ? [] : [Number(p.lag)])).sort((a, b) => a - b);
				if (known.length < 3 || g.members === 0) return undefined;
				const [median, most] = [known[Math.floor(known.length / 2)]!, known.at(-1)!];
				const isHot = most >= 1_000 && most >= 5 * Math.max(1, median);
				return findingIf(
					isHot,
					`${groupedText(most)} on one partition, median ${groupedText(median)}: ${named(g, p => Number(p.lag) === most)}`,
				);
			}),
		),
	effect: 'A hot key or one slow consumer: more partitions do not help. msk-tui inspect TOPIC shows how keys are spread.',
};

const unassigned: Rule = {
	id: 'LAG-15',
	title: 'Every partition of a live group is read by somebody',
	area: 'consumers',
	severity: 'high',
	appliesTo: ANY_TYPE,
	reads: ['groups'],
	threshold: 'members, and a partition that none of them owns',
	source: ['OWN'],
	check: s =>
		overGroups(
			s,
			withCommits(g => {
				if (g.members === null || g.members === 0 || isRebalancing(g.state)) return undefined;
				const rest = g.unassigned.length - 3;
				return findingIf(g.unassigned.length > 0, `nobody reads ${g.unassigned.slice(0, 3).join(', ')}${rest > 0 ? ` +${rest}` : ''}`);
			}),
		),
	effect: 'Members subscribe to different topics, or a manual assignment leaves some out: look at what each of them asks for.',
};

const eagerAssignor: Rule = {
	id: 'LAG-12',
	title: 'Large groups hand partitions around without stopping',
	area: 'consumers',
	severity: 'low',
	appliesTo: ANY_TYPE,
	reads: ['groups'],
	threshold: 'assignor range or roundrobin with ten members or more',
	source: ['BPC', 'TK'],
	check: s =>
		overGroups(s, g =>
			g.type !== 'classic' || g.members === null || g.members < 10
				? undefined
				: findingIf(g.protocol === 'range' || g.protocol === 'roundrobin', `${g.protocol}, ${g.members} members`),
		),
	effect: 'cooperative-sticky, in two rollouts (both assignors first, then it alone): a change of one member no longer stops all.',
};

const hangingTransactions: Rule = {
	id: 'LAG-10',
	title: 'No transaction hangs',
	area: 'consumers',
	severity: 'high',
	appliesTo: STANDARD,
	reads: ['transactions'],
	threshold: 'open on a partition for longer than any transaction may be, and known to no coordinator (KIP-664)',
	source: ['TK', 'AK'],
	check: s => {
		const { transactions } = s;
		if (!transactions.isKnown || transactions.value.open.length === 0)
			return overFact(transactions, ({ partitions }) => (partitions === 0 ? notApplicable('there is no partition') : PASS));
		return overList(
			{ ...transactions, value: transactions.value.open },
			'transaction',
			t => t.transactionalId ?? `producer ${t.producerId}`,
			t => {
				const where = t.partitions[0];
				if (t.verdict === 'hanging')
					return finding(
						`${where === undefined ? '' : `${where.topic}/${where.partition} `}held back${t.ageMs === null ? '' : ` since ${ageText(t.ageMs)}`}`,
					);
				return t.verdict === 'unknown' ? notAssessed('too young to tell, or its coordinator could not be asked') : PASS;
			},
		);
	},
	effect: 'kafka-transactions.sh abort ends it on the partition; consumers of read_committed go on from there. Records of it are skipped.',
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
	hangingTransactions,
	behind,
	nearLoss,
	unassigned,
	verdicts,
	slowGroups,
	withoutMembers,
	onePartition,
	rebalancing,
	serverlessGroups,
	eagerAssignor,
	idleMembers,
	staleCommits,
	invisibleToCloudWatch,
];
