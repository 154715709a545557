import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { whereText } from '../../source/columns/scan-text.ts';
import { type DecoderSources, recordDecoder } from '../../source/decoding/record/record-decoder.ts';
import { compileWhere, type FilteredRecord } from '../../source/decoding/where/where.ts';
import { Failure } from '../../source/model/failure.ts';
import { matcher } from '../../source/operations/glob.ts';

const sources: DecoderSources = {
	rules: [],
	registries: [],
	schemaFile: async () => assert.fail('no file is named'),
	matcher: pattern => matcher([pattern]),
};

const record = (value: string | Buffer | null, more: Partial<FilteredRecord> = {}): FilteredRecord => ({
	topic: 'orders',
	partition: 3,
	offset: 42n,
	timestampMs: Date.UTC(2026, 10, 24, 10),
	key: Buffer.from('order-17'),
	value: typeof value === 'string' ? Buffer.from(value) : value,
	headers: [],
	...more,
});

const where = (expression: string, more: Partial<DecoderSources> = {}) => compileWhere(expression, recordDecoder({ ...sources, ...more }));

const ORDER =
	'{"id":9007199254740993,"amount":150.5,"quantity":3,"status":"FAILED","customer":{"name":"Grüße","tags":["a","b"]},"note":null,"\\u0061bc":1,"x":{"y":1},"x":{"z":2}}';

suite('--where', () => {
	const truths: readonly (readonly [string, boolean])[] = [
		['value.amount > 100', true],
		['value.amount > 100 && value.status == "FAILED"', true],
		['value.amount == 150.5', true],
		['value.quantity % 2 == 1', true],
		['value.quantity * 2 == 6', true],
		['value.id == 9007199254740993', true],
		['value.id == 9007199254740992', false],
		['value.customer.name == "Grüße"', true],
		['value["customer"]["name"].startsWith("Gr")', true],
		['"b" in value.customer.tags', true],
		['value.customer.tags.exists(tag, tag == "a")', true],
		['value.customer.tags[1] == "b"', true],
		['value.note == null', true],
		['value.abc == 1', true],
		['has(value.x.y)', false],
		['value.x.z == 2', true],
		['has(value.nothing)', false],
		['"amount" in value', true],
		['has(value.customer.name) && size(value.customer) == 2', true],
		['topic == "orders" && partition == 3 && offset == 42', true],
		['offset > 41', true],
		['key == "order-17"', true],
		['timestamp < timestamp("2026-11-24T10:00:01Z")', true],
		['timestamp - timestamp("2026-11-24T09:00:00Z") == duration("1h")', true],
		['headers["trace"] == "abc"', true],
		['headers.trace == "abc"', true],
		['"none" in headers', false],
		['value.status in ["FAILED", "LOST"]', true],
		['value.status.matches("^F.*D$")', true],
		['value.quantity > 2 ? value.status == "FAILED" : false', true],
	];
	for (const [expression, expected] of truths)
		test(`${expression} is ${expected}`, () => {
			const filter = where(expression);
			const headers = [
				{ name: 'trace', value: Buffer.from('old') },
				{ name: 'trace', value: Buffer.from('abc') },
			];
			assert.equal(filter.matches(record(ORDER, { headers })), expected);
			assert.deepEqual(filter.failures(), []);
		});

	test('a record on which it fails is no match and is counted by reason', () => {
		const filter = where('value.amount > 100');
		assert.equal(filter.matches(record('{"amount":101}')), true);
		for (const value of ['{}', '{"other":1}', '{"amount":"high"}', '{"amount":5}', 'text', '{"amount":101', null])
			assert.equal(filter.matches(record(value)), false, String(value));
		const told = filter.failures().map(whereText);
		assert.equal(told[0], 'where failed on 4 records: no such key: amount');
		assert.equal(told.length, 3);
		assert.ok(told.includes('where failed on 1 record: value begins like JSON and is none'));
		assert.equal(
			filter.failures().reduce((sum, { records }) => sum + records, 0),
			6,
		);
	});

	test('what short-circuits does not fail', () => {
		const filter = where('has(value.amount) && value.amount > 100 || topic == "orders"');
		assert.equal(filter.matches(record('{}')), true);
		assert.deepEqual(filter.failures(), []);
	});

	test('an answer that is neither true nor false is a failure', () => {
		const filter = where('value.amount');
		assert.equal(filter.matches(record('{"amount":1}')), false);
		assert.deepEqual(filter.failures(), [{ reason: 'the expression is neither true nor false', records: 1 }]);
	});

	test('reasons stay bounded', () => {
		const filter = where('int(value.n) > 0');
		for (let i = 0; i < 200; i++) assert.equal(filter.matches(record(`{"n":"no ${i}"}`)), false);
		assert.ok(filter.failures().length <= 51);
		assert.equal(
			filter.failures().reduce((sum, { records }) => sum + records, 0),
			200,
		);
	});

	const mistakes: readonly (readonly [string, number | undefined, RegExp])[] = [
		['value.amount >', 15, /does not compile at character 15/],
		['valeu.amount > 1', 1, /unknown variable: valeu/],
		['value.amount = 3', 14, /unexpected character: =/],
		['offset > "x"', 1, /no such overload: int > string/],
		['topic', undefined, /is a string, it must be true or false/],
		['', 1, /does not compile/],
	];
	for (const [expression, position, message] of mistakes)
		test(`says what is wrong with ${JSON.stringify(expression)}, and where`, () => {
			assert.throws(
				() => where(expression),
				(error: unknown) => {
					assert.ok(error instanceof Failure);
					assert.equal(error.kind, 'usage');
					assert.match(error.message, message);
					assert.equal(error.details.position, position);
					return true;
				},
			);
		});

	test('a rule of the config says how the value is read', () => {
		const filter = where('value == 5', { rules: [{ topic: 'ord*', value: 'int64' }] });
		assert.equal(filter.matches(record(Buffer.from([0, 0, 0, 0, 0, 0, 0, 5]))), true);
	});

	test('a value whose schema has to be fetched is judged when it has come', async () => {
		let asked = 0;
		const filter = where('value.amount > 1', {
			registries: [
				{
					kind: 'confluent',
					schema: async () => {
						asked++;
						const text = '{"type":"record","name":"Order","fields":[{"name":"amount","type":"long"}]}';
						return { ok: true, value: { language: 'avro', text, references: [], subject: null, version: null } };
					},
				},
			],
		});
		const framed = (hex: string): FilteredRecord => record(Buffer.from(`0000000007${hex}`, 'hex'));
		assert.deepEqual(await Promise.all([filter.matches(framed('04')), filter.matches(framed('02'))]), [true, false]);
		assert.equal(asked, 1);
		// The schema is there now, so there is nothing to wait for.
		assert.equal(filter.matches(framed('04')), true);
		assert.equal(filter.matches(framed('')), false);
		assert.match(filter.failures()[0]!.reason, /^value does not fit its schema: it ends early/);
	});
});
