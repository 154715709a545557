import { type AuditedResource, type AuditResult, type AuditSummary, type ResourceType, summarise } from '../model/audit-result.ts';
import { groupedText } from '../units/count.ts';
import { isoText } from '../units/time.ts';

const PLURALS: Readonly<Record<ResourceType, string>> = {
	cluster: 'clusters',
	broker: 'brokers',
	topic: 'topics',
	group: 'groups',
	transaction: 'transactions',
	acl: 'ACLs',
	alarm: 'alarms',
	secret: 'secrets',
};

/** Most resources a line names. */
const NAMED = 3;

const names = (resources: readonly AuditedResource[], text: (at: AuditedResource) => string): string => {
	const more = resources.length - NAMED;
	return `${resources.slice(0, NAMED).map(text).join(', ')}${more > 0 ? ` and ${groupedText(more)} more` : ''}`;
};

/** A number alone says nothing: `broker 2`. */
const placeText = ({ type, name }: AuditedResource): string => (type === 'broker' ? `broker ${name}` : name);

/** `topic orders`, `topics orders, payments and 3 more`; `cluster` where it is about the whole. */
export const resourceText = ({ resources }: Pick<AuditResult, 'resources'>): string => {
	const [first] = resources;
	if (first === undefined || first.type === 'cluster') return 'cluster';
	return `${resources.length === 1 ? first.type : PLURALS[first.type]} ${names(resources, at => at.name)}`;
};

/** What was seen, as one line: `replication factor 1: orders, payments (2 of 42 topics)`. */
export const evidenceText = (result: AuditResult): string => {
	const { status, resources, judged, missing } = result;
	const [first] = resources;
	if (status === 'pass') return judged <= 1 ? 'fine' : `all ${groupedText(judged)} are fine`;
	if (status !== 'finding' || first === undefined) return missing?.reason ?? '';
	if (first.type === 'cluster') return first.value;
	const isSame = resources.every(at => at.value === first.value);
	const share = `${groupedText(resources.length)} of ${groupedText(judged)} ${judged === 1 ? first.type : PLURALS[first.type]}`;
	if (resources.length === 1) return `${resourceText(result)}: ${first.value}`;
	return `${isSame ? `${first.value}: ${names(resources, placeText)}` : names(resources, at => `${placeText(at)} ${at.value}`)} (${share})`;
};

/** `accepted until 2026-12-01: planned for the spring`. */
export const muteText = ({ mute }: AuditResult): string =>
	mute === null ? '' : `accepted until ${isoText(mute.untilMs).slice(0, 10)}: ${mute.reason}`;

/** `1 critical, 2 high, 3 medium; 40 pass, 51 not assessed, 12 not applicable`; every result is in it once. */
export const summaryText = (results: readonly AuditResult[]): string => {
	const counts = summarise(results);
	const found = (['critical', 'high', 'medium', 'low', 'info'] as const).filter(s => counts[s] > 0).map(s => `${counts[s]} ${s}`);
	const rest = `${counts.pass} pass, ${counts.notAssessed} not assessed, ${counts.notApplicable} not applicable`;
	return `${found.length === 0 ? 'no findings' : found.join(', ')}; ${rest}${counts.muted > 0 ? `, ${counts.muted} accepted for a time` : ''}`;
};

export const summaryJson = (results: readonly AuditResult[]): AuditSummary => summarise(results);

/** `judged as MSK Standard: …`, where the type is not known. */
export const assumedTypeText = (results: readonly AuditResult[]): string | undefined =>
	results.some(r => r.isTypeAssumed)
		? 'judged as MSK Standard: the type of the cluster is not known (needs kafka:DescribeClusterV2)'
		: undefined;

/** What was not assessed, by its reason: how many results, the rules, and what they need. */
export const missingReasons = (
	results: readonly AuditResult[],
): readonly { readonly reason: string; readonly needs: string | null; readonly ids: readonly string[]; readonly isUnread: boolean }[] => {
	const byReason = new Map<string, { reason: string; needs: string | null; ids: string[]; isUnread: boolean }>();
	for (const { id, status, missing, isUnread } of results) {
		if (status !== 'notAssessed' || missing === null) continue;
		const key = `${missing.needs} ${missing.reason}`;
		const found = byReason.get(key) ?? { ...missing, ids: [], isUnread };
		byReason.set(key, found);
		if (!found.ids.includes(id)) found.ids.push(id);
	}
	return [...byReason.values()].sort((a, b) => Number(b.isUnread) - Number(a.isUnread) || b.ids.length - a.ids.length);
};
