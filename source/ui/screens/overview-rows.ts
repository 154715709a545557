/** What the Overview's tables show: health with its evidence, brokers, the groups furthest behind, what happened. Pure. */
import { evidenceText, HEALTH_SEVERITY, HEALTH_WORDS } from '../../columns/health-text.ts';
import type { BrokerSummary } from '../../model/broker-summary.ts';
import type { ClusterEvent } from '../../model/cluster-event.ts';
import {
	CLUSTER_RULES,
	CONSUMER_RULES,
	type Evidence,
	type EvidencePlace,
	fullestShare,
	type Health,
	type HealthLevel,
	judgeHealth,
} from '../../model/health.ts';
import { compareWorstFirst, type GroupLag, notFineReasons } from '../../model/lag.ts';
import type { Report } from '../../model/report.ts';
import { TOPIC_FLAG_WORDS } from '../../model/topic-summary.ts';
import type { Unknown } from '../../model/unknown.ts';
import type { OverviewAnswer } from '../../operations/read-overview.ts';
import type { Snapshot } from '../../state/poller.ts';
import { groupedText } from '../../units/count.ts';
import { countText } from '../../units/plural.ts';
import { clockText } from '../../units/time.ts';
import type { Place } from '../shell/places.ts';
import type { StyleName, Theme } from '../theme.ts';

/** A line of the first table. */
export type HealthRow = {
	readonly id: string;
	/** `Kafka`, `Consumers`; empty where the line is evidence. */
	readonly who: string;
	readonly level: HealthLevel;
	readonly text: (room: number) => string;
	readonly place: Place;
	readonly unknown: Unknown | undefined;
};

/** Names that lines carry on a terminal of 80 columns. */
export const NARROW_ROOM = 3;
/** Lines of evidence a side shows where there are few lines, and where there are many; the rest is counted. */
export const EVIDENCE = { few: 2, many: 4 } as const;

/** Kafka and its consumers, judged apart: "is it us or Kafka?". Undefined while nothing is known. */
export const healthRows = (
	looks: { readonly overview: Look<OverviewAnswer>; readonly groups: Look<Report<GroupLag>> },
	mostEvidence: number = EVIDENCE.many,
): readonly HealthRow[] => {
	const [overview, groups] = [looks.overview.value, looks.groups.value];
	const kafka: Health = overview === undefined ? { level: 'reading', evidence: [] } : judgeHealth(CLUSTER_RULES, overview);
	const consumers: Health =
		groups === undefined
			? { level: 'reading', evidence: [] }
			: judgeHealth(CONSUMER_RULES, { groups: groups.rows, gaps: groups.gaps.filter(g => g.path === 'groups') });
	return [
		...sideRows(
			'Kafka',
			asKnown(kafka, looks.overview),
			isWide => (overview === undefined ? 'reading…' : clusterText(overview, isWide)),
			{ kind: 'topics' },
			mostEvidence,
		),
		...sideRows(
			'Consumers',
			asKnown(consumers, looks.groups),
			() => (groups === undefined ? 'reading…' : consumersText(groups.rows)),
			{ kind: 'groups' },
			mostEvidence,
		),
	];
};

/** What was read, when, and what the look after it failed with. */
export type Look<T> = Pick<Snapshot<T>, 'value' | 'atMs' | 'failure'>;

/** A verdict of an earlier look is none of now: what was wrong then stays in sight, what was fine is not known any more. */
const asKnown = (health: Health, { value, atMs, failure }: Look<unknown>): Judged => {
	if (failure === undefined || value === undefined) return health;
	return {
		...health,
		level: 'unknown',
		was: `last known${atMs === undefined ? '' : ` at ${clockText(atMs)}`}: ${HEALTH_WORDS[health.level]}`,
	};
};

type Judged = Health & { readonly was?: string };

const sideRows = (
	who: string,
	{ level, evidence, was }: Judged,
	text: (isWide: boolean) => string,
	place: Place,
	most: number,
): readonly HealthRow[] => {
	// Of what still loads or learns the word above says enough.
	const told = evidence.filter(e => e.level !== 'reading' && e.level !== 'learning');
	const shown = told.slice(0, told.length > most ? most - 1 : most);
	const more = told.length - shown.length;
	return [
		{ id: who, who, level, text: room => (was === undefined ? '' : `${was} · `) + text(room > NARROW_ROOM), place, unknown: undefined },
		...shown.map(e => ({
			id: `${who} ${e.rule} ${e.level}`,
			who: '',
			level: e.level,
			text: (room: number) => evidenceText(e, room),
			place: placeOf(e.place),
			unknown: e.unknown,
		})),
		...(more === 0
			? []
			: [{ id: `${who} more`, who: '', level: told[shown.length]!.level, text: () => `and ${more} more`, place, unknown: undefined }]),
	];
};

/** `0 offline · 26 under-replicated · ? under min ISR`, with all there are where there is room for it. */
const clusterText = ({ partitions: p }: OverviewAnswer, isWide: boolean): string => {
	const least = p.partial === undefined ? '' : '≥';
	const minIsr =
		p.underMinIsr === undefined ? '…' : p.underMinIsr === null ? '?' : `${p.minIsrUnknown ? '≥' : least}${groupedText(p.underMinIsr)}`;
	const counts = `${least}${groupedText(p.offline)} offline · ${least}${groupedText(p.underReplicated)} under-replicated · ${minIsr} under min ISR`;
	const all = `${least}${countText(p.partitions, 'partition', 'partitions')} of ${least}${countText(p.topics, 'topic', 'topics')}`;
	return isWide ? `${all}: ${counts}` : counts;
};

const consumersText = (groups: readonly GroupLag[]): string => {
	const wrong = groups.filter(isWorthALook).length;
	const learning = groups.find(g => g.learning !== null)?.learning;
	const learns = learning === null || learning === undefined ? '' : ` · verdicts: look ${learning.samples} of ${learning.needed}`;
	if (groups.length === 0) return 'no group is visible';
	return `${countText(groups.length, 'group', 'groups')}: ${wrong === 0 ? 'none' : wrong} worth a look${learns}`;
};

const placeOf = (place: EvidencePlace): Place => {
	switch (place.kind) {
		case 'topics':
			return place.flag === undefined ? { kind: 'topics' } : { kind: 'topics', filter: TOPIC_FLAG_WORDS[place.flag] };
		case 'brokers':
			return place.broker === undefined ? { kind: 'brokers' } : { kind: 'broker', id: place.broker };
		case 'groups':
			return { kind: 'groups' };
		case 'group':
			return { kind: 'group', name: place.group };
	}
};

/** `● CRITICAL`: a sign and a word, never colour alone. */
export const levelText = (level: HealthLevel, { signs }: Theme): string => {
	const sign = level === 'critical' ? signs.critical : level === 'degraded' ? signs.warning : level === 'ok' ? signs.ok : signs.unknown;
	return `${sign} ${HEALTH_WORDS[level]}`;
};

export const levelStyle = (level: HealthLevel): StyleName => HEALTH_SEVERITY[level];

/** The sign in front of a piece of evidence. */
export const evidenceSign = (level: Evidence['level'] | 'ok', { signs }: Theme): string =>
	level === 'critical' ? signs.critical : level === 'degraded' ? signs.warning : signs.unknown;

/** Behind by less is where a consumer stands in its batch. */
const LEAST_BEHIND_MS = 10_000;

const isWorthALook = (group: GroupLag): boolean =>
	notFineReasons(group).length > 0 || ['stalled', 'stopped', 'slow', 'rewind'].includes(group.verdict);

/** The groups furthest behind, and how many others there are. */
export const topGroups = (groups: readonly GroupLag[], most: number): { readonly rows: readonly GroupLag[]; readonly others: number } => {
	const told = groups.filter(g => isWorthALook(g) || g.behindMs === null || (g.behindMs ?? 0) >= LEAST_BEHIND_MS);
	const rows = told.sort(compareWorstFirst).slice(0, most);
	return { rows, others: groups.length - rows.length };
};

/** Brokers in the order of their ids; where there is no room for all, those in trouble come first. */
export const shownBrokers = (
	brokers: readonly BrokerSummary[],
	most: number,
): { readonly rows: readonly BrokerSummary[]; readonly others: number } => {
	if (brokers.length <= most) return { rows: brokers, others: 0 };
	const trouble = (b: BrokerSummary): number => (b.isAlive ? ((b.underReplicated ?? 0) > 0 ? 1 : 0) : 2);
	const rows = brokers
		.toSorted((a, b) => trouble(b) - trouble(a) || (fullestShare(b) ?? 0) - (fullestShare(a) ?? 0) || a.id - b.id)
		.slice(0, most);
	return { rows: rows.sort((a, b) => a.id - b.id), others: brokers.length - most };
};

const URGENCY: Readonly<Record<ClusterEvent['severity'], number>> = { critical: 3, warning: 2, info: 1, ok: 0 };

/** Events from the newest look on; of one look the gravest first, since what follows from it was seen at the same moment. */
export const newestFirst = (events: readonly ClusterEvent[]): readonly ClusterEvent[] =>
	events.toSorted((a, b) => b.seenMs - a.seenMs || URGENCY[b.severity] - URGENCY[a.severity] || b.id - a.id);
