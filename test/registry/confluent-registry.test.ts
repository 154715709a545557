import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Failure, Outcome } from '../../source/model/failure.ts';
import type { RegisteredSchema } from '../../source/ports/schema-registry.ts';
import { confluentRegistry } from '../../source/registry/confluent-registry.ts';
import { registryStub } from '../helpers/registry-stub.ts';
import { makeAuthority } from '../kafka/authentication/certificates.ts';

const AVRO = '{"type":"string"}';
const GUID = 'b7b4a7f0-9c96-4e4a-a687-fb5de9ef0c63';
const id = (number: number) => ({ kind: 'confluentId', id: number }) as const;

const schemaOf = (outcome: Outcome<RegisteredSchema>): RegisteredSchema => {
	assert.ok(outcome.ok, outcome.ok ? '' : outcome.failure.message);
	return outcome.value;
};
const failureOf = (outcome: Outcome<RegisteredSchema>): Failure => {
	assert.ok(!outcome.ok);
	return outcome.failure;
};

suite('a registry with Confluent’s REST API', () => {
	test('gives schemas by id with their subject, and by GUID', async t => {
		const stub = await registryStub(t, {
			ids: {
				7: { schema: AVRO },
				8: { schema: 'syntax = "proto3";', schemaType: 'PROTOBUF' },
				9: { schema: '{}', schemaType: 'JSON' },
				10: { schema: '', schemaType: 'XML' },
			},
			versions: {
				7: [{ subject: 'orders-value', version: 3 }],
				8: [
					{ subject: 'a', version: 1 },
					{ subject: 'b', version: 1 },
				],
			},
			guids: { [GUID]: { schema: AVRO } },
		});
		const { schema } = confluentRegistry({ url: stub.url, timeoutMs: 5000 });
		assert.deepEqual(schemaOf(await schema(id(7))), { language: 'avro', text: AVRO, references: [], subject: 'orders-value', version: 3 });
		const shared = schemaOf(await schema(id(8)));
		assert.deepEqual([shared.language, shared.subject], ['protobuf', null]);
		assert.equal(schemaOf(await schema(id(9))).language, 'jsonSchema');
		assert.equal(schemaOf(await schema({ kind: 'confluentGuid', guid: GUID })).text, AVRO);
		assert.match(failureOf(await schema(id(10))).message, /in a language that is not known here: XML/);
	});

	test('follows references through subjects, what is used first, each once', async t => {
		const stub = await registryStub(t, {
			ids: {
				1: {
					schema: 'root',
					references: [
						{ name: 'b.proto', subject: 'b', version: 2 },
						{ name: 'c.proto', subject: 'c/x', version: 1 },
					],
				},
			},
			subjects: {
				'b 2': { schema: 'B', references: [{ name: 'c.proto', subject: 'c/x', version: 1 }] },
				'c/x 1': { schema: 'C', references: [{ name: 'b.proto', subject: 'b', version: 2 }] },
			},
		});
		const found = schemaOf(await confluentRegistry({ url: stub.url, timeoutMs: 5000 }).schema(id(1)));
		assert.deepEqual(found.references, [
			{ name: 'c.proto', text: 'C' },
			{ name: 'b.proto', text: 'B' },
		]);
		assert.equal(stub.calls.filter(call => call === 'GET /subjects/c%2Fx/versions/1').length, 1);
	});

	test('sends one request an id, keeps answers, and those that were missing for a minute', async t => {
		const stub = await registryStub(t, { ids: { 7: { schema: AVRO } } });
		let now = 0;
		const { schema } = confluentRegistry({ url: stub.url, timeoutMs: 5000 }, { now: () => now });
		await Promise.all([schema(id(7)), schema(id(7)), schema(id(404)), schema(id(404))]);
		await schema(id(7));
		now = 59_999;
		assert.match(failureOf(await schema(id(404))).message, /does not know schema id 404 \(Schema not found\)/);
		const asked = () => ['/schemas/ids/7', '/schemas/ids/404'].map(path => stub.calls.filter(call => call === `GET ${path}`).length);
		assert.deepEqual(asked(), [1, 1]);
		now = 60_000;
		await Promise.all([schema(id(7)), schema(id(404))]);
		assert.deepEqual(asked(), [1, 2]);
	});

	test('a path prefix, and a login that is in no message', async t => {
		const stub = await registryStub(t, { ids: { 7: { schema: AVRO } }, prefix: '/apis/ccompat/v7', login: 'reader:s3cret' });
		const authorization = (login: string) => async () => `Basic ${Buffer.from(login).toString('base64')}`;
		const known = confluentRegistry({ url: stub.url, timeoutMs: 5000, authorization: authorization('reader:s3cret') });
		assert.equal(schemaOf(await known.schema(id(7))).text, AVRO);
		assert.equal(stub.calls[0], 'GET /apis/ccompat/v7/schemas/ids/7');
		const stranger = confluentRegistry({ url: stub.url, timeoutMs: 5000, authorization: authorization('reader:wr0ng') });
		const failure = failureOf(await stranger.schema(id(7)));
		assert.equal(failure.kind, 'authentication');
		assert.doesNotMatch(JSON.stringify([failure.message, failure.nextSteps, failure.details]), /wr0ng|reader/);
	});

	test('what goes wrong is told apart, and a registry that comes back is asked again', async t => {
		const stub = await registryStub(t, { ids: { 7: { schema: AVRO } } });
		let now = 0;
		const { schema } = confluentRegistry({ url: stub.url, timeoutMs: 5000 }, { now: () => now });
		const answers: readonly (readonly [number, string, Failure['kind'], RegExp])[] = [
			[
				500,
				'{"error_code":50001,"message":"Error in the backend data store."}',
				'connection',
				/answered 500 for schema id 7 \(Error in the backend data store\)\.$/,
			],
			[403, '{}', 'authorization', /does not let us read schema id 7/],
			[302, '', 'connection', /answered 302/],
			[200, '<html>', 'connection', /something that is no answer of a schema registry/],
			[200, '{"schema":5}', 'connection', /something that is no answer of a schema registry/],
			[200, '{"schema":"x","references":[{}]}', 'connection', /something that is no answer/],
			[200, 'null', 'connection', /something that is no answer/],
		];
		for (const [status, body, kind, message] of answers) {
			now += 10_000;
			stub.answerWith = (_request, response) => {
				response.writeHead(status);
				response.end(body);
			};
			const failure = failureOf(await schema(id(7)));
			assert.equal(failure.kind, kind);
			assert.match(failure.message, message);
		}
		stub.answerWith = request => void request.socket.destroy();
		now += 10_000;
		assert.match(failureOf(await schema(id(7))).message, /cannot be reached: the connection was cut/);
		stub.answerWith = undefined;
		assert.equal((await schema(id(7))).ok, false, 'left in peace for a while');
		now += 10_000;
		assert.equal(schemaOf(await schema(id(7))).text, AVRO);
	});

	test('a registry that is silent, gone, or sends without end', async t => {
		const stub = await registryStub(t, {});
		stub.answerWith = () => {};
		const silent = failureOf(await confluentRegistry({ url: stub.url, timeoutMs: 50 }).schema(id(7)));
		assert.deepEqual([silent.kind, silent.message], ['timeout', `The schema registry ${stub.url.host} did not answer within 0.05 s.`]);
		stub.answerWith = (_request, response) => {
			const more = (): void => {
				while (response.write(Buffer.alloc(1024 * 1024, 0x20)));
			};
			response.on('drain', more);
			more();
		};
		assert.match(failureOf(await confluentRegistry({ url: stub.url, timeoutMs: 30_000 }).schema(id(7))).message, /longer than 16 MiB/);
		const gone = failureOf(await confluentRegistry({ url: new URL('http://127.0.0.1:1'), timeoutMs: 5000 }).schema(id(7)));
		assert.match(gone.message, /cannot be reached: nobody listens there/);
	});

	test('TLS by a certificate authority of its own', async t => {
		const authority = makeAuthority('registry');
		t.after(authority.remove);
		const { ca } = authority;
		const { cert, key } = authority.issue('DNS:localhost');
		const stub = await registryStub(t, { ids: { 7: { schema: AVRO } }, tls: { cert, key } });
		assert.equal(schemaOf(await confluentRegistry({ url: stub.url, timeoutMs: 5000, ca: async () => ca }).schema(id(7))).text, AVRO);
		const stranger = failureOf(await confluentRegistry({ url: stub.url, timeoutMs: 5000 }).schema(id(7)));
		assert.match(stranger.message, /signed by/);
	});
});
