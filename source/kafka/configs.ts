import { asFailure, failed, type Outcome, success } from '../model/failure.ts';
import { describeBrokerConfigRight, describeTopicConfigRight } from '../model/needed-right.ts';
import type { ConfigEntry, ConfigSource } from '../model/topic.ts';
import { type ConfigResource, configResourceKey, type ReadOptions } from '../ports/cluster-reader.ts';
import { configResource } from '../protocol/enums.ts';
import type { ResponseOf } from '../protocol/messages.ts';
import { failureOfCode } from './broker-errors.ts';
import { type ClusterLink, inBatches } from './cluster-link.ts';
import type { Deadline } from './deadline.ts';

/** Resources a request: about 33 settings each; 500 keep the answer near a megabyte. */
const BATCH = 500;

const SOURCES: readonly ConfigSource[] = [
	'UNKNOWN',
	'DYNAMIC_TOPIC_CONFIG',
	'DYNAMIC_BROKER_CONFIG',
	'DYNAMIC_DEFAULT_BROKER_CONFIG',
	'STATIC_BROKER_CONFIG',
	'DEFAULT_CONFIG',
	'DYNAMIC_BROKER_LOGGER_CONFIG',
	'CLIENT_METRICS_CONFIG',
	'GROUP_CONFIG',
];

type Result = ResponseOf<'DescribeConfigs'>['results'][number];
export type Configs = Map<string, Outcome<readonly ConfigEntry[]>>;

/** Reads settings with where they come from: topics from any broker in batches, a broker's from that broker itself. */
export const readConfigs = async (
	link: ClusterLink,
	resources: readonly ConfigResource[],
	keys: readonly string[] | null,
	options?: ReadOptions,
): Promise<Configs> => {
	const deadline = link.deadline(options);
	await link.knowBrokers(deadline);
	const found: Configs = new Map();
	const topics = resources.filter(r => r.type === 'topic');
	const brokers = resources.filter(r => r.type === 'broker');
	await Promise.all([
		...inBatches(topics, BATCH).map(batch => askInto(link, batch, keys, undefined, deadline, found)),
		...brokers.map(broker => askInto(link, [broker], keys, Number(broker.name), deadline, found)),
	]);
	return found;
};

const askInto = async (
	link: ClusterLink,
	batch: readonly ConfigResource[],
	keys: readonly string[] | null,
	brokerId: number | undefined,
	deadline: Deadline,
	found: Configs,
): Promise<void> => {
	const request = {
		resources: batch.map(r => ({
			resourceType: r.type === 'topic' ? configResource.TOPIC : configResource.BROKER,
			resourceName: r.name,
			configurationKeys: keys,
		})),
		includeSynonyms: true,
		includeDocumentation: false,
	};
	try {
		const answer =
			brokerId === undefined
				? await link.any('DescribeConfigs', request, { deadline })
				: await link.broker(brokerId, 'DescribeConfigs', request, { deadline });
		for (const result of answer.results) {
			const resource: ConfigResource = {
				type: result.resourceType === configResource.TOPIC ? 'topic' : 'broker',
				name: result.resourceName,
			};
			found.set(configResourceKey(resource), outcomeOf(result, resource));
		}
	} catch (error) {
		deadline.signal?.throwIfAborted();
		for (const resource of batch) found.set(configResourceKey(resource), failed(asFailure(error)));
	}
};

const outcomeOf = (result: Result, resource: ConfigResource): Outcome<readonly ConfigEntry[]> => {
	const needs = resource.type === 'topic' ? describeTopicConfigRight(resource.name) : describeBrokerConfigRight;
	const failure = failureOfCode(result.errorCode, { resource: `${resource.type} ${resource.name}`, needs }, result.errorMessage);
	return failure === undefined ? success(result.configs.map(toEntry)) : failed(failure);
};

const toEntry = (c: Result['configs'][number]): ConfigEntry => {
	const source = SOURCES[c.configSource] ?? 'UNKNOWN';
	return {
		name: c.name,
		value: c.isSensitive ? null : c.value,
		source,
		default: source === 'DEFAULT_CONFIG' ? c.value : valueBelow(c.name, source, c.synonyms),
		isSensitive: c.isSensitive,
		isReadOnly: c.readOnly,
	};
};

type Synonym = { readonly name: string; readonly value: string | null; readonly source: number };

/**
 * What holds once a setting's own value is removed. Synonyms come in order of precedence; one that a broker was given in another unit
 * (`log.retention.hours` for a topic's `retention.ms`, as MSK sets it) is told in the unit of the setting.
 */
export const valueBelow = (name: string, source: ConfigSource, synonyms: readonly Synonym[]): string | null => {
	const below = synonyms.find(s => SOURCES[s.source] !== source);
	if (below === undefined || below.value === null) return null;
	const unitMs = name.endsWith('.ms') ? (UNITS_MS[below.name.slice(below.name.lastIndexOf('.') + 1)] ?? 1) : 1;
	const isLimit = unitMs > 1 && /^\d+$/.test(below.value);
	return isLimit ? String(BigInt(below.value) * BigInt(unitMs)) : below.value;
};

const UNITS_MS: Readonly<Record<string, number>> = { minutes: 60_000, hours: 3_600_000 };
