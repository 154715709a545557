/** What a new value of a topic's setting means, rule by rule. Pure; the sources of figures stand beside them. */
import type { SettingEdit } from '../model/change.ts';
import type { Platform, Reason } from '../model/judgement.ts';
import { limitDurationText } from '../units/duration.ts';
import { sizeText } from '../units/size.ts';
import { defaultOf, newValue } from './new-settings.ts';
import { topicOwnerReasons } from './owner-reasons.ts';
import { retentions } from './retention-effect.ts';
import { numberOf, type TopicFacts } from './retention-facts.ts';

const refuse = (code: string, text: string): Reason => ({ code, weight: 'refuse', text });
const warn = (code: string, text: string): Reason => ({ code, weight: 'warn', text });
const note = (code: string, text: string): Reason => ({ code, weight: 'note', text });

type Rule = (topic: TopicFacts, edits: readonly SettingEdit[], platform: Platform) => readonly Reason[];

const edited = (edits: readonly SettingEdit[], ...names: readonly string[]): boolean => edits.some(e => names.includes(e.name));

/** Settings that may be changed on MSK (MSK guide: Express and Serverless configuration pages). */
const EXPRESS =
	/^(?:cleanup\.policy|compression\.type|delete\.retention\.ms|max\.message\.bytes|message\.timestamp\..*|m(?:in|ax)\.compaction\.lag\.ms|retention\..*)$/;
const SERVERLESS = /^(?:compression\.type|max\.message\.bytes|message\.timestamp\..*|retention\.(?:bytes|ms))$/;
const SERVERLESS_MESSAGE_BYTES = 8_388_608n;
const EXPRESS_COMPACTION_LAG_MS = 7n * 86_400_000n;

const onMsk: Rule = (topic, edits, platform) =>
	edits.flatMap(({ name, value }) => {
		if (platform === 'serverless' && !SERVERLESS.test(name))
			return [
				refuse(
					'mskServerless',
					`MSK Serverless does not let ${name} be changed${name === 'cleanup.policy' ? ' after the topic was created' : ''}.`,
				),
			];
		if (platform === 'serverless' && name === 'max.message.bytes' && (numberOf(topic, name, value) ?? 0n) > SERVERLESS_MESSAGE_BYTES)
			return [refuse('mskServerless', 'MSK Serverless takes messages of at most 8 MiB.')];
		if (platform === 'express' && !EXPRESS.test(name)) return [refuse('mskExpress', `Express brokers do not let ${name} be changed.`)];
		if (
			platform === 'express' &&
			name === 'max.compaction.lag.ms' &&
			(numberOf(topic, name, value) ?? EXPRESS_COMPACTION_LAG_MS) < EXPRESS_COMPACTION_LAG_MS
		)
			return [refuse('mskExpress', 'Express brokers take a max.compaction.lag.ms of 7d or more.')];
		if (platform === 'provisioned' && !EXPRESS.test(name))
			return [note('mskExpress', `Express brokers refuse a change of ${name}; whether these are Express, Kafka does not tell.`)];
		return [];
	});

const minIsr: Rule = (topic, edits) => {
	if (!edited(edits, 'min.insync.replicas')) return [];
	const next = numberOf(topic, 'min.insync.replicas', newValue(topic, edits, 'min.insync.replicas'));
	if (next === undefined) return [];
	const factor = BigInt(Math.min(...topic.partitions.map(p => p.replicas.length)));
	const short = topic.partitions.filter(p => BigInt(p.inSync) < next);
	if (next > factor)
		return [
			refuse(
				'minIsrAboveReplicas',
				`min.insync.replicas ${next} is more than the ${factor} replicas of ${topic.topic}: every write with acks=all would be refused.`,
			),
		];
	return [
		...(short.length > 0
			? [
					warn(
						'minIsrAboveInSync',
						`${topic.topic}: ${short.length} of ${topic.partitions.length} partitions have fewer than ${next} replicas in sync now, so that writes with acks=all are refused at once.`,
					),
				]
			: []),
		...(next === factor && factor > 1n
			? [
					warn(
						'minIsrIsReplicas',
						`${topic.topic}: min.insync.replicas equals the replication factor, so that one broker away stops writes with acks=all.`,
					),
				]
			: []),
		...(next === 1n && factor > 1n
			? [warn('minIsrOne', `${topic.topic}: with min.insync.replicas 1 an acknowledged write may exist once only.`)]
			: []),
	];
};

const unclean: Rule = (topic, edits) =>
	edited(edits, 'unclean.leader.election.enable') && newValue(topic, edits, 'unclean.leader.election.enable') === 'true'
		? [
				warn(
					'uncleanElection',
					`${topic.topic}: a replica that lags behind may become leader; what it lacks is lost then, acknowledged or not.`,
				),
			]
		: [];

const cleanup: Rule = (topic, edits) => {
	if (!edited(edits, 'cleanup.policy')) return [];
	const { was, is } = retentions(topic, edits);
	const next = newValue(topic, edits, 'cleanup.policy') ?? '';
	const wasCompacted = (topic.settings.get('cleanup.policy')?.value ?? '').includes('compact');
	if (next.includes('compact') && newValue(topic, edits, 'remote.storage.enable') === 'true')
		return [refuse('tieredCompaction', `${topic.topic} is tiered, and Kafka does not compact tiered topics.`)];
	return [
		...(next.includes('compact') && !wasCompacted
			? [
					warn(
						'compacts',
						`${topic.topic}: older records of a key are removed for good, and records without a key are refused from now on.`,
					),
				]
			: []),
		...(!next.includes('compact') && wasCompacted
			? [warn('keepsNoKeys', `${topic.topic}: the newest record of a key is no longer kept beyond the retention.`)]
			: []),
		...(was.deletes && !is.deletes
			? [warn('growsForever', `${topic.topic}: nothing is deleted by age or size any more; keys that never come again stay for ever.`)]
			: []),
	];
};

const segments: Rule = (topic, edits) => {
	if (!edited(edits, 'retention.ms', 'retention.bytes', 'segment.ms', 'segment.bytes', 'cleanup.policy')) return [];
	const { is } = retentions(topic, edits);
	if (!is.deletes) return [];
	const segmentMs = numberOf(topic, 'segment.ms', newValue(topic, edits, 'segment.ms'));
	const segmentBytes = numberOf(topic, 'segment.bytes', newValue(topic, edits, 'segment.bytes'));
	return [
		...(segmentMs !== undefined && is.ms >= 0n && segmentMs > is.ms
			? [
					note(
						'segmentOutlives',
						`${topic.topic}: while records keep coming a segment is written for up to segment.ms ${limitDurationText(segmentMs)}${segmentBytes === undefined ? '' : ` or segment.bytes ${sizeText(segmentBytes)}`} before it can go, so records may live that much longer than ${limitDurationText(is.ms)}.`,
					),
				]
			: []),
		...(segmentBytes !== undefined && is.bytes >= 0n && segmentBytes > is.bytes
			? [
					note(
						'segmentOutgrows',
						`${topic.topic}: a partition keeps up to retention.bytes and one segment of ${sizeText(segmentBytes)}, more than the ${sizeText(is.bytes)} asked for.`,
					),
				]
			: []),
	];
};

/** Defaults of Kafka's consumers and replica fetchers (fetch.max.bytes takes one larger batch anyway, replication likewise since 0.10.1). */
const CONSUMER_FETCH_BYTES = 52_428_800n;

const messageSize: Rule = (topic, edits) => {
	if (!edited(edits, 'max.message.bytes')) return [];
	const was = numberOf(topic, 'max.message.bytes');
	const next = numberOf(topic, 'max.message.bytes', newValue(topic, edits, 'max.message.bytes'));
	if (was === undefined || next === undefined || was === next) return [];
	if (next < was)
		return [warn('smallerMessages', `${topic.topic}: producers whose batches are larger than ${sizeText(next)} are refused from now on.`)];
	return [
		note(
			'messageChain',
			`${topic.topic}: producers need max.request.size and buffer.memory, consumers memory for batches of ${sizeText(next)}, and a topic or cluster it is copied to the same limit.`,
		),
		...(next > CONSUMER_FETCH_BYTES
			? [warn('hugeMessages', `${topic.topic}: one batch may be larger than the 50 MiB that consumers fetch at once.`)]
			: []),
	];
};

/** MSK guide, tiered storage: retention of at least three days, segments of at least 48 MiB and 10 minutes, the local part shorter. */
const tiered: Rule = (topic, edits) => {
	if (newValue(topic, edits, 'remote.storage.enable') !== 'true') return [];
	const { is } = retentions(topic, edits);
	const local = numberOf(topic, 'local.retention.ms', newValue(topic, edits, 'local.retention.ms'));
	return [
		...(is.ms >= 0n && is.ms < 259_200_000n
			? [warn('tieredRetention', `${topic.topic}: MSK asks for a retention.ms of 3d or more on tiered topics.`)]
			: []),
		...(is.ms >= 0n && local !== undefined && local > is.ms
			? [refuse('localAboveTotal', `${topic.topic}: local.retention.ms must not be more than retention.ms.`)]
			: []),
	];
};

const readOnlySettings: Rule = (topic, edits) =>
	edits.flatMap(({ name }) =>
		topic.settings.get(name)?.isReadOnly
			? [refuse('readOnlySetting', `${topic.topic}: the broker says that ${name} cannot be changed.`)]
			: [],
	);

const unknownSettings: Rule = (topic, edits) =>
	edits.flatMap(({ name }) =>
		topic.settings.has(name)
			? []
			: [refuse('noSuchSetting', `${topic.topic} has no setting ${name}; msk-tui topic ${topic.topic} --json lists them.`)],
	);

/** Taking a limit away whose successor is not told may mean any retention. */
const unknownDefault: Rule = (topic, edits) =>
	edits.flatMap(({ name, value }): readonly Reason[] =>
		value === null && defaultOf(topic, name) === null && topic.settings.get(name)?.source === 'DYNAMIC_TOPIC_CONFIG'
			? [
					{
						code: 'unknown',
						weight: 'unknown',
						text: `${topic.topic}: what ${name} will be without a value of its own, the broker does not tell.`,
					},
				]
			: [],
	);

const RULES: readonly Rule[] = [
	unknownDefault,
	topicOwnerReasons,
	unknownSettings,
	readOnlySettings,
	onMsk,
	tiered,
	minIsr,
	unclean,
	cleanup,
	segments,
	messageSize,
];

/** All that the rules say of the edits on one topic. */
export const settingReasons = (topic: TopicFacts, edits: readonly SettingEdit[], platform: Platform): readonly Reason[] =>
	RULES.flatMap(rule => rule(topic, edits, platform));
