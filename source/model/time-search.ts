/**
 * Finds when the record at an offset was written by asking only "which is the first record at or after this time?" (ListOffsets),
 * so that no right to read records is needed. True only where timestamps rise with offsets: LogAppendTime, and CreateTime roughly.
 *
 * Between two known points the next time is guessed in turns by interpolation (steady traffic ends in two or three questions), by
 * halving (so that every search ends) and close to the older point (a burst and the long silence after it: 10 questions instead of 15).
 */
export type TimeSearch = {
	readonly offset: bigint;
	/** The record at or before the offset that is known best: its offset and time. */
	readonly low: TimePoint;
	/** A time after the record's own, and the offset found there. */
	readonly high: TimePoint;
	readonly questions: number;
	readonly foundMs: number | undefined;
};

/** Answers are exact to this: nobody acts on less than a second of lag. */
/** An offset and a time of which is known that the first record at or after that time has that offset, or lies close to it. */
export type TimePoint = { readonly offset: bigint; readonly timeMs: number };

export const SEARCH_RESOLUTION_MS = 1_000;
export const MOST_QUESTIONS = 24;

/** Starts between the first and the latest record of the partition. */
export const startTimeSearch = (
	offset: bigint,
	first: { readonly offset: bigint; readonly timeMs: number },
	latest: { readonly offset: bigint; readonly timeMs: number },
): TimeSearch => {
	const search = { offset, low: first, high: { offset: latest.offset, timeMs: latest.timeMs + 1 }, questions: 0, foundMs: undefined };
	// At or before the first record there is nothing older to find; after compaction the next record stands in for the missing one.
	return offset <= first.offset ? { ...search, foundMs: first.timeMs } : settled(search);
};

/** The time to ask for next; undefined once the search has ended. */
export const nextQuestion = ({ low, high, offset, questions, foundMs }: TimeSearch): number | undefined => {
	if (foundMs !== undefined) return undefined;
	const span = high.timeMs - low.timeMs;
	return Math.round(low.timeMs + Math.min(span - 1, Math.max(1, guess(questions, span, low.offset, offset, high.offset))));
};

/** Milliseconds after the older point. */
const guess = (questions: number, span: number, low: bigint, offset: bigint, high: bigint): number => {
	if (questions % 4 === 1) return span / 2;
	if (questions % 4 === 3) return Math.sqrt(span * (SEARCH_RESOLUTION_MS / 2));
	return high > low ? (span * Number(offset - low)) / Number(high - low) : span / 2;
};

/** Takes in what the broker found at `askedMs`; null when no record is that young. */
export const answered = (
	search: TimeSearch,
	askedMs: number,
	answer: { readonly offset: bigint; readonly timeMs: number } | null,
): TimeSearch => {
	const next = { ...search, questions: search.questions + 1 };
	if (answer === null) return settled({ ...next, high: { offset: search.high.offset, timeMs: askedMs } });
	if (answer.offset === search.offset) return { ...next, foundMs: answer.timeMs };
	if (answer.offset < search.offset) return settled({ ...next, low: { offset: answer.offset, timeMs: Math.max(answer.timeMs, askedMs) } });
	return settled({ ...next, high: { offset: answer.offset, timeMs: askedMs } });
};

/** The older end of what is left is the answer: BEHIND must not look better than it is. */
const settled = (search: TimeSearch): TimeSearch =>
	search.high.timeMs - search.low.timeMs <= SEARCH_RESOLUTION_MS || search.questions >= MOST_QUESTIONS
		? { ...search, foundMs: search.low.timeMs }
		: search;
