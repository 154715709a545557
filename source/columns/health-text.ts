/** What the rules of health found, as sentences. Pure; the names in them are foreign text. */
import type { Evidence, HealthLevel, HealthRuleId } from '../model/health.ts';
import { countText } from '../units/plural.ts';
import type { Severity } from './column.ts';

/** One word a level. */
export const HEALTH_WORDS: Readonly<Record<HealthLevel, string>> = {
	critical: 'CRITICAL',
	degraded: 'DEGRADED',
	unknown: 'UNKNOWN',
	learning: 'LEARNING',
	reading: 'READING',
	ok: 'OK',
};

export const HEALTH_SEVERITY: Readonly<Record<HealthLevel, Severity>> = {
	critical: 'critical',
	degraded: 'warning',
	unknown: 'muted',
	learning: 'muted',
	reading: 'muted',
	ok: 'ok',
};

type Words = (evidence: Evidence, names: string) => string;

const many = ({ count }: Evidence, one: string, more: string): string => countText(count, one, more);
const isOne = ({ count }: Evidence): boolean => count === 1;
const brokers = (e: Evidence, names: string): string => `broker${isOne(e) ? '' : 's'} ${names}`;
const groups = (e: Evidence): string => many(e, 'group', 'groups');

/** What a rule says when it does not hold. */
const FOUND: Readonly<Record<HealthRuleId, Words>> = {
	partitionsOnline: e => `${many(e, 'partition is', 'partitions are')} offline: no broker leads ${isOne(e) ? 'it' : 'them'}`,
	aboveMinIsr: e => `${many(e, 'partition is', 'partitions are')} under min ISR: writes with acks=all are refused`,
	controllerLeads: () => 'no controller leads: nothing can be changed or moved',
	logDirsWork: (e, names) => `a log dir of ${brokers(e, names)} has failed`,
	diskNearlyFull: (e, names) => `the disk of ${brokers(e, names)} is nearly full`,
	diskHasRoom: (e, names) => `the disk of ${brokers(e, names)} fills up`,
	brokersAlive: (e, names) => `${brokers(e, names)} ${isOne(e) ? 'is' : 'are'} not alive`,
	brokersReachable: (e, names) => `${brokers(e, names)} ${isOne(e) ? 'does' : 'do'} not answer from here`,
	controllerAnswers: () => 'no controller answers: what brokers tell may be old',
	fullyReplicated: e => `${many(e, 'partition is', 'partitions are')} under-replicated`,
	topicsVisible: () => '',
	groupsMove: (e, names) => `${groups(e)} STALLED or STOPPED: ${names}`,
	nothingLost: (e, names) => `${groups(e)} lost unread records: ${names}`,
	groupsKeepUp: (e, names) => `${groups(e)} too far behind: ${names}`,
	groupsConsumed: (e, names) => `${groups(e)} with lag but no members: ${names}`,
	partitionsOwned: (e, names) => `${groups(e)} with partitions nobody owns: ${names}`,
	groupsSettled: (e, names) => `${groups(e)} rebalancing: ${names}`,
	groupsReadable: () => '',
	groupsVisible: () => '',
	verdictsSpoken: e => `${many(e, 'verdict takes', 'verdicts take')} some more looks`,
};

/** What a rule says when it could not be judged. */
const NOT_KNOWN: Readonly<Partial<Record<HealthRuleId, Words>>> = {
	aboveMinIsr: e => `not known: min.insync.replicas of ${many(e, 'topic', 'topics')}`,
	controllerLeads: () => 'not known: the controller',
	diskHasRoom: e => `not known: the disks of ${many(e, 'broker', 'brokers')}`,
	topicsVisible: () => 'not known: whether these are all topics',
	groupsReadable: (_, names) => `not known: lag of ${names}`,
	groupsVisible: () => 'not known: whether these are all groups',
};

const READING: Readonly<Partial<Record<HealthRuleId, string>>> = {
	aboveMinIsr: 'reading min.insync.replicas…',
	diskHasRoom: 'reading the disks…',
};

/** The sentence of a piece of evidence; `room` is how many names it shows. */
export const evidenceText = (evidence: Evidence, room = 3): string => {
	const { level, rule, names } = evidence;
	const shown = names.slice(0, room).join(', ') + (names.length > room ? ', …' : '');
	if (level === 'reading') return READING[rule] ?? 'reading…';
	return (level === 'unknown' ? (NOT_KNOWN[rule] ?? FOUND[rule]) : FOUND[rule])(evidence, shown);
};
