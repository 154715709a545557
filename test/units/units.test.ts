import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { groupedText, shortCountText } from '../../source/units/count.ts';
import { ageText, limitDurationText, parseDuration, parseDurationLimit } from '../../source/units/duration.ts';
import { printable } from '../../source/units/foreign-text.ts';
import { documentText, jsonText, NumberLiteral, numberJson, RowsInTurn } from '../../source/units/json.ts';
import { parseSize, sizeText } from '../../source/units/size.ts';
import { parseTime } from '../../source/units/time.ts';

const table = (cases: readonly (readonly [string, unknown])[], act: (text: string) => unknown) => {
	for (const [given, expected] of cases) assert.deepEqual(act(given), expected, JSON.stringify(given));
};

describe('durations', () => {
	it('reads units alone and together, and refuses what could be meant two ways', () => {
		table(
			[
				['7d', 604_800_000],
				['36h', 129_600_000],
				['5m', 300_000],
				['1500ms', 1500],
				['1h30m', 5_400_000],
				['1.5s', 1500],
				['0s', 0],
				[' 2 w ', 1_209_600_000],
				['5', null],
				['', null],
				['-5m', null],
				['5 minutes', null],
				['1e3s', null],
				['99999999999999999d', null],
			],
			parseDuration,
		);
		table(
			[
				['unlimited', -1],
				['-1', -1],
				['7d', 604_800_000],
				['-2', null],
			],
			parseDurationLimit,
		);
	});
	it('prints a limit exactly', () => {
		for (const [ms, text] of [
			[604_800_000n, '7d'],
			[129_600_000n, '36h'],
			[86_400_001n, '86400001ms'],
			[1500n, '1500ms'],
			[-1n, '∞'],
			[0n, '0'],
		] as const)
			assert.equal(limitDurationText(ms), text);
	});
	it('prints an age in two units, rounded down', () => {
		for (const [ms, text] of [
			[0, '0s'],
			[999, '0s'],
			[1_000, '1s'],
			[200_000, '3m 20s'],
			[180_000, '3m'],
			[720_500, '12m'],
			[7_440_000, '2h 4m'],
			[7_200_000, '2h'],
			[586_800_000, '6d 19h'],
			[-5_000, '0s'],
		] as const)
			assert.equal(ageText(ms), text);
	});
});

describe('sizes', () => {
	it('reads binary and decimal units without losing a byte', () => {
		table(
			[
				['64MiB', 67_108_864n],
				['1.5 GiB', 1_610_612_736n],
				['1048576', 1_048_576n],
				['1kb', 1000n],
				['9007199254740993', 9_007_199_254_740_993n],
				['', null],
				['-1', null],
				['64 apples', null],
				['MiB', null],
			],
			parseSize,
		);
	});
	it('prints about three digits and never 1024 of a unit', () => {
		for (const [bytes, text] of [
			[0n, '0 B'],
			[1023n, '1023 B'],
			[1024n, '1.0 KiB'],
			[1_048_575n, '1.0 MiB'],
			[94_489_280_512n, '88 GiB'],
			[1_319_413_953_332n, '1.2 TiB'],
			[-1n, '∞'],
		] as const)
			assert.equal(sizeText(bytes), text);
	});
});

describe('counts', () => {
	it('separates thousands', () => {
		assert.equal(groupedText(910_398n), '910,398');
		assert.equal(groupedText(999), '999');
		assert.equal(groupedText(-1_234_567n), '-1,234,567');
	});
	it('shortens', () => {
		for (const [value, text] of [
			[0, '0'],
			[0.01, '<0.1'],
			[0.5, '0.5'],
			[310, '310'],
			[12_400, '12.4k'],
			[999.6, '1.0k'],
			[1_234_567, '1.2M'],
			[Number.NaN, '?'],
		] as const)
			assert.equal(shortCountText(value), text);
	});
});

describe('times', () => {
	const now = 1_764_000_000_000;
	it('reads every form of the contract', () => {
		table(
			[
				['-15m', { atMs: now - 900_000 }],
				['-2h', { atMs: now - 7_200_000 }],
				['1700000000000', { atMs: 1_700_000_000_000 }],
				['2026-11-24T10:00Z', { atMs: Date.UTC(2026, 10, 24, 10) }],
				['2026-11-24T10:00', { atMs: new Date(2026, 10, 24, 10).getTime() }],
				['2026-11-24', { atMs: new Date(2026, 10, 24).getTime() }],
				['beginning', 'beginning'],
				['end', 'end'],
				['1700000000', null],
				['yesterday', null],
				['2026-13-40T99:00', null],
				['', null],
			],
			text => parseTime(text, now),
		);
	});
});

describe('json', () => {
	it('prints bigints as number literals whatever their size', () => {
		assert.equal(
			jsonText({ offset: 9_223_372_036_854_775_807n, list: [1n, -1n], text: 'a' }),
			'{"offset":9223372036854775807,"list":[1,-1],"text":"a"}',
		);
	});
	it('refuses numbers that JSON does not have', () => {
		assert.throws(() => jsonText({ rate: Number.NaN }), TypeError);
		assert.throws(() => numberJson(Number.POSITIVE_INFINITY), TypeError);
	});
	it('writes rows that are made one by one like rows that are all there', () => {
		const rows = [{ group: 'é"', lag: 2n ** 63n, exact: new NumberLiteral('12.50'), inner: [{ end: 7n }] }, { group: '' }];
		const at = '2026-11-25';
		for (const indent of [0, 2] as const)
			assert.equal(
				documentText({ at, groups: RowsInTurn.of(rows, row => row), unknown: [1n] }, indent),
				jsonText({ at, groups: rows, unknown: [1n] }, indent),
			);
		assert.equal(documentText({ groups: RowsInTurn.of([], row => row) }), '{"groups":[]}');
		const ready = { exact: new NumberLiteral('1e400'), ok: true };
		assert.equal(documentText({ rows: RowsInTurn.of([ready], row => row) }), '{"rows":[{"exact":1e400,"ok":true}]}');
	});
});

describe('foreign text', () => {
	it('shows every character that could move, paint, hide or reorder', () => {
		assert.equal(printable('a\u001b[31mb\u0007\r\n\u009b'), 'a\\x1b[31mb\\x07\\x0d\\x0a\\x9b');
		assert.equal(printable('x\u202ey\u200dz\ufe0f'), 'x\\u{202e}y\\u{200d}z\\u{fe0f}');
		assert.equal(printable('grün 日本'), 'grün 日本');
	});
});
