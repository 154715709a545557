import assert from 'node:assert/strict';
import { after, beforeEach, describe, it } from 'node:test';
import { deflateSync } from 'node:zlib';
import { openGlueRegistry } from '../../source/composition/glue-registry.ts';
import { recordDecoder } from '../../source/decoding/record/record-decoder.ts';
import type { Failure } from '../../source/model/failure.ts';
import { serveSchemas } from '../../source/sandbox/aws/glue-service.ts';
import { refusals } from '../../source/sandbox/aws/service-error.ts';
import { ACCOUNT, awsGround, CALLER } from './aws-ground.ts';

const GUID = 'b7b4a7f0-9c96-4e4a-a687-fb5de9ef0c63';
const aws = await awsGround();
after(() => aws.close());
const { stub } = aws;
const schemas = serveSchemas(stub);
beforeEach(() => {
	aws.reset();
	schemas.length = 0;
	schemas.push({
		versionId: GUID,
		arn: `arn:aws:glue:eu-west-1:${ACCOUNT}:schema/shop/orders`,
		format: 'AVRO',
		text: '{"type":"record","name":"Order","fields":[{"name":"n","type":"int"}]}',
		version: 4,
	});
});

const place = { aws: { profile: 'keys', region: 'eu-west-1' }, hosts: [] };
const versionId = (id: string) => ({ kind: 'glue', versionId: id }) as const;
const asked = () => stub.calls.filter(c => c.operation === 'glue.GetSchemaVersion').length;

describe('the schema registry of AWS Glue', () => {
	it('is asked once for what many records name, whether they are packed or not', async () => {
		const decoder = recordDecoder({
			rules: [],
			registries: [openGlueRegistry(place)],
			schemaFile: () => assert.fail('there is no file'),
			matcher: () => () => false,
		});
		const record = (compression: number, payload: Buffer) => ({
			topic: 'orders',
			key: null,
			value: Buffer.concat([Buffer.from([3, compression]), Buffer.from(GUID.replaceAll('-', ''), 'hex'), payload]),
			headers: [],
		});
		const payload = Buffer.from([34]);
		const all = [record(0, payload), record(5, deflateSync(payload)), record(0, payload)];
		for (const decoded of await Promise.all(all.map(one => decoder.decode(one, 'value')))) {
			assert.deepEqual([decoded.value, decoded.failure], [{ n: 17 }, null]);
			assert.deepEqual(decoded.schema, { source: 'glue', name: 'Order', id: GUID, subject: 'shop/orders', version: 4 });
		}
		assert.equal(asked(), 1);
	});

	it('says what is missing: the schema, the right, or a language', async () => {
		const failureOf = async (id: string): Promise<Failure> => {
			const outcome = await openGlueRegistry(place).schema(versionId(id));
			assert.ok(!outcome.ok);
			return outcome.failure;
		};
		const gone = await failureOf('00000000-0000-4000-8000-000000000000');
		assert.deepEqual(
			[gone.kind, gone.message],
			['notFound', 'There is no Glue schema version 00000000-0000-4000-8000-000000000000 in eu-west-1.'],
		);
		stub.trouble('glue.GetSchemaVersion', refusals.denied(CALLER, 'glue:GetSchemaVersion', '*'));
		const denied = await failureOf(GUID);
		assert.equal(denied.kind, 'authorization');
		assert.match(denied.message, /may not glue:GetSchemaVersion/);
		stub.heal();
		schemas[0] = { ...schemas[0]!, format: 'XML' as never };
		assert.match((await failureOf(GUID)).message, /in a language that is not known here: XML/);
	});
});
