import { RULES } from '../audit/all-rules.ts';
import { auditTable } from '../columns/audit-columns.ts';
import { auditMarkdown } from '../columns/audit-markdown.ts';
import { rowJson } from '../columns/column.ts';
import { markdownText } from '../columns/markdown-table.ts';
import { type AuditComparison, compareAudits, earlierAudit } from '../model/audit-comparison.ts';
import { AUDIT_SEVERITIES, type AuditResult, type AuditSeverity, summarise } from '../model/audit-result.ts';
import { Failure } from '../model/failure.ts';
import { type Audit, runAudit } from '../operations/audit/run-audit.ts';
import { type JsonObject, jsonText } from '../units/json.ts';
import { nearNames } from '../units/near-names.ts';
import { isoText } from '../units/time.ts';
import { printAnswer } from './answer.ts';
import { printAudit, printResults } from './audit-output.ts';
import { type AuditWish, auditExitCode, auditGaps } from './audit-verdict.ts';
import type { Arguments, Command, CommandContext, ConnectedCluster } from './command.ts';
import { envelope } from './envelope.ts';
import { clusterOptions } from './same-cluster.ts';

export const audit: Command = {
	name: 'audit',
	summary: 'best practices, checked with evidence: what was found, what is fine, and what could not be assessed',
	usage: '',
	positionals: { least: 0, most: 0 },
	options: [
		{
			name: 'fail-on',
			value: 'SEVERITY',
			summary: 'end with 1 when a finding is as bad as this, or worse; 6 when that is not proven',
			choices: AUDIT_SEVERITIES,
		},
		{ name: 'rule', value: 'ID', isMultiple: true, summary: 'only this rule, with everything about it; see docs/rules.md' },
		{ name: 'compare', value: 'FILE', summary: 'say what is new, worse and resolved since a run that --snapshot or --json wrote' },
		{ name: 'snapshot', value: 'FILE', summary: 'also write this run to FILE (0600), as JSON' },
		{ name: 'format', value: 'FORMAT', summary: 'table or markdown', suggestions: ['table', 'markdown'] },
	],
	examples: [
		{ line: 'msk-tui audit', says: 'what is wrong with this cluster, worst first' },
		{ line: 'msk-tui audit --rule DUR-1', says: 'one rule: evidence, source, and the commands that put it right' },
		{ line: 'msk-tui audit --fail-on high --snapshot monday.json', says: 'for a pipeline' },
		{ line: 'msk-tui audit --compare monday.json --format markdown', says: 'what changed since, for a ticket' },
	],
	run: async context => {
		const { arguments: args, output } = context;
		const format = args.value('format') ?? 'table';
		if (format !== 'table' && format !== 'markdown') throw new Failure('usage', `--format takes table or markdown here, not "${format}".`);
		if (context.isJson && args.has('format')) throw new Failure('usage', '--json prints JSON: it goes without --format.');
		const wish: AuditWish = { failOn: args.value('fail-on') as AuditSeverity | undefined, namesRules: args.has('rule') };
		const rules = ruleIds(args);
		const cluster = await context.connect();
		const earlier = await readEarlier(context, cluster);
		const { results, atMs } = await auditCluster(context, cluster, rules);
		const comparison = earlier && compareAudits(earlier, results);
		const gaps = auditGaps(results);
		const json = (): JsonObject => auditJson(results, comparison && { at: earlier!.at, ...comparison });
		const file = args.value('snapshot');
		if (file !== undefined) {
			const document = envelope(atMs, await cluster.info(), json(), gaps);
			await (await context.auditFiles()).writeRun(file, `${jsonText(document, 2)}\n`);
		}
		if (format === 'markdown') {
			const { name } = await cluster.info();
			output.result(`# Audit of ${markdownText(name)}\n\n${isoText(atMs)}\n\n${auditMarkdown(results, comparison)}`);
		}
		return printAnswer(context, cluster, {
			json,
			table: async () => {
				if (format === 'markdown') return;
				if (wish.namesRules) printResults(output, results);
				else await printAudit(output, results, comparison);
			},
			readable: results.length,
			// For a person the table names every reason, those that change the exit code first.
			gaps: context.isJson ? gaps : [],
			code: auditExitCode(results, wish),
		});
	},
};

/** Reads a cluster and judges it, with what was accepted before. */
export const auditCluster = async (context: CommandContext, cluster: ConnectedCluster, rules: readonly string[]): Promise<Audit> => {
	const { arguments: args, signal } = context;
	const { id, name } = await cluster.info();
	const mutes = id === null ? [] : await (await context.auditFiles()).readMutes(id);
	const options = clusterOptions(args, name);
	return runAudit(
		cluster.known,
		{ ...cluster.audit, context: { ...cluster.audit.context, clusterOptions: options }, rules, mutes },
		{ signal },
	);
};

export const auditJson = (results: readonly AuditResult[], comparison?: AuditComparison & { readonly at: string }): JsonObject => ({
	summary: summarise(results),
	...(comparison && { comparison: { ...comparison } }),
	findings: results.map(r => rowJson(auditTable, r)),
});

const ruleIds = (args: Arguments): readonly string[] => {
	const ids = args.values('rule').flatMap(text => text.split(',').map(id => id.trim().toUpperCase()));
	for (const id of ids) requireRule(id);
	return ids;
};

/** A usage Failure for a rule there is none of. */
export const requireRule = (id: string): void => {
	if (RULES.some(r => r.id === id)) return;
	const near = nearNames(
		id,
		RULES.map(r => r.id),
	);
	throw new Failure('usage', `There is no rule ${id}.`, {
		nextSteps: [near.length === 0 ? 'docs/rules.md lists them all' : `did you mean ${near.join(', ')}?`],
	});
};

const readEarlier = async (context: CommandContext, cluster: ConnectedCluster) => {
	const file = context.arguments.value('compare');
	if (file === undefined) return undefined;
	const earlier = earlierAudit(await (await context.auditFiles()).readRun(file));
	if (earlier === undefined) throw new Failure('usage', `${file} is no audit that msk-tui wrote.`);
	const { id } = await cluster.info();
	if (earlier.clusterId !== null && id !== null && earlier.clusterId !== id)
		throw new Failure('usage', `${file} is of another cluster (${earlier.clusterId}), not of this one (${id}).`);
	return earlier;
};
