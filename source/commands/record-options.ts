import { Failure } from '../model/failure.ts';
import type { Isolation, RecordPoint } from '../model/record-scan.ts';
import type { FilterQuestion } from '../operations/record-filter.ts';
import { parseSize } from '../units/size.ts';
import { parseTime } from '../units/time.ts';
import type { Arguments, OptionSpec } from './command.ts';

export const RATE_OPTION: OptionSpec = {
	name: 'rate',
	value: 'BYTES',
	summary: 'read at most BYTES a second (32MiB where nothing says that it is not prod), or unlimited',
};

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

export const filterOf = (args: Arguments): FilterQuestion => {
	const question = {
		key: args.value('key'),
		contains: args.values('contains'),
		matches: args.value('matches'),
		where: args.value('where'),
		isInverted: args.has('not'),
	};
	const isEmpty =
		question.key === undefined && question.contains.length === 0 && question.matches === undefined && question.where === undefined;
	if (question.isInverted && isEmpty)
		throw new Failure('usage', '--not turns a filter round, and there is none.', {
			nextSteps: ['add --key, --contains, --matches or --where'],
		});
	return question;
};

const MOST_PARTITION = 1_000_000;

/** `--partition 0,3-5`; undefined for all. */
export const partitionsOption = (args: Arguments): readonly number[] | undefined => {
	const texts = args.values('partition').flatMap(text => text.split(','));
	if (texts.length === 0) return undefined;
	const found = new Set<number>();
	for (const text of texts) {
		const match = /^(\d+)(?:-(\d+))?$/.exec(text.trim());
		const [first, last] = match === null ? [1, 0] : [Number(match[1]), Number(match[2] ?? match[1])];
		if (first > last || last > MOST_PARTITION) throw new Failure('usage', `--partition takes numbers such as 0,3-5, not "${text}".`);
		for (let partition = first; partition <= last; partition++) found.add(partition);
	}
	return [...found].sort((a, b) => a - b);
};

/** `--from -15m`, `--to end`, `--from offset:1200`. */
export const pointOption = (args: Arguments, name: string, nowMs: number): RecordPoint | undefined => {
	const text = args.value(name);
	if (text === undefined) return undefined;
	const offset = /^offset:(\d{1,19})$/.exec(text.trim());
	if (offset !== null) return { offset: BigInt(offset[1]!) };
	const point = parseTime(text, nowMs);
	if (point === null)
		throw new Failure('usage', `--${name} takes a time, beginning, end or an offset, not "${text}".`, {
			nextSteps: ['-15m · 2026-11-24T10:00 (local, or with a zone) · 1700000000000 (milliseconds) · beginning · end · offset:1200'],
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
