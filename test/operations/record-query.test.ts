import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Failure } from '../../source/model/failure.ts';
import { parseQuery, parseStart } from '../../source/operations/record-query.ts';

const NOW_MS = 1_800_000_000_000;
const query = (text: string) => parseQuery(text, NOW_MS);
const isUsage = (error: unknown): boolean => error instanceof Failure && error.kind === 'usage';

describe('the query bar', () => {
	it('reads the options of search without their dashes, and gives them back as a command', () => {
		const { from, to, partitions, filter, words } = query(
			`from -2h to end partition 3,0-1 key order-17 contains "time out" not where value.amount > 100 && key != "where"`,
		);
		assert.deepEqual([from, to, partitions], [{ atMs: NOW_MS - 7_200_000 }, 'end', [0, 1, 3]]);
		assert.deepEqual(filter, {
			key: 'order-17',
			contains: ['time out'],
			isInverted: true,
			where: 'value.amount > 100 && key != "where"',
		});
		assert.deepEqual(words, [
			'--from=-2h',
			...['--to', 'end', '--partition', '3,0-1', '--key', 'order-17', '--contains', 'time out', '--not'],
			...['--where', 'value.amount > 100 && key != "where"'],
		]);
	});

	it('looks for a bare or quoted word as text, and finds no keyword inside quotes', () => {
		assert.deepEqual(query('timeout').filter.contains, ['timeout']);
		assert.deepEqual(query(`"not where it was" 'key'`).filter, { contains: ['not where it was', 'key'] });
	});

	for (const [text, says] of [
		['key', /key needs a value/],
		['contains "a', /not closed/],
		['where', /needs an expression/],
		['not', /there is none/],
		['from yesterday', /"yesterday".*-15m/],
		['partition x', /0,3-5/],
		['key a key b', /twice/],
	] as const)
		it(`says what is wrong with ${text}`, () =>
			assert.throws(
				() => query(text),
				error => isUsage(error) && says.test((error as Failure).message),
			));
});

describe('the line that says where to browse from', () => {
	const start = (text: string) => parseStart(text, NOW_MS);

	it('takes an offset, a partition and its offset, a time, or an end', () => {
		assert.deepEqual(start('1200').from, { offset: 1200n });
		assert.deepEqual([start('3@1200').from, start('3@1200').partitions], [{ offset: 1200n }, [3]]);
		assert.deepEqual(start('-15m').from, { atMs: NOW_MS - 900_000 });
		assert.deepEqual(start('1700000000000').from, { atMs: 1_700_000_000_000 });
		assert.deepEqual([start('').from, start('end partition 1-2').partitions], ['end', [1, 2]]);
	});

	it('gives the words of the command that starts there', () => {
		assert.deepEqual(start('3@1200').words, ['--from=offset:1200', '--partition', '3']);
		assert.deepEqual(start('').words, []);
		assert.throws(() => start('soon'), isUsage);
	});
});
