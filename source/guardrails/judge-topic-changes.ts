/** Judges what is done to whole topics and to their records. Pure. */
import { type AddPartitions, type CreateTopic, type DeleteTopic, namesText, type PurgeRecords } from '../model/change.ts';
import type { ChangePolicy, Conditions, Effect, EffectLine, Judgement, PlainObject, Reason } from '../model/judgement.ts';
import { groupedText } from '../units/count.ts';
import { settingText } from '../units/setting-value.ts';
import { sizeText } from '../units/size.ts';
import { topicOwnerReasons } from './owner-reasons.ts';
import { groupLosses } from './retention-effect.ts';
import type { GroupFacts, TopicFacts, UnknownFact } from './retention-facts.ts';
import { unknownReasons } from './unknown-reasons.ts';
import { weigh } from './verdict.ts';

const warn = (code: string, text: string): Reason => ({ code, weight: 'warn', text });
const refuse = (code: string, text: string): Reason => ({ code, weight: 'refuse', text });

export type TopicChangeFacts = {
	readonly topic: TopicFacts;
	/** Groups with commits on it. */
	readonly groups: readonly GroupFacts[];
	/** Groups whose members read it now. */
	readonly readers: readonly string[];
	/** Producers that wrote to it in the last fifteen minutes, as far as the leaders remember (idempotent ones); null where they could not be read. */
	readonly writers: number | null;
	readonly unknown: readonly UnknownFact[];
};

/** Sum of what is known; null as soon as one is not. */
const sum = (values: readonly (bigint | null)[]): bigint | null =>
	values.includes(null) ? null : values.reduce<bigint>((a, b) => a + (b ?? 0n), 0n);

const recordsOf = ({ partitions }: TopicFacts): bigint | null =>
	sum(partitions.map(p => (p.begin === null || p.end === null ? null : p.end - p.begin)));

const known = (value: bigint | null, print: (value: bigint) => string): string => (value === null ? '?' : print(value));

export const topicConditions = ({ topic, topicId, partitions }: TopicFacts): Conditions => ({
	[`${topic} id`]: topicId,
	[`${topic} partitions`]: String(partitions.length),
});

/** A topic that is deleted because it is empty must be so until the end. */
export const deleteConditions = ({ onlyIfEmpty }: DeleteTopic, topic: TopicFacts): Conditions => ({
	...topicConditions(topic),
	...(onlyIfEmpty === true && { [`${topic.topic} offsets`]: recordsOf(topic)?.toString() ?? null }),
});

const ownSettings = ({ settings }: TopicFacts): PlainObject =>
	Object.fromEntries(
		[...settings.values()].filter(e => e.source === 'DYNAMIC_TOPIC_CONFIG' && e.value !== null).map(e => [e.name, e.value]),
	);

const nullReasons = (values: Readonly<Record<string, unknown>>, needs: string): PlainObject => {
	const fields = Object.keys(values).filter(name => values[name] === null);
	return fields.length === 0 ? {} : { unknown: fields.map(field => ({ field, reason: 'it could not be read', needs })) };
};

export const judgeDelete = (change: DeleteTopic, facts: TopicChangeFacts, policy: ChangePolicy): Judgement => {
	const { topic, groups, readers, writers } = facts;
	const records = recordsOf(topic);
	const bytes = sum(topic.partitions.map(p => p.sizeBytes));
	const reasons: readonly Reason[] = [
		...topicOwnerReasons(topic),
		...(change.topicId !== undefined && change.topicId !== topic.topicId
			? [refuse('anotherTopic', `${change.topic} is another topic by now: it was deleted and created again.`)]
			: []),
		...(change.onlyIfEmpty === true && records !== 0n
			? [
					refuse(
						'notEmpty',
						`${change.topic} is not empty any more${records === null ? ', as far as can be seen' : `: ${groupedText(records)} offsets`}.`,
					),
				]
			: []),
		...(readers.length > 0
			? [warn('activeReaders', `${namesText(readers)} ${readers.length === 1 ? 'reads' : 'read'} it right now and will fail.`)]
			: []),
		...(writers !== null && writers > 0 ? [warn('activeWriters', `${writers} producers wrote to it in the last fifteen minutes.`)] : []),
		...(records === 0n ? [] : [warn('deletesRecords', 'Its records are gone for good.')]),
		...unknownReasons(facts.unknown),
	];
	const values = { offsets: records, bytes, activeWriters: writers };
	return {
		change,
		verdict: weigh({ policy, reasons, isNothing: false, isFinal: change.onlyIfEmpty !== true }),
		effect: {
			lines: [
				{
					label: 'deletes',
					text: `${known(records, groupedText)} offsets  ${known(bytes, sizeText)} in ${topic.partitions.length} partitions`,
					isLoss: true,
				},
				{
					label: 'read by',
					text: readers.length === 0 ? 'nobody that can be seen' : namesText(readers),
					...(readers.length > 0 && { isLoss: true as const }),
				},
				{ label: 'groups with a place', text: groups.length === 0 ? 'none that can be seen' : namesText(groups.map(g => g.group)) },
				{
					label: 'written by',
					text:
						writers === null ? '? (producers could not be read)' : `${writers} idempotent producers in the last 15m; others leave no trace`,
				},
			],
			json: {
				...values,
				partitions: topic.partitions.length,
				readers,
				groups: groups.map(g => g.group),
				...nullReasons(values, 'kafka-cluster:DescribeCluster, kafka-cluster:ReadData'),
			},
		},
		isNothing: false,
		conditions: deleteConditions(change, topic),
		before: {
			partitions: topic.partitions.length,
			replicationFactor: topic.partitions[0]?.replicas.length ?? 0,
			settings: ownSettings(topic),
		},
		undo: { changes: [], text: 'it cannot be undone: the journal keeps its partitions and settings, not its records' },
		losers: groups.map(g => g.group),
	};
};

export const judgePurge = (change: PurgeRecords, facts: TopicChangeFacts, policy: ChangePolicy): Judgement => {
	const { topic, groups } = facts;
	const losses = change.below.flatMap(({ partition, offset }) => {
		const found = topic.partitions.find(p => p.partition === partition);
		if (found === undefined || found.begin === null || found.end === null || offset <= found.begin) return [];
		return [{ topic: topic.topic, partition, begin: found.begin, beginAtMost: offset, offsets: offset - found.begin }];
	});
	const blind = topic.partitions.filter(p => change.below.some(b => b.partition === p.partition) && (p.begin === null || p.end === null));
	const above = change.below.filter(({ partition, offset }) =>
		topic.partitions.some(p => p.partition === partition && p.end !== null && offset > p.end),
	);
	const { groups: losers, safeGroups } = groupLosses({ groups }, losses);
	const offsets = losses.reduce((all, l) => all + l.offsets, 0n);
	const isNothing = losses.length === 0 && blind.length === 0;
	const compacted = topic.settings.get('cleanup.policy')?.value === 'compact';
	const reasons: readonly Reason[] = [
		...topicOwnerReasons(topic),
		...(policy.platform === 'serverless' ? [refuse('mskServerless', 'MSK Serverless does not let records be deleted.')] : []),
		...(compacted
			? [refuse('compactedOnly', `${topic.topic} is compacted: Kafka deletes records by offset only where cleanup.policy holds delete.`)]
			: []),
		...(above.length > 0
			? [refuse('outOfRange', `${namesText(above.map(a => `${topic.topic}/${a.partition}`))} does not reach that far.`)]
			: []),
		...(blind.length > 0
			? [{ code: 'unknown', weight: 'unknown' as const, text: 'Where some partitions begin and end is not known.' }]
			: []),
		warn('deletesRecords', `${groupedText(offsets)} offsets are gone at once and for good.`),
		...losers.map(g => warn('losesUnread', `Group ${g.group} loses ${groupedText(g.loses)} offsets that it has not read.`)),
		...unknownReasons(facts.unknown),
	];
	return {
		change,
		verdict: weigh({ policy, reasons: isNothing ? [] : reasons, isNothing, isFinal: true }),
		effect: {
			lines: [
				...losses.map(
					(l): EffectLine => ({
						label: `${l.topic}/${l.partition}`,
						text: `begins at ${groupedText(l.begin)} → ${groupedText(l.beginAtMost)}  ${groupedText(l.offsets)} offsets gone`,
						isLoss: true,
					}),
				),
				{
					label: 'groups losing unread',
					text: losers.length === 0 ? 'none of those that can be read' : namesText(losers.map(g => g.group)),
					...(losers.length > 0 && { isLoss: true as const }),
				},
				...(safeGroups.length > 0 ? [{ label: '', text: `${namesText(safeGroups)}: within the kept range` }] : []),
			],
			json: { offsets, partitions: losses.map(l => ({ ...l })), groups: losers.map(({ group, loses }) => ({ group, loses })), safeGroups },
		},
		isNothing,
		conditions: topicConditions(topic),
		before: Object.fromEntries(topic.partitions.map(p => [`${topic.topic}/${p.partition}`, p.begin])),
		undo: { changes: [], text: 'it cannot be undone: deleted records cannot be brought back' },
		losers: losers.map(g => g.group),
	};
};

export const judgeAddPartitions = (change: AddPartitions, facts: TopicChangeFacts, policy: ChangePolicy): Judgement => {
	const { topic, groups, readers } = facts;
	const count = topic.partitions.length;
	const isNothing = change.total === count;
	const users = [...new Set([...readers, ...groups.map(g => g.group)])];
	const compacted = (topic.settings.get('cleanup.policy')?.value ?? '').includes('compact');
	const reasons: readonly Reason[] = [
		...topicOwnerReasons(topic),
		...(change.total < count
			? [refuse('fewerPartitions', `${change.topic} has ${count} partitions, and Kafka cannot take any away.`)]
			: []),
		warn(
			'keysMove',
			`Keys go to other partitions from now on, so that records of one key are no longer in order across the change${users.length > 0 ? ` for ${namesText(users)}` : ''}. Which share of the records has keys was not looked at.`,
		),
		...(compacted ? [warn('compactedKeys', 'It is compacted: the old record of a key stays in its old partition.')] : []),
		{
			code: 'notUndone',
			weight: 'note',
			text: 'Groups see the new partitions at their next metadata refresh (metadata.max.age.ms, 5m) and may skip what comes before, if their auto.offset.reset is latest.',
		},
		...unknownReasons(facts.unknown),
	];
	return {
		change,
		verdict: weigh({ policy, reasons: isNothing ? [] : reasons, isNothing }),
		effect: {
			lines: [
				{ label: 'partitions', text: `${count} → ${change.total}` },
				{ label: 'groups', text: users.length === 0 ? 'none that can be seen' : namesText(users) },
			],
			json: { from: count, to: change.total, groups: users },
		},
		isNothing,
		conditions: topicConditions(topic),
		before: { partitions: count },
		undo: { changes: [], text: 'it cannot be undone: Kafka takes no partitions away' },
		losers: [],
	};
};

export type CreateFacts = { readonly exists: boolean; readonly brokers: number };

export const judgeCreate = (change: CreateTopic, { exists, brokers }: CreateFacts, policy: ChangePolicy): Judgement => {
	const { topic, partitions, replicationFactor: factor, settings } = change;
	const minIsr = settings.find(s => s.name === 'min.insync.replicas')?.value;
	const reasons: readonly Reason[] = [
		...topicOwnerReasons({ topic, isInternal: false }),
		...(exists ? [refuse('topicExists', `There is a topic ${topic} already.`)] : []),
		...(/^[a-zA-Z0-9._-]{1,249}$/.test(topic) && topic !== '.' && topic !== '..'
			? []
			: [refuse('badName', `Kafka takes names of up to 249 letters, digits, dots, dashes and underscores, not "${topic}".`)]),
		...(factor !== null && factor > brokers
			? [refuse('tooManyReplicas', `${factor} replicas need ${factor} brokers, and there are ${brokers}.`)]
			: []),
		...(factor === 1
			? [warn('oneReplica', 'One replica: the topic is offline in every restart of its broker, and lost with its disk.')]
			: []),
		...(factor === 2 ? [warn('twoReplicas', 'Two replicas: MSK advises three over three zones.')] : []),
		...(minIsr !== undefined && factor !== null && Number(minIsr) >= factor && factor > 1
			? [
					warn(
						'minIsrIsReplicas',
						'min.insync.replicas as large as the replication factor stops writes with acks=all when one broker is away.',
					),
				]
			: []),
		...(/[._]/.test(topic)
			? [
					{
						code: 'dottedName',
						weight: 'note' as const,
						text: "Kafka's metrics cannot tell dots from underscores in names: do not use both.",
					},
				]
			: []),
	];
	const effect: Effect = {
		lines: [
			{ label: 'partitions', text: partitions === null ? "the broker's default" : String(partitions) },
			{ label: 'replicas', text: factor === null ? "the broker's default" : String(factor) },
			...settings.map(s => ({ label: s.name, text: settingText(s.name, s.value) })),
		],
		json: {
			partitions,
			replicationFactor: factor,
			settings: Object.fromEntries(settings.map(s => [s.name, s.value])),
			...((partitions === null || factor === null) && {
				unknown: [...(partitions === null ? ['partitions'] : []), ...(factor === null ? ['replicationFactor'] : [])].map(field => ({
					field,
					reason: "the broker's default",
					needs: null,
				})),
			}),
		},
	};
	return {
		change,
		verdict: weigh({ policy, reasons, isNothing: false }),
		effect,
		isNothing: false,
		conditions: { [`${topic} exists`]: exists ? 'yes' : null },
		before: {},
		undo: { changes: [{ kind: 'deleteTopic', topic, onlyIfEmpty: true }], text: 'it can be deleted again while it is empty' },
		losers: [],
	};
};
