/** The page docs/rules.md: every rule of the audit, from the one table of them. */
import { RULES } from '../source/audit/all-rules.ts';
import { LIMITS_READ } from '../source/audit/limits.ts';
import { sourceText } from '../source/audit/sources.ts';
import type { AuditArea } from '../source/model/audit-result.ts';

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

const TYPES = { standard: 'Standard', express: 'Express', serverless: 'Serverless' } as const;

export const rulesPage = (): string => {
	const areas = [...new Set(RULES.map(r => r.area))] satisfies AuditArea[];
	return `${[
		'# Rules of the audit',
		'Made from the table of rules by `npm run docs`; do not edit.',
		`\`msk-tui audit\` applies ${RULES.length} rules. Each ends in one of four ways: **pass**, **finding**, **not assessed** (with the reason, and the right it takes), **not applicable**. ` +
			'What could not be read, a list that may be shortened and an empty one never pass. Where the type of the cluster is not known it is judged as Standard, and each result says so. ' +
			`Limits were read ${LIMITS_READ}; “own proposal” marks what no page of AWS or Kafka says.`,
		...areas.flatMap(area => [
			`## ${area[0]!.toUpperCase()}${area.slice(1)}`,
			[
				'| rule | best practice | objects to | worst | applies to | reads | source | what the fix does, costs and risks |',
				'|---|---|---|---|---|---|---|---|',
				...RULES.filter(r => r.area === area).map(
					r =>
						`| ${r.id} | ${cell(r.title)} | ${cell(r.threshold)} | ${r.severity} | ${r.appliesTo.map(t => TYPES[t]).join(', ')} | ${[...r.reads, ...(r.mayRead ?? []).map(name => `(${name})`)].join(', ')} | ${cell(sourceText(r.source))} | ${cell(r.effect)} |`,
				),
			].join('\n'),
		]),
	].join('\n\n')}\n`;
};
