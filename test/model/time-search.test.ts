import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { answered, nextQuestion, SEARCH_RESOLUTION_MS, startTimeSearch } from '../../source/model/time-search.ts';

type Log = readonly { readonly offset: bigint; readonly timeMs: number }[];

/** What ListOffsets answers: the first record whose time is not before the asked one. */
const ask = (log: Log, timeMs: number) => log.find(r => r.timeMs >= timeMs) ?? null;

const search = (log: Log, offset: bigint): { foundMs: number; questions: number } => {
	let state = startTimeSearch(offset, log[0]!, log.at(-1)!);
	for (let question = nextQuestion(state); question !== undefined; question = nextQuestion(state))
		state = answered(state, question, ask(log, question));
	return { foundMs: state.foundMs!, questions: state.questions };
};

const logOf = (times: readonly number[]): Log => times.map((timeMs, i) => ({ offset: BigInt(i), timeMs }));

describe('time search', () => {
	test('finds a record of steady traffic in a few questions', () => {
		const log = logOf(Array.from({ length: 50_000 }, (_, i) => 1_700_000_000_000 + i * 20_000));
		const { foundMs, questions } = search(log, 31_415n);
		assert.ok(Math.abs(foundMs - log[31_415]!.timeMs) <= SEARCH_RESOLUTION_MS);
		assert.ok(questions <= 4, `${questions} questions`);
	});

	test('finds a record within a second in twelve days of bursts, in at most 24 questions', () => {
		const burst = (startMs: number) => Array.from({ length: 1000 }, (_, i) => startMs + i);
		const day = 86_400_000;
		const log = logOf([0, 1, 2, 9, 11].flatMap(d => burst(1_700_000_000_000 + d * day)));
		for (const offset of [1n, 999n, 1000n, 1500n, 3001n, 4999n]) {
			const { foundMs, questions } = search(log, offset);
			assert.ok(Math.abs(foundMs - log[Number(offset)]!.timeMs) <= SEARCH_RESOLUTION_MS, `offset ${offset}`);
			assert.ok(questions <= 24, `${questions} questions`);
		}
	});

	test('never makes a record look younger than it is', () => {
		const log = logOf([0, 100, 250, 300_000, 300_400, 900_000].map(ms => 1_700_000_000_000 + ms));
		for (const { offset, timeMs } of log) assert.ok(search(log, offset).foundMs <= timeMs);
	});

	test('takes the next record where compaction took the one asked for', () => {
		const log = [0, 5, 9].map(o => ({ offset: BigInt(o), timeMs: 1_700_000_000_000 + o * 60_000 }));
		const { foundMs } = search(log, 3n);
		assert.ok(foundMs >= log[0]!.timeMs && foundMs <= log[1]!.timeMs);
	});

	test('ends at once at or before the first record', () => {
		const log = logOf([1_700_000_000_000, 1_700_000_060_000]);
		assert.deepEqual(search(log, 0n), { foundMs: 1_700_000_000_000, questions: 0 });
	});
});
