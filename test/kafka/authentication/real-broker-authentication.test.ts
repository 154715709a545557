import assert from 'node:assert/strict';
import { describe, it, mock } from 'node:test';
import { signMskIamToken } from '../../../source/aws/msk-iam-token.ts';
import { Deadline } from '../../../source/kafka/deadline.ts';
import type { HostPort } from '../../../source/model/connection-settings.ts';
import { Failure } from '../../../source/model/failure.ts';
import { type AuthBroker, authBroker } from './auth-broker.ts';
import { makeAuthority } from './certificates.ts';
import { type Dialling, dial, dialFailure, scram } from './dial.ts';

const broker = authBroker('MSK_TUI_TEST_CLUSTER');

/** Gets in and asks something that only an authenticated client is answered. */
const getIn = async (address: HostPort, dialling: Dialling): Promise<void> => {
	const connection = await dial(address, dialling);
	const answer = await connection.call(
		'DescribeCluster',
		{ includeClusterAuthorizedOperations: false },
		{ deadline: new Deadline(5000), maxVersion: 0 },
	);
	assert.ok(answer.brokers.length > 0);
	connection.close();
};

const suite = (b: AuthBroker) => {
	const tls = { ca: b.ca };
	const withPassword = (password: string) => ({ tls, password: async () => password });
	const token = (key: { accessKeyId: string; secretAccessKey: string }) => async () => (await signMskIamToken(key, b.region)).token;
	const iam = (tokenOf: () => Promise<string>): Dialling => ({
		authentication: { kind: 'iam', aws: {} },
		secrets: { tls, token: tokenOf },
	});
	const at = ({ host, port }: HostPort) => `${host}:${port}`;

	describe('gets in', () => {
		it('by plaintext', () => getIn(b.plaintext, {}));
		it('by TLS', () => getIn(b.tls, { authentication: { kind: 'tls' }, secrets: { tls } }));
		it('by mTLS', () => getIn(b.mtls, { authentication: { kind: 'mtls' }, secrets: { tls: { ...tls, ...b.client } } }));
		it('by SCRAM-SHA-512', () => getIn(b.scram, { authentication: scram(b.user.name), secrets: withPassword(b.user.password) }));
		it('by SCRAM-SHA-256', () =>
			getIn(b.scram, { authentication: scram(b.user.name, 'SCRAM-SHA-256'), secrets: withPassword(b.user.password) }));
		it('by an MSK IAM token', () => getIn(b.iam, iam(token(b.iamKey))));
		it('through a tunnel, by the name that the broker advertises', () =>
			getIn({ host: 'localhost', port: 9 }, { at: b.tls, authentication: { kind: 'tls' }, secrets: { tls } }));
	});

	describe('is told why not', () => {
		const refusal = 'Authentication failed during authentication due to invalid credentials with SASL mechanism SCRAM-SHA-512';
		for (const [what, user, password] of [
			['a wrong password', b.user.name, 'wrong'],
			['an unknown user', 'nobody', 'wrong'],
		] as const)
			it(`with ${what}`, async () => {
				const failure = await dialFailure(b.scram, { authentication: scram(user), secrets: withPassword(password) });
				assert.equal(failure.kind, 'authentication');
				assert.equal(failure.message, `${at(b.scram)} refused user ${user}: ${refusal}.`);
				assert.equal(failure.details.brokerSaid, refusal);
				assert.doesNotMatch(JSON.stringify([failure.message, failure.nextSteps, failure.details]), /wrong/);
			});

		it('with a mechanism that is not enabled', async () => {
			const failure = await dialFailure(b.iam, { authentication: scram(b.user.name), secrets: withPassword(b.user.password) });
			assert.equal(failure.kind, 'authentication');
			assert.equal(failure.message, `${at(b.iam)} does not offer SCRAM-SHA-512; it offers OAUTHBEARER.`);
			assert.deepEqual(failure.nextSteps, ['Use --auth iam.']);
			const other = await dialFailure(b.scram, iam(token(b.iamKey)));
			assert.match(other.message, /does not offer OAUTHBEARER; it offers .*SCRAM-SHA-512/);
			assert.match(other.nextSteps.join(), /--auth scram --scram-mechanism scram-sha-512/);
		});

		it('with SASL where there is none', async () => {
			const failure = await dialFailure(b.tls, { authentication: scram(b.user.name), secrets: withPassword(b.user.password) });
			assert.equal(failure.kind, 'authentication');
			assert.equal(failure.message, `${at(b.tls)} does not authenticate with SASL, but scram was asked for.`);
		});

		it('with a wrong secret key', async () => {
			const failure = await dialFailure(b.iam, iam(token({ ...b.iamKey, secretAccessKey: 'not-it' })));
			assert.equal(failure.kind, 'authentication');
			assert.equal(failure.message, `${at(b.iam)} refused the IAM identity: invalid_token: signature does not match.`);
			assert.equal(failure.details.brokerSaid, 'invalid_token: signature does not match');
			assert.doesNotMatch(JSON.stringify([failure.message, failure.details]), /not-it/);
		});

		it('with an expired token', async () => {
			const expired = async () => {
				mock.timers.enable({ apis: ['Date'], now: Date.now() - 1_200_000 });
				try {
					return await token(b.iamKey)();
				} finally {
					mock.timers.reset();
				}
			};
			const failure = await dialFailure(b.iam, iam(expired));
			assert.equal(failure.kind, 'authentication');
			assert.match(failure.message, /refused the IAM identity: invalid_token: expired token/);
			assert.match(failure.nextSteps.join(), /clock/);
		});

		it('with a token provider that fails, by its own Failure', async () => {
			const own = new Failure('config', 'There is no AWS profile opps.');
			assert.equal(
				await dialFailure(
					b.iam,
					iam(() => Promise.reject(own)),
				),
				own,
			);
			const foreign = await dialFailure(
				b.iam,
				iam(() => Promise.reject(new Error('boom'))),
			);
			assert.equal(foreign.kind, 'authentication');
			assert.equal(foreign.message, `The credentials for ${at(b.iam)} could not be made: boom.`);
		});

		it('with TLS on the plaintext port', async () => {
			const failure = await dialFailure(b.plaintext, { authentication: { kind: 'tls' }, secrets: { tls } });
			assert.equal(failure.kind, 'connection');
			assert.equal(failure.message, `${at(b.plaintext)} closed the connection during the TLS handshake.`);
			assert.match(failure.nextSteps.join(), /--auth plaintext/);
		});

		it('with plaintext on a TLS port', async () => {
			for (const port of [b.tls, b.scram, b.iam]) {
				const failure = await dialFailure(port);
				assert.equal(failure.kind, 'connection');
				assert.equal(failure.message, `${at(port)} speaks TLS, but plaintext was asked for.`);
			}
		});

		it('with another authority', async () => {
			const other = makeAuthority('other');
			const failure = await dialFailure(b.tls, { authentication: { kind: 'tls' }, secrets: { tls: { ca: other.ca } } });
			other.remove();
			assert.equal(failure.kind, 'connection');
			assert.equal(failure.message, `The certificate of ${at(b.tls)} is signed by an authority that is not trusted here.`);
		});

		it('with another name', async () => {
			const failure = await dialFailure(
				{ host: 'b-1.orders.test', port: b.tls.port },
				{ at: b.tls, authentication: { kind: 'tls' }, secrets: { tls } },
			);
			assert.equal(failure.kind, 'connection');
			assert.match(
				failure.message,
				/The certificate of b-1\.orders\.test:\d+ \(by way of localhost:\d+\) is for another name \(.*localhost/,
			);
		});

		it('without a client certificate, and with one of a stranger', async () => {
			const without = await dialFailure(b.mtls, { authentication: { kind: 'tls' }, secrets: { tls } });
			assert.equal(without.kind, 'authentication');
			assert.equal(without.message, `${at(b.mtls)} asks for a client certificate.`);
			const other = makeAuthority('other');
			const stranger = await dialFailure(b.mtls, {
				authentication: { kind: 'mtls' },
				secrets: { tls: { ...tls, ...other.issue('DNS:me') } },
			});
			other.remove();
			assert.equal(stranger.kind, 'authentication');
			assert.equal(stranger.message, `${at(b.mtls)} refused the client certificate (certificate unknown).`);
		});
	});
};

describe('authentication on a real broker', { skip: broker === undefined && 'no broker: MSK_TUI_TEST_CLUSTER is not set' }, () => {
	if (broker !== undefined) suite(broker);
});
