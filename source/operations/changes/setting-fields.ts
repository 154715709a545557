/** Settings of one or several topics as fields that somebody types into. Pure. */
import { SOURCE_TEXTS } from '../../columns/config-columns.ts';
import { defaultOf } from '../../guardrails/new-settings.ts';
import type { TopicFacts } from '../../guardrails/retention-facts.ts';
import type { SettingEdit } from '../../model/change.ts';
import { settingInput, settingText, settingValue } from '../../units/setting-value.ts';
import { settingMistake } from '../setting-edit.ts';

export type SettingField = {
	readonly name: string;
	/** What holds now, as it would be typed; empty where the topics differ or none is set. */
	readonly now: string;
	/** Said in place of a value where there is no one value. */
	readonly various: string | undefined;
	/** Where it comes from, and what would hold without it: `default 7d · set on the topic`. */
	readonly origin: string;
};

/** Taken for the value that takes the topic's own away. */
export const DEFAULT_WORD = 'default';

/** What one edits first of a topic. */
export const RETENTION: readonly string[] = ['retention.ms', 'retention.bytes'];

const SHOWN_VALUES = 3;

const distinct = <T>(values: readonly T[]): readonly T[] => [...new Set(values)];

export const settingField = (topics: readonly TopicFacts[], name: string): SettingField => {
	const values = distinct(topics.map(t => t.settings.get(name)?.value ?? null));
	const [only] = values;
	const shown = values.slice(0, SHOWN_VALUES).map(v => (v === null ? 'not set' : settingText(name, v)));
	return {
		name,
		now: values.length === 1 && only !== undefined && only !== null ? settingInput(name, only) : '',
		various: values.length === 1 ? undefined : `${shown.join(', ')}${values.length > SHOWN_VALUES ? ' …' : ''}`,
		origin: originOf(topics, name),
	};
};

const originOf = (topics: readonly TopicFacts[], name: string): string => {
	const sources = distinct(topics.map(t => t.settings.get(name)?.source ?? 'UNKNOWN'));
	const own = topics.filter(t => t.settings.get(name)?.source === 'DYNAMIC_TOPIC_CONFIG').length;
	const defaults = distinct(topics.map(t => defaultOf(t, name)));
	const [only] = defaults;
	const fallback = defaults.length === 1 && only !== null && only !== undefined ? `default ${settingText(name, only)}` : 'default ?';
	// Without a value of the topic's own the one that holds is what would hold.
	if (own === 0)
		return `${sources.map(s => (s === 'DEFAULT_CONFIG' ? "Kafka's default" : `from ${SOURCE_TEXTS[s]}`)).join(', ')} · not set here`;
	return `${fallback} · set on ${topics.length === 1 ? 'the topic' : `${own} of ${topics.length}`}`;
};

export type TypedSettings = {
	readonly edits: readonly SettingEdit[];
	/** The first field with something that it does not take. */
	readonly mistake: { readonly name: string; readonly text: string } | undefined;
};

/** What was typed as edits; a field that says what it said before is none. */
export const typedSettings = (fields: readonly SettingField[], texts: ReadonlyMap<string, string>): TypedSettings => {
	const edits: SettingEdit[] = [];
	let mistake: TypedSettings['mistake'];
	for (const { name, now } of fields) {
		const text = (texts.get(name) ?? now).trim();
		if (text === now) continue;
		if (text.toLowerCase() === DEFAULT_WORD) edits.push({ name, value: null });
		else if (text === '') mistake ??= { name, text: `type a value, or ${DEFAULT_WORD} to take the topic's own away` };
		else {
			const value = settingValue(name, text);
			if (value === null) mistake ??= { name, text: settingMistake(name, text)! };
			else edits.push({ name, value });
		}
	}
	return { edits, mistake };
};

/** What a field takes; of a bare number, what it means: 7 is not a week. */
export const settingHelp = (name: string, text: string): string => {
	const typed = text.trim();
	const isMs = name.endsWith('.ms');
	const isBytes = name.endsWith('.bytes');
	if (/^\d+$/.test(typed) && (isMs || isBytes) && typed !== '0')
		return isMs
			? `${typed} is ${typed} milliseconds; ${typed}d would be days`
			: `${typed} is ${typed} bytes; ${typed}GiB would be gibibytes`;
	const takes = isMs ? '7d · 12h · unlimited' : isBytes ? '100GiB · 64MiB · unlimited' : "Kafka's own words";
	return `${takes} · ${DEFAULT_WORD} takes away what is set on the topic`;
};
