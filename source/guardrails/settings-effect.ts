/** The effect of a change of settings, for people and for JSON. */
import { namesText } from '../model/change.ts';
import type { Effect, EffectLine, PlainObject } from '../model/judgement.ts';
import { groupedText } from '../units/count.ts';
import { ageText } from '../units/duration.ts';
import { settingText } from '../units/setting-value.ts';
import { sizeText } from '../units/size.ts';
import { isoText } from '../units/time.ts';
import type { Growth } from './growth.ts';
import type { SettingStep } from './new-settings.ts';
import type { DiskEffect, GroupLoss, PartitionLoss, RetentionEffect } from './retention-effect.ts';
import type { SettingsFacts, UnknownFact } from './retention-facts.ts';

export type SettingsOutcome = {
	readonly facts: SettingsFacts;
	readonly steps: readonly SettingStep[];
	readonly retention: RetentionEffect | undefined;
	readonly growth: Growth | undefined;
	readonly checkMs: number;
};

/** Says what a change of settings does. Offsets are upper bounds (`≤`) where time decides and estimates (`≈`) where size does; bytes are estimates. */
export const settingsEffect = (outcome: SettingsOutcome): Effect => {
	const { facts, steps, retention, growth, checkMs } = outcome;
	return {
		lines: [...steps.map(stepLine), ...(retention === undefined ? [] : lossLines(facts, retention, checkMs)), ...growthLines(growth)],
		json: {
			settings: steps.map(({ topic, name, from, to }) => ({ topic, name, from, to })),
			retention: retention === undefined ? null : retentionJson(facts, retention, checkMs),
			growth: growth === undefined ? null : { brokers: growth.disks.map(d => ({ ...d })), unknownTopics: growth.unknownTopics },
			unknown: [
				...(retention === undefined
					? [{ field: 'retention', reason: 'no limit becomes stricter: nothing is deleted by it', needs: null }]
					: []),
				...(growth === undefined ? [{ field: 'growth', reason: 'nothing is kept longer by time', needs: null }] : []),
			],
		},
	};
};

const stepLine = ({ topic, name, from, to }: SettingStep): EffectLine => ({
	label: name,
	text: `${valueText(name, from)} → ${valueText(name, to)}  on ${topic}`,
});

const valueText = (name: string, value: string | null): string => (value === null ? 'not set' : settingText(name, value));

const sum = (values: readonly bigint[]): bigint => values.reduce((a, b) => a + b, 0n);

/** Null as soon as one of them is not known: a part of a sum is no sum. */
const sumKnown = (values: readonly (bigint | null)[]): bigint | null => (values.includes(null) ? null : sum(values as readonly bigint[]));

const lossLines = (facts: SettingsFacts, retention: RetentionEffect, checkMs: number): readonly EffectLine[] => {
	const { partitions, unknownPartitions, groups, safeGroups, disks, keptFromMs } = retention;
	const offsets = sum(partitions.map(p => p.offsets));
	const bytes = sumKnown(partitions.map(p => p.bytes));
	const total = sumKnown(partitions.map(p => p.sizeBytes));
	const sign = partitions.some(p => p.isEstimate) ? '≈' : '≤';
	const some = unknownPartitions.length > 0 ? `  and unknown for ${namesText(unknownPartitions)}` : '';
	const size = bytes === null || total === null ? '? bytes (their size cannot be read)' : `≈ ${sizeText(bytes)} of ${sizeText(total)}`;
	const lines: EffectLine[] = [
		{
			label: 'becomes deletable',
			text: `${sign} ${groupedText(offsets)} offsets  ${size}, whole segments${some}`,
			...(offsets > 0n && { isLoss: true as const }),
		},
		{ label: 'when', text: `next check, within ${checkText(facts, checkMs)}; put back before, nothing is lost` },
	];
	if (keptFromMs !== null) lines.push({ label: 'oldest kept', text: keptText(keptFromMs, facts.nowMs) });
	lines.push({
		label: 'groups losing unread',
		text: groups.length === 0 ? 'none of those that can be read' : `${groups.length}`,
		...(groups.length > 0 && { isLoss: true as const }),
	});
	for (const group of groups) lines.push({ label: '', text: groupText(group, sign), isLoss: true });
	if (safeGroups.length > 0) lines.push({ label: '', text: `${namesText(safeGroups)}: within the kept range` });
	for (const fact of facts.unknown) lines.push({ label: 'not known', text: unknownText(fact) });
	if (disks.length > 0) lines.push({ label: 'disk', text: disks.map(diskText).join('   ') });
	return lines;
};

const checkText = ({ checkIntervalMs }: SettingsFacts, checkMs: number): string =>
	`${checkMs < 1000 ? `${checkMs}ms` : ageText(checkMs)}${checkIntervalMs === null ? " (Kafka's default; the brokers' own cannot be read)" : ''}`;

const keptText = (keptFromMs: number, nowMs: number): string =>
	keptFromMs > nowMs ? 'nothing that is there now, nor what comes until the check' : `records from ${isoText(keptFromMs)} on`;

const SHOWN_PARTITIONS = 3;

const groupText = ({ group, partitions, loses }: GroupLoss, sign: string): string => {
	const where = partitions.slice(0, SHOWN_PARTITIONS).map(p => `${p.topic}/${p.partition}`);
	const more = partitions.length > SHOWN_PARTITIONS ? ` and ${partitions.length - SHOWN_PARTITIONS} more` : '';
	return `${group}  ${where.join(', ')}${more}  ${sign} ${groupedText(loses)} offsets it has not read`;
};

const unknownText = ({ what, reason, needs }: UnknownFact): string => `${what}: ${reason}${needs === null ? '' : ` Needs ${needs}.`}`;

const percent = (part: bigint, whole: bigint): string => `${whole === 0n ? 0 : Math.round((Number(part) / Number(whole)) * 100)}%`;

const diskText = ({ id, totalBytes, usedBytes, usedAfterBytes }: DiskEffect): string =>
	`broker ${id} ${percent(usedBytes, totalBytes)} → ≈${percent(usedAfterBytes, totalBytes)}`;

const growthLines = (growth: Growth | undefined): readonly EffectLine[] => {
	if (growth === undefined) return [];
	const lines = growth.disks.map(({ id, usableBytes, neededBytes, fullInMs }): EffectLine => {
		const need = neededBytes === null ? 'grows without end' : `needs ≈ ${sizeText(neededBytes)} more`;
		const end = fullInMs === null ? 'enough' : `full after ≈ ${ageText(fullInMs)} of keeping more`;
		return {
			label: 'disk',
			text: `broker ${id}  ${need}, ${sizeText(usableBytes)} free: ${end}`,
			...(fullInMs !== null && { isLoss: true as const }),
		};
	});
	if (growth.unknownTopics.length > 0)
		lines.push({ label: 'disk', text: `? for ${namesText(growth.unknownTopics)}: its rate is not known` });
	return lines;
};

const retentionJson = (facts: SettingsFacts, retention: RetentionEffect, checkMs: number): PlainObject => {
	const { partitions, unknownPartitions, groups, safeGroups, disks, keptFromMs } = retention;
	const bytes = sumKnown(partitions.map(p => p.bytes));
	const isUnknown = unknownPartitions.length > 0;
	return {
		deletableOffsets: isUnknown ? null : sum(partitions.map(p => p.offsets)),
		deletableOffsetsIs: partitions.some(p => p.isEstimate) ? 'estimate' : 'upperBound',
		deletableBytes: isUnknown ? null : bytes,
		checkedWithinMs: checkMs,
		keptFrom: keptFromMs === null ? 'end of time' : isoText(keptFromMs),
		partitions: partitions.map(partitionJson),
		unknownPartitions,
		groups: groups.map(({ group, loses, partitions }) => ({ group, loses, partitions: partitions.map(p => ({ ...p })) })),
		safeGroups,
		brokers: disks.map(d => ({ ...d })),
		notKnown: facts.unknown.map(u => ({ ...u })),
		...((isUnknown || bytes === null) && {
			unknown: [
				...(isUnknown ? [{ field: 'deletableOffsets', reason: `not known for ${namesText(unknownPartitions)}`, needs: null }] : []),
				{ field: 'deletableBytes', reason: 'the size of a partition is not known', needs: 'kafka-cluster:DescribeCluster' },
			],
		}),
	};
};

const partitionJson = ({
	topic,
	partition,
	begin,
	end,
	beginAtMost,
	offsets,
	isEstimate,
	bytes,
	sizeBytes,
}: PartitionLoss): PlainObject => {
	const nulls = [...(bytes === null ? ['bytes'] : []), ...(sizeBytes === null ? ['sizeBytes'] : [])];
	return {
		topic,
		partition,
		begin,
		end,
		beginAtMost,
		offsets,
		isEstimate,
		bytes,
		sizeBytes,
		...(nulls.length > 0 && {
			unknown: nulls.map(field => ({
				field,
				reason: 'the size of the partition could not be read',
				needs: 'kafka-cluster:DescribeCluster',
			})),
		}),
	};
};
