import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { DecodingError } from '../../source/decoding/decoded-value.ts';
import { protobufSchema } from '../../source/decoding/protobuf/protobuf-schema.ts';
import { type JsonValue, jsonText } from '../../source/units/json.ts';
import { fromHex, vectors } from './vectors.ts';

/** The same file as in scripts/vectors/ProtobufVectors.java. */
const ORDER_PROTO = `
syntax = "proto3";
package acme;
import "google/protobuf/timestamp.proto";
import "google/protobuf/duration.proto";
import "google/protobuf/struct.proto";
import "google/protobuf/wrappers.proto";
import "google/protobuf/field_mask.proto";
import "google/protobuf/any.proto";
enum Status { NEW = 0; PAID = 1; LOST = -1; }
message Order {
  int32 i32 = 1; int64 i64 = 2; uint32 u32 = 3; uint64 u64 = 4; sint32 s32 = 5; sint64 s64 = 6; fixed32 f32 = 7; fixed64 f64 = 8;
  sfixed32 sf32 = 9; sfixed64 sf64 = 10; float fl = 11; double db = 12; bool bo = 13; string st = 14; Status status = 15;
  message Item { string sku = 1; int32 quantity = 2; }
  repeated Item items = 16; repeated sint64 packed = 17; repeated string tags = 18;
  map<string, int64> counts = 19; map<int64, Item> by_id = 20;
  oneof payment { string card = 21; int64 voucher = 22; }
  optional string note = 23;
  google.protobuf.Timestamp at = 24; google.protobuf.Duration took = 25; google.protobuf.Struct extra = 26;
  google.protobuf.Int64Value limit = 27; google.protobuf.FieldMask mask = 28; google.protobuf.Any anything = 29; Order parent = 30;
}`;

/** The same file as in scripts/vectors/GlueVectors.java. */
const GLUE_PROTO =
	'syntax = "proto3"; package acme; message Zebra { string text = 1; message Inner { string text = 1; } map<string, string> by_name = 2; } message Alpha { string text = 1; }';

/** Field order is that of the wire, and 64-bit numbers are text in Protobuf's JSON and numbers in ours: both sides in one form. */
const canonical = (value: JsonValue): unknown => {
	if (Array.isArray(value)) return value.map(canonical);
	if (typeof value === 'object' && value !== null)
		return Object.fromEntries(
			Object.entries(value)
				.sort(([a], [b]) => (a < b ? -1 : 1))
				.map(([name, field]) => [name, canonical(field)]),
		);
	return typeof value === 'number' || typeof value === 'bigint' ? String(value) : value;
};

suite('Protobuf', () => {
	const { messageAt, messageNamed } = protobufSchema(ORDER_PROTO);

	for (const [index, [name, hex, json]] of vectors('protobuf').entries())
		test(`reads what Google's library wrote, as its JSON shows it: ${index}`, () => {
			const message = messageAt([0]);
			assert.equal(message.name, name);
			assert.deepEqual(canonical(message.read(fromHex(hex!))), canonical(JSON.parse(json!)));
		});

	test('big integers keep every digit', () => {
		const text = jsonText(messageAt([0]).read(fromHex(vectors('protobuf')[2]![1]!)));
		assert.match(text, /"i64":-9223372036854775808,/);
		assert.match(text, /"u64":18446744073709551615,/);
	});

	test('messages are found by Confluent’s indexes and by name', () => {
		assert.equal(messageAt([0, 0]).name, 'acme.Order.Item');
		assert.equal(messageNamed('Order.Item')?.name, 'acme.Order.Item');
		assert.equal(messageNamed('acme.Order')?.name, 'acme.Order');
		assert.equal(messageNamed('Nothing'), undefined);
		assert.throws(() => messageAt([1]), /names message 1, which its schema does not have/);
	});

	for (const [name, hex] of vectors('glue').filter(([name]) => name!.startsWith('protobuf')))
		test(`finds the message that AWS's Glue serializer meant: ${name}`, () => {
			const payload = fromHex(hex!).subarray(18);
			const message = protobufSchema(GLUE_PROTO).messageOfGlue(payload[0]!);
			assert.equal(`protobuf ${message.name}`, name);
			assert.equal((message.read(payload.subarray(1)) as { text: string }).text, message.name);
		});

	test('fields that the schema does not know, or knows otherwise, stand under their number', () => {
		const { read } = protobufSchema('syntax = "proto3"; message M { string name = 1; }').messageAt([0]);
		assert.deepEqual(read(fromHex('0a0161' + '1005' + '1a0162' + '2501000000' + '290200000000000000' + '33' + '0807' + '34')), {
			name: 'a',
			'#2': [5],
			'#3': [{ base64: 'Yg==' }],
			'#4': [{ base64: 'AQAAAA==' }],
			'#5': [{ base64: 'AgAAAAAAAAA=' }],
			'#6': [{ '#1': [7] }],
		});
		assert.deepEqual(read(fromHex('0805')), { '#1': [5], name: '' });
	});

	test('repeated numbers are read packed and one by one, and parts of a message are put together', () => {
		const { read } = protobufSchema(
			'syntax = "proto2"; message M { repeated int32 n = 1; optional M m = 2; optional group G = 3 { optional int32 x = 1; } }',
		).messageAt([0]);
		assert.deepEqual(read(fromHex('0801' + '0a020203' + '12020807' + '12020808' + '1b' + '0809' + '1c')), {
			n: [1, 2, 3],
			m: { n: [7, 8] },
			g: { x: 9 },
		});
	});

	test('of a oneof the last one on the wire counts', () => {
		const { read } = protobufSchema('syntax = "proto3"; message M { oneof o { M m = 1; string s = 2; } }').messageAt([0]);
		assert.deepEqual(read(fromHex('0a0012016b')), { s: 'k' });
		assert.deepEqual(read(fromHex('12016b0a00')), { m: {} });
	});

	test('cut and crafted bytes are refused', () => {
		const message = messageAt([0]);
		assert.throws(() => message.read(fromHex('0a')), DecodingError);
		assert.throws(() => message.read(fromHex('72056161')), /ends early: 5 bytes should follow, 2 do/);
		assert.throws(() => message.read(fromHex('00')), /impossible field number/);
		assert.throws(() => message.read(fromHex('0f')), /unknown wire type 7/);
		assert.throws(() => message.read(fromHex('0c')), /ends group 1, which it did not begin/);
		const deep = protobufSchema('syntax = "proto2"; message M { optional group G = 1 { optional M m = 2; } }').messageAt([0]);
		assert.throws(() => deep.read(Buffer.from('0b1b'.repeat(5000), 'hex')), DecodingError);
	});

	test('imports come with the schema, Protobuf’s own and options need not', () => {
		const schema = protobufSchema(
			'syntax = "proto3"; import "money.proto"; import "google/protobuf/descriptor.proto"; extend google.protobuf.FieldOptions { string rule = 50001; } message M { bank.Money money = 1 [(rule) = "x"]; }',
			[{ name: 'money.proto', text: 'syntax = "proto3"; package bank; message Money { int64 cents = 1; }' }],
		);
		assert.deepEqual(schema.messageAt([0]).read(fromHex('0a020805')), { money: { cents: 5 } });
		assert.throws(
			() => protobufSchema('syntax = "proto3"; message M { Money money = 1; }'),
			/cannot be used: no such type: Money|cannot be used/,
		);
		assert.throws(() => protobufSchema('message {'), /Protobuf schema that cannot be used/);
	});
});
