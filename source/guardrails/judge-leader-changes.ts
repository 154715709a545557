/** Judges giving partitions back to the replica that is to lead them. Pure. */
import { type ElectLeaders, namesText } from '../model/change.ts';
import type { ChangePolicy, Conditions, EffectLine, Judgement, Reason } from '../model/judgement.ts';
import { partitionKey } from '../model/partition-key.ts';
import type { Partition, Topic } from '../model/topic.ts';
import { weigh } from './verdict.ts';

type Asked = Partition & { readonly topic: string; readonly key: string };

/** The partitions a change is about, as they are; one that is not there any more is left out. */
const askedOf = ({ partitions }: ElectLeaders, topics: readonly Topic[]): readonly Asked[] => {
	const wanted = new Set<string>(partitions.map(p => partitionKey(p.topic, p.partition)));
	return topics.flatMap(topic =>
		topic.partitions
			.map(p => ({ ...p, topic: topic.name, key: partitionKey(topic.name, p.partition) as string }))
			.filter(p => wanted.has(p.key)),
	);
};

const preferredOf = ({ replicas }: Partition): number | undefined => replicas[0];
const isPreferred = (p: Partition): boolean => p.leader !== null && p.leader === preferredOf(p);
/** Kafka elects a preferred replica only while it is in sync. */
const canMove = (p: Partition): boolean => !isPreferred(p) && p.isr.includes(preferredOf(p) ?? -1);

/** Which topics these are, and which replica is to lead each partition. */
export const leaderConditions = (change: ElectLeaders, topics: readonly Topic[]): Conditions => ({
	...Object.fromEntries(topics.map(t => [`${t.name} id`, t.topicId])),
	...Object.fromEntries(askedOf(change, topics).map(p => [`${p.key} preferred leader`, String(preferredOf(p))])),
});

const SHOWN_MOVES = 20;

export const judgeElectLeaders = (change: ElectLeaders, topics: readonly Topic[], policy: ChangePolicy): Judgement => {
	const asked = askedOf(change, topics);
	const moves = asked.filter(canMove);
	const stuck = asked.filter(p => !isPreferred(p) && !canMove(p));
	const isNothing = moves.length === 0 && stuck.length === 0;
	const stuckText = namesText(stuck.map(p => p.key));
	const reasons: readonly Reason[] = [
		...(policy.platform === 'serverless'
			? [{ code: 'mskServerless', weight: 'refuse' as const, text: 'MSK Serverless places leaders itself.' }]
			: []),
		...(stuck.length > 0
			? [
					{
						code: 'preferredNotInSync',
						weight: moves.length === 0 ? ('refuse' as const) : ('warn' as const),
						text: `The preferred replica of ${stuckText} is not in sync: Kafka leaves the leader where it is until it has caught up.`,
					},
				]
			: []),
		...(moves.length > 0
			? [
					{
						code: 'leadersMove',
						weight: 'note' as const,
						text: 'Producers and consumers of these partitions look for the new leader: a short pause, and nothing is lost. Brokers with auto.leader.rebalance.enable do the same by themselves every leader.imbalance.check.interval.seconds.',
					},
				]
			: []),
	];
	const leaders = leadersBefore(asked, moves);
	return {
		change,
		verdict: weigh({ policy, reasons: isNothing ? [] : reasons, isNothing }),
		effect: {
			lines: [
				{ label: 'moves', text: `${moves.length} of ${asked.length} partitions to their preferred leader` },
				...moves
					.slice(0, SHOWN_MOVES)
					.map((p): EffectLine => ({ label: p.key, text: `broker ${p.leader ?? 'none'} → broker ${preferredOf(p)}` })),
				...(moves.length > SHOWN_MOVES ? [{ label: '', text: `and ${moves.length - SHOWN_MOVES} more; --json lists them all` }] : []),
				...leaders
					.filter(l => l.before !== l.after)
					.map((l): EffectLine => ({ label: `broker ${l.broker}`, text: `leads ${l.before} → ${l.after} of them` })),
				...(stuck.length > 0 ? [{ label: 'cannot move', text: stuckText, isLoss: true as const }] : []),
			],
			json: {
				moves: moves.map(p => ({
					topic: p.topic,
					partition: p.partition,
					from: p.leader,
					to: preferredOf(p)!,
					...(p.leader === null && { unknown: [{ field: 'from', reason: 'nobody leads it', needs: null }] }),
				})),
				alreadyPreferred: asked.length - moves.length - stuck.length,
				notInSync: stuck.map(({ topic, partition }) => ({ topic, partition })),
				leaders: leaders.map(l => ({ ...l })),
			},
		},
		isNothing,
		conditions: leaderConditions(change, topics),
		before: Object.fromEntries([...moves, ...stuck].map(p => [p.key, p.leader])),
		undo: {
			changes: [],
			text: 'a leader is not moved back by itself: it leads until its broker goes, or its replicas are put in another order',
		},
		losers: [],
	};
};

/** How many of the partitions each broker leads before and after, by broker. */
const leadersBefore = (asked: readonly Asked[], moves: readonly Asked[]) => {
	const moving = new Set(moves);
	const brokers = [...new Set(asked.flatMap(p => [...(p.leader === null ? [] : [p.leader]), ...(moving.has(p) ? [preferredOf(p)!] : [])]))];
	return brokers
		.sort((a, b) => a - b)
		.map(broker => ({
			broker,
			before: asked.filter(p => p.leader === broker).length,
			after: asked.filter(p => (moving.has(p) ? preferredOf(p) : p.leader) === broker).length,
		}));
};
