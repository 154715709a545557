import assert from 'node:assert/strict';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import { after, describe, it } from 'node:test';
import { Connection } from '@platformatic/kafka';
import { forgetCredentials } from '../../source/aws/credentials.ts';
import { mskIamTokenProvider, signMskIamToken } from '../../source/aws/msk-iam-token.ts';
import { toConnectionFailure } from '../../source/kafka/authentication/connection-failure.ts';
import { transportOptions } from '../../source/kafka/authentication/transport-options.ts';
import { openCluster } from '../../source/kafka/open-cluster.ts';
import { type AwsGround, awsGround } from '../aws/aws-ground.ts';
import { type AuthBroker, authBroker } from './authentication/auth-broker.ts';
import { settingsFor } from './authentication/dial.ts';

/** A cluster whose IAM sessions last some seconds (`connections.max.reauth.ms`). */
const broker = authBroker('MSK_TUI_REAUTH_CLUSTER');
const aws = broker === undefined ? undefined : await awsGround();
const ROLE = 'rotating';
const RENEWALS = 20;

const suite = (b: AuthBroker, aws: AwsGround) => {
	after(() => aws.close());
	const iam = { kind: 'iam', aws: {} } as const;
	const settings = settingsFor(b.iam, { authentication: iam, secrets: { tls: { ca: b.ca } } });

	it(`goes on through ${RENEWALS} renewals with keys that rotate, and no request fails`, { timeout: 180_000 }, async () => {
		// Keys that live four minutes are renewed for every token: each session is renewed with another key pair of the same role session.
		const roleArn = `arn:aws:iam::${b.account}:role/${ROLE}`;
		aws.tokens.roles.set(roleArn, {
			arn: roleArn,
			lifetimeMs: 240_000,
			keys: () => {
				const made = {
					accessKeyId: `ASIAROTATING${String(aws.stub.calls.length).padStart(8, '0')}`,
					secretAccessKey: `secret-${aws.stub.calls.length}`,
				};
				b.addRoleKey(made, ROLE);
				return made;
			},
		});
		forgetCredentials();
		const provider = mskIamTokenProvider({ profile: 'keys', region: b.region, roleArn }, []);
		let tokens = 0;
		let dialled = 0;
		// A refused request costs the connection, and the cluster layer may dial again so fast that no caller notices.
		const onSocket = (message: unknown) => {
			(message as { socket: Socket }).socket.once('connect', function (this: Socket) {
				if (ports.has(this.remotePort)) dialled++;
			});
		};
		const ports = new Set<number | undefined>([b.iam.port]);
		subscribe('net.client.socket', onSocket);
		let failed: unknown;
		const token = async () => {
			tokens++;
			return provider();
		};
		const cluster = openCluster(settings, transportOptions(settings, { tls: { ca: b.ca }, token }));
		const description = await cluster.describeCluster();
		const brokers = description.brokers.length;
		for (const { port } of description.brokers) ports.add(port);
		let requests = 0;
		// More than the library's five requests in flight, so that some always wait while a renewal begins.
		const loop = async () => {
			while (tokens < RENEWALS + brokers && failed === undefined) {
				try {
					const [groups, topics] = await Promise.all([cluster.listGroups(), cluster.readTopics(null)]);
					assert.equal(
						groups.failures.size + topics.failures.size,
						0,
						JSON.stringify([...groups.failures.values(), ...topics.failures.values()]),
					);
					requests += 1 + brokers;
				} catch (error) {
					failed = error;
				}
			}
		};
		await Promise.all(Array.from({ length: 8 }, loop));
		await cluster.close();
		unsubscribe('net.client.socket', onSocket);
		assert.ifError(failed);
		assert.equal(dialled, brokers, 'no connection was lost');
		assert.ok(tokens >= RENEWALS + brokers);
		assert.ok(aws.stub.calls.length >= RENEWALS / brokers, 'the keys rotated');
		assert.equal(
			new Set(aws.stub.calls.map(c => (c.input as { RoleSessionName?: string }).RoleSessionName)).size,
			1,
			'one session name, hence one principal',
		);
		console.log(`${tokens - brokers} renewals, ${aws.stub.calls.length} key pairs, ${requests} requests, none failed`);
	});

	it('is refused when the identity changes, in words', async () => {
		let key = b.iamKey;
		const token = async () => (await signMskIamToken(key, b.region)).token;
		const { host, port, options } = transportOptions(settings, { tls: { ca: b.ca }, token })(b.iam);
		const connection = new Connection('msk-tui', options);
		await connection.connect(host, port);
		key = b.otherIamKey;
		const error = await new Promise(resolve => connection.once('error', resolve));
		const failure = toConnectionFailure(error, { ...b.iam, settings });
		connection.socket.destroy();
		assert.equal(failure.kind, 'authentication');
		assert.match(
			failure.message,
			/refused to renew the session: Cannot change principals during re-authentication from .*admin: .*operator/,
		);
	});
};

describe('re-authentication', {
	skip: broker === undefined && 'no broker: start one with --reauth-ms 3000 and name its cluster.json in MSK_TUI_REAUTH_CLUSTER',
}, () => {
	if (broker !== undefined && aws !== undefined) suite(broker, aws);
});
