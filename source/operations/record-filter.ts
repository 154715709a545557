import type { RecordDecoder } from '../decoding/record/record-decoder.ts';
import type { FilteredRecord, Where, WhereFailure } from '../decoding/where/where.ts';
import { Failure } from '../model/failure.ts';
import type { FilterQuestion } from '../model/filter-question.ts';

import { type Needle, needleOf } from '../records/needle.ts';

export type { FilterQuestion };

export type RecordFilter = {
	/** Bytes that every wanted record holds, so that others need not be read; null where there are none. */
	readonly needle: Needle | null;
	/** Null where every record is wanted. */
	readonly test: ((record: FilteredRecord) => boolean | Promise<boolean>) | null;
	readonly whereFailures: () => readonly WhereFailure[];
};

type Test = (record: FilteredRecord) => boolean;

/** Makes a filter. Throws a usage Failure for an expression that does not compile. */
export const recordFilter = async (question: FilterQuestion, decoder: RecordDecoder): Promise<RecordFilter> => {
	const contains = (question.contains ?? []).map(text => Buffer.from(text));
	const key = question.key === undefined ? undefined : Buffer.from(question.key);
	const tests: Test[] = [];
	if (key !== undefined) tests.push(({ key: own }) => own?.equals(key) === true);
	for (const bytes of contains) tests.push(holds(bytes));
	if (question.matches !== undefined) tests.push(fits(question.matches));
	const isInverted = question.isInverted === true;
	const where = question.where === undefined ? undefined : await compile(question.where, decoder, isInverted);
	const quick: Test | undefined = tests.length === 0 ? undefined : record => tests.every(test => test(record));
	return {
		needle: isInverted ? null : longest([...(key === undefined ? [] : [key]), ...contains]),
		test: isInverted ? inverted(quick, where) : both(quick, where),
		whereFailures: () => where?.failures() ?? [],
	};
};

const both = (quick: Test | undefined, where: Where | undefined): RecordFilter['test'] => {
	if (where === undefined) return quick ?? null;
	return quick === undefined ? where.matches : record => quick(record) && where.matches(record);
};

/** `where` is compiled as its own contrary, so that its failures stay no match. */
const inverted = (quick: Test | undefined, where: Where | undefined): RecordFilter['test'] => {
	if (where === undefined) return quick === undefined ? () => false : record => !quick(record);
	return quick === undefined ? where.matches : record => !quick(record) || where.matches(record);
};

const compile = async (expression: string, decoder: RecordDecoder, isInverted: boolean): Promise<Where> => {
	// CEL is loaded by whoever uses it.
	const { compileWhere } = await import('../decoding/where/where.ts');
	const where = compileWhere(expression, decoder);
	return isInverted ? compileWhere(`!(${expression})`, decoder) : where;
};

const longest = (needles: readonly Buffer[]): Needle | null => {
	const best = needles.reduce<Buffer | undefined>((a, b) => (a === undefined || b.length > a.length ? b : a), undefined);
	return best === undefined || best.length === 0 ? null : needleOf(best);
};

const holds =
	(bytes: Buffer): Test =>
	({ key, value, headers }) =>
		value?.includes(bytes) === true ||
		key?.includes(bytes) === true ||
		headers.some(header => header.value?.includes(bytes) === true || Buffer.from(header.name).includes(bytes));

const fits = (pattern: string): Test => {
	let expression: RegExp;
	try {
		expression = new RegExp(pattern, 'u');
	} catch (error) {
		throw new Failure('usage', `--matches is no regular expression: ${(error as Error).message}.`, {
			nextSteps: ['It is one of JavaScript, for example: "status":"(FAILED|REFUSED)"'],
		});
	}
	const test = (bytes: Buffer | null): boolean => bytes !== null && expression.test(bytes.toString());
	return ({ key, value, headers }) => test(value) || test(key) || headers.some(header => test(header.value));
};
