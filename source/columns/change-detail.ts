/** All that the journal holds of one change, as lines a person reads. Pure. */
import type { PlainObject, PlainValue } from '../model/judgement.ts';
import type { JournalEntry } from '../model/undoing.ts';
import { groupedText } from '../units/count.ts';
import { settingText } from '../units/setting-value.ts';
import { changeText } from './change-text.ts';
import type { Severity } from './column.ts';
import { resultCell } from './journal-columns.ts';
import { reasonLines } from './judgement-lines.ts';

export type DetailLine = { readonly label: string; readonly text: string; readonly severity?: Severity };
export type DetailSection = { readonly title: string; readonly lines: readonly DetailLine[] };

export const changeDetail = (entry: JournalEntry): readonly DetailSection[] =>
	[
		{ title: changeText(entry.change), lines: headLines(entry) },
		{ title: 'before → after', lines: stepLines(entry.before, entry.ended?.after ?? null) },
		{ title: 'asked for', lines: askedLines(entry) },
		{
			title: 'why not',
			lines: Object.entries(entry.ended?.failures ?? {}).map(([label, text]): DetailLine => ({ label, text, severity: 'warning' })),
		},
		{
			title: 'what was told before it was confirmed',
			lines: reasonLines(entry),
		},
	].filter((section, i) => i === 0 || section.lines.length > 0);

const timeText = (iso: string): string => `${iso.slice(0, 19).replace('T', ' ')} UTC`;

const headLines = (entry: JournalEntry): readonly DetailLine[] => {
	const { id, at, who, cluster, verdict, ended, undoes } = entry;
	const { text, severity } = resultCell(entry);
	return [
		{ label: 'made', text: timeText(at) },
		{ label: 'by', text: who.principal === null ? who.osUser : `${who.osUser}, to the cluster ${who.principal}` },
		{ label: 'on', text: `${cluster.name} (${cluster.id})` },
		{ label: 'confirmed', text: verdict.asks === 'name' ? 'by name' : 'by one key' },
		{
			label: 'result',
			text: ended === null ? `${text}: the program ended before it was read back` : `${text}, read back ${timeText(ended.at)}`,
			...(severity !== undefined && { severity }),
		},
		{ label: 'undo', text: undoText(entry) },
		...(undoes === undefined ? [] : [{ label: 'puts back', text: undoes }]),
		{ label: 'id', text: id },
	];
};

const undoText = ({ undoing, id }: JournalEntry): string => {
	switch (undoing.kind) {
		case 'possible':
			return `possible, by msk-tui undo ${id}: ${undoing.changes.map(changeText).join('; ')}`;
		case 'done':
			return `put back by ${undoing.doneBy.join(', ')}`;
		case 'notMade':
			return 'nothing was made';
		case 'impossible':
			return 'impossible: Kafka keeps nothing of what was there before';
	}
};

/** What was wanted, where before and after do not tell it. */
const askedLines = ({ change, before, ended }: JournalEntry): readonly DetailLine[] => {
	if (ended?.result === 'applied' && Object.keys(before).length > 0) return [];
	const { kind: _kind, ...rest } = change;
	return [...leaves(rest as unknown as PlainObject)].map(([label, text]) => ({ label, text }));
};

const stepLines = (before: PlainObject, after: PlainValue): readonly DetailLine[] => {
	const [was, is] = [leaves(before), leaves(after)];
	return [...new Set([...was.keys(), ...is.keys()])].map(label => {
		const [from, to] = [was.get(label), is.get(label)];
		const text = to === undefined || from === to ? from! : from === undefined ? `→ ${to}` : `${from} → ${to}`;
		return { label, text };
	});
};

/** Every value inside by the names that lead to it. */
const leaves = (value: PlainValue, path: readonly string[] = []): ReadonlyMap<string, string> => {
	if (value !== null && typeof value === 'object')
		return new Map(
			Array.isArray(value) && value.every(v => v === null || typeof v !== 'object')
				? [[path.join(' '), value.map(v => plainText('', v)).join(', ')]]
				: Object.entries(value).flatMap(([name, inner]) => [...leaves(inner as PlainValue, [...path, name])]),
		);
	return path.length === 0 ? new Map() : new Map([[path.join(' '), plainText(path.at(-1)!, value)]]);
};

const plainText = (name: string, value: null | boolean | number | bigint | string | object): string =>
	value === null
		? 'none'
		: typeof value === 'string'
			? settingText(name, value)
			: typeof value === 'number' || typeof value === 'bigint'
				? groupedText(value)
				: String(value);
