import { configSource, configType } from '../../protocol/enums.ts';
import { brokerConfigRows } from './broker-config-table.ts';
import { topicConfigRows } from './topic-config-table.ts';

export type ValueType = 'boolean' | 'string' | 'int' | 'short' | 'long' | 'double' | 'list' | 'class' | 'password';

export type SettingDefinition = {
	readonly name: string;
	readonly type: ValueType;
	readonly default: string | null;
	/** Topic settings: the broker setting that holds where the topic has none of its own. */
	readonly brokerName: string | null;
	/** Broker settings: fixed while the broker runs. */
	readonly isReadOnly: boolean;
};

export type Synonym = { readonly name: string; readonly value: string | null; readonly source: number };

/** A setting with where its value comes from, strongest first. */
export type Setting = {
	readonly definition: SettingDefinition;
	readonly value: string | null;
	readonly source: number;
	readonly synonyms: readonly Synonym[];
};

const TYPE_CODES: Readonly<Record<ValueType, number>> = {
	boolean: configType.BOOLEAN,
	string: configType.STRING,
	int: configType.INT,
	short: configType.SHORT,
	long: configType.LONG,
	double: configType.DOUBLE,
	list: configType.LIST,
	class: configType.CLASS,
	password: configType.PASSWORD,
};

export const typeCode = (definition: SettingDefinition): number => TYPE_CODES[definition.type];

export const topicSettings: ReadonlyMap<string, SettingDefinition> = new Map(
	topicConfigRows.map(([name, type, value, brokerName]) => [name, { name, type, default: value, brokerName, isReadOnly: false }]),
);

export const brokerSettings: ReadonlyMap<string, SettingDefinition> = new Map(
	brokerConfigRows.map(([name, type, value, change]) => [
		name,
		{ name, type, default: value, brokerName: null, isReadOnly: change === 'read-only' },
	]),
);

/** Where a broker's values come from besides Kafka's defaults. */
export type BrokerValues = {
	readonly dynamic: ReadonlyMap<string, string>;
	readonly dynamicDefault: ReadonlyMap<string, string>;
	readonly static: ReadonlyMap<string, string>;
};

const brokerSynonyms = (name: string, values: BrokerValues): readonly Synonym[] => {
	const found: Synonym[] = [];
	const add = (value: string | null | undefined, source: number): void => {
		if (value !== undefined && value !== null) found.push({ name, value, source });
	};
	add(values.dynamic.get(name), configSource.DYNAMIC_BROKER_CONFIG);
	add(values.dynamicDefault.get(name), configSource.DYNAMIC_DEFAULT_BROKER_CONFIG);
	add(values.static.get(name), configSource.STATIC_BROKER_CONFIG);
	add(brokerSettings.get(name)?.default, configSource.DEFAULT_CONFIG);
	return found;
};

const strongest = (definition: SettingDefinition, synonyms: readonly Synonym[]): Setting => ({
	definition,
	value: synonyms[0]?.value ?? definition.default,
	source: synonyms[0]?.source ?? configSource.DEFAULT_CONFIG,
	synonyms,
});

/** A broker's setting as it stands. */
export const brokerSetting = (definition: SettingDefinition, values: BrokerValues): Setting =>
	strongest(definition, brokerSynonyms(definition.name, values));

/** A topic's setting as it stands. */
export const topicSetting = (definition: SettingDefinition, own: ReadonlyMap<string, string>, values: BrokerValues): Setting => {
	const inherited = definition.brokerName === null ? [] : brokerSynonyms(definition.brokerName, values);
	const value = own.get(definition.name);
	return strongest(
		definition,
		value === undefined ? inherited : [{ name: definition.name, value, source: configSource.TOPIC_CONFIG }, ...inherited],
	);
};
