import type { AuditComparison } from '../model/audit-comparison.ts';
import type { AuditResult } from '../model/audit-result.ts';
import { printable } from '../units/foreign-text.ts';
import { assumedTypeText, evidenceText, missingReasons, muteText, resourceText, summaryText } from './audit-text.ts';
import { markdownText } from './markdown-table.ts';

const listed = (name: string, text: string): string => `- ${name}: ${text}`;

/** One finding as a section. */
export const findingMarkdown = (r: AuditResult): string =>
	[
		`### ${r.severity}: ${r.id} ${markdownText(r.title)}`,
		'',
		listed('seen', markdownText(evidenceText(r))),
		...(r.mute === null ? [] : [listed('accepted', markdownText(muteText(r)))]),
		listed('on', markdownText(resourceText(r))),
		listed('threshold', markdownText(r.threshold)),
		listed('window', `${r.window}; ${markdownText(r.statistic)}`),
		listed('source', r.source),
		listed('confidence', r.confidence),
		listed('cost and risk of the fix', markdownText(r.effect)),
		...(r.fix.length === 0 ? [] : ['', '```sh', ...r.fix.map(line => printable(line).replaceAll('```', '')), '```']),
	].join('\n');

/** What an audit found and what it could not, as sections of a Markdown document. */
export const auditMarkdown = (results: readonly AuditResult[], comparison?: AuditComparison): string => {
	const findings = results.filter(r => r.status === 'finding');
	const missing = missingReasons(results);
	const assumed = assumedTypeText(results);
	return [
		`**${summaryText(results)}**`,
		...(assumed === undefined ? [] : ['', markdownText(assumed)]),
		...(comparison === undefined
			? []
			: ['', '## Since the earlier run', '', ...comparisonLines(comparison).map(line => `- ${markdownText(line)}`)]),
		'',
		'## Findings',
		'',
		...(findings.length === 0 ? ['none'] : [findings.map(findingMarkdown).join('\n\n')]),
		'',
		'## Not assessed',
		'',
		...(missing.length === 0
			? ['nothing']
			: missing.map(m => `- ${m.ids.join(', ')}: ${markdownText(m.reason)}${m.needs === null ? '' : ` (needs ${markdownText(m.needs)})`}`)),
		'',
	].join('\n');
};

/** `new: DUR-1 topic orders` and so on; what is the same is counted. */
export const comparisonLines = (comparison: AuditComparison): readonly string[] => [
	...(['new', 'worse', 'resolved', 'unclear'] as const).flatMap(kind =>
		comparison[kind].map(
			f => `${kind === 'unclear' ? 'not assessed any more' : kind}: ${f.id} ${f.resource.type} ${f.resource.name} (${f.severity})`,
		),
	),
	`the same: ${comparison.same}`,
];
