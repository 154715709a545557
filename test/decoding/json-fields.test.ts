import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { parseExactJson } from '../../source/decoding/json/exact-json.ts';
import { celValue } from '../../source/decoding/where/cel-value.ts';
import { fieldReader } from '../../source/decoding/where/json-fields.ts';
import type { JsonObject } from '../../source/units/json.ts';

const whole = { isWhole: true, fields: new Map() };
const reader = fieldReader({
	isWhole: false,
	fields: new Map([
		['a', whole],
		['b', { isWhole: false, fields: new Map([['c', whole]]) }],
	]),
})!;

/** What the reader must find, from the whole document. */
const expected = (text: string): unknown => {
	let document: JsonObject;
	try {
		document = parseExactJson(text) as JsonObject;
	} catch {
		return undefined;
	}
	if (typeof document !== 'object' || document === null || Array.isArray(document)) return undefined;
	const { a, b } = document;
	const isObject = typeof b === 'object' && b !== null && !Array.isArray(b);
	const { c } = isObject ? (b as JsonObject) : {};
	return {
		...(a !== undefined && { a: celValue(a) }),
		...(b !== undefined && { b: isObject ? (c === undefined ? {} : { c: celValue(c) }) : celValue(b) }),
	};
};

const agrees = (text: string): void => assert.deepEqual(reader(Buffer.from(text)), expected(text), text);

suite('fields out of the bytes of JSON', () => {
	const texts = [
		'{}',
		' \t\r\n{ } ',
		'{"a":1}',
		'{"a":-0}',
		'{"a":1.5,"b":{"c":[1,{"c":2}]}}',
		'{"x":{"a":1},"b":{"x":1,"c":"ä\\n\\u00e4\\ud83d\\ude80"}}',
		'{"a":1,"a":"second"}',
		'{"b":{"c":1},"b":3}',
		'{"b":{"c":1},"b":{}}',
		'{"\\u0061":true,"b":null}',
		'{"a":12345678901234567890,"b":{"c":1e400}}',
		'{"a":"\\"\\\\\\/\\b\\f\\n\\r\\t"}',
		'{"a":{"a":{}},"b":[]}',
		'[1]',
		'"a"',
		'1',
	];
	for (const text of texts) test(text, () => agrees(text));

	const broken = [
		'{',
		'{"a"',
		'{"a":',
		'{"a":1',
		'{"a":1,}',
		'{"a":1}}',
		'{"a":01}',
		'{"a":1.}',
		'{"a":.5}',
		'{"a":1e}',
		'{"a":+1}',
		'{"a":--1}',
		'{"a":tru}',
		'{"a":True}',
		'{a:1}',
		"{'a':1}",
		'{"a":"\n"}',
		'{"a":"\\x"}',
		'{"a":"\\u12g4"}',
		'{"a":[1,]}',
		'{"a":[,1]}',
		'{"a" 1}',
		'{,}',
		'{"a":1 "b":2}',
		'{"x":"',
		'{"x":nul}',
		'{"a":NaN}',
	];
	for (const text of broken) test(`no JSON: ${JSON.stringify(text)}`, () => assert.equal(reader(Buffer.from(text)), undefined));

	test('bytes that are not UTF-8 are no JSON', () =>
		assert.equal(reader(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])), undefined));

	test('what JSON.parse takes or refuses, of 20,000 damaged documents, is taken or refused here', () => {
		const document = '{"a":[1,-2.5e+3,"x\\u00e4\\\\"],"b":{"c":{"d":null},"e":false},"note":"π \\"q\\""}';
		const letters = '{}[]:,"\\0123456789.eE+-tfnua \n\t';
		// A generator of its own, so that a failure can be seen again.
		let seed = 7;
		const next = (below: number): number => {
			seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
			return Math.floor((seed / 2_147_483_648) * below);
		};
		for (let i = 0; i < 20_000; i++) {
			let text = document;
			for (let changes = 1 + next(3); changes > 0; changes--) {
				const at = next(text.length);
				const letter = letters[next(letters.length)]!;
				const kind = next(3);
				text = text.slice(0, at) + (kind === 0 ? '' : letter) + text.slice(kind === 1 ? at : at + 1);
			}
			agrees(text);
		}
	});
});
