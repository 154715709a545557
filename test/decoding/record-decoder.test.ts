import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { DecodedValue } from '../../source/decoding/decoded-value.ts';
import { recordMasks } from '../../source/decoding/mask/mask-record.ts';
import { type DecoderSources, type EncodedRecord, recordDecoder } from '../../source/decoding/record/record-decoder.ts';
import { decodeRecord, recordDocument } from '../../source/decoding/record/record-document.ts';
import { Failure, failed, success } from '../../source/model/failure.ts';
import { matcher } from '../../source/operations/glob.ts';
import type { RegisteredSchema, SchemaRegistry } from '../../source/ports/schema-registry.ts';
import { jsonText } from '../../source/units/json.ts';
import { fromHex, vectors } from './vectors.ts';

const ORDER_AVRO = '{"type":"record","name":"Order","namespace":"shop","fields":[{"name":"id","type":"long"}]}';
const ORDER_PROTO =
	'syntax = "proto3"; package shop; message First { int64 id = 1; } message Order { int64 id = 1; message Item { string sku = 1; } }';

const schemaOf = (language: RegisteredSchema['language'], text: string): RegisteredSchema => ({
	language,
	text,
	references: [],
	subject: 'orders-value',
	version: 4,
});

const registryOf = (kind: SchemaRegistry['kind'], schema: RegisteredSchema | Failure): SchemaRegistry => ({
	kind,
	schema: async () => (schema instanceof Failure ? failed(schema) : success(schema)),
});

const decoderOf = (more: Partial<DecoderSources>) =>
	recordDecoder({
		rules: [],
		registries: [],
		schemaFile: async () => assert.fail('no file is named'),
		matcher: pattern => matcher([pattern]),
		...more,
	});

const decode = async (
	bytes: Buffer | null,
	more: Partial<DecoderSources> = {},
	record: Partial<EncodedRecord> = {},
): Promise<DecodedValue> => decoderOf(more).decode({ topic: 'orders', key: null, value: bytes, headers: [], ...record }, 'value');

const shown = async (...args: Parameters<typeof decode>): Promise<unknown> => {
	const { kind, value, failure } = await decode(...args);
	return [kind, JSON.parse(jsonText(value)), failure];
};

suite('what a key or value is', () => {
	const text = (value: string): Buffer => Buffer.from(value);

	test('without rule and frame: null, JSON documents, text, bytes', async () => {
		assert.deepEqual(await shown(null), ['null', null, null]);
		assert.deepEqual(await shown(text('{"a":1}')), ['json', { a: 1 }, null]);
		assert.deepEqual(await shown(text(' [1]')), ['json', [1], null]);
		assert.deepEqual(await shown(text('')), ['text', '', null]);
		assert.deepEqual(await shown(text('42')), ['text', '42', null]);
		assert.deepEqual(await shown(text('\u001b[31mred\u001b[0m\n')), ['text', '\u001b[31mred\u001b[0m\n', null]);
		assert.deepEqual(await shown(text('{"a":')), ['text', '{"a":', 'begins like JSON and is none']);
		assert.deepEqual(await shown(fromHex('0000000000000005')), ['bytes', { base64: 'AAAAAAAAAAU=' }, null]);
		assert.deepEqual(await shown(fromHex('ff')), ['bytes', { base64: '/w==' }, null]);
	});

	test('a rule says what the bytes are, and what does not fit says so beside its bytes', async () => {
		const as = (value: NonNullable<DecoderSources['rules'][number]['value']>) => ({
			rules: [
				{ topic: 'other', value: 'bytes' as const },
				{ topic: 'ord*', value },
			],
		});
		assert.deepEqual(await shown(fromHex('ffffffffffffffff'), as('int64')), ['number', -1, null]);
		assert.deepEqual(await shown(fromHex('05'), as('int64')), ['bytes', { base64: 'BQ==' }, 'is no int64: it has 1 bytes, not 8']);
		assert.deepEqual(await shown(text('42'), as('json')), ['json', 42, null]);
		assert.deepEqual(await shown(text('x'), as('json')), ['text', 'x', 'is no JSON']);
		assert.deepEqual(await shown(text('{}'), as('text')), ['text', '{}', null]);
		assert.deepEqual(await shown(text('{}'), as('bytes')), ['bytes', { base64: 'e30=' }, null]);
		assert.deepEqual(await shown(fromHex('3fb999999999999a'), as('double')), ['number', 0.1, null]);
		assert.match(String(((await shown(text('x'), as('avro'))) as unknown[])[2]), /names no schema, and its rule says avro/);
	});

	test('Avro, Protobuf and JSON Schema by a Confluent registry', async () => {
		const avro = await decode(fromHex('000000000710'), { registries: [registryOf('confluent', schemaOf('avro', ORDER_AVRO))] });
		assert.deepEqual([avro.kind, avro.value], ['avro', { id: 8 }]);
		assert.deepEqual(avro.schema, { source: 'confluent', name: 'shop.Order', id: '7', subject: 'orders-value', version: 4 });
		const protobuf = { registries: [registryOf('confluent', schemaOf('protobuf', ORDER_PROTO))] };
		assert.deepEqual(await shown(fromHex('0000000007' + '00' + '0808'), protobuf), ['protobuf', { id: 8 }, null]);
		const item = await decode(fromHex('0000000007' + '040200' + '0a0141'), protobuf);
		assert.deepEqual([item.value, item.schema?.name], [{ sku: 'A' }, 'shop.Order.Item']);
		const json = { registries: [registryOf('confluent', schemaOf('jsonSchema', '{"title":"Order"}'))] };
		assert.deepEqual(await shown(Buffer.concat([fromHex('0000000007'), text('{"a":1}')]), json), ['jsonSchema', { a: 1 }, null]);
	});

	test('the header form: the payload stands alone', async () => {
		const header = { name: '__value_schema_id', value: fromHex(`01${'ab'.repeat(16)}`) };
		const registries = [registryOf('confluent', schemaOf('avro', ORDER_AVRO))];
		const value = await decode(fromHex('10'), { registries }, { headers: [header] });
		assert.deepEqual([value.value, value.schema?.id], [{ id: 8 }, 'abababab-abab-abab-abab-abababababab']);
		const indexes = { ...header, value: Buffer.concat([header.value, fromHex('0202')]) };
		const protobuf = [registryOf('confluent', schemaOf('protobuf', ORDER_PROTO))];
		assert.equal((await decode(fromHex('0808'), { registries: protobuf }, { headers: [indexes] })).schema?.name, 'shop.Order');
	});

	test('AWS Glue: plain and packed, Protobuf by its index', async () => {
		const registries = [registryOf('glue', schemaOf('jsonSchema', '{}'))];
		for (const [name, hex] of vectors('glue').filter(([name]) => name!.startsWith('json')))
			assert.deepEqual(await shown(fromHex(hex!), { registries }), ['jsonSchema', { id: 1 }, null], name);
		const proto = 'syntax = "proto3"; package acme; message Zebra { string text = 1; } message Alpha { string text = 1; }';
		const [, hex] = vectors('glue').find(([name]) => name === 'protobuf acme.Zebra')!;
		const value = await decode(fromHex(hex!), { registries: [registryOf('glue', schemaOf('protobuf', proto))] });
		assert.deepEqual([value.value, value.schema?.name, value.schema?.source], [{ text: 'acme.Zebra' }, 'acme.Zebra', 'glue']);
	});

	test('a schema that cannot be had leaves the bytes, with the reason', async () => {
		const framed = fromHex('000000000710');
		assert.deepEqual(await shown(framed), [
			'bytes',
			{ base64: 'AAAAAAcQ' },
			'is framed with schema id 7, and no Confluent registry is configured',
		]);
		const down = registryOf('confluent', new Failure('connection', 'The schema registry does not answer.'));
		assert.deepEqual(await shown(framed, { registries: [down] }), [
			'bytes',
			{ base64: 'AAAAAAcQ' },
			'is framed with schema id 7: The schema registry does not answer.',
		]);
		const broken = registryOf('confluent', schemaOf('avro', '{'));
		assert.match((await decode(framed, { registries: [broken] })).failure!, /schema id 7: has an Avro schema that is not JSON/);
		const other = registryOf('confluent', schemaOf('avro', '"string"'));
		assert.match((await decode(framed, { registries: [other] })).failure!, /^does not fit its schema: it ends early/);
	});

	test('a schema is made ready once, and a registry that comes back is asked again', async () => {
		let asked = 0;
		let isDown = true;
		const registry: SchemaRegistry = {
			kind: 'confluent',
			schema: async () => {
				asked++;
				return isDown ? failed(new Failure('connection', 'down')) : success(schemaOf('avro', ORDER_AVRO));
			},
		};
		const decoder = decoderOf({ registries: [registry] });
		const record = { topic: 'orders', key: null, value: fromHex('000000000710'), headers: [] };
		const both = await Promise.all([decoder.decode(record, 'value'), decoder.decode(record, 'value')]);
		assert.deepEqual([asked, both.map(({ kind }) => kind)], [1, ['bytes', 'bytes']]);
		isDown = false;
		assert.equal((await decoder.decode(record, 'value')).kind, 'avro');
		// Ready: nothing to wait for.
		assert.equal((decoder.decode(record, 'value') as DecodedValue).kind, 'avro');
		assert.equal(asked, 2);
	});

	test('schema files by rule: Avro, a message of a .proto, behind a frame', async () => {
		const files: Readonly<Record<string, string>> = { '/s/order.avsc': ORDER_AVRO, '/s/order.proto': ORDER_PROTO };
		const schemaFile: DecoderSources['schemaFile'] = async path => ({ text: files[path]!, imports: [] });
		const rule = (more: object) => ({ schemaFile, rules: [{ topic: '*', ...more }] as DecoderSources['rules'] });
		assert.deepEqual(await shown(fromHex('10'), rule({ value: 'avro', schema: '/s/order.avsc' })), ['avro', { id: 8 }, null]);
		assert.deepEqual(await shown(fromHex('000000000710'), rule({ value: 'avro', schema: '/s/order.avsc', framed: true })), [
			'avro',
			{ id: 8 },
			null,
		]);
		assert.deepEqual(await shown(fromHex('0a0141'), rule({ value: 'protobuf', schema: '/s/order.proto', message: 'Order.Item' })), [
			'protobuf',
			{ sku: 'A' },
			null,
		]);
		assert.deepEqual(await shown(fromHex('0808'), rule({ value: 'protobuf', schema: '/s/order.proto' })), ['protobuf', { id: 8 }, null]);
		assert.match(
			(await decode(fromHex('08'), rule({ value: 'protobuf', schema: '/s/order.proto', message: 'Nothing' }))).failure!,
			/should hold message Nothing/,
		);
	});

	test('records of __consumer_offsets need no rule', async () => {
		const [, key, value] = vectors('group-records')[0]!;
		const decoded = await decode(fromHex(value!), {}, { topic: '__consumer_offsets', key: fromHex(key!) });
		assert.deepEqual([decoded.kind, (decoded.value as { offset: bigint }).offset], ['kafka', 9_007_199_254_740_993n]);
	});
});

suite('a record as a line', () => {
	const record = {
		topic: 'orders',
		partition: 3,
		offset: 2n ** 60n,
		timestampMs: 1_700_000_000_000,
		key: Buffer.from('k'),
		value: Buffer.from('{"n":12345678901234567890,"iban":"DE"}'),
		headers: [
			{ name: 'h', value: Buffer.from('v') },
			{ name: 'j', value: Buffer.from('{"a": 1}') },
			{ name: 'n', value: null },
		],
		sizeBytes: 99,
	};

	test('has the fields of the contract, with every digit', async () => {
		assert.equal(
			jsonText(recordDocument(await decodeRecord(record, decoderOf({}), null))),
			'{"topic":"orders","partition":3,"offset":1152921504606846976,"timestamp":"2023-11-14T22:13:20.000Z","key":"k",' +
				'"value":{"n":12345678901234567890,"iban":"DE"},"headers":[{"name":"h","value":"v"},{"name":"j","value":"{\\"a\\": 1}"},{"name":"n","value":null}],' +
				'"keySchema":null,"valueSchema":null,"sizeBytes":99}',
		);
	});

	test('is masked last, and says what went wrong', async () => {
		const mask = recordMasks([{ topic: '*', field: '**.iban' }], pattern => matcher([pattern]))('orders');
		const line = jsonText(recordDocument(await decodeRecord({ ...record, timestampMs: -1 }, decoderOf({}), mask)));
		assert.match(line, /"timestamp":null,"key":"k","value":\{"n":12345678901234567890,"iban":"\*\*\*"\}/);
		const broken = recordDocument(await decodeRecord({ ...record, value: Buffer.from('{"iban":"DE') }, decoderOf({}), mask));
		assert.equal(broken.value, '***');
		assert.match(String(broken.valueFailure), /^withheld/);
	});
});
