import { RULES } from '../../audit/all-rules.ts';
import type { AwsSources } from '../../audit/aws-facts.ts';
import type { AuditContext, AuditFacts } from '../../audit/facts.ts';
import { judgeRules } from '../../audit/judge-rules.ts';
import type { Rule } from '../../audit/rule.ts';
import { type AuditMute, type AuditResult, compareResults } from '../../model/audit-result.ts';
import type { GroupLag } from '../../model/lag.ts';
import type { Report } from '../../model/report.ts';
import type { ReadOptions } from '../../ports/cluster-reader.ts';
import type { KnownCluster } from '../../ports/known-cluster.ts';
import { applyMutes } from './apply-mutes.ts';
import { awsNotAsked } from './no-aws.ts';
import { readKafkaFacts } from './read-kafka-facts.ts';

/** What an audit takes besides the cluster. */
export type AuditAsk = {
	readonly context: Omit<AuditContext, 'nowMs' | 'clusterType'>;
	/** Ids of rules; empty for all. */
	readonly rules: readonly string[];
	readonly mutes: readonly AuditMute[];
	/** Reads what AWS tells; absent where there is nobody to ask, with the reason in `noAws`. */
	readonly readAws?: ((options?: ReadOptions) => Promise<AwsSources>) | undefined;
	readonly noAws: string;
	/** Adds what earlier looks told to this one, so that verdicts speak. */
	readonly withHistory?: ((report: Report<GroupLag>, nowMs: number) => Report<GroupLag>) | undefined;
};

export type Audit = { readonly atMs: number; readonly results: readonly AuditResult[]; readonly facts: AuditFacts };

/** Reads a cluster once and judges it by every rule. Rejects only when it is given up. */
export const runAudit = async (known: KnownCluster, ask: AuditAsk, options?: ReadOptions): Promise<Audit> => {
	const nowMs = known.clock.now();
	const [kafka, aws] = await Promise.all([
		readKafkaFacts(known, ask.withHistory, options),
		ask.readAws?.(options) ?? awsNotAsked(ask.noAws),
	]);
	const clusterType = aws.msk.isKnown ? aws.msk.value.type : null;
	const facts: AuditFacts = { context: { ...ask.context, nowMs, clusterType }, sources: { ...kafka, ...aws } };
	return { atMs: nowMs, facts, results: applyMutes(judgeRules(chosen(ask.rules), facts), ask.mutes, nowMs).toSorted(compareResults) };
};

const chosen = (ids: readonly string[]): readonly Rule[] => (ids.length === 0 ? RULES : RULES.filter(r => ids.includes(r.id)));
