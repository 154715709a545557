/** Kafka's error codes, as its own clients know them. */
import { errorRows } from './generated/error-rows.ts';

/** The name of an error code: `NONE`, `UNKNOWN_TOPIC_OR_PARTITION`, … */
export type ErrorName = (typeof errorRows)[number][1];

export type KafkaError = {
	readonly code: number;
	readonly name: ErrorName;
	/** Kafka's own sentence about it. */
	readonly message: string;
	/** Kafka's own clients try again after it. */
	readonly isRetriable: boolean;
};

const byCode = new Map<number, KafkaError>();

// Built on first use: a command that sees no error should not pay for the table.
const table = (): ReadonlyMap<number, KafkaError> => {
	if (byCode.size === 0) for (const [code, name, message, isRetriable] of errorRows) byCode.set(code, { code, name, message, isRetriable });
	return byCode;
};

/** Returns what a code means; undefined for a code newer than our table. Code 0 is `NONE`. */
export const errorByCode = (code: number): KafkaError | undefined => table().get(code);

/** Returns a code's name, or `ERROR_<code>` for a code newer than our table. */
export const errorName = (code: number): string => errorByCode(code)?.name ?? `ERROR_${code}`;

/** Returns the number of a named error. */
export const errorCode = (name: ErrorName): number => errorRows.find(row => row[1] === name)![0];
