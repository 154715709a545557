import { RULES } from '../../audit/all-rules.ts';
import type { AwsSources } from '../../audit/aws-facts.ts';
import type { AuditContext, AuditFacts } from '../../audit/facts.ts';
import { judgeRules } from '../../audit/judge-rules.ts';
import type { Rule } from '../../audit/rule.ts';
import { type AuditMute, type AuditResult, type ClusterType, compareResults } from '../../model/audit-result.ts';
import { asFailure } from '../../model/failure.ts';
import type { GroupLag } from '../../model/lag.ts';
import type { Report } from '../../model/report.ts';
import type { ReadOptions } from '../../ports/cluster-reader.ts';
import type { KnownCluster } from '../../ports/known-cluster.ts';
import { applyMutes } from './apply-mutes.ts';
import { awsNotAsked } from './no-aws.ts';
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

/**
 * Reads a cluster once and judges it by every rule. Rejects when neither Kafka nor AWS can be asked. `onKafka` gets what Kafka alone gives,
 * while AWS, which answers for each metric, is still being asked; the type of the cluster is known by then, or will not be.
 */
export const runAudit = async (
	known: KnownCluster,
	ask: AuditAsk,
	options?: ReadOptions,
	onKafka?: (audit: Audit) => void,
): Promise<Audit> => {
	const nowMs = known.clock.now();
	const awsAsked = readAwsFacts(known, ask.noAws, options);
	// It is awaited below; what fails before must not leave it behind as a rejection that nobody handles.
	awsAsked.catch(() => {});
	const placeAsked = known.cloud?.place(options).catch(() => undefined);
	const kafka = await readKafkaFacts(known, ask.withHistory, options).catch((error: unknown) => {
		options?.signal?.throwIfAborted();
		// While no broker answers, what AWS knows is worth the more.
		if (known.cloud === undefined) throw error;
		return unreadKafka(asFailure(error));
	});
	const place = await placeAsked;
	const named = place && { arn: place.arn, region: place.region, isMsk: true };
	const judged = (aws: AwsSources, clusterType: ClusterType | null): Audit => {
		const facts: AuditFacts = { context: { ...ask.context, ...named, nowMs, clusterType }, sources: { ...kafka, ...aws } };
		return { atMs: nowMs, facts, results: applyMutes(judgeRules(chosen(ask.rules), facts), ask.mutes, nowMs).toSorted(compareResults) };
	};
	if (onKafka !== undefined && known.cloud !== undefined) {
		const described = await known.cloud.describe(options).catch(() => undefined);
		onKafka(judged(awsNotAsked('AWS is still being asked'), described?.kind ?? null));
	}
	const aws = await awsAsked;
	return judged(aws, aws.msk.isKnown ? aws.msk.value.type : null);
};

const chosen = (ids: readonly string[]): readonly Rule[] => (ids.length === 0 ? RULES : RULES.filter(r => ids.includes(r.id)));
