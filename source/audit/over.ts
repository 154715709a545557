/**
 * How rules go over what was read. What could not be read becomes "not assessed" here, once for all rules: an unread list, a list that may
 * be shortened and an empty one never pass.
 */
import type { AuditResource, ResourceType } from '../model/audit-result.ts';
import type { BrokerSummary } from '../model/broker-summary.ts';
import type { Failure } from '../model/failure.ts';
import type { GroupLag } from '../model/lag.ts';
import type { Topic } from '../model/topic.ts';
import type { Fact, Missing } from './fact.ts';
import type { AuditSources, Settings } from './facts.ts';
import { type Judgement, notApplicable, notAssessed, type Verdict } from './rule.ts';

export const CLUSTER: AuditResource = { type: 'cluster', name: 'cluster' };

const unread = (on: AuditResource, missing: Missing): Verdict => ({ on, judgement: { is: 'notAssessed', missing } });

/** Judges one fact about the cluster as a whole. */
export const overFact = <T>(fact: Fact<T>, judge: (value: T) => Judgement): readonly Verdict[] => {
	if (!fact.isKnown) return [unread(CLUSTER, fact.missing)];
	const verdict = { on: CLUSTER, judgement: judge(fact.value) };
	// What may not be all there is proves what is wrong, and nothing else.
	return fact.doubt !== undefined && verdict.judgement.is === 'pass' ? [unread(CLUSTER, fact.doubt)] : [verdict];
};

/** Judges two facts about the cluster as a whole. */
export const overFacts = <A, B>(a: Fact<A>, b: Fact<B>, judge: (a: A, b: B) => Judgement): readonly Verdict[] =>
	a.isKnown ? overFact(b, value => judge(a.value, value)) : [unread(CLUSTER, a.missing)];

/** Judges each of a list; undefined leaves one out. */
export const overList = <T>(
	fact: Fact<readonly T[]>,
	type: ResourceType,
	nameOf: (item: T) => string,
	judge: (item: T) => Judgement | undefined,
	none = `there is no ${type} that this is about`,
): readonly Verdict[] => {
	if (!fact.isKnown) return [unread(CLUSTER, fact.missing)];
	const verdicts = fact.value.flatMap((item): readonly Verdict[] => {
		const judgement = judge(item);
		return judgement === undefined ? [] : [{ on: { type, name: nameOf(item) }, judgement }];
	});
	if (fact.doubt !== undefined) return [...verdicts, unread(CLUSTER, fact.doubt)];
	return verdicts.length > 0 ? verdicts : [{ on: CLUSTER, judgement: notApplicable(none) }];
};

/** Judges each topic that is not Kafka's own. */
export const overTopics = ({ topics }: Pick<AuditSources, 'topics'>, judge: (topic: Topic) => Judgement | undefined): readonly Verdict[] =>
	overList(
		topics,
		'topic',
		t => t.name,
		t => (t.isInternal ? undefined : judge(t)),
	);

/** A setting as Kafka tells it; empty where it holds an empty text. */
export type Values = (key: string) => string;

const NOT_TOLD: Missing = { reason: 'the broker told nothing of its settings', needs: null };

/** Judges by named settings, of which one that was not told makes it "not assessed". */
const bySettings = (
	settings: Fact<Settings> | undefined,
	keys: readonly string[],
	judge: (values: Values, settings: Settings) => Judgement | undefined,
): Judgement | undefined => {
	if (settings === undefined) return { is: 'notAssessed', missing: NOT_TOLD };
	if (!settings.isKnown) return { is: 'notAssessed', missing: settings.missing };
	for (const key of keys) {
		const entry = settings.value.get(key);
		if (entry === undefined) return notAssessed(`the broker did not tell ${key}`);
		if (entry.value === null && entry.isSensitive) return notAssessed(`the broker hides the value of ${key}`);
	}
	return judge(key => settings.value.get(key)?.value ?? '', settings.value);
};

/** Judges each topic by its settings. */
export const overTopicSettings = (
	sources: Pick<AuditSources, 'topics' | 'topicSettings'>,
	keys: readonly string[],
	judge: (topic: Topic, values: Values, settings: Settings) => Judgement | undefined,
): readonly Verdict[] => {
	const { topicSettings } = sources;
	if (!topicSettings.isKnown) return [unread(CLUSTER, topicSettings.missing)];
	return overTopics(sources, topic =>
		bySettings(topicSettings.value.get(topic.name), keys, (values, settings) => judge(topic, values, settings)),
	);
};

/** Judges each broker by its settings. */
export const overBrokerSettings = (
	{ brokerSettings }: Pick<AuditSources, 'brokerSettings'>,
	keys: readonly string[],
	judge: (values: Values, settings: Settings, broker: number) => Judgement | undefined,
): readonly Verdict[] => {
	if (!brokerSettings.isKnown) return [unread(CLUSTER, brokerSettings.missing)];
	const { value, doubt } = brokerSettings;
	const all: Fact<readonly (readonly [number, Fact<Settings>])[]> = { isKnown: true, value: [...value], ...(doubt && { doubt }) };
	return overList(
		all,
		'broker',
		([id]) => String(id),
		([id, settings]) => bySettings(settings, keys, (values, known) => judge(values, known, id)),
	);
};

/** Judges each broker. */
export const overBrokers = (
	{ brokers }: Pick<AuditSources, 'brokers'>,
	judge: (broker: BrokerSummary) => Judgement | undefined,
): readonly Verdict[] => overList(brokers, 'broker', b => String(b.id), judge);

/** Why a field of a row is not known. */
export const whyNot = (row: { readonly unknown: readonly (Missing & { readonly field: string })[] }, field: string): Judgement => {
	const why = row.unknown.find(u => u.field === field);
	return { is: 'notAssessed', missing: { reason: why?.reason ?? 'it was not told', needs: why?.needs ?? null, isUnread: true } };
};

const unreadGroup = ({ message, needs }: Failure): Judgement => ({
	is: 'notAssessed',
	missing: { reason: message, needs: needs === undefined ? null : `kafka-cluster:${needs.action}`, isUnread: true },
});

/** Judges each group whose commits could be read; share groups have none. */
export const overGroups = (
	{ groups }: Pick<AuditSources, 'groups'>,
	judge: (group: GroupLag) => Judgement | undefined,
): readonly Verdict[] =>
	overList(
		groups,
		'group',
		g => g.group,
		g => (g.failure === null ? judge(g) : unreadGroup(g.failure)),
	);
