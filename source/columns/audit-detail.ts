/** All that an audit says of one result, as lines a person reads. Pure. */
import type { AuditResult } from '../model/audit-result.ts';
import { groupedText } from '../units/count.ts';
import { auditSeverity } from './audit-columns.ts';
import { evidenceText, muteText } from './audit-text.ts';
import type { DetailLine, DetailSection } from './change-detail.ts';

/** Most resources that are listed one by one; the command line lists them all. */
const LISTED = 200;

const STATUS = { finding: '', pass: 'pass', notAssessed: 'not assessed', notApplicable: 'not applicable' } as const;

export const auditDetail = (r: AuditResult): readonly DetailSection[] =>
	[
		{ title: `${r.id} ${r.title}`, lines: headLines(r) },
		{ title: 'fix', lines: r.fix.map((text): DetailLine => ({ label: '', text })) },
		{ title: r.status === 'notAssessed' ? 'not assessed' : 'where', lines: r.resources[0]?.type === 'cluster' ? [] : resourceLines(r) },
	].filter((section, i) => i === 0 || section.lines.length > 0);

const headLines = (r: AuditResult): readonly DetailLine[] => {
	const severity = auditSeverity(r);
	const lines: readonly (DetailLine | undefined)[] = [
		{ label: 'is', text: r.status === 'finding' ? r.severity : STATUS[r.status], ...(severity && { severity }) },
		{ label: 'seen', text: evidenceText(r) },
		r.missing?.needs == null ? undefined : { label: 'needs', text: r.missing.needs },
		r.mute === null ? undefined : { label: 'accepted', text: muteText(r) },
		{ label: 'objects to', text: r.threshold },
		{ label: 'window', text: `${r.window}; ${r.statistic}` },
		{ label: 'source', text: r.source },
		r.status === 'finding' ? { label: 'confidence', text: r.confidence } : undefined,
		{ label: 'judged as', text: r.isTypeAssumed ? `${r.judgedAs}: the type of the cluster is not known` : r.judgedAs },
		r.status === 'finding' ? { label: 'the fix', text: r.effect } : undefined,
	];
	return lines.filter(line => line !== undefined);
};

const resourceLines = ({ resources }: AuditResult): readonly DetailLine[] => {
	const more = resources.length - LISTED;
	return [
		...resources.slice(0, LISTED).map(({ type, name, value }): DetailLine => ({ label: '', text: `${type} ${name}: ${value}` })),
		...(more > 0 ? [{ label: '', text: `and ${groupedText(more)} more; msk-tui audit --json lists them all` }] : []),
	];
};
