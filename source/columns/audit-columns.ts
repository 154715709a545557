import { type AuditResult, compareResults } from '../model/audit-result.ts';
import { isoText } from '../units/time.ts';
import { evidenceText, muteText, resourceText } from './audit-text.ts';
import { byValue, textCell } from './cells.ts';
import type { Cell, NounTable, Severity } from './column.ts';

const SEVERITY: Readonly<Record<AuditResult['severity'], Severity | undefined>> = {
	critical: 'critical',
	high: 'critical',
	medium: 'warning',
	low: undefined,
	info: 'muted',
};

const STATUS_WORDS = { pass: 'pass', finding: '', notAssessed: '?', notApplicable: '–' } as const;

/** How much a result should stand out. */
export const auditSeverity = ({ status, severity, mute }: AuditResult): Severity | undefined =>
	status === 'pass' ? 'ok' : status !== 'finding' || mute !== null ? 'muted' : SEVERITY[severity];

const severityCell = ({ status, severity, mute }: AuditResult): Cell => {
	if (status === 'notAssessed') return { text: '?', severity: 'muted' };
	if (status !== 'finding') return textCell(STATUS_WORDS[status], status === 'pass' ? 'ok' : 'muted');
	if (mute !== null) return textCell(`(${severity})`, 'muted');
	return textCell(severity, SEVERITY[severity]);
};

/** What an audit found, and what it could not. */
export const auditTable: NounTable<AuditResult> = {
	noun: 'findings',
	unknownOf: ({ status, missing }) => (status === 'notAssessed' && missing !== null ? [{ field: 'evidence', ...textOf(missing) }] : []),
	columns: [
		{
			id: 'severity',
			title: 'SEVERITY',
			align: 'left',
			priority: 0,
			cell: severityCell,
			compare: compareResults,
			json: r => r.severity,
		},
		{ id: 'id', title: 'RULE', align: 'left', priority: 0, cell: r => textCell(r.id), compare: byValue(r => r.id), json: r => r.id },
		{
			id: 'area',
			title: 'AREA',
			align: 'left',
			priority: 3,
			cell: r => textCell(r.area),
			compare: byValue(r => r.area),
			json: r => r.area,
		},
		{
			id: 'title',
			title: 'BEST PRACTICE',
			align: 'left',
			priority: 2,
			cell: r => textCell(r.title),
			compare: byValue(r => r.title),
			json: r => r.title,
		},
		{
			id: 'evidence',
			title: 'SEEN',
			align: 'left',
			priority: 0,
			cell: r => textCell(r.mute === null ? evidenceText(r) : `${evidenceText(r)} (${muteText(r)})`),
			compare: byValue(evidenceText),
			json: r => (r.status === 'notAssessed' ? null : evidenceText(r)),
		},
	],
	jsonOnly: {
		status: r => r.status,
		resource: resourceText,
		resources: r => r.resources.map(({ type, name, value }) => ({ type, name, value })),
		judged: r => r.judged,
		window: r => r.window,
		statistic: r => r.statistic,
		threshold: r => r.threshold,
		source: r => r.source,
		fix: r => r.fix.join('\n'),
		effect: r => r.effect,
		confidence: r => r.confidence,
		reason: r => r.missing?.reason ?? '',
		clusterType: r => r.judgedAs,
		isClusterTypeAssumed: r => r.isTypeAssumed,
		muted: r =>
			r.mute === null
				? undefined
				: {
						reason: r.mute.reason,
						until: isoText(r.mute.untilMs),
						resource: r.mute.resource === undefined ? 'all' : { ...r.mute.resource },
					},
	},
};

const textOf = ({ reason, needs }: NonNullable<AuditResult['missing']>) => ({ reason, needs });
