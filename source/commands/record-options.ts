import { Failure } from '../model/failure.ts';
import type { Isolation, RecordPoint } from '../model/record-scan.ts';
import type { ScanQuestion } from '../operations/plan-scan.ts';
import type { FilterQuestion } from '../operations/record-filter.ts';
import { POINT_EXAMPLES, parsePartitions, parsePoint } from '../operations/record-words.ts';
import { parseSize } from '../units/size.ts';
import type { Arguments, OptionSpec } from './command.ts';

export const RATE_OPTION: OptionSpec = {
	name: 'rate',
	value: 'BYTES',
	summary: 'read at most BYTES a second (32MiB where nothing says that it is not prod), or unlimited',
};

/** Options that say which range of the log is read. */
export const RANGE_OPTIONS: readonly OptionSpec[] = [
	{ name: 'from', value: 'POINT', summary: 'first record at or after a time (-15m), an offset (offset:1200); else the beginning' },
	{ name: 'to', value: 'POINT', summary: 'end before the first record at or after it; else the end as it stands now' },
];

/** Options that say which records are wanted, of `tail` and `search` alike. */
export const FILTER_OPTIONS: readonly OptionSpec[] = [
	{ name: 'partition', value: 'N,N-N,…', isMultiple: true, summary: 'only these partitions' },
	{ name: 'key', value: 'TEXT', summary: 'records whose key is exactly TEXT' },
	{
		name: 'contains',
		value: 'TEXT',
		isMultiple: true,
		summary: 'records with TEXT in key, value or headers; given several times, all of them',
	},
	{ name: 'matches', value: 'REGEX', summary: 'records of which key, value or a header fits REGEX' },
	{
		name: 'where',
		value: 'CEL',
		summary: 'records of which CEL is true: value.amount > 100 && key == "a"; looks at key, value, headers, timestamp, …',
	},
	{ name: 'not', summary: 'records that do not match all of the above' },
	{ name: 'limit', value: 'N', summary: 'stop after N records' },
	{
		name: 'isolation',
		value: 'LEVEL',
		summary: 'read_committed (default) leaves out aborted and open transactions',
		choices: ['read_committed', 'read_uncommitted'],
	},
	RATE_OPTION,
];

/** What is to be read, by the options and the topics named. */
export const rangeOf = (args: Arguments, nowMs: number): ScanQuestion => ({
	topics: args.positionals,
	partitions: partitionsOption(args),
	from: pointOption(args, 'from', nowMs) ?? 'beginning',
	to: pointOption(args, 'to', nowMs) ?? 'end',
	isolation: isolationOption(args),
});

export const filterOf = (args: Arguments): FilterQuestion => {
	const question = {
		key: args.value('key'),
		contains: args.values('contains'),
		matches: args.value('matches'),
		where: args.value('where'),
		isInverted: args.has('not'),
	};
	if (question.isInverted && isNoFilter(question))
		throw new Failure('usage', '--not turns a filter round, and there is none.', {
			nextSteps: ['add --key, --contains, --matches or --where'],
		});
	return question;
};

/** Every record is wanted. */
export const isNoFilter = ({ key, contains = [], matches, where }: FilterQuestion): boolean =>
	key === undefined && contains.length === 0 && matches === undefined && where === undefined;

/** `--partition 0,3-5`; undefined for all. */
export const partitionsOption = (args: Arguments): readonly number[] | undefined => {
	const texts = args.values('partition');
	if (texts.length === 0) return undefined;
	return [...new Set(texts.flatMap(text => parsePartitions(text) ?? notPartitions(text)))].sort((a, b) => a - b);
};

const notPartitions = (text: string): never => {
	throw new Failure('usage', `--partition takes numbers such as 0,3-5, not "${text}".`);
};

/** `--from -15m`, `--to end`, `--from offset:1200`. */
export const pointOption = (args: Arguments, name: string, nowMs: number): RecordPoint | undefined => {
	const text = args.value(name);
	if (text === undefined) return undefined;
	const point = parsePoint(text, nowMs);
	if (point === null)
		throw new Failure('usage', `--${name} takes a time, beginning, end or an offset, not "${text}".`, {
			nextSteps: [POINT_EXAMPLES],
		});
	return point;
};

export const isolationOption = (args: Arguments): Isolation => (args.value('isolation') as Isolation | undefined) ?? 'read_committed';

/** Bytes a second; null for no limit. `usual` is what the cluster's settings say. */
export const rateOption = (args: Arguments, usual: number | null): number | null => {
	const text = args.value('rate');
	if (text === undefined) return usual;
	if (text === 'unlimited') return null;
	const bytes = parseSize(text);
	if (bytes === null || bytes < 1n) throw new Failure('usage', `--rate takes bytes a second such as 32MiB, or unlimited, not "${text}".`);
	return Number(bytes);
};
