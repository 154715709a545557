import type { BrokerSummary, LogDirSummary } from './broker-summary.ts';
import type { Controller } from './cluster.ts';
import { isSilence } from './failure-kinds.ts';
import { type GroupLag, type NotFineReason, notFineReasons, type Verdict } from './lag.ts';
import type { PartitionHealth } from './partition-health.ts';
import type { TopicFlag } from './topic-summary.ts';
import type { Unknown } from './unknown.ts';

/**
 * How well something is. `unknown`: nothing wrong was seen, but not everything could be; `learning`: the verdicts of groups take some more
 * looks; `reading`: the first look is not complete.
 */
export type HealthLevel = 'critical' | 'degraded' | 'unknown' | 'learning' | 'reading' | 'ok';

/** Worst first; what is known to be wrong comes before what is not known. */
const LEVELS: readonly HealthLevel[] = ['critical', 'degraded', 'unknown', 'learning', 'reading', 'ok'];

/** Where evidence leads. */
export type EvidencePlace =
	| { readonly kind: 'topics'; readonly flag?: TopicFlag['kind'] }
	| { readonly kind: 'brokers'; readonly broker?: number }
	| { readonly kind: 'groups' }
	| { readonly kind: 'group'; readonly group: string };

/** What a rule found: `count` of what its sentence is about, and names of some. */
export type Evidence = {
	readonly level: Exclude<HealthLevel, 'ok'>;
	readonly rule: HealthRuleId;
	readonly count: number;
	readonly names: readonly string[];
	readonly place: EvidencePlace;
	/** Why it is not known, and what would make it known. */
	readonly unknown?: Unknown;
};

export type HealthRuleId =
	| 'topicsVisible'
	| 'partitionsOnline'
	| 'aboveMinIsr'
	| 'fullyReplicated'
	| 'brokersAlive'
	| 'brokersReachable'
	| 'controllerAnswers'
	| 'controllerLeads'
	| 'logDirsWork'
	| 'diskHasRoom'
	| 'diskNearlyFull'
	| 'groupsVisible'
	| 'groupsReadable'
	| 'groupsMove'
	| 'groupsKeepUp'
	| 'nothingLost'
	| 'partitionsOwned'
	| 'groupsSettled'
	| 'groupsConsumed'
	| 'verdictsSpoken';

/** One rule over some facts; no evidence means that it was judged and holds. */
export type HealthRule<Facts> = { readonly id: HealthRuleId; readonly judge: (facts: Facts) => readonly Omit<Evidence, 'rule'>[] };

export type Health = { readonly level: HealthLevel; readonly evidence: readonly Evidence[] };

/** Judges facts by a table of rules; evidence comes worst first, and in the order of the table. */
export const judgeHealth = <Facts>(rules: readonly HealthRule<Facts>[], facts: Facts): Health => {
	const evidence = rules
		.flatMap(({ id, judge }) => judge(facts).map(found => ({ ...found, rule: id })))
		.sort((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level));
	return { level: evidence[0]?.level ?? 'ok', evidence };
};

/** What Kafka itself is judged by. */
export type ClusterFacts = {
	readonly partitions: PartitionHealth;
	readonly brokers: readonly BrokerSummary[];
	readonly controller: Controller;
};

/** Shares of a volume in use beyond which it is worth a look, and beyond which MSK's best practices want an alarm (KafkaDataLogsDiskUsed ≥ 85 %). */
export const DISK_WARNING_SHARE = 0.75;
export const DISK_CRITICAL_SHARE = 0.85;

/** How much of a log dir's volume is used; null when the broker does not tell. */
export const usedShare = ({ totalBytes, usableBytes }: LogDirSummary): number | null =>
	totalBytes === null || usableBytes === null || totalBytes <= 0n ? null : 1 - Number(usableBytes) / Number(totalBytes);

/** The fullest volume of a broker; null when none is known, undefined while it loads. */
export const fullestShare = ({ logDirs }: BrokerSummary): number | null | undefined => {
	if (logDirs === null || logDirs === undefined) return logDirs;
	const shares = logDirs.map(usedShare).filter(share => share !== null);
	return shares.length === 0 ? null : Math.max(...shares);
};

const counted = (level: Evidence['level'], count: number, place: EvidencePlace): readonly Omit<Evidence, 'rule'>[] =>
	count === 0 ? [] : [{ level, count, names: [], place }];

const notKnown = (unknown: Unknown, place: EvidencePlace, count = 1): Omit<Evidence, 'rule'> => ({
	level: 'unknown',
	count,
	names: [],
	place,
	unknown,
});

const reading = (place: EvidencePlace): Omit<Evidence, 'rule'> => ({ level: 'reading', count: 1, names: [], place });

const ofBrokers = (level: Evidence['level'], brokers: readonly BrokerSummary[]): readonly Omit<Evidence, 'rule'>[] =>
	brokers.length === 0
		? []
		: [{ level, count: brokers.length, names: brokers.map(b => String(b.id)), place: { kind: 'brokers', broker: brokers[0]!.id } }];

const reasonOf = (row: { readonly unknown: readonly (Unknown & { readonly field: string })[] }, field: string): Unknown =>
	row.unknown.find(u => u.field === field) ?? { reason: 'the broker did not tell', needs: null };

/** The rules about brokers, partitions and the controller. */
export const CLUSTER_RULES: readonly HealthRule<ClusterFacts>[] = [
	{ id: 'partitionsOnline', judge: f => counted('critical', f.partitions.offline, { kind: 'topics', flag: 'offline' }) },
	{
		id: 'aboveMinIsr',
		judge: ({ partitions: { underMinIsr, minIsrUnknown } }) => {
			const place = { kind: 'topics', flag: 'underMinIsr' } as const;
			if (underMinIsr === undefined) return [reading(place)];
			return [
				...counted('critical', underMinIsr ?? 0, place),
				...(minIsrUnknown === undefined ? [] : [notKnown(minIsrUnknown, { kind: 'topics' }, minIsrUnknown.topics)]),
			];
		},
	},
	{
		id: 'controllerLeads',
		judge: ({ controller }) => {
			if (isSilent(controller)) return [];
			if (controller.mode === null) return [notKnown(reasonOf(controller, 'mode'), { kind: 'brokers' })];
			return controller.leaderId === null ? counted('critical', 1, { kind: 'brokers' }) : [];
		},
	},
	{
		id: 'logDirsWork',
		judge: f =>
			ofBrokers(
				'critical',
				f.brokers.filter(b => b.logDirs?.some(d => d.error !== null)),
			),
	},
	{
		id: 'diskNearlyFull',
		judge: f =>
			ofBrokers(
				'critical',
				f.brokers.filter(b => (fullestShare(b) ?? 0) >= DISK_CRITICAL_SHARE),
			),
	},
	{
		id: 'brokersAlive',
		judge: f =>
			ofBrokers(
				'degraded',
				f.brokers.filter(b => !b.isAlive),
			),
	},
	{
		// Metadata of a cluster without a quorum stays as it was: what it calls alive may be long dead.
		id: 'brokersReachable',
		judge: f => {
			const dark = f.brokers.filter(b => b.isAlive && b.isReachable === false);
			const alive = f.brokers.filter(b => b.isAlive).length;
			return ofBrokers(dark.length * 2 >= alive || isSilent(f.controller) ? 'critical' : 'degraded', dark);
		},
	},
	{ id: 'controllerAnswers', judge: f => counted('degraded', isSilent(f.controller) ? 1 : 0, { kind: 'brokers' }) },
	{ id: 'fullyReplicated', judge: f => counted('degraded', f.partitions.underReplicated, { kind: 'topics', flag: 'underReplicated' }) },
	{
		id: 'diskHasRoom',
		judge: ({ brokers }) => {
			const alive = brokers.filter(b => b.isAlive && b.isReachable !== false);
			const share = (b: BrokerSummary): number => fullestShare(b) ?? 0;
			const dark = alive.filter(b => fullestShare(b) === null);
			return [
				...ofBrokers(
					'degraded',
					alive.filter(b => share(b) >= DISK_WARNING_SHARE && share(b) < DISK_CRITICAL_SHARE),
				),
				...(dark.length === 0 ? [] : [notKnown(diskReason(dark[0]!), { kind: 'brokers', broker: dark[0]!.id }, dark.length)]),
				...(alive.some(b => fullestShare(b) === undefined) ? [reading({ kind: 'brokers' })] : []),
			];
		},
	},
	{
		id: 'topicsVisible',
		judge: ({ partitions: { partial } }) => (partial === undefined ? [] : [notKnown(partial, { kind: 'topics' })]),
	},
];

/** Brokers pass the question on, and nobody answered it: there may be no quorum. */
const isSilent = ({ failure }: Controller): boolean => failure !== null && isSilence(failure);

const diskReason = (broker: BrokerSummary): Unknown =>
	broker.logDirs === null ? reasonOf(broker, 'logDirs') : (broker.logDirs?.flatMap(d => d.unknown)[0] ?? reasonOf(broker, 'logDirs'));

/** What consumers are judged by; `gaps` is what stood in the way of seeing all groups. */
export type ConsumerFacts = { readonly groups: readonly GroupLag[]; readonly gaps: readonly Unknown[] };

const ofGroups = (level: Evidence['level'], groups: readonly GroupLag[]): readonly Omit<Evidence, 'rule'>[] =>
	groups.length === 0
		? []
		: [
				{
					level,
					count: groups.length,
					names: groups.map(g => g.group),
					place: groups.length === 1 ? { kind: 'group', group: groups[0]!.group } : { kind: 'groups' },
				},
			];

const havingReason =
	(level: Evidence['level'], reason: NotFineReason) =>
	({ groups }: ConsumerFacts): readonly Omit<Evidence, 'rule'>[] =>
		ofGroups(
			level,
			groups.filter(g => notFineReasons(g).includes(reason)),
		);

const STANDING: ReadonlySet<Verdict> = new Set(['stalled', 'stopped']);

/** The rules about consumer groups; what one look tells, and the verdicts once they speak. */
export const CONSUMER_RULES: readonly HealthRule<ConsumerFacts>[] = [
	{
		id: 'groupsMove',
		judge: ({ groups }) =>
			ofGroups(
				'critical',
				groups.filter(g => STANDING.has(g.verdict)),
			),
	},
	{ id: 'nothingLost', judge: havingReason('degraded', 'lost') },
	{ id: 'groupsKeepUp', judge: havingReason('degraded', 'behind') },
	{
		id: 'groupsConsumed',
		judge: facts => havingReason('degraded', 'noMembers')({ ...facts, groups: facts.groups.filter(g => !STANDING.has(g.verdict)) }),
	},
	{ id: 'partitionsOwned', judge: havingReason('degraded', 'unassigned') },
	{ id: 'groupsSettled', judge: havingReason('degraded', 'rebalancing') },
	{
		id: 'groupsReadable',
		judge: facts => {
			const found = havingReason('unknown', 'unreadable')(facts)[0];
			const failure = facts.groups.find(g => notFineReasons(g).includes('unreadable'));
			const why = failure?.failure ?? failure?.partitions.find(p => p.failure !== null)?.failure;
			return found === undefined ? [] : [{ ...found, unknown: { reason: why?.message ?? '', needs: null } }];
		},
	},
	{ id: 'groupsVisible', judge: ({ gaps }) => (gaps[0] === undefined ? [] : [notKnown(gaps[0], { kind: 'groups' })]) },
	{
		id: 'verdictsSpoken',
		judge: ({ groups }) =>
			ofGroups(
				'learning',
				groups.filter(g => g.verdict === 'learning'),
			),
	},
];
