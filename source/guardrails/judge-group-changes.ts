/** Judges what is done to consumer groups. Pure. */
import {
	type DeleteGroup,
	type DeleteOffsets,
	namesText,
	type PartitionOffset,
	type RemoveMember,
	type ResetOffsets,
} from '../model/change.ts';
import type { ChangePolicy, Conditions, Judgement, PlainObject, Reason } from '../model/judgement.ts';
import { splitPartitionKey, type TopicPartition } from '../model/partition-key.ts';
import { groupedText } from '../units/count.ts';
import { type GroupChangeFacts, keyOf, restoring, stepJson, stepLines, stepOf, sum } from './offset-steps.ts';
import { groupOwnerReasons } from './owner-reasons.ts';
import { unknownReasons } from './unknown-reasons.ts';
import { weigh } from './verdict.ts';

const SHOWN_MEMBERS = 5;

/** Kafka takes offsets from outside only while nobody is a member, and would throw away a live group's place. */
const activeReasons = ({ group, members, type }: GroupChangeFacts): readonly Reason[] => {
	if (type === 'share')
		return [{ code: 'shareGroup', weight: 'refuse', text: `${group} is a share group: it has no committed offsets to change.` }];
	if (members.length === 0) return [];
	const who = members.slice(0, SHOWN_MEMBERS).map(m => `${m.clientId}${m.host.replace(/^\/?/, '@')}`);
	const more = members.length > SHOWN_MEMBERS ? ` and ${members.length - SHOWN_MEMBERS} more` : '';
	return [
		{
			code: 'groupActive',
			weight: 'refuse',
			text: `Group ${group} has ${members.length === 1 ? 'a member' : `${members.length} members`}: stop ${who.join(', ')}${more} first.`,
		},
	];
};

const memberText = ({ members }: GroupChangeFacts): string => String(members.length);

/** That the group is as it was seen: its members and its commits on these partitions. */
export const groupConditions = (facts: GroupChangeFacts, partitions: readonly TopicPartition[]): Conditions => {
	const conditions: Record<string, string | null> = { [`${facts.group} members`]: memberText(facts) };
	for (const p of partitions) conditions[`${facts.group} on ${keyOf(p)}`] = facts.commits.get(keyOf(p))?.toString() ?? null;
	return conditions;
};

const commitsOf = (facts: GroupChangeFacts, partitions: readonly TopicPartition[]): PlainObject =>
	Object.fromEntries(partitions.map(p => [keyOf(p), facts.commits.get(keyOf(p)) ?? null]));

export const judgeReset = (change: ResetOffsets, facts: GroupChangeFacts, policy: ChangePolicy): Judgement => {
	const steps = change.offsets.map(o => stepOf(facts, o, o.offset));
	const isNothing = steps.every(s => s.from === s.to);
	const rereads = sum(steps.map(s => s.rereads));
	const skips = sum(steps.map(s => s.skips));
	const outside = steps.filter(s => s.to !== null && ((s.begin !== null && s.to < s.begin) || (s.end !== null && s.to > s.end)));
	const blind = steps.filter(s => s.begin === null || s.end === null);
	const reasons: readonly Reason[] = [
		...activeReasons(facts),
		...(outside.length > 0
			? [
					{
						code: 'outOfRange',
						weight: 'warn' as const,
						text: `${namesText(outside.map(keyOf))}: there is no such offset any more; what happens then is up to the consumer's auto.offset.reset.`,
					},
				]
			: []),
		...(blind.length > 0
			? [
					{
						code: 'unknown',
						weight: 'unknown' as const,
						text: `Whether the offsets exist is not known for ${namesText(blind.map(keyOf))}.`,
					},
				]
			: []),
		...(skips > 0n
			? [{ code: 'skips', weight: 'warn' as const, text: `${groupedText(skips)} offsets are never read by ${change.group}.` }]
			: []),
		...(rereads > 0n
			? [{ code: 'rereads', weight: 'warn' as const, text: `${groupedText(rereads)} offsets are read again by ${change.group}.` }]
			: []),
	];
	return {
		change,
		verdict: weigh({ policy, reasons: [...groupOwnerReasons(change.group), ...(isNothing ? activeReasons(facts) : reasons)], isNothing }),
		effect: {
			lines: [...stepLines(steps), { label: 'in all', text: `${groupedText(rereads)} read again, ${groupedText(skips)} skipped` }],
			json: { rereads, skips, partitions: steps.map(stepJson) },
		},
		isNothing,
		conditions: groupConditions(facts, change.offsets),
		before: commitsOf(facts, change.offsets),
		undo: { changes: restoring(change.group, steps), text: 'the offsets can be put back while nobody is a member' },
		losers: [],
	};
};

export const judgeDeleteOffsets = (change: DeleteOffsets, facts: GroupChangeFacts, policy: ChangePolicy): Judgement => {
	const partitions = change.partitions.map(partition => ({ topic: change.topic, partition }));
	const steps = partitions.map(p => stepOf(facts, p, null));
	const isNothing = steps.every(s => s.from === null);
	// A member whose assignment cannot be read may read it.
	const reads = facts.members.some(
		m => m.assignment === null || m.subscribedTopics.includes(change.topic) || m.assignment.some(a => a.topic === change.topic),
	);
	const reasons: readonly Reason[] = [
		...(reads || facts.type === 'share' ? activeReasons(facts) : []),
		{
			code: 'startsAnew',
			weight: 'warn',
			text: `Without a commit ${change.group} starts where its auto.offset.reset says: at the end it skips what came meanwhile, at the beginning it reads all again.`,
		},
	];
	return {
		change,
		verdict: weigh({ policy, reasons: isNothing ? [] : [...groupOwnerReasons(change.group), ...reasons], isNothing }),
		effect: { lines: stepLines(steps), json: { partitions: steps.map(stepJson) } },
		isNothing,
		conditions: groupConditions(facts, partitions),
		before: commitsOf(facts, partitions),
		undo: {
			changes: restoring(
				change.group,
				steps.filter(s => s.from !== null),
			),
			text: 'the offsets can be put back',
		},
		losers: [],
	};
};

export const judgeDeleteGroup = (change: DeleteGroup, facts: GroupChangeFacts, policy: ChangePolicy): Judgement => {
	const offsets = [...facts.commits].map(([key, offset]): PartitionOffset => ({ ...splitPartitionKey(key), offset }));
	const topics = [...new Set(offsets.map(o => o.topic))];
	const isNothing = facts.state === null;
	const reasons: readonly Reason[] = [
		...activeReasons(facts),
		{ code: 'startsAnew', weight: 'warn', text: `When ${change.group} comes back it starts where its auto.offset.reset says.` },
		...unknownReasons(facts.hidden === null ? [] : [facts.hidden]),
	];
	return {
		change,
		verdict: weigh({ policy, reasons: isNothing ? [] : [...groupOwnerReasons(change.group), ...reasons], isNothing }),
		effect: {
			lines: [
				{
					label: 'commits',
					text: `${groupedText(offsets.length)} on ${topics.length === 0 ? 'no topic' : namesText(topics)}`,
					isLoss: true,
				},
			],
			json: { commits: offsets.length, topics },
		},
		isNothing,
		conditions: groupConditions(facts, offsets),
		before: commitsOf(facts, offsets),
		undo: {
			changes: offsets.length === 0 ? [] : [{ kind: 'resetOffsets', group: change.group, offsets }],
			text:
				facts.hidden !== null
					? 'the offsets that can be seen can be put back'
					: offsets.length === 0
						? 'there is nothing to put back: the group holds no commit'
						: 'its offsets can be put back',
		},
		losers: [],
	};
};

export const judgeRemoveMember = (change: RemoveMember, facts: GroupChangeFacts, policy: ChangePolicy): Judgement => {
	const member = facts.members.find(m =>
		change.instanceId === null ? m.memberId === change.memberId : m.instanceId === change.instanceId,
	);
	const name = change.instanceId ?? change.memberId;
	const owned = member?.assignment?.length ?? 0;
	const reasons: readonly Reason[] = [
		...(facts.type !== null && facts.type !== 'classic'
			? [
					{
						code: 'notClassic',
						weight: 'refuse' as const,
						text: `${change.group} follows the ${facts.type} protocol: its coordinator takes members out by itself once they are silent.`,
					},
				]
			: []),
		{ code: 'rebalances', weight: 'warn', text: `The group hands its partitions around; if ${name} is alive it joins again at once.` },
	];
	const isNothing = member === undefined;
	return {
		change,
		verdict: weigh({ policy, reasons: isNothing ? [] : [...groupOwnerReasons(change.group), ...reasons], isNothing }),
		effect: {
			lines: [
				{
					label: 'member',
					text:
						member === undefined
							? `${name} is no member`
							: `${name} (${member.clientId}${member.host.replace(/^\/?/, '@')}) gives up ${owned} partitions`,
				},
			],
			json: { member: name, partitions: owned },
		},
		isNothing,
		conditions: { [`${change.group} member ${name}`]: member?.memberId ?? null },
		before: { member: name },
		undo: { changes: [], text: 'a member that lives joins again by itself' },
		losers: [],
	};
};
