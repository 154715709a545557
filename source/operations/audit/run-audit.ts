import { RULES } from '../../audit/all-rules.ts';
import type { AuditContext, AuditFacts } from '../../audit/facts.ts';
import { judgeRules } from '../../audit/judge-rules.ts';
import type { Rule } from '../../audit/rule.ts';
import { type AuditMute, type AuditResult, compareResults } from '../../model/audit-result.ts';
import { asFailure } from '../../model/failure.ts';
import type { GroupLag } from '../../model/lag.ts';
import type { Report } from '../../model/report.ts';
import type { ReadOptions } from '../../ports/cluster-reader.ts';
import type { KnownCluster } from '../../ports/known-cluster.ts';
import { applyMutes } from './apply-mutes.ts';
import { readAwsFacts } from './read-aws-facts.ts';
import { readKafkaFacts, unreadKafka } from './read-kafka-facts.ts';

/** What an audit takes besides the cluster. */
export type AuditAsk = {
	readonly context: Omit<AuditContext, 'nowMs' | 'clusterType'>;
	/** Ids of rules; empty for all. */
	readonly rules: readonly string[];
	readonly mutes: readonly AuditMute[];
	/** Why AWS is not asked, where the cluster has nothing of it. */
	readonly noAws: string;
	/** Adds what earlier looks told to this one, so that verdicts speak. */
	readonly withHistory?: ((report: Report<GroupLag>, nowMs: number) => Report<GroupLag>) | undefined;
};

export type Audit = { readonly atMs: number; readonly results: readonly AuditResult[]; readonly facts: AuditFacts };

/** Reads a cluster once and judges it by every rule. Rejects when neither Kafka nor AWS can be asked. */
export const runAudit = async (known: KnownCluster, ask: AuditAsk, options?: ReadOptions): Promise<Audit> => {
	const nowMs = known.clock.now();
	const [kafka, aws, place] = await Promise.all([
		readKafkaFacts(known, ask.withHistory, options).catch((error: unknown) => {
			options?.signal?.throwIfAborted();
			// While no broker answers, what AWS knows is worth the more.
			if (known.cloud === undefined) throw error;
			return unreadKafka(asFailure(error));
		}),
		readAwsFacts(known, ask.noAws, options),
		known.cloud?.place(options).catch(() => undefined),
	]);
	const named = place && { arn: place.arn, region: place.region, isMsk: true };
	const clusterType = aws.msk.isKnown ? aws.msk.value.type : null;
	const facts: AuditFacts = { context: { ...ask.context, ...named, nowMs, clusterType }, sources: { ...kafka, ...aws } };
	return { atMs: nowMs, facts, results: applyMutes(judgeRules(chosen(ask.rules), facts), ask.mutes, nowMs).toSorted(compareResults) };
};

const chosen = (ids: readonly string[]): readonly Rule[] => (ids.length === 0 ? RULES : RULES.filter(r => ids.includes(r.id)));
