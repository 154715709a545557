/** Builds the commands that put a finding right, for the very cluster it was found on. */
import { shellWord } from '../units/shell-word.ts';
import type { FixAsk } from './rule.ts';

/** A command for each resource is shown up to here; what is left is counted. */
const SHOWN = 5;

const each = ({ names }: FixAsk, one: (name: string) => string): readonly string[] => {
	const more = names.length - SHOWN;
	return [...names.slice(0, SHOWN).map(one), ...(more > 0 ? [`# and the same for ${more} more`] : [])];
};

const words = (all: readonly string[]): string => all.map(shellWord).join(' ');

const own =
	(make: (name: string) => readonly string[]) =>
	(ask: FixAsk): readonly string[] =>
		each(ask, name => `msk-tui ${words(make(name))} --read-write ${ask.facts.context.clusterOptions.join(' ')}`.trimEnd());

/** msk-tui's own guarded change, once a resource; it shows what it would do before it does it. */
export const guarded = own;

/** Sets one topic setting by msk-tui's own guarded change. */
export const setTopic = (setting: string) => own(name => ['topic', 'set', name, setting]);

/** Takes a topic's own value of a setting back. */
export const unsetTopic = (key: string) => own(name => ['topic', 'set', name, '--unset', key]);

const kafkaTool = ({ facts: { context } }: FixAsk, tool: string): string =>
	`${tool} --bootstrap-server ${context.bootstrap.join(',')}${context.isIam || context.isMsk ? ' --command-config client.properties' : ''}`;

/** One of Kafka's own tools, once a resource. */
export const kafkaEach =
	(tool: string, make: (name: string) => readonly string[]) =>
	(ask: FixAsk): readonly string[] =>
		each(ask, name => `${kafkaTool(ask, tool)} ${words(make(name))}`);

/** One of Kafka's own tools, once. */
export const kafkaOnce =
	(tool: string, ...args: readonly string[]) =>
	(ask: FixAsk): readonly string[] => [`${kafkaTool(ask, tool)} ${words(args)}`];

/** `aws kafka …` on the cluster; its ARN is a placeholder where it is not known. */
export const awsKafka =
	(action: string, ...args: readonly string[]) =>
	({ facts: { context, sources } }: FixAsk): readonly string[] => {
		const version = sources.msk.isKnown ? sources.msk.value.currentVersion : null;
		const words = [
			...['aws', 'kafka', action, '--cluster-arn', context.arn ?? 'CLUSTER-ARN'],
			...args.map(word => (word === 'VERSION' ? (version ?? word) : word)),
			...(context.region === undefined ? [] : ['--region', context.region]),
		];
		return [words.map(shellWord).join(' ')];
	};

/**
 * A setting of brokers: on MSK a new revision of its configuration, elsewhere a dynamic setting of all brokers where Kafka allows it, else
 * a line of server.properties.
 */
export const setBrokers =
	(setting: string, isDynamic: boolean) =>
	(ask: FixAsk): readonly string[] => {
		const { isMsk } = ask.facts.context;
		if (isMsk)
			return [
				`aws kafka update-configuration --arn CONFIGURATION-ARN --server-properties fileb://server.properties   # with ${setting}`,
				...awsKafka('update-cluster-configuration', '--configuration-info', 'file://revision.json', '--current-version', 'VERSION')(ask),
			];
		return isDynamic
			? kafkaOnce('kafka-configs.sh', '--alter', '--entity-type', 'brokers', '--entity-default', '--add-config', setting)(ask)
			: [`# server.properties of every broker, then restart one after the other: ${setting}`];
	};

/** Moves replicas; Kafka's tool first makes the plan, then carries it out with a limit. */
export const reassign = (ask: FixAsk): readonly string[] => {
	const topics = JSON.stringify({ version: 1, topics: ask.names.slice(0, SHOWN).map(topic => ({ topic })) });
	const brokers = ask.facts.sources.cluster.isKnown ? ask.facts.sources.cluster.value.brokers.map(b => b.id).join(',') : 'BROKER-IDS';
	return [
		`echo ${shellWord(topics)} > topics.json`,
		`${kafkaTool(ask, 'kafka-reassign-partitions.sh')} --generate --topics-to-move-json-file topics.json --broker-list ${brokers}   # write the replicas you want into plan.json`,
		`${kafkaTool(ask, 'kafka-reassign-partitions.sh')} --execute --reassignment-json-file plan.json --throttle 50000000`,
		`${kafkaTool(ask, 'kafka-reassign-partitions.sh')} --verify --reassignment-json-file plan.json   # also takes the throttle away`,
	];
};
