/** Settings: DescribeConfigs, IncrementalAlterConfigs. */
import { configOperation, configResource } from '../../protocol/enums.ts';
import { errorCode } from '../../protocol/error-codes.ts';
import type { DecodedRequestOf } from '../../protocol/messages.ts';
import { CLUSTER_NAME } from '../cluster/access.ts';
import { settingProblem } from '../cluster/check-setting.ts';
import { settingRefusal } from '../cluster/flavour.ts';
import {
	brokerSetting,
	brokerSettings,
	type Setting,
	type SettingDefinition,
	topicSetting,
	topicSettings,
	typeCode,
} from '../cluster/settings.ts';
import {
	type Call,
	CLUSTER_AUTHORIZATION_FAILED,
	type Handlers,
	NONE,
	TOPIC_AUTHORIZATION_FAILED,
	UNKNOWN_TOPIC_OR_PARTITION,
} from './handler.ts';

type Refusal = { readonly errorCode: number; readonly errorMessage: string | null };
const refusal = (code: number, errorMessage: string | null = null): Refusal => ({ errorCode: code, errorMessage });
const invalid = (message: string): Refusal => refusal(errorCode('INVALID_REQUEST'), message);

/** The definitions with the asked names; all for null. */
const chosen = (all: ReadonlyMap<string, SettingDefinition>, keys: readonly string[] | null): readonly SettingDefinition[] =>
	keys === null ? [...all.values()] : [...new Set(keys)].flatMap(key => all.get(key) ?? []);

/** The settings of a resource, or why they are not told. */
const settingsOf = (call: Call, type: number, name: string, keys: readonly string[] | null): readonly Setting[] | Refusal => {
	const { cluster, brokerId } = call;
	if (type === configResource.TOPIC) {
		if (!cluster.access.allows('DESCRIBE_CONFIGS', 'topic', name))
			return refusal(TOPIC_AUTHORIZATION_FAILED, 'Topic authorization failed.');
		const topic = cluster.topics.get(name);
		if (topic === undefined) return refusal(UNKNOWN_TOPIC_OR_PARTITION, 'This server does not host this topic-partition.');
		return chosen(topicSettings, keys).map(definition => topicSetting(definition, topic.config, cluster.brokerValues(brokerId)));
	}
	if (type === configResource.BROKER) {
		if (!cluster.access.allows('DESCRIBE_CONFIGS', 'cluster', CLUSTER_NAME))
			return refusal(CLUSTER_AUTHORIZATION_FAILED, 'Cluster authorization failed.');
		if (name === '') return [...cluster.dynamicDefaults.keys()].flatMap(key => settingOfDefault(call, key));
		if (name !== String(brokerId)) return invalid(`Unexpected broker id, expected ${brokerId} or empty string, but received ${name}`);
		return chosen(brokerSettings, keys).map(definition => brokerSetting(definition, cluster.brokerValues(brokerId)));
	}
	return invalid(`Unsupported resource type: ${type}`);
};

const settingOfDefault = ({ cluster }: Call, key: string): Setting[] => {
	const definition = brokerSettings.get(key);
	const none = new Map<string, string>();
	return definition === undefined
		? []
		: [brokerSetting(definition, { dynamic: none, dynamicDefault: cluster.dynamicDefaults, static: none })];
};

const describeSetting = ({ definition, value, source, synonyms }: Setting, withSynonyms: boolean, version: number) => {
	const isSensitive = definition.type === 'password';
	return {
		name: definition.name,
		value: isSensitive ? null : value,
		readOnly: definition.isReadOnly,
		configSource: source,
		isSensitive,
		synonyms: withSynonyms ? synonyms.map(s => (isSensitive ? { ...s, value: null } : s)) : [],
		...(version >= 3 && { configType: typeCode(definition), documentation: null }),
	};
};

type Change = DecodedRequestOf<'IncrementalAlterConfigs'>['resources'][number];

/** Where a change goes: the definitions that count and the values it works on; or why it is refused. */
const targetOf = ({ cluster }: Call, { resourceType, resourceName }: Change) => {
	if (resourceType === configResource.TOPIC) {
		if (!cluster.access.allows('ALTER_CONFIGS', 'topic', resourceName))
			return refusal(TOPIC_AUTHORIZATION_FAILED, 'Topic authorization failed.');
		const topic = cluster.topics.get(resourceName);
		if (topic === undefined) return refusal(UNKNOWN_TOPIC_OR_PARTITION, 'This server does not host this topic-partition.');
		const inherited = (name: string) => cluster.topicText(topic, name);
		const refused = (setting: string) => settingRefusal(cluster.flavour, setting, false);
		return { definitions: topicSettings, values: topic.config, inherited, refused };
	}
	if (resourceType === configResource.BROKER) {
		if (!cluster.access.allows('ALTER_CONFIGS', 'cluster', CLUSTER_NAME))
			return refusal(CLUSTER_AUTHORIZATION_FAILED, 'Cluster authorization failed.');
		const values = resourceName === '' ? cluster.dynamicDefaults : cluster.broker(Number(resourceName))?.dynamic;
		const { name, changesBrokers } = cluster.flavour;
		if (!changesBrokers) return refusal(CLUSTER_AUTHORIZATION_FAILED, `${name} lets no broker configuration be altered.`);
		if (values === undefined) return invalid(`Unknown broker ${resourceName}`);
		return {
			definitions: brokerSettings,
			values,
			refused: () => undefined,
			inherited: (name: string) => values.get(name) ?? brokerSettings.get(name)?.default ?? '',
		};
	}
	return invalid(`Unsupported resource type: ${resourceType}`);
};

const words = (list: string): string[] => list.split(',').filter(word => word !== '');

/** The value after an operation; undefined removes it. */
const valueAfter = (operation: number, given: string, before: string): string | undefined => {
	if (operation === configOperation.DELETE) return undefined;
	if (operation === configOperation.SET) return given;
	if (operation === configOperation.APPEND) return [...new Set([...words(before), ...words(given)])].join(',');
	return words(before)
		.filter(word => !words(given).includes(word))
		.join(',');
};

/** Checks and, unless only asked to validate, makes the changes of one resource: all or none. */
const alter = (call: Call, change: Change, validateOnly: boolean): Refusal => {
	const target = targetOf(call, change);
	if ('errorCode' in target) return target;
	const names = change.configs.map(c => c.name);
	if (new Set(names).size < names.length) return invalid('Error due to duplicate config keys');
	const after = new Map(target.values);
	for (const { name, configOperation: operation, value } of change.configs) {
		const definition = target.definitions.get(name);
		const isList = operation === configOperation.APPEND || operation === configOperation.SUBTRACT;
		if (definition === undefined) return refusal(errorCode('INVALID_CONFIG'), `Unknown topic config name: ${name}`);
		const refused = target.refused(name);
		if (refused !== undefined) return refusal(errorCode('INVALID_CONFIG'), refused);
		if (definition.isReadOnly) return invalid(`Cannot update these configs dynamically: Set(${name})`);
		if (operation !== configOperation.DELETE && value === null) return invalid(`Null value not supported for : ${name}`);
		if (isList && definition.type !== 'list')
			return refusal(
				errorCode('INVALID_CONFIG'),
				`Can't ${operation === configOperation.APPEND ? 'APPEND' : 'SUBTRACT'} to key ${name} because its type is not LIST.`,
			);
		const next = valueAfter(operation, value ?? '', target.inherited(name));
		const problem = next === undefined ? undefined : settingProblem(definition, next);
		if (problem !== undefined) return refusal(errorCode('INVALID_CONFIG'), problem);
		if (next === undefined) after.delete(name);
		else after.set(name, next);
	}
	if (!validateOnly) {
		target.values.clear();
		for (const [name, value] of after) target.values.set(name, value);
	}
	return refusal(NONE);
};

export const configApis: Handlers = {
	DescribeConfigs: {
		min: 1,
		max: 4,
		answer: ({ resources, includeSynonyms }, call) => ({
			results: resources.map(({ resourceType, resourceName, configurationKeys }) => {
				const settings = settingsOf(call, resourceType, resourceName, configurationKeys);
				if ('errorCode' in settings) return { ...settings, resourceType, resourceName, configs: [] };
				const configs = settings.map(s => describeSetting(s, includeSynonyms, call.version));
				return { errorCode: NONE, errorMessage: '', resourceType, resourceName, configs };
			}),
		}),
	},
	IncrementalAlterConfigs: {
		min: 0,
		max: 1,
		answer: ({ resources, validateOnly }, call) => ({
			responses: resources.map(change => ({
				...alter(call, change, validateOnly),
				resourceType: change.resourceType,
				resourceName: change.resourceName,
			})),
		}),
	},
};
