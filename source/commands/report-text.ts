/** An incident snapshot as Markdown: what stands now, who lags, what happened, what was changed, and what the audit says. Pure. */
import type { AuditFacts } from '../audit/facts.ts';
import { auditMarkdown } from '../columns/audit-markdown.ts';
import { brokerTable, METRIC_COLUMNS } from '../columns/broker-columns.ts';
import { changeText } from '../columns/change-text.ts';
import { eventText } from '../columns/event-text.ts';
import { groupLagTable } from '../columns/group-columns.ts';
import { evidenceText, HEALTH_WORDS } from '../columns/health-text.ts';
import { markdownTable, markdownText } from '../columns/markdown-table.ts';
import type { ClusterEvent } from '../model/cluster-event.ts';
import { CLUSTER_RULES, CONSUMER_RULES, type Health, judgeHealth } from '../model/health.ts';
import type { JournalledChange } from '../model/journalled-change.ts';
import { compareWorstFirst, notFineReasons } from '../model/lag.ts';
import { partitionHealth } from '../model/partition-health.ts';
import { replicationFactor } from '../model/topic.ts';
import type { Audit } from '../operations/audit/run-audit.ts';
import { isoText } from '../units/time.ts';
import { usualColumns } from './table-output.ts';

export type ReportParts = {
	readonly name: string;
	readonly bootstrap: readonly string[];
	readonly audit: Audit;
	/** What happened while somebody watched, for how long; none where nobody did. */
	readonly events: readonly ClusterEvent[];
	readonly watchedMs: number;
	/** Changes that were made to this cluster from here. */
	readonly changes: readonly JournalledChange[];
};

type Fact = AuditFacts['sources'][keyof AuditFacts['sources']];

/** Why a part of the report cannot be there. */
const missing = (fact: Fact): string =>
	fact.isKnown
		? ''
		: `not known: ${markdownText(fact.missing.reason)}${fact.missing.needs === null ? '' : ` (needs ${markdownText(fact.missing.needs)})`}`;

export const reportMarkdown = (parts: ReportParts): string => {
	const { name, bootstrap, audit } = parts;
	const { sources } = audit.facts;
	return [
		`# Report of ${markdownText(name)}`,
		`${isoText(audit.atMs)}, by msk-tui from \`${bootstrap.join(',')}\``,
		'## Cluster',
		clusterText(audit.facts),
		'## Brokers',
		sources.brokers.isKnown
			? markdownTable(usualColumns(brokerTable.columns, METRIC_COLUMNS), sources.brokers.value, 'no broker was told')
			: missing(sources.brokers),
		'## Consumer groups that are not fine',
		groupsText(audit.facts),
		'## What happened',
		eventsText(parts),
		'## What was changed from here',
		changesText(parts.changes),
		'# Audit',
		auditMarkdown(audit.results),
	].join('\n\n');
};

const clusterText = ({ sources }: AuditFacts): string => {
	const lines: string[] = [];
	if (sources.msk.isKnown) {
		const { state, stateMessage, kafkaVersion, instanceType, brokers } = sources.msk.value;
		const shape = [kafkaVersion === null ? '' : `Kafka ${kafkaVersion}`, brokers === null ? '' : `${brokers} × ${instanceType ?? '?'}`];
		lines.push(
			`- MSK: **${state}**${stateMessage === null ? '' : ` (${markdownText(stateMessage)})`} ${shape.filter(t => t !== '').join(', ')}`,
		);
	} else lines.push(`- MSK: ${missing(sources.msk)}`);
	const { controller, topics, topicSettings, brokers, groups } = sources;
	if (controller.isKnown) {
		const { mode, leaderId, unknown } = controller.value;
		lines.push(
			`- controller: ${mode === null ? `not known: ${markdownText(unknown[0]?.reason ?? '')}` : `${mode}, ${leaderId === null ? '**none leads**' : `node ${leaderId} leads`}`}`,
		);
	} else lines.push(`- controller: ${missing(controller)}`);
	if (controller.isKnown && topics.isKnown && brokers.isKnown) {
		const settings = topicSettings.isKnown ? topicSettings.value : undefined;
		const partitions = partitionHealth(
			topics.value,
			topic => {
				const of = settings?.get(topic.name);
				const value = of?.isKnown ? of.value.get('min.insync.replicas')?.value : undefined;
				// More than there are counts as those there are (Kafka 3.7 and later).
				if (value != null) return Math.min(Number(value), replicationFactor(topic));
				return of !== undefined && !of.isKnown ? of.missing : { reason: 'min.insync.replicas was not told', needs: null };
			},
			topics.doubt,
		);
		lines.push(...healthLines('Kafka', judgeHealth(CLUSTER_RULES, { partitions, brokers: brokers.value, controller: controller.value })));
		lines.push(
			`- ${partitions.topics} topics, ${partitions.partitions} partitions: ${partitions.offline} offline, ${partitions.underReplicated} under-replicated, ${partitions.underMinIsr ?? '?'} under min ISR`,
		);
	} else lines.push(`- Kafka: ${missing(topics) || missing(brokers)}`);
	if (groups.isKnown)
		lines.push(
			...healthLines(
				'consumers',
				judgeHealth(CONSUMER_RULES, { groups: groups.value, gaps: groups.doubt === undefined ? [] : [groups.doubt] }),
			),
		);
	else lines.push(`- consumers: ${missing(groups)}`);
	return lines.join('\n');
};

const healthLines = (what: string, { level, evidence }: Health): readonly string[] => [
	`- ${what}: **${HEALTH_WORDS[level]}**`,
	...evidence.map(e => `  - ${markdownText(evidenceText(e))}`),
];

const groupsText = ({ sources: { groups } }: AuditFacts): string => {
	if (!groups.isKnown) return missing(groups);
	const rows = groups.value.filter(g => notFineReasons(g).length > 0).sort(compareWorstFirst);
	const doubt = groups.doubt === undefined ? '' : `\n\n${markdownText(groups.doubt.reason)}`;
	return `${markdownTable(usualColumns(groupLagTable.columns), rows, groups.value.length === 0 ? 'there is no group' : `all ${groups.value.length} groups are fine`)}${doubt}`;
};

const eventsText = ({ events, watchedMs }: ReportParts): string => {
	if (watchedMs === 0)
		return 'Nobody watched: Kafka keeps no history of leaders, ISR and groups. `msk-tui report --for 1m` looks for a minute first.';
	const told = events.filter(e => e.kind !== 'watching');
	return told.length === 0
		? `nothing in ${Math.round(watchedMs / 1000)} s`
		: told.map(e => `- ${isoText(e.seenMs)} ${e.severity}: ${markdownText(eventText(e))}`).join('\n');
};

/** The newest, as many as an incident is told by. */
const LATEST = 20;

const changesText = (changes: readonly JournalledChange[]): string =>
	changes.length === 0
		? 'nothing'
		: changes
				.slice(-LATEST)
				.map(
					c =>
						`- ${c.at} ${markdownText(changeText(c.change))} by ${markdownText(c.who.osUser)}: ${c.ended?.result ?? 'its end was not seen'} (${c.id})`,
				)
				.join('\n');
