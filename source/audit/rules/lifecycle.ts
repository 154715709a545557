/** Settings of the brokers, as far as Kafka tells. */
import { replicationFactor } from '../../model/topic.ts';
import { ageText, limitDurationText } from '../../units/duration.ts';
import { sizeText } from '../../units/size.ts';
import { kafkaEach, setBrokers, setTopic } from '../fix.ts';
import { overBrokerSettings, overFact, overFacts, overTopicSettings } from '../over.ts';
import { ANY_TYPE, findingIf, type Judgement, notAssessed, PASS, PROVISIONED, type Rule, STANDARD } from '../rule.ts';

const OWN_OF_BROKER =
	/^(?:node|broker)\.id$|^broker\.rack$|listeners|^log\.dirs?$|^metadata\.log\.dir|\.(?:keystore|truststore|key|password|certificate)|throttled|^advertised|^zookeeper\.|^controller\.quorum|^process\.roles|^host\.name|^port$/;

const dynamicOverrides: Rule = {
	id: 'CFG-3',
	title: 'Brokers run on their configuration and nothing else',
	area: 'lifecycle',
	severity: 'medium',
	appliesTo: PROVISIONED,
	reads: ['brokerSettings'],
	threshold: 'a setting was changed on the running broker and differs from its configuration',
	source: ['AK', 'OWN'],
	check: s =>
		overBrokerSettings(s, [], (_value, settings) => {
			const changed = [...settings.values()].filter(
				e =>
					(e.source === 'DYNAMIC_BROKER_CONFIG' || e.source === 'DYNAMIC_DEFAULT_BROKER_CONFIG') &&
					!OWN_OF_BROKER.test(e.name) &&
					e.value !== e.default,
			);
			return findingIf(changed.length > 0, changed.map(e => (e.value === null ? e.name : `${e.name}=${e.value}`)).join(', '));
		}),
	fix: kafkaEach('kafka-configs.sh', name => ['--describe', '--entity-type', 'brokers', '--entity-name', name]),
	effect: 'Bring it into the configuration, or take it back: otherwise the next revision surprises somebody.',
};

const sameSettings: Rule = {
	id: 'CFG-10',
	title: 'All brokers have the same settings',
	area: 'lifecycle',
	severity: 'high',
	appliesTo: PROVISIONED,
	reads: ['brokerSettings'],
	threshold: 'a setting that is not the broker’s own differs',
	source: ['OWN'],
	check: s =>
		overFact(s.brokerSettings, brokers => {
			if (brokers.size === 0) return notAssessed('no broker told its settings');
			const seen = new Map<string, Set<string>>();
			for (const settings of brokers.values()) {
				if (!settings.isKnown) return { is: 'notAssessed', missing: settings.missing };
				for (const { name, value } of settings.value.values())
					if (value !== null && !OWN_OF_BROKER.test(name)) seen.set(name, (seen.get(name) ?? new Set()).add(value));
			}
			const differing = [...seen].filter(([, values]) => values.size > 1).map(([name, values]) => `${name} (${[...values].join(', ')})`);
			return findingIf(differing.length > 0, differing.slice(0, 3).join('; '));
		}),
	effect: 'A rolling update may be under way. If not, make them one; on MSK that is a case for AWS support.',
};

/** Kafka's own defaults differ by what stands before a batch. */
const FRAME_BYTES = 12n;

const messageChain: Rule = {
	id: 'CFG-5',
	title: 'The largest message passes the whole way',
	area: 'lifecycle',
	severity: 'low',
	appliesTo: STANDARD,
	reads: ['topics', 'topicSettings', 'brokerSettings'],
	threshold: 'max.message.bytes of a topic above replica.fetch.max.bytes of the brokers',
	source: ['AK'],
	check: s => {
		const [limits] = overFacts(s.brokerSettings, s.topics, brokers => {
			const told = [...brokers.values()].map(of => (of.isKnown ? of.value.get('replica.fetch.max.bytes')?.value : undefined));
			return told.length === 0 || told.some(v => v === undefined || v === null)
				? notAssessed('a broker did not tell replica.fetch.max.bytes')
				: PASS;
		});
		if (limits!.judgement.is !== 'pass' || !s.brokerSettings.isKnown) return [limits!];
		const least = [...s.brokerSettings.value.values()].reduce((min, of) => {
			const value = BigInt((of.isKnown && of.value.get('replica.fetch.max.bytes')?.value) || 0);
			return min < 0n || value < min ? value : min;
		}, -1n);
		return overTopicSettings(s, ['max.message.bytes'], (topic, value) => {
			if (replicationFactor(topic) < 2) return undefined;
			const size = BigInt(value('max.message.bytes'));
			return findingIf(size > least + FRAME_BYTES, `max.message.bytes ${sizeText(size)}, replicas fetch ${sizeText(least)}`);
		});
	},
	fix: setTopic('max.message.bytes=1MiB'),
	effect: 'Kafka still replicates one such batch at a time, slowly. Raise replica.fetch.max.bytes with it, or keep messages small.',
};

/** A broker setting that should not be what it is. */
const brokerSetting = (
	rule: Pick<Rule, 'id' | 'title' | 'threshold' | 'effect' | 'severity' | 'source'> & Partial<Rule>,
	key: string,
	judge: (value: string) => Judgement,
): Rule => ({
	area: 'lifecycle',
	appliesTo: STANDARD,
	reads: ['brokerSettings'],
	check: s => overBrokerSettings(s, [key], value => judge(value(key))),
	...rule,
});

const recoveryThreads = brokerSetting(
	{
		id: 'CFG-7',
		title: 'Logs are recovered by more than one thread',
		severity: 'low',
		threshold: 'num.recovery.threads.per.data.dir is 1; as many as there are cores are wanted',
		source: ['BP', 'TK'],
		fix: setBrokers('num.recovery.threads.per.data.dir=2', true),
		effect: 'A broker with many partitions starts faster after an unclean stop. No cost otherwise.',
	},
	'num.recovery.threads.per.data.dir',
	value => findingIf(Number(value) < 2, `${value} recovery thread`),
);

const replicaLagTime = brokerSetting(
	{
		id: 'CFG-8',
		title: 'A replica leaves the ISR after the usual time',
		severity: 'low',
		threshold: 'replica.lag.time.max.ms outside 10 s to 30 s',
		source: ['CFG'],
		fix: setBrokers('replica.lag.time.max.ms=30000', false),
		effect: 'Shorter makes the ISR flap, longer hides a slow replica. Brokers restart one after the other.',
	},
	'replica.lag.time.max.ms',
	value => findingIf(Number(value) < 10_000 || Number(value) > 30_000, ageText(Number(value))),
);

const rackAwareFetch: Rule = {
	id: 'CFG-6',
	title: 'Consumers may read from the nearest replica',
	area: 'lifecycle',
	severity: 'info',
	appliesTo: STANDARD,
	reads: ['brokerSettings', 'cluster'],
	threshold: 'brokers stand in several zones and replica.selector.class is not RackAwareReplicaSelector',
	source: ['TK'],
	confidence: 'low',
	check: s => {
		const [place] = overFact(s.cluster, ({ brokers }) =>
			brokers.length === 0 ? notAssessed('no broker was told') : findingIf(new Set(brokers.map(b => b.rack)).size < 2, 'one zone'),
		);
		if (place!.judgement.is === 'notAssessed') return [place!];
		if (place!.judgement.is === 'finding') return [{ ...place!, judgement: { is: 'notApplicable', reason: 'brokers stand in one zone' } }];
		return overBrokerSettings(s, ['replica.selector.class'], value =>
			findingIf(!value('replica.selector.class').includes('RackAware'), 'every consumer reads from the leader, over zones too'),
		);
	},
	fix: setBrokers('replica.selector.class=org.apache.kafka.common.replica.RackAwareReplicaSelector', false),
	effect:
		'Saves traffic between zones for consumers that set client.rack; they may see records a moment later. Brokers restart one after the other.',
};

const autoRebalance = brokerSetting(
	{
		id: 'CFG-11',
		title: 'Leaders go back by themselves',
		severity: 'low',
		threshold: 'auto.leader.rebalance.enable is false',
		source: ['AK'],
		fix: setBrokers('auto.leader.rebalance.enable=true', false),
		effect:
			'Every 5 min Kafka moves leaders to their preferred replicas where more than 10 % are away. Brokers restart one after the other.',
	},
	'auto.leader.rebalance.enable',
	value => findingIf(value === 'false', 'off: leaders stay where a restart left them'),
);

const offsetsRetention = brokerSetting(
	{
		id: 'CFG-12',
		title: 'Commits of a stopped group are kept for a week',
		severity: 'low',
		appliesTo: ANY_TYPE.filter(t => t !== 'serverless'),
		threshold: 'offsets.retention.minutes below 7 d',
		source: ['AK', 'OWN'],
		fix: setBrokers('offsets.retention.minutes=10080', false),
		effect:
			'A group that is away for longer starts at auto.offset.reset: it reads everything again, or skips. Brokers restart one after the other.',
	},
	'offsets.retention.minutes',
	value => findingIf(BigInt(value || 0) < 10_080n, limitDurationText(BigInt(value || 0) * 60_000n)),
);

export const LIFECYCLE_RULES: readonly Rule[] = [
	dynamicOverrides,
	sameSettings,
	messageChain,
	recoveryThreads,
	replicaLagTime,
	rackAwareFetch,
	autoRebalance,
	offsetsRetention,
];
