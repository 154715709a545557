/** How groups move: verdicts over time, rebalances, members without work. */
import { isRebalancing } from '../../model/group.ts';
import { groupedText } from '../../units/count.ts';
import { countText } from '../../units/plural.ts';
import { overGroups } from '../over.ts';
import { ANY_TYPE, finding, findingIf, PASS, type Rule } from '../rule.ts';
import { named, withCommits } from './judge-group.ts';

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

export const GROUP_PACE_RULES: readonly Rule[] = [verdicts, slowGroups, rebalancing, idleMembers, onePartition, unassigned, eagerAssignor];
