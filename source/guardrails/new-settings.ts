import type { SettingEdit } from '../model/change.ts';
import type { TopicFacts } from './retention-facts.ts';

/** Values in force by name of the setting. */
export type Settings = ReadonlyMap<string, string>;

export const settingsBefore = (topic: TopicFacts): Settings =>
	new Map([...topic.settings].flatMap(([name, { value }]) => (value === null ? [] : [[name, value] as const])));

/**
 * Kafka lists what a broker was given as a synonym of the topic's value. For retention.ms, which stands for three settings of a broker, it
 * leaves out its own default (log.retention.hours=168; seen on 3.9.2): no synonym means that one.
 */
const OWN_DEFAULTS: ReadonlyMap<string, string> = new Map([['retention.ms', '604800000']]);

/** What holds without a value of the topic's own; null where nobody tells. */
export const defaultOf = (topic: TopicFacts, name: string): string | null =>
	topic.settings.get(name)?.default ?? OWN_DEFAULTS.get(name) ?? null;

/** What is in force once the edits are made: an edit that takes a value away lets the broker's own hold. */
export const settingsAfter = (topic: TopicFacts, edits: readonly SettingEdit[]): Settings => {
	const after = new Map(settingsBefore(topic));
	for (const { name, value } of edits) {
		const next = value ?? defaultOf(topic, name);
		if (next === null) after.delete(name);
		else after.set(name, next);
	}
	return after;
};

export const newValue = (topic: TopicFacts, edits: readonly SettingEdit[], name: string): string | undefined =>
	settingsAfter(topic, edits).get(name);

/** A setting in force before and after; null where none is. */
export type SettingStep = {
	readonly topic: string;
	readonly name: string;
	readonly from: string | null;
	readonly to: string | null;
	/** What is set on the topic itself before, so that it can be put back; null where it had no value of its own. */
	readonly ownBefore: string | null;
};

/** The steps that change what is in force, or where it comes from. */
export const settingSteps = (topics: readonly TopicFacts[], edits: readonly SettingEdit[]): readonly SettingStep[] =>
	topics.flatMap(topic => {
		const after = settingsAfter(topic, edits);
		return edits.flatMap(({ name, value }) => {
			const entry = topic.settings.get(name);
			const ownBefore = entry?.source === 'DYNAMIC_TOPIC_CONFIG' ? entry.value : null;
			if (ownBefore === value) return [];
			return [{ topic: topic.topic, name, from: entry?.value ?? null, to: after.get(name) ?? null, ownBefore }];
		});
	});
