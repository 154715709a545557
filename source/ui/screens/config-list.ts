/** Settings as a list: what somebody changed first, each value also in words. */
import { configTable, isNotDefault } from '../../columns/config-columns.ts';
import type { ConfigEntry } from '../../model/topic.ts';
import type { TableColumn } from '../components/table-rows.ts';
import { nounColumns } from '../noun-columns.ts';
import { valueInWords } from './config-words.ts';

const words: TableColumn<ConfigEntry> = {
	id: 'words',
	title: 'MEANS',
	minWidth: 9,
	maxWidth: 24,
	priority: 1,
	cell: entry => ({ text: valueInWords(entry.name, entry.value) ?? '', style: 'muted' }),
};
const columns = nounColumns(configTable, { name: [28, 44], value: [12, 60], source: [10, 24], default: [10, 40] }).flatMap(column =>
	column.id === 'value' ? [column, words] : [column],
);

const idOf = (c: ConfigEntry): string => c.name;
const copyOf = (c: ConfigEntry): string => `${c.name}=${c.value ?? ''}`;

/** What a list of settings is made of, wherever it stands. */
export const configList = { noun: configTable, columns, idOf, copyOf };

/** What somebody changed comes first: it is what one looks for. */
export const changedFirst = (config: readonly ConfigEntry[]): readonly ConfigEntry[] => {
	const byName = config.toSorted((a, b) => (a.name < b.name ? -1 : 1));
	return [...byName.filter(isNotDefault), ...byName.filter(c => !isNotDefault(c))];
};
