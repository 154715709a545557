import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { avroSchema } from '../../source/decoding/avro/avro-schema.ts';
import { DecodingError } from '../../source/decoding/decoded-value.ts';
import { jsonText } from '../../source/units/json.ts';
import { fromHex, vectors } from './vectors.ts';

/** Avro's own bytes → what stands in our document; `order` below. */
const NUMBERS: Readonly<Record<string, string>> = {
	'float 0.1': '0.1',
	'float 3.4028235E38': '3.4028235e+38',
	'float 1.4E-45': '1.4013e-45',
	'float 1.6777216E7': '16777216',
	'float -2.5': '-2.5',
	'float NaN': '"NaN"',
	'float Infinity': '"Infinity"',
	'double 0.1': '0.1',
	'double 1.0E300': '1e+300',
	'double -0.0': '0',
	'double -Infinity': '"-Infinity"',
	string: '"Grüße, 世界 🚀"',
	bytes: '{"base64":"AAH/"}',
	recursive: '{"value":1,"next":{"value":2,"next":null}}',
	'array of nulls': '[null,null,null,null,null]',
	'blocked array': JSON.stringify(Array.from({ length: 30 }, (_, i) => `item ${i}`)),
	order:
		'{"id":9223372036854775807,"customer":{"name":"Anna","country":"DE"},"amount":-12345678901234567.80,"rate":0.0125,"status":"PAID",' +
		'"items":[{"sku":"A-1","quantity":3},{"sku":"A-1","quantity":3}],"labels":{"a":1},"second":{"name":"Anna","country":"DE"},' +
		'"third":{"sku":"A-1","quantity":3},"day":"2024-10-04","clock":"12:34:56.789012","at":"2023-11-14T22:13:20.123Z",' +
		'"atMicros":"1969-12-31T23:59:59.999999Z","wall":"2023-11-14T22:13:20.123","uuid":"f81d4fae-7dec-11d0-a765-00a0c91e6bf6","odd":5}',
};

suite('Avro', () => {
	for (const [name, schema, hex] of vectors('avro'))
		test(`reads what Apache Avro wrote: ${name}`, () => {
			const expected = NUMBERS[name!] ?? name!.replace(/^(int|long) /, '');
			assert.equal(jsonText(avroSchema(schema!).read(fromHex(hex!))), expected);
		});

	test('every cut of a record is refused, and every byte too much', () => {
		const [, schema, hex] = vectors('avro').find(([name]) => name === 'order')!;
		const { read } = avroSchema(schema!);
		const bytes = fromHex(hex!);
		for (let length = 0; length < bytes.length; length++) assert.throws(() => read(bytes.subarray(0, length)), DecodingError);
		assert.throws(() => read(Buffer.concat([bytes, Buffer.from([0])])), /has 1 bytes more than its schema describes/);
	});

	test('bytes that ask for too much are refused before they are believed', () => {
		const nulls = avroSchema('{"type":"array","items":"null"}');
		assert.throws(() => nulls.read(fromHex('feffffff0f00')), /impossible number of items: 2147483647/);
		const link = avroSchema('{"type":"record","name":"L","fields":[{"name":"next","type":["null","L"]}]}');
		assert.throws(() => link.read(Buffer.alloc(100_000, 2)), /nests deeper/);
		assert.throws(() => avroSchema('"string"').read(fromHex('01')), /negative length/);
		assert.throws(() => avroSchema('"long"').read(Buffer.alloc(11, 0xff)), /more than ten bytes/);
		assert.throws(() => avroSchema('["null","int"]').read(fromHex('04')), /branch 2 of a union of 2/);
		assert.throws(() => avroSchema('{"type":"enum","name":"E","symbols":["A"]}').read(fromHex('02')), /enum value 1 of 1/);
	});

	test('a field named __proto__ is a field', () => {
		const { read } = avroSchema('{"type":"record","name":"R","fields":[{"name":"__proto__","type":"int"},{"name":"x","type":"int"}]}');
		assert.equal(jsonText(read(fromHex('0204'))), '{"__proto__":1,"x":2}');
	});

	test('text that is not UTF-8 stays bytes', () => {
		assert.equal(jsonText(avroSchema('"string"').read(fromHex('02ff'))), '{"base64":"/w=="}');
	});

	test('types of referenced schemas are known by name', () => {
		const item = '{"type":"record","name":"Item","namespace":"shop","fields":[{"name":"n","type":"int"}]}';
		const { read, name } = avroSchema('{"type":"record","name":"Cart","namespace":"shop","fields":[{"name":"item","type":"Item"}]}', [
			item,
		]);
		assert.equal(name, 'shop.Cart');
		assert.deepEqual(read(fromHex('0e')), { item: { n: 7 } });
	});

	test('what is no schema says so', () => {
		assert.throws(() => avroSchema('{'), /schema that is not JSON/);
		assert.throws(() => avroSchema('"money"'), /the type money is not defined/);
		assert.throws(() => avroSchema('{"type":"record","name":"R"}'), /a record has no fields/);
		assert.throws(() => avroSchema('{"type":"fixed","name":"F"}'), /a fixed has no size/);
	});
});
