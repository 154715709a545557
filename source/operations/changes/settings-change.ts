import { judgeSettings, settingConditions } from '../../guardrails/judge-settings.ts';
import { newValue } from '../../guardrails/new-settings.ts';
import type { TopicSettings } from '../../model/change.ts';
import { success } from '../../model/failure.ts';
import type { ChangeSteps, ReadBack } from './change-steps.ts';
import { readSettingsFacts, readTopicSettings } from './read-settings-facts.ts';

export const settingsChange: ChangeSteps<TopicSettings> = {
	judge: async (known, change, policy, options) =>
		judgeSettings(change, await readSettingsFacts(known, change.topics, change.edits, options), policy),
	conditions: async (known, change, options) =>
		settingConditions(
			(await readTopicSettings(known, change.topics, options)).map(t => t.facts),
			change.edits,
		),
	readBack: async (known, change, options) => {
		const found: ReadBack = new Map();
		for (const { facts } of await readTopicSettings(known, change.topics, options)) {
			const isMade = change.edits.every(({ name, value }) => {
				const entry = facts.settings.get(name);
				// A setting taken away holds by another source than the topic's own.
				return value === null
					? entry?.source !== 'DYNAMIC_TOPIC_CONFIG'
					: entry?.source === 'DYNAMIC_TOPIC_CONFIG' && entry.value === value;
			});
			const after = Object.fromEntries(change.edits.map(({ name }) => [name, newValue(facts, [], name) ?? null]));
			found.set(facts.topic, success({ isMade, after }));
		}
		return found;
	},
};
