import { type Column, columnById, type NounTable } from '../columns/column.ts';
import { Failure } from '../model/failure.ts';
import { ageText, parseDuration } from '../units/duration.ts';
import type { Arguments, OptionSpec } from './command.ts';

/** Reads an option as milliseconds; undefined when it was not given, a usage error when it is no duration. */
export const durationOption = (args: Arguments, name: string): number | undefined => {
	const text = args.value(name);
	if (text === undefined) return undefined;
	const ms = parseDuration(text);
	if (ms === null) throw new Failure('usage', `--${name} takes a duration such as 30s, 5m or 1h30m, not "${text}".`);
	return ms;
};

/** `--watch` with the interval, or alone. An option means the same wherever it appears, so both commands that have it use this one. */
export const watchSpec = (summary: string): OptionSpec => ({ name: 'watch', value: 'INTERVAL', optionalValue: /^\d/, summary });

/** Milliseconds between two looks; undefined without `--watch`. A usage error when the interval is shorter than `leastMs`, which `why` explains. */
export const watchInterval = (
	args: Arguments,
	{ usualMs, leastMs, why }: { readonly usualMs: number; readonly leastMs: number; readonly why: string },
): number | undefined => {
	const ms = args.value('watch') === '' ? usualMs : durationOption(args, 'watch');
	if (ms !== undefined && ms < leastMs) throw new Failure('usage', `--watch takes at least ${ageText(leastMs)} here: ${why}.`);
	return ms;
};

/** Reads an option as a whole number; thousands separators are allowed. */
export const wholeNumberOption = (args: Arguments, name: string): bigint | undefined => {
	const text = args.value(name);
	if (text === undefined) return undefined;
	if (!/^\d{1,3}(?:[,_]?\d{3})*$|^\d+$/.test(text)) throw new Failure('usage', `--${name} takes a whole number, not "${text}".`);
	return BigInt(text.replace(/[,_]/g, ''));
};

/** Finds a column by its id, its title or the first word of its id: `size` means `sizeBytes`. */
export const findColumn = <Row>(table: NounTable<Row>, option: string, text: string): Column<Row> => {
	const wanted = text.toLowerCase();
	const found =
		columnById(table, text) ??
		table.columns.find(c => c.id.toLowerCase() === wanted || c.title.toLowerCase() === wanted) ??
		table.columns.find(c => c.id.toLowerCase().startsWith(wanted));
	if (found === undefined || text === '')
		throw new Failure('usage', `--${option}: there is no column "${text}".`, {
			nextSteps: [`columns are ${table.columns.map(c => c.id).join(', ')}`],
		});
	return found;
};

/** Reads `--columns a,b,c`; undefined when it was not given. */
export const columnsOption = <Row>(args: Arguments, table: NounTable<Row>): readonly Column<Row>[] | undefined =>
	args
		.value('columns')
		?.split(',')
		.map(name => findColumn(table, 'columns', name.trim()));

/** Reads `--sort COLUMN`: numbers come largest first, words from A; a leading `-` turns that round. */
export const sortOption = <Row>(
	args: Arguments,
	table: NounTable<Row>,
): { readonly column: Column<Row>; readonly isDescending: boolean } | undefined => {
	const text = args.value('sort');
	if (text === undefined) return undefined;
	const isReversed = text.startsWith('-');
	const column = findColumn(table, 'sort', isReversed ? text.slice(1) : text);
	return { column, isDescending: (column.align === 'right') !== isReversed };
};
