import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { deflateSync } from 'node:zlib';
import { framePayload, readMessageIndexes, schemaFrame } from '../../source/decoding/schema-frame.ts';
import { fromHex, vectors } from './vectors.ts';

const GUID = 'b7b4a7f0-9c96-4e4a-a687-fb5de9ef0c63';
const GUID_HEX = GUID.replaceAll('-', '');

suite('frames that name a schema', () => {
	test('Confluent: magic byte 0 and an id of four bytes', () => {
		const frame = schemaFrame(fromHex('0000000107aabb'), 'value', [])!;
		assert.deepEqual(frame.reference, { kind: 'confluentId', id: 263 });
		assert.equal(framePayload(frame).toString('hex'), 'aabb');
		assert.equal(frame.messageIndexes, 'payload');
	});

	test('Confluent: a header with a GUID, or with an id; the header of the other side says nothing', () => {
		const header = { name: '__value_schema_id', value: fromHex(`01${GUID_HEX}0204`) };
		const frame = schemaFrame(fromHex('aabb'), 'value', [header])!;
		assert.deepEqual(frame.reference, { kind: 'confluentGuid', guid: GUID });
		assert.equal(framePayload(frame).toString('hex'), 'aabb');
		assert.deepEqual(readMessageIndexes(frame.messageIndexes as Buffer).indexes, [2]);
		assert.equal(schemaFrame(fromHex('aabb'), 'key', [header]), null);
		const id = { name: '__key_schema_id', value: fromHex('0000000007') };
		assert.deepEqual(schemaFrame(fromHex('aa'), 'key', [id])!.reference, { kind: 'confluentId', id: 7 });
		assert.equal(schemaFrame(fromHex('aa'), 'key', [{ name: '__key_schema_id', value: null }]), null);
	});

	for (const [name, hex] of vectors('glue').filter(([name]) => name!.startsWith('json')))
		test(`Glue: what AWS's serializer wrote, ${name}`, () => {
			const frame = schemaFrame(fromHex(hex!), 'value', [])!;
			assert.deepEqual(frame.reference, { kind: 'glue', versionId: GUID });
			assert.equal(framePayload(frame).toString(), '{"id":1}');
		});

	test('a zlib stream that is none, or that would fill the memory, is refused', () => {
		const glue = (payload: Buffer) => schemaFrame(Buffer.concat([fromHex(`0305${GUID_HEX}`), payload]), 'value', [])!;
		assert.throws(() => framePayload(glue(Buffer.from('plain'))), /is no zlib stream/);
		assert.throws(() => framePayload(glue(deflateSync(Buffer.alloc(65 * 1024 * 1024)))), /unpacks to more than 64 MiB/);
	});

	test('what is too short, or begins otherwise, has no frame', () => {
		for (const hex of ['', '00', '00000001', '0300', `0307${GUID_HEX}`, '7b7d']) assert.equal(schemaFrame(fromHex(hex), 'value', []), null);
	});

	test('message indexes are zigzag varints, and 0 is the first message', () => {
		assert.deepEqual(readMessageIndexes(fromHex('00aa')), { indexes: [0], end: 1 });
		assert.deepEqual(readMessageIndexes(fromHex('040200')), { indexes: [1, 0], end: 3 });
		assert.throws(() => readMessageIndexes(fromHex('04')), /impossible number/);
		assert.throws(() => readMessageIndexes(fromHex('feffffff0f')), /impossible number/);
		assert.throws(() => readMessageIndexes(fromHex('')), /ends inside/);
		assert.throws(() => readMessageIndexes(Buffer.alloc(9, 0xff)), /more than five bytes/);
	});
});
