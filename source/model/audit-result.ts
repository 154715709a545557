import type { Unknown } from './unknown.ts';

/** Worst first. */
export const AUDIT_SEVERITIES = ['critical', 'high', 'medium', 'low', 'info'] as const;
export type AuditSeverity = (typeof AUDIT_SEVERITIES)[number];

export type AuditStatus = 'pass' | 'finding' | 'notAssessed' | 'notApplicable';

/** How sure a finding is: read as it is, worked out from something else, or a guideline's figure. */
export type Confidence = 'high' | 'medium' | 'low';

/** Kinds of MSK clusters. */
export type ClusterType = 'standard' | 'express' | 'serverless';

/** The chapters of the guide. */
export type AuditArea =
	| 'state'
	| 'availability'
	| 'durability'
	| 'capacity'
	| 'storage'
	| 'security'
	| 'observability'
	| 'lifecycle'
	| 'consumers'
	| 'partitions';

export type ResourceType = 'cluster' | 'broker' | 'topic' | 'group' | 'transaction' | 'acl' | 'alarm' | 'secret';

/** One thing a rule looked at. */
export type AuditResource = { readonly type: ResourceType; readonly name: string };

/** One thing a rule objects to, and what it saw there: `replication factor 1`. */
export type AuditedResource = AuditResource & { readonly value: string };

/** An accepted finding: it stays in every list, and counts apart until its time is over. */
export type AuditMute = {
	readonly rule: string;
	/** Absent: wherever the rule finds something. */
	readonly resource?: AuditResource;
	readonly reason: string;
	readonly untilMs: number;
};

/** What one rule says of some resources of one cluster. */
export type AuditResult = {
	readonly id: string;
	readonly area: AuditArea;
	readonly title: string;
	/** Of a finding how bad it is; else how bad it may be. */
	readonly severity: AuditSeverity;
	readonly status: AuditStatus;
	/** What the finding is about, worst first; what could not be assessed. Empty where the rule passes. */
	readonly resources: readonly AuditedResource[];
	/** How many things the rule looked at. */
	readonly judged: number;
	readonly window: string;
	readonly statistic: string;
	readonly threshold: string;
	/** Who says so. */
	readonly source: string;
	readonly confidence: Confidence;
	/** Commands for this very cluster. */
	readonly fix: readonly string[];
	/** What the fix does, costs and risks. */
	readonly effect: string;
	/** Why it was not assessed or does not apply. */
	readonly missing: Unknown | null;
	/** Not assessed since something that was asked for could not be read: the run is incomplete. */
	readonly isUnread: boolean;
	readonly judgedAs: ClusterType;
	/** The type is not known: it is judged as Standard. */
	readonly isTypeAssumed: boolean;
	readonly mute: AuditMute | null;
};

export type AuditSummary = { readonly [S in AuditSeverity]: number } & {
	readonly pass: number;
	readonly notAssessed: number;
	readonly notApplicable: number;
	/** Findings that somebody accepted for a time; they are in no other count. */
	readonly muted: number;
};

/** Counts every result once. */
export const summarise = (results: readonly AuditResult[]): AuditSummary => {
	const counts = { critical: 0, high: 0, medium: 0, low: 0, info: 0, pass: 0, notAssessed: 0, notApplicable: 0, muted: 0 };
	for (const { status, severity, mute } of results) counts[status !== 'finding' ? status : mute === null ? severity : 'muted'] += 1;
	return counts;
};

/** True for a finding that nobody accepted. */
export const isOpenFinding = ({ status, mute }: AuditResult): boolean => status === 'finding' && mute === null;

/** True when `severity` is as bad as `limit`, or worse. */
export const isAtLeast = (severity: AuditSeverity, limit: AuditSeverity): boolean =>
	AUDIT_SEVERITIES.indexOf(severity) <= AUDIT_SEVERITIES.indexOf(limit);

const STATUS_ORDER: readonly AuditStatus[] = ['finding', 'notAssessed', 'pass', 'notApplicable'];

/** Findings first, worst first, accepted ones last of them; then what is not known. */
export const compareResults = (a: AuditResult, b: AuditResult): number => {
	const rank = (r: AuditResult) => STATUS_ORDER.indexOf(r.status) * 100 + (r.mute === null ? 0 : 50) + AUDIT_SEVERITIES.indexOf(r.severity);
	return rank(a) - rank(b) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
};

/** The whole in one word; it is never better than the worst finding, and never fine while something is not known. */
export const overallLevel = (results: readonly AuditResult[]): AuditSeverity | 'incomplete' | 'fine' | 'nothing' => {
	const worst = AUDIT_SEVERITIES.find(s => results.some(r => isOpenFinding(r) && r.severity === s));
	if (worst !== undefined) return worst;
	if (results.some(r => r.status === 'notAssessed')) return 'incomplete';
	return results.some(r => r.status === 'pass') ? 'fine' : 'nothing';
};

export const sameResource = (a: AuditResource, b: AuditResource): boolean => a.type === b.type && a.name === b.name;
