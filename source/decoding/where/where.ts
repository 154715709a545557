import { Failure } from '../../model/failure.ts';
import type { DecodedValue } from '../decoded-value.ts';
import type { Side } from '../record/decoder-rules.ts';
import type { EncodedRecord, RecordDecoder } from '../record/record-decoder.ts';
import { strictText } from '../strict-text.ts';
import { Environment, EvaluationError } from './cel.ts';
import { celValue } from './cel-value.ts';
import { type FieldReader, fieldReader } from './json-fields.ts';
import { wantedFields } from './wanted-fields.ts';

/** What `--where` can look at. */
export type FilteredRecord = EncodedRecord & { readonly partition: number; readonly offset: bigint; readonly timestampMs: number };

export type Where = {
	/** Decides on a record: at once when everything for it is known, else when its schema has come. Never throws or rejects. */
	readonly matches: (record: FilteredRecord) => boolean | Promise<boolean>;
	/** On how many records the expression failed, which therefore did not match, by reason; most first. */
	readonly failures: () => readonly WhereFailure[];
};

export type WhereFailure = { readonly reason: string; readonly records: number };

/** Different reasons that are told apart; a reason may hold text of a record, so there could be one for each of millions. */
const MOST_REASONS = 50;
const OTHER_REASONS = 'other reasons';

const VARIABLES = {
	key: 'dyn',
	value: 'dyn',
	headers: 'map<string, dyn>',
	topic: 'string',
	partition: 'int',
	offset: 'int',
	timestamp: 'google.protobuf.Timestamp',
} as const;

/**
 * Makes a filter of a CEL expression over key, value, headers, topic, partition, offset and timestamp.
 * Throws a Failure of kind usage, with the position, for what does not compile or cannot be true or false.
 */
export const compileWhere = (expression: string, decoder: RecordDecoder): Where => {
	const { evaluate, wanted } = compile(expression);
	const sides = (['key', 'value'] as const).filter(side => wanted.has(side));
	const readers = new Map<Side, FieldReader | undefined>(sides.map(side => [side, fieldReader(wanted.get(side)!)]));
	const reasons = new Map<string, number>();

	const fail = (reason: string): false => {
		const name = reasons.has(reason) || reasons.size < MOST_REASONS ? reason : OTHER_REASONS;
		reasons.set(name, (reasons.get(name) ?? 0) + 1);
		return false;
	};

	const judge = (record: FilteredRecord, context: Record<string, unknown>, failure: string | null): boolean => {
		if (wanted.has('topic')) context.topic = record.topic;
		if (wanted.has('partition')) context.partition = BigInt(record.partition);
		if (wanted.has('offset')) context.offset = record.offset;
		if (wanted.has('timestamp')) context.timestamp = new Date(record.timestampMs);
		if (wanted.has('headers')) context.headers = headerMap(record);
		// A stack costs six times what the judgement does, and a filter may fail on every record.
		const { stackTraceLimit } = Error;
		Error.stackTraceLimit = 0;
		try {
			const answer = evaluate(context);
			return typeof answer === 'boolean' ? answer : fail('the expression is neither true nor false');
		} catch (error) {
			return fail(failure ?? reasonOf(error));
		} finally {
			Error.stackTraceLimit = stackTraceLimit;
		}
	};

	return {
		matches: record => {
			const context: Record<string, unknown> = {};
			let failure: string | null = null;
			let waiting: readonly { readonly side: Side; readonly decoded: Promise<DecodedValue> }[] | undefined;
			const take = (side: Side, { value, failure: problem }: DecodedValue): void => {
				context[side] = celValue(value);
				if (problem !== null) failure ??= `${side} ${problem}`;
			};
			for (const side of sides) {
				const fields = quickFields(readers.get(side), decoder, record, side);
				if (fields !== undefined) context[side] = fields;
				else {
					const decoded = decoder.decode(record, side);
					if (decoded instanceof Promise) waiting = [...(waiting ?? []), { side, decoded }];
					else take(side, decoded);
				}
			}
			if (waiting === undefined) return judge(record, context, failure);
			return Promise.all(waiting.map(async ({ side, decoded }) => take(side, await decoded))).then(() => judge(record, context, failure));
		},
		failures: () =>
			[...reasons]
				.map(([reason, records]) => ({ reason, records }))
				.sort((a, b) => b.records - a.records || (a.reason < b.reason ? -1 : 1)),
	};
};

const compile = (expression: string) => {
	const environment = new Environment({ homogeneousAggregateLiterals: false });
	for (const [name, type] of Object.entries(VARIABLES)) environment.registerVariable(name, type);
	const checked = environment.check(expression);
	if (!checked.valid) throw notCompiled(expression, checked.error!);
	if (checked.type !== 'bool' && checked.type !== 'dyn')
		throw new Failure('usage', `--where is a ${checked.type}, it must be true or false: ${expression}`, {
			nextSteps: ['Compare it with something: value.status == "FAILED".'],
			details: { expression, type: checked.type },
		});
	const evaluate = environment.parse(expression);
	return { evaluate: evaluate as (context: Record<string, unknown>) => unknown, wanted: wantedFields(evaluate.ast) };
};

type CompileError = { readonly code: string; readonly summary: string; readonly range?: { readonly start: number } };

const notCompiled = (expression: string, { code, summary, range }: CompileError): Failure => {
	// CEL counts from 0 and people from 1.
	const position = range === undefined ? undefined : range.start + 1;
	return new Failure(
		'usage',
		`--where does not compile${position === undefined ? '' : ` at character ${position}`}: ${lowerFirst(summary)}.`,
		{
			nextSteps: [
				position === undefined ? expression : `${expression}\n${' '.repeat(position - 1)}^`,
				code === 'unknown_variable'
					? `It can look at ${Object.keys(VARIABLES).join(', ')}.`
					: 'It is a CEL expression, for example: value.amount > 100 && value.status == "FAILED"',
			],
			details: { expression, position, code },
		},
	);
};

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

const reasonOf = (error: unknown): string =>
	lowerFirst(error instanceof EvaluationError ? error.summary : String((error as Error).message))
		.split('\n')[0]!
		.slice(0, 200);

/** The wanted fields out of bytes that are plainly a JSON object; undefined where the decoder must say what they are. */
const quickFields = (
	reader: FieldReader | undefined,
	decoder: RecordDecoder,
	record: FilteredRecord,
	side: Side,
): Readonly<Record<string, unknown>> | undefined => {
	const bytes = record[side];
	return reader !== undefined && bytes !== null && decoder.isUnruled(record, side) ? reader(bytes) : undefined;
};

/** Text where it is text, else bytes; of a name that occurs several times the last one counts, as Kafka's lastHeader has it. */
const headerMap = ({ headers }: EncodedRecord): ReadonlyMap<string, unknown> =>
	new Map(headers.map(({ name, value }) => [name, value === null ? null : (strictText(value) ?? new Uint8Array(value))]));
