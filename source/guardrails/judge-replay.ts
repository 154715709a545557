/** Judges writing records again. Pure. */
import { namesText, type ReplayRecords } from '../model/change.ts';
import type { ChangePolicy, Conditions, EffectLine, Judgement, Reason } from '../model/judgement.ts';
import { groupedText } from '../units/count.ts';
import { countText } from '../units/plural.ts';
import { sizeText } from '../units/size.ts';
import type { TopicChangeFacts } from './judge-topic-changes.ts';
import { topicOwnerReasons } from './owner-reasons.ts';
import { numberOf } from './retention-facts.ts';
import { unknownReasons } from './unknown-reasons.ts';
import { weigh } from './verdict.ts';

const warn = (code: string, text: string): Reason => ({ code, weight: 'warn', text });
const refuse = (code: string, text: string): Reason => ({ code, weight: 'refuse', text });
const note = (code: string, text: string): Reason => ({ code, weight: 'note', text });

/** The topic that is written to, and the ids that the topics that are read have now; null: it is not there. */
export type ReplayFacts = { readonly target: TopicChangeFacts; readonly sourceIds: ReadonlyMap<string, string | null> };

/** A record's batch and the headers that a copy gets take room too; Kafka compares the packed batch, so that this is the careful side. */
const OVERHEAD_BYTES = 512;

export const replayConditions = ({ target: { topic }, sourceIds }: ReplayFacts): Conditions => ({
	[`${topic.topic} id`]: topic.topicId,
	[`${topic.topic} partitions`]: String(topic.partitions.length),
	...Object.fromEntries([...sourceIds].map(([name, id]) => [`${name} id`, id])),
});

export const judgeReplay = (change: ReplayRecords, facts: ReplayFacts, policy: ChangePolicy): Judgement => {
	const { topic, groups, readers } = facts.target;
	const { counted, ranges, limit } = change;
	const offsets = ranges.reduce((sum, r) => sum + r.toOffset - r.fromOffset, 0n);
	const atMost = limit === null || offsets < BigInt(limit) ? offsets : BigInt(limit);
	const isNothing = counted === null ? atMost === 0n : counted.records === 0 && !counted.isPartial;
	const seeing = [...new Set([...groups.map(g => g.group), ...readers])];
	const values = { records: counted?.records ?? null, recordsAtMost: atMost, bytes: counted?.bytes ?? null };
	const lines: readonly EffectLine[] = [
		{ label: 'writes', text: writesText(change, atMost, topic.partitions.length, topic.partitions[0]?.replicas.length ?? 0) },
		{ label: 'read from', text: sourcesText(change) },
		{
			label: 'partitions',
			text: change.placement === 'keep' ? 'each copy into the partition of its original' : 'by key, as the Java client places it',
		},
		{
			label: 'copies',
			text: 'get the time of writing, and headers that tell where and when the original was written and by which run they were copied',
		},
		{
			label: 'seen by',
			text: seeing.length === 0 ? 'no group that can be seen' : `${namesText(seeing)}: every group that reads ${topic.topic}`,
		},
		...(change.recordsPerSecond === null ? [] : [{ label: 'rate', text: `at most ${groupedText(change.recordsPerSecond)} records/s` }]),
	];
	return {
		change,
		verdict: weigh({ policy, reasons: reasonsOf(change, facts), isNothing }),
		effect: {
			lines,
			json: { ...values, partitions: topic.partitions.length, groups: groups.map(g => g.group), readers, ...unknownJson(values) },
		},
		isNothing,
		conditions: replayConditions(facts),
		before: { partitions: topic.partitions.length },
		undo: { changes: [], text: `written records cannot be taken back; their header msk-tui.replay.run is ${change.run}` },
		losers: [],
	};

	function reasonsOf(replay: ReplayRecords, { target, sourceIds }: ReplayFacts): readonly Reason[] {
		const gone = [...sourceIds].filter(([name, id]) => replay.ranges.some(r => r.topic === name && r.topicId !== id)).map(([name]) => name);
		const largest = numberOf(topic, 'max.message.bytes');
		const minInSync = numberOf(topic, 'min.insync.replicas');
		const thin = topic.partitions.filter(p => minInSync !== undefined && BigInt(p.inSync) < minInSync).length;
		const isCompacted = topic.settings.get('cleanup.policy')?.value?.includes('compact') === true;
		const missing = replay.placement === 'keep' ? replay.ranges.filter(r => r.partition >= topic.partitions.length).length : 0;
		const isAnother = replay.topicId !== topic.topicId;
		return [
			...topicOwnerReasons(topic),
			...(isAnother ? [refuse('anotherTopic', `${topic.topic} is another topic by now: it was deleted and created again.`)] : []),
			...(!isAnother && replay.partitions !== topic.partitions.length
				? [
						refuse(
							'partitionsChanged',
							`${topic.topic} had ${countText(replay.partitions, 'partition', 'partitions')} and has ${topic.partitions.length} now: where its copies lie cannot be told any more.`,
						),
					]
				: []),
			...gone.map(name => refuse('anotherTopic', `${name} is another topic by now: it was deleted and created again, or is gone.`)),
			...(missing > 0
				? [
						refuse(
							'noPartition',
							`${topic.topic} has ${countText(topic.partitions.length, 'partition', 'partitions')}: the copies of ${missing} have no place there. Place them by key.`,
						),
					]
				: []),
			...(counted !== null && largest !== undefined && BigInt(counted.largestBytes + OVERHEAD_BYTES) > largest
				? [
						refuse(
							'tooLarge',
							`The largest record takes ${sizeText(BigInt(counted.largestBytes))}, and ${topic.topic} takes up to max.message.bytes ${sizeText(largest)}.`,
						),
					]
				: []),
			...(isCompacted && counted !== null && counted.withoutKey > 0
				? [
						refuse(
							'withoutKey',
							`${topic.topic} is compacted and refuses records without a key, of which there are ${groupedText(counted.withoutKey)}.`,
						),
					]
				: []),
			...(thin > 0
				? [
						refuse(
							'underMinIsr',
							`${countText(thin, 'partition', 'partitions')} of ${topic.topic} have fewer replicas in sync than min.insync.replicas asks: Kafka refuses to write there.`,
						),
					]
				: []),
			...(sourceIds.has(topic.topic)
				? [
						warn(
							'intoItself',
							`${topic.topic} is read and written: its groups get these records a second time. The run ends where the topic ended when it was planned, so it does not copy its own copies.`,
						),
					]
				: []),
			...(readers.length > 0
				? [
						warn(
							'activeReaders',
							`${namesText(readers)} ${readers.length === 1 ? 'reads' : 'read'} ${topic.topic} right now and ${readers.length === 1 ? 'gets' : 'get'} the copies at once.`,
						),
					]
				: []),
			...(counted?.isPartial === true
				? [warn('partial', 'Not all of the range could be read when it was counted; what cannot be read is not copied.')]
				: []),
			...(counted === null
				? [note('notCounted', 'The records were not counted: there may be fewer than offsets (compaction, transactions).')]
				: []),
			...unknownReasons(target.unknown),
		];
	}
};

const writesText = ({ counted }: ReplayRecords, atMost: bigint, partitions: number, replicas: number): string => {
	const where = `in ${countText(partitions, 'partition', 'partitions')}, ${countText(replicas, 'replica', 'replicas')} each`;
	if (counted === null) return `≤ ${groupedText(atMost)} records  ${where}`;
	return `${countText(counted.records, 'record', 'records')}  ${sizeText(BigInt(counted.bytes))} before packing, ${where}`;
};

const sourcesText = ({ ranges }: ReplayRecords): string =>
	[...new Set(ranges.map(r => r.topic))]
		.map(name => {
			const own = ranges.filter(r => r.topic === name);
			const offsets = own.reduce((sum, r) => sum + r.toOffset - r.fromOffset, 0n);
			return `${name}: ${countText(offsets, 'offset', 'offsets')} of ${countText(own.length, 'partition', 'partitions')}`;
		})
		.join(', ');

const unknownJson = (values: Readonly<Record<string, unknown>>) => {
	const fields = Object.keys(values).filter(name => values[name] === null);
	return fields.length === 0
		? {}
		: { unknown: fields.map(field => ({ field, reason: 'the records were not counted', needs: '--dry-run' })) };
};
