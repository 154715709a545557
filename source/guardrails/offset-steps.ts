/** What a change of a group does to each partition: from which offset to which, what is read again and what is skipped. Pure. */
import type { PartitionOffset } from '../model/change.ts';
import type { GroupMember, GroupState, GroupType } from '../model/group.ts';
import type { EffectLine, Judgement, PlainObject } from '../model/judgement.ts';
import { type PartitionKey, partitionKey, type TopicPartition } from '../model/partition-key.ts';
import { groupedText } from '../units/count.ts';
import type { UnknownFact } from './retention-facts.ts';

/** What is known of a group before it is changed; null is what could not be read. */
export type GroupChangeFacts = {
	readonly group: string;
	/** Null: there is no such group. */
	readonly state: GroupState | null;
	readonly type: GroupType | null;
	readonly members: readonly GroupMember[];
	readonly commits: ReadonlyMap<PartitionKey, bigint>;
	/** Why there may be more commits than these; null where all are seen. */
	readonly hidden: UnknownFact | null;
	/** Log start and end of the partitions in question. */
	readonly ends: ReadonlyMap<PartitionKey, { readonly begin: bigint | null; readonly end: bigint | null }>;
};

export const keyOf = ({ topic, partition }: TopicPartition): PartitionKey => partitionKey(topic, partition);

/** One step of a partition: from an offset, or from nothing, to another. */
export type OffsetStep = {
	readonly topic: string;
	readonly partition: number;
	readonly from: bigint | null;
	readonly to: bigint | null;
	readonly begin: bigint | null;
	readonly end: bigint | null;
	/** Records that are read again, and that are never read; offsets. */
	readonly rereads: bigint;
	readonly skips: bigint;
};

export const stepOf = (facts: GroupChangeFacts, { topic, partition }: TopicPartition, to: bigint | null): OffsetStep => {
	const from = facts.commits.get(keyOf({ topic, partition })) ?? null;
	const { begin = null, end = null } = facts.ends.get(keyOf({ topic, partition })) ?? {};
	// What lies below the log start can be neither read again nor skipped.
	const low = (offset: bigint): bigint => (begin !== null && offset < begin ? begin : offset);
	const base = from === null ? null : low(from);
	return {
		topic,
		partition,
		from,
		to,
		begin,
		end,
		rereads: base !== null && to !== null && to < base ? base - to : 0n,
		skips: base !== null && to !== null && to > base ? to - base : 0n,
	};
};

export const sum = (values: readonly bigint[]): bigint => values.reduce((a, b) => a + b, 0n);
const offsetText = (offset: bigint | null): string => (offset === null ? 'none' : groupedText(offset));

const SHOWN_STEPS = 40;

export const stepLines = (steps: readonly OffsetStep[]): readonly EffectLine[] => [
	...steps.slice(0, SHOWN_STEPS).map(({ topic, partition, from, to, rereads, skips }): EffectLine => {
		const what =
			rereads > 0n ? `${groupedText(rereads)} read again` : skips > 0n ? `${groupedText(skips)} skipped` : from === to ? 'stays' : '';
		return {
			label: `${topic}/${partition}`,
			text: `${offsetText(from)} → ${offsetText(to)}  ${what}`.trimEnd(),
			...(skips > 0n && { isLoss: true as const }),
		};
	}),
	...(steps.length > SHOWN_STEPS ? [{ label: '', text: `and ${steps.length - SHOWN_STEPS} more partitions; --json lists them all` }] : []),
];

export const stepJson = ({ begin, end, from, to, ...step }: OffsetStep): PlainObject => {
	const nulls = Object.entries({ from, to, begin, end }).filter(([, value]) => value === null);
	const reasons: Readonly<Record<string, string>> = {
		from: 'the group holds no commit there',
		to: 'its commit is taken away',
		begin: 'it was not asked or not told',
		end: 'it was not asked or not told',
	};
	return {
		...step,
		from,
		to,
		begin,
		end,
		...(nulls.length > 0 && { unknown: nulls.map(([field]) => ({ field, reason: reasons[field]!, needs: null })) }),
	};
};

/** The changes that put the partitions back to where they were. */
export const restoring = (group: string, steps: readonly OffsetStep[]): Judgement['undo']['changes'] => {
	const had = steps.flatMap((s): readonly PartitionOffset[] =>
		s.from === null ? [] : [{ topic: s.topic, partition: s.partition, offset: s.from }],
	);
	const fresh = steps.filter(s => s.from === null);
	return [
		...(had.length > 0 ? [{ kind: 'resetOffsets' as const, group, offsets: had }] : []),
		...[...new Set(fresh.map(s => s.topic))].map(topic => ({
			kind: 'deleteOffsets' as const,
			group,
			topic,
			partitions: fresh.filter(s => s.topic === topic).map(s => s.partition),
		})),
	];
};
