import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { bytesValue, type DecodedValue, NULL_VALUE } from '../../source/decoding/decoded-value.ts';
import { fieldPath, maskFields } from '../../source/decoding/mask/mask-fields.ts';
import { recordMasks } from '../../source/decoding/mask/mask-record.ts';
import { unruledValue } from '../../source/decoding/record/plain-value.ts';
import { matcher } from '../../source/operations/glob.ts';
import { type JsonValue, jsonText } from '../../source/units/json.ts';

const document: JsonValue = {
	iban: 'DE89',
	customer: { name: 'Anna', iban: 'DE90', bank: { iban: null } },
	items: [
		{ sku: 'A', price: 1 },
		{ sku: 'B', price: 2n ** 70n },
	],
	payload: '{"iban":"DE91","n":1.50}',
	list: ['a', ['b']],
};

suite('masks of fields', () => {
	const cases: readonly (readonly [string, string])[] = [
		['iban', '{"iban":"***"'],
		['*.iban', '"iban":"***","bank":{"iban":null}'],
		['customer.*', '"customer":{"name":"***","iban":"***","bank":"***"}'],
		['customer', '"customer":"***"'],
		['items.price', '"items":[{"sku":"A","price":"***"},{"sku":"B","price":"***"}]'],
		['items.*.price', '"items":[{"sku":"A","price":"***"},{"sku":"B","price":"***"}]'],
		['items.*', '"items":["***","***"]'],
		['payload.iban', '"payload":"{\\"iban\\":\\"***\\",\\"n\\":1.50}"'],
		['list.**', '"list":["***",["***"]]'],
		['customer.**', '"customer":{"name":"***","iban":"***","bank":"***"}'],
		['**', '{"iban":"***","customer":"***"'],
	];
	for (const [path, part] of cases)
		test(path, () => {
			const text = jsonText(maskFields(document, [fieldPath(path)]));
			assert.ok(text.includes(part), text);
		});

	test('**.iban finds it at every depth, in lists and in documents inside texts, and nothing else', () => {
		const text = jsonText(maskFields(document, [fieldPath('**.iban')]));
		assert.doesNotMatch(text, /DE\d/);
		assert.equal(
			text,
			'{"iban":"***","customer":{"name":"Anna","iban":"***","bank":{"iban":null}},"items":[{"sku":"A","price":1},{"sku":"B","price":1180591620717411303424}],"payload":"{\\"iban\\":\\"***\\",\\"n\\":1.50}","list":["a",["b"]]}',
		);
	});

	test('a document without such fields is passed on as it is', () => {
		assert.equal(maskFields(document, [fieldPath('**.password')]), document);
	});
});

suite('masks of records', () => {
	const masks = recordMasks(
		[
			{ topic: 'pay*', field: '**.iban' },
			{ topic: 'pay*', header: 'x-auth*' },
		],
		pattern => matcher([pattern]),
	);
	const mask = masks('payments')!;
	const decoded = (text: string): DecodedValue => unruledValue(Buffer.from(text));

	test('a topic that no rule names has none', () => assert.equal(masks('orders'), null));

	test('a masked value has no bytes any more', () => {
		const value = mask.value(decoded('{"iban":"DE89","n":1}'));
		assert.deepEqual([value.kind, value.value, value.raw], ['json', { iban: '***', n: 1 }, null]);
		assert.equal(mask.value(decoded('{"iban":1,"iban":{"x":2}}')).raw, null);
	});

	test('what a mask cannot look into is withheld whole, and says so', () => {
		for (const value of [decoded('iban DE89'), decoded('{"iban":"DE89"'), bytesValue(Buffer.from([1, 2]), null)]) {
			const shown = mask.value(value);
			assert.deepEqual([shown.kind, shown.value, shown.raw], ['withheld', '***', null]);
			assert.match(shown.failure!, /^withheld: the mask \*\*\.iban finds no fields in it/);
		}
		assert.match(mask.value(decoded('{"iban":')).failure!, /it begins like JSON and is none$/);
		assert.equal(mask.value(NULL_VALUE), NULL_VALUE);
	});

	test('a key that is a name or a number is shown, one with fields masked, one that could not be read withheld', () => {
		assert.equal(mask.key(decoded('order-17')).value, 'order-17');
		assert.deepEqual(mask.key(decoded('{"iban":"DE89"}')).value, { iban: '***' });
		assert.equal(mask.key(bytesValue(Buffer.from([0, 0, 0, 0, 7, 1]), 'is framed with schema id 7')).kind, 'withheld');
	});

	test('headers are masked by name, and looked into where they are documents', () => {
		const headers = [
			{ name: 'x-auth-token', value: decoded('secret') },
			{ name: 'trace', value: decoded('abc') },
			{ name: 'context', value: decoded('{"iban":"DE89"}') },
		];
		assert.deepEqual(
			mask.headers(headers).map(({ value }) => [value.value, value.raw?.toString()]),
			[
				['***', undefined],
				['abc', 'abc'],
				[{ iban: '***' }, undefined],
			],
		);
	});
});
