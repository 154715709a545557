/** Settings by which records may be lost. */
import { setBrokers, setTopic, unsetTopic } from '../fix.ts';
import { overBrokerSettings, overTopicSettings } from '../over.ts';
import { findingIf, PROVISIONED, type Rule, STANDARD } from '../rule.ts';

const MIN_ISR = 'min.insync.replicas';

const uncleanOnTopics: Rule = {
	id: 'DUR-5',
	title: 'A replica that is not in sync never becomes leader',
	area: 'durability',
	severity: 'high',
	appliesTo: STANDARD,
	reads: ['topics', 'topicSettings'],
	threshold: 'unclean.leader.election.enable is true for the topic (on MSK that is the default without tiered storage)',
	source: ['CFG', 'AK'],
	check: s =>
		overTopicSettings(s, ['unclean.leader.election.enable'], (_topic, value, settings) =>
			findingIf(
				value('unclean.leader.election.enable') === 'true',
				settings.get('unclean.leader.election.enable')?.source === 'DYNAMIC_TOPIC_CONFIG' ? 'on, set on the topic' : 'on, from the brokers',
			),
		),
	fix: setTopic('unclean.leader.election.enable=false'),
	effect: 'A partition whose replicas in sync are all gone stays offline until one comes back, instead of losing acknowledged records.',
};

const brokerDefaults: Rule = {
	id: 'DUR-6',
	title: 'New topics are durable by default',
	area: 'durability',
	severity: 'medium',
	appliesTo: STANDARD,
	reads: ['brokerSettings'],
	threshold: 'default.replication.factor < 3, or min.insync.replicas < 2',
	source: ['CFG'],
	check: s =>
		overBrokerSettings(s, ['default.replication.factor', MIN_ISR], value => {
			const wrong = [
				Number(value('default.replication.factor')) < 3 ? `default.replication.factor ${value('default.replication.factor')}` : '',
				Number(value(MIN_ISR)) < 2 ? `${MIN_ISR} ${value(MIN_ISR)}` : '',
			].filter(text => text !== '');
			return findingIf(wrong.length > 0, wrong.join(', '));
		}),
	fix: setBrokers('default.replication.factor=3 min.insync.replicas=2', false),
	effect:
		'Holds for topics that are made from then on, and min.insync.replicas for all that do not set their own. Brokers restart one after the other.',
};

const autoCreate: Rule = {
	id: 'DUR-9',
	title: 'Topics are not created by accident',
	area: 'durability',
	severity: 'medium',
	appliesTo: PROVISIONED,
	reads: ['brokerSettings'],
	threshold: 'auto.create.topics.enable is true (MSK sets false)',
	source: ['CFG', 'HC'],
	check: s =>
		overBrokerSettings(s, ['auto.create.topics.enable'], value =>
			findingIf(value('auto.create.topics.enable') === 'true', 'auto.create.topics.enable true'),
		),
	fix: setBrokers('auto.create.topics.enable=false', false),
	effect:
		'A name that is misspelled is then an error instead of a new topic. Applications that rely on it have to create their topics. Brokers restart one after the other.',
};

const weakerThanBrokers: Rule = {
	id: 'DUR-10',
	title: 'No topic is weaker than the brokers ask',
	area: 'durability',
	severity: 'medium',
	appliesTo: STANDARD,
	reads: ['topics', 'topicSettings'],
	threshold: "a topic's own min.insync.replicas below the brokers', or unclean election on against them",
	source: ['OWN'],
	check: s =>
		overTopicSettings(s, [MIN_ISR, 'unclean.leader.election.enable'], (_topic, value, settings) => {
			const min = settings.get(MIN_ISR)!;
			const unclean = settings.get('unclean.leader.election.enable')!;
			const wrong = [
				min.source === 'DYNAMIC_TOPIC_CONFIG' && min.default !== null && Number(min.value) < Number(min.default)
					? `${MIN_ISR} ${min.value}, brokers ask ${min.default}`
					: '',
				unclean.source === 'DYNAMIC_TOPIC_CONFIG' && value('unclean.leader.election.enable') === 'true' && unclean.default !== 'true'
					? 'unclean election on'
					: '',
			].filter(text => text !== '');
			return findingIf(wrong.length > 0, wrong.join(', '));
		}),
	fix: unsetTopic(MIN_ISR),
	effect: 'The topic then has what the brokers say; with fewer replicas in sync producers with acks=all are refused.',
};

const compactionLag: Rule = {
	id: 'DUR-11',
	title: 'Compacted topics are compacted within a known time',
	area: 'durability',
	severity: 'low',
	appliesTo: PROVISIONED,
	reads: ['topics', 'topicSettings'],
	threshold: 'cleanup.policy compact without a max.compaction.lag.ms',
	source: ['TK', 'OWN'],
	check: s =>
		overTopicSettings(s, ['cleanup.policy', 'max.compaction.lag.ms'], (_topic, value) =>
			value('cleanup.policy') !== 'compact'
				? undefined
				: findingIf(BigInt(value('max.compaction.lag.ms')) >= 9_223_372_036_854_775_807n, 'old values of a key may stay for ever'),
		),
	fix: setTopic('max.compaction.lag.ms=7d'),
	effect: 'The cleaner also takes segments that are hardly dirty: some CPU and disk reads. Express asks for at least 7 d.',
};

export const SAFETY_RULES: readonly Rule[] = [uncleanOnTopics, brokerDefaults, autoCreate, weakerThanBrokers, compactionLag];
