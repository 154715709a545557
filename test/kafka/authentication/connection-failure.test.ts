import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { toConnectionFailure } from '../../../source/kafka/authentication/connection-failure.ts';
import { TokenRefused, validateTokenAnswer } from '../../../source/kafka/authentication/token-answer.ts';
import type { Authentication } from '../../../source/model/connection-settings.ts';
import { Failure } from '../../../source/model/failure.ts';
import { scram, settingsFor } from './dial.ts';

const MSK = 'b-1.orders.abc123.c2.kafka.eu-west-1.amazonaws.com';
const iam: Authentication = { kind: 'iam', aws: {} };

const error = (message: string, more: object = {}) => Object.assign(new Error(message), more);
const nested = (inner: unknown) => error('Connection to x failed.', { code: 'PLT_KFK_NETWORK', cause: inner });
const judged = (thrown: unknown, port: number, authentication: Authentication, host = MSK): Failure =>
	toConnectionFailure(thrown, { host, port, settings: settingsFor({ host, port }, { authentication }) });

describe('what connecting throws, in words', () => {
	const cases: readonly (readonly [string, unknown, Failure['kind'], RegExp])[] = [
		['refused', nested(error('', { code: 'ECONNREFUSED' })), 'connection', /:9098 refuses connections/],
		[
			'refused by all addresses',
			error('', { code: 'ECONNREFUSED', errors: [error('', { code: 'ECONNREFUSED' })] }),
			'connection',
			/refuses connections/,
		],
		['unknown name', nested(error('', { code: 'ENOTFOUND' })), 'connection', /The name b-1\..* does not resolve/],
		['dead DNS', nested(error('', { code: 'EAI_AGAIN' })), 'connection', /could not be resolved now/],
		['no route', nested(error('', { code: 'EHOSTUNREACH' })), 'connection', /no route to b-1/],
		['kernel time-out', nested(error('', { code: 'ETIMEDOUT' })), 'timeout', /No answer from b-1.* within 10 s/],
		['library time-out', error('Connection to x:1 timed out.', { code: 'PLT_KFK_NETWORK' }), 'timeout', /No answer from/],
		['our time-out', new Failure('timeout', 'No answer within 9 ms.'), 'timeout', /No answer from b-1.* within 10 s/],
		['reset', nested(error('read ECONNRESET', { code: 'ECONNRESET' })), 'connection', /closed the connection during authentication/],
		[
			'TLS version',
			nested(error('', { code: 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION' })),
			'connection',
			/TLS handshake with .* failed \(protocol version\)/,
		],
		[
			'access denied',
			nested(new TokenRefused('[0a1b]: Access denied')),
			'authentication',
			/refused the IAM identity: \[0a1b\]: Access denied\./,
		],
		[
			'JSON refusal',
			nested(new TokenRefused('{"status":"invalid_token","scope":""}')),
			'authentication',
			/refused the IAM identity: invalid_token\./,
		],
		['a Failure inside', nested(new Failure('config', 'own words')), 'config', /^own words$/],
		['anything else', nested(new Error('odd')), 'connection', /Connecting to b-1.* failed: odd\./],
		['a text', 'odd', 'connection', /failed: no reason given/],
	];
	for (const [name, thrown, kind, message] of cases)
		it(name, () => {
			const failure = judged(thrown, 9098, iam);
			assert.equal(failure.kind, kind);
			assert.match(failure.message, message);
		});

	it('names the right the identity lacks when MSK denies access', () => {
		assert.match(judged(nested(new TokenRefused('[x]: Access denied')), 9098, iam).nextSteps.join(), /kafka-cluster:Connect/);
	});

	it('adds what the port table says', () => {
		const unoffered = nested(error('', { apiId: 'UNSUPPORTED_SASL_MECHANISM', response: { mechanisms: ['SCRAM-SHA-512'] } }));
		assert.match(judged(unoffered, 9096, iam).nextSteps[0] ?? '', /^Port 9096 of MSK is SASL\/SCRAM, you asked for iam/);
		assert.match(judged(error('Broker requires TLS.'), 9094, { kind: 'plaintext' }).nextSteps[0] ?? '', /^Port 9094 of MSK is TLS/);
		const closed = error('Connection closed', { code: 'PLT_KFK_NETWORK' });
		assert.match(judged(closed, 9098, { kind: 'tls' }).nextSteps[0] ?? '', /^Port 9098 of MSK is IAM/);
		assert.match(judged(closed, 9096, scram('u')).nextSteps[0] ?? '', /may be restarting/);
	});

	it('ends on causes that lead back to themselves', () => {
		const loop = error('loop') as Error & { cause?: unknown };
		loop.cause = nested(loop);
		assert.equal(judged(loop, 9098, iam).kind, 'connection');
	});
});

describe('the answer to a token', () => {
	const judge = (bytes: Buffer | null) => {
		let seen: Error | null | undefined;
		validateTokenAnswer(bytes, e => {
			seen = e;
		});
		return seen;
	};

	it('is empty when it was accepted', () => {
		for (const bytes of [null, Buffer.alloc(0)]) assert.equal(judge(bytes), null);
	});

	it('is the reason when it was refused', () => {
		const refused = judge(Buffer.from('{"status":"invalid_token"}'));
		assert.ok(refused instanceof TokenRefused);
		assert.equal(refused.answer, '{"status":"invalid_token"}');
	});
});
