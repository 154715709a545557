import type { ConfigEntry, ConfigSource } from '../model/topic.ts';
import type { UnknownField } from '../model/unknown.ts';
import { byValue, notApplicableCell, textCell } from './cells.ts';
import type { NounTable } from './column.ts';

/** Where a value comes from, in a word. */
export const SOURCE_TEXTS: Readonly<Record<ConfigSource, string>> = {
	UNKNOWN: 'unknown',
	DYNAMIC_TOPIC_CONFIG: 'topic',
	DYNAMIC_BROKER_CONFIG: 'broker',
	DYNAMIC_DEFAULT_BROKER_CONFIG: 'cluster',
	STATIC_BROKER_CONFIG: 'server.properties',
	DEFAULT_CONFIG: 'default',
	DYNAMIC_BROKER_LOGGER_CONFIG: 'logger',
	CLIENT_METRICS_CONFIG: 'client metrics',
	GROUP_CONFIG: 'group',
};

/** True for settings that somebody changed here, as opposed to inherited ones. */
export const isSetHere = (entry: ConfigEntry): boolean =>
	entry.source === 'DYNAMIC_TOPIC_CONFIG' || entry.source === 'DYNAMIC_BROKER_CONFIG' || entry.source === 'GROUP_CONFIG';

/** True for settings that anybody set anywhere: on MSK the cluster's configuration arrives as `server.properties`. */
export const isNotDefault = (entry: ConfigEntry): boolean => entry.source !== 'DEFAULT_CONFIG';

const unknownOf = (entry: ConfigEntry): readonly UnknownField[] => {
	const unknown: UnknownField[] = [];
	if (entry.value === null) {
		const reason = entry.isSensitive ? 'Kafka never tells the value of a sensitive setting' : 'the setting has no value';
		unknown.push({ field: 'value', reason, needs: null });
	}
	if (entry.default === null) unknown.push({ field: 'default', reason: 'the broker told no value below this one', needs: null });
	return unknown;
};

/** Settings of a topic or a broker; `value` is Kafka's own string. The changed ones come first when sorted by SOURCE. */
export const configTable: NounTable<ConfigEntry> = {
	noun: 'config',
	unknownOf,
	columns: [
		{
			id: 'name',
			title: 'NAME',
			align: 'left',
			priority: 0,
			cell: e => textCell(e.name),
			compare: byValue(e => e.name),
			json: e => e.name,
		},
		{
			id: 'value',
			title: 'VALUE',
			align: 'left',
			priority: 0,
			cell: e => (e.value === null ? textCell(e.isSensitive ? '(hidden)' : '–', 'muted') : textCell(e.value)),
			compare: byValue(e => e.value),
			json: e => e.value,
		},
		{
			id: 'source',
			title: 'SOURCE',
			align: 'left',
			priority: 1,
			cell: e => textCell(SOURCE_TEXTS[e.source], isSetHere(e) ? undefined : 'muted'),
			compare: byValue(e => `${isSetHere(e) ? 0 : 1}${e.name}`),
			json: e => e.source,
		},
		{
			id: 'default',
			title: 'DEFAULT',
			align: 'left',
			priority: 2,
			cell: e => (e.default === null ? notApplicableCell : textCell(e.default, 'muted')),
			compare: byValue(e => e.default),
			json: e => e.default,
		},
		{
			id: 'sensitive',
			title: 'SENSITIVE',
			align: 'left',
			priority: 9,
			cell: e => textCell(e.isSensitive ? 'yes' : ''),
			compare: byValue(e => Number(e.isSensitive)),
			json: e => e.isSensitive,
		},
		{
			id: 'readOnly',
			title: 'READ-ONLY',
			align: 'left',
			priority: 9,
			cell: e => textCell(e.isReadOnly ? 'yes' : ''),
			compare: byValue(e => Number(e.isReadOnly)),
			json: e => e.isReadOnly,
		},
	],
};
