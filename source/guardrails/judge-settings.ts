import type { SettingEdit, TopicSettings } from '../model/change.ts';
import { namesText } from '../model/change.ts';
import type { ChangePolicy, Conditions, Judgement, Reason } from '../model/judgement.ts';
import { groupedText } from '../units/count.ts';
import { ageText } from '../units/duration.ts';
import { type Growth, growthOf } from './growth.ts';
import { type SettingStep, settingSteps } from './new-settings.ts';
import { type RetentionEffect, retentionEffect } from './retention-effect.ts';
import { type SettingsFacts, USUAL_CHECK_MS } from './retention-facts.ts';
import { settingReasons } from './setting-rules.ts';
import { settingsEffect } from './settings-effect.ts';
import { unknownReasons } from './unknown-reasons.ts';
import { weigh } from './verdict.ts';

/** Judges a change of settings on one or several topics, whose effect is one. */
export const judgeSettings = (change: TopicSettings, facts: SettingsFacts, policy: ChangePolicy): Judgement => {
	const steps = settingSteps(facts.topics, change.edits);
	const checkMs = facts.checkIntervalMs ?? USUAL_CHECK_MS;
	const retention = retentionEffect(facts, change.edits, checkMs);
	const growth = growthOf(facts, change.edits);
	const isNothing = steps.length === 0;
	const reasons = isNothing
		? []
		: [
				...facts.topics.flatMap(t => settingReasons(t, change.edits, policy.platform)),
				...(retention === undefined ? [] : lossReasons(facts, retention)),
				...growthReasons(growth),
			];
	return {
		change,
		verdict: weigh({ policy, reasons, isNothing }),
		effect: settingsEffect({ facts, steps, retention, growth, checkMs }),
		isNothing,
		conditions: settingConditions(facts.topics, change.edits),
		before: Object.fromEntries(facts.topics.map(t => [t.topic, ownValues(t.topic, steps)])),
		undo: undoOf(steps, retention),
		losers: retention?.groups.map(g => g.group) ?? [],
	};
};

const ownValues = (topic: string, steps: readonly SettingStep[]) =>
	Object.fromEntries(steps.filter(s => s.topic === topic).map(s => [s.name, s.ownBefore]));

/** What the judgement rests on: which topics these are, and what is set on them now. */
export const settingConditions = (topics: SettingsFacts['topics'], edits: readonly SettingEdit[]): Conditions => {
	const conditions: Record<string, string | null> = {};
	for (const { topic, topicId, settings } of topics) {
		conditions[`${topic} id`] = topicId;
		for (const { name } of edits) conditions[`${topic} ${name}`] = settings.get(name)?.value ?? null;
	}
	return conditions;
};

const lossReasons = (facts: SettingsFacts, { groups, partitions, unknownPartitions }: RetentionEffect): readonly Reason[] => {
	const reasons: Reason[] = [...unknownReasons(facts.unknown)];
	if (unknownPartitions.length > 0)
		reasons.push({ code: 'unknown', weight: 'unknown', text: `What ${namesText(unknownPartitions)} would lose is not known.` });
	const offsets = partitions.reduce((sum, p) => sum + p.offsets, 0n);
	if (offsets > 0n)
		reasons.push({
			code: 'deletesRecords',
			weight: 'warn',
			text: `Up to ${groupedText(offsets)} offsets become deletable at the next check; deleted records cannot be brought back.`,
		});
	if (partitions.length > 0 && offsets > 0n && partitions.every(p => p.beginAtMost >= p.end))
		reasons.push({ code: 'deletesEverything', weight: 'warn', text: 'Everything that is there now may go.' });
	for (const { group, loses } of groups)
		reasons.push({
			code: 'losesUnread',
			weight: 'warn',
			text: `Group ${group} may lose up to ${groupedText(loses)} offsets that it has not read.`,
		});
	return reasons;
};

const growthReasons = (growth: Growth | undefined): readonly Reason[] => {
	if (growth === undefined) return [];
	const full = growth.disks.flatMap(d => (d.fullInMs === null ? [] : [{ id: d.id, inMs: d.fullInMs }])).sort((a, b) => a.inMs - b.inMs);
	return [
		...(full.length > 0
			? [
					{
						code: 'diskFills',
						weight: 'warn' as const,
						text: `At the present rate the disk of broker ${full[0]!.id} is full ${ageText(full[0]!.inMs)} after it begins to keep more.`,
					},
				]
			: []),
		...(growth.unknownTopics.length > 0
			? [
					{
						code: 'growthUnknown',
						weight: 'note' as const,
						text: `How much more ${namesText(growth.unknownTopics)} will need is not known: it has deleted nothing yet, or its size cannot be read.`,
					},
				]
			: []),
	];
};

const undoOf = (steps: readonly SettingStep[], retention: RetentionEffect | undefined): Judgement['undo'] => {
	if (steps.length === 0) return { changes: [], text: 'nothing changes' };
	const loses = retention !== undefined && (retention.unknownPartitions.length > 0 || retention.partitions.some(p => p.offsets > 0n));
	return {
		changes: restoring(steps),
		text: loses
			? 'the setting can be put back; before the next check that saves the records, deleted records cannot be brought back'
			: 'the setting can be put back',
	};
};

/** One change for all topics that had the same values of their own. */
const restoring = (steps: readonly SettingStep[]): readonly TopicSettings[] => {
	const byEdits = new Map<string, { topics: string[]; edits: readonly SettingEdit[] }>();
	for (const topic of new Set(steps.map(s => s.topic))) {
		const edits = steps.filter(s => s.topic === topic).map(s => ({ name: s.name, value: s.ownBefore }));
		const same = byEdits.get(JSON.stringify(edits));
		if (same === undefined) byEdits.set(JSON.stringify(edits), { topics: [topic], edits });
		else same.topics.push(topic);
	}
	return [...byEdits.values()].map(({ topics, edits }) => ({ kind: 'topicSettings', topics, edits }));
};
