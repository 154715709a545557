/** Prints an audit for a person: findings as a table, then what could not be assessed and why, each reason once. */
import { auditTable } from '../columns/audit-columns.ts';
import { comparisonLines } from '../columns/audit-markdown.ts';
import { assumedTypeText, evidenceText, missingReasons, muteText, resourceText, summaryText } from '../columns/audit-text.ts';
import type { AuditComparison } from '../model/audit-comparison.ts';
import type { AuditResult } from '../model/audit-result.ts';
import { printable } from '../units/foreign-text.ts';
import type { Output } from './output.ts';
import { printTable } from './table-output.ts';

/** Rules that a line names. */
const NAMED_RULES = 6;

export const printAudit = async (output: Output, results: readonly AuditResult[], comparison?: AuditComparison): Promise<void> => {
	await printTable(
		output,
		auditTable.columns.filter(c => c.id !== 'area'),
		results.filter(r => r.status === 'finding'),
	);
	const reasons = missingReasons(results);
	if (reasons.length > 0) output.result('\nnot assessed\n');
	for (const { ids, reason, needs } of reasons) {
		const more = ids.length - NAMED_RULES;
		const rules = `${ids.slice(0, NAMED_RULES).join(' ')}${more > 0 ? ` and ${more} more` : ''}`;
		output.result(`  ${rules}: ${printable(reason)}${needs === null ? '' : ` (needs ${printable(needs)})`}\n`);
	}
	if (comparison !== undefined) {
		output.result('\nsince the earlier run\n');
		for (const line of comparisonLines(comparison)) output.result(`  ${printable(line)}\n`);
	}
	const assumed = assumedTypeText(results);
	output.result(`\n${summaryText(results)}\n${assumed === undefined ? '' : `${assumed}\n`}`);
};

/** Everything about each result: for rules that are named. */
export const printResults = (output: Output, results: readonly AuditResult[]): void => {
	for (const r of results) {
		const word =
			r.status === 'finding'
				? r.severity
				: r.status === 'notAssessed'
					? 'not assessed'
					: r.status === 'notApplicable'
						? 'not applicable'
						: 'pass';
		const rows: readonly (readonly [string, string])[] = [
			['seen', evidenceText(r)],
			['needs', r.missing?.needs ?? ''],
			['on', r.status === 'finding' ? resourceText(r) : ''],
			['accepted', muteText(r)],
			['threshold', r.threshold],
			['window', `${r.window}; ${r.statistic}`],
			['source', r.source],
			['confidence', r.status === 'finding' ? r.confidence : ''],
			['judged as', `${r.judgedAs}${r.isTypeAssumed ? ' (the type is not known)' : ''}`],
			['fix', r.fix.join('\n             ')],
			['its effect', r.status === 'finding' ? r.effect : ''],
		];
		output.result(`${word}: ${r.id} ${printable(r.title)}\n`);
		for (const [name, text] of rows) if (text !== '') output.result(`  ${name.padEnd(10)} ${text.split('\n').map(printable).join('\n')}\n`);
		output.result('\n');
	}
};
