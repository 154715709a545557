import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { hasJava } from '../../../scripts/kafka/has-java.ts';
import { signMskIamToken } from '../../../source/aws/msk-iam-token.ts';
import { unknownPermissions } from '../../../source/kafka/probe/permissions.ts';
import type { HostPort } from '../../../source/model/connection-settings.ts';
import type { Diagnosis } from '../../../source/model/diagnosis.ts';
import { Failure } from '../../../source/model/failure.ts';
import { type SharedBroker, sharedBroker } from '../../helpers/real-broker.ts';
import { type AuthBroker, authBrokerOf } from '../authentication/auth-broker.ts';
import { makeAuthority } from '../authentication/certificates.ts';
import { scram } from '../authentication/dial.ts';
import { ALL_OK_TLS_SASL, failedStep, grounds, type Probing, probe, walked } from './probing.ts';

const skip = hasJava() || process.env.CI ? false : 'Java 17 or newer is missing: not tested against a real Kafka';
const mark = `${process.pid}-${Date.now().toString(36)}`;
const topic = `orders-${mark}`;
const hidden = `payments-${mark}`;
const ground = grounds();
let broker: SharedBroker;
let b: AuthBroker;

const facts = async () => ({ source: 'the test', accessKeyId: 'AKIA…TEST', isTemporary: false, region: b.region });
const withPassword = (password: string) => ({ tls: { ca: b.ca }, password: async () => password });
const asReader = (): Probing => ({ authentication: scram(b.user.name), secrets: withPassword(b.user.password) });
const asIam = (token: () => Promise<string>): Probing => ({
	authentication: { kind: 'iam', aws: {} },
	secrets: { tls: { ca: b.ca }, token },
	credentials: facts,
});
const signed = async () => (await signMskIamToken(b.iamKey, b.region)).token;
const overTls = (): Probing => ({ authentication: { kind: 'tls' }, secrets: { tls: { ca: b.ca } } });
/** `DescribeTopic topic orders`, of all rights with this answer. */
const rights = ({ permissions }: Diagnosis, allowed: boolean | null) =>
	permissions
		.filter(p => p.allowed === allowed)
		.map(p => (p.right.resourceName === '*' ? p.right.action : `${p.right.action} ${p.right.resourceName}`));

describe('the way to a real Kafka', { skip }, () => {
	before(async () => {
		broker = await sharedBroker();
		b = authBrokerOf(broker.cluster);
		for (const name of [topic, hidden]) {
			const made = await broker.javaTool('org.apache.kafka.tools.TopicCommand', '--create', '--topic', name, '--partitions', '1');
			assert.equal(made.code, 0, made.stderr);
		}
	});
	after(() => ground.close());

	describe('is free, and every advertised broker is walked', () => {
		const brokersOf = (bootstrap: string): HostPort[] =>
			bootstrap.split(',').map(text => ({ host: text.split(':')[0]!, port: Number(text.split(':')[1]) }));
		const cases: readonly (readonly [string, () => string, () => Probing, string, string | null])[] = [
			[
				'plaintext',
				() => broker.cluster.bootstrap.PLAINTEXT,
				() => ({}),
				'name:ok tcp:ok tls:– sasl:– apiVersions:ok cluster:ok',
				'User:ANONYMOUS',
			],
			['TLS', () => broker.cluster.bootstrap.TLS, overTls, 'name:ok tcp:ok tls:ok sasl:– apiVersions:ok cluster:ok', 'User:ANONYMOUS'],
			[
				'mTLS',
				() => broker.cluster.bootstrap.MTLS,
				() => ({ authentication: { kind: 'mtls' }, secrets: { tls: { ca: b.ca, ...b.client } } }),
				'name:ok tcp:ok tls:ok sasl:– apiVersions:ok cluster:ok',
				'User:CN=operator,O=msk-tui',
			],
			['SCRAM', () => broker.cluster.bootstrap.SCRAM, asReader, ALL_OK_TLS_SASL, 'User:reader'],
			['IAM', () => broker.cluster.bootstrap.IAM, () => asIam(signed), ALL_OK_TLS_SASL, null],
		];
		for (const [name, bootstrap, as, way, principal] of cases)
			it(`by ${name}`, async () => {
				const all = brokersOf(bootstrap());
				// One address is enough: the others are told by the cluster.
				const diagnosis = await probe(all.slice(0, 1), as());
				for (const at of all) assert.equal(walked(diagnosis, at), way);
				assert.equal(
					diagnosis.steps.some(s => s.ok === false),
					false,
				);
				assert.equal(diagnosis.clusterId, broker.cluster.clusterId);
				assert.equal(diagnosis.identity.principal, principal);
				assert.equal(diagnosis.identity.unknown.length, principal === null ? 1 : 0);
				assert.equal(diagnosis.steps.at(-1)?.step, 'permissions');
				assert.ok(diagnosis.steps.filter(s => s.ok === true).every(s => s.ms !== null && s.ms >= 0));
			});

		it('through a tunnel', async () => {
			const at = await ground.tunnelTo(b.tls);
			// The broker's certificate holds for localhost; the tunnel ends at 127.0.0.1.
			const advertised = { host: 'localhost', port: 9094 };
			const diagnosis = await probe([advertised], { ...overTls(), at });
			assert.match(walked(diagnosis, advertised), /cluster:ok$/);
			const tcp = diagnosis.steps.find(s => s.broker === 'localhost:9094' && s.step === 'tcp');
			assert.equal(tcp?.detail, `127.0.0.1:${at.port} by --map`);
		});
	});

	describe('ends', () => {
		const endsAt = async (at: HostPort, as: Probing, step: string, message: RegExp, cure: RegExp, kind = 'connection') => {
			const failed = failedStep(await probe([at], { timeoutMs: 5_000, ...as }));
			assert.equal(failed.step, step);
			assert.match(failed.message, message);
			assert.match(failed.cure, cure);
			assert.equal(failed.kind, kind);
		};

		it('at TLS where the port is plaintext', () =>
			endsAt(b.plaintext, overTls(), 'tls', /closed the connection during the TLS handshake/, /--auth plaintext/));
		it('at the first request where the port is TLS', () => endsAt(b.tls, {}, 'apiVersions', /speaks TLS/, /--auth tls/));
		it('at TLS where a client certificate is asked for, though TLS 1.3 says so later', () =>
			endsAt(b.mtls, overTls(), 'tls', /asks for a client certificate/, /--tls-cert/, 'authentication'));
		it('at TLS where the certificate is for another name', async () => {
			const [host, port] = broker.cluster.bootstrap.TLSWRONG.split(',')[0]!.split(':');
			await endsAt({ host: host!, port: Number(port) }, overTls(), 'tls', /for another name \(broker\.wrong-name\.example\)/, /--map/);
		});
		it('at TLS where the authority is not trusted', async () => {
			const other = makeAuthority('other');
			const as: Probing = { authentication: { kind: 'tls' }, secrets: { tls: { ca: other.ca } } };
			await endsAt(b.tls, as, 'tls', /authority that is not trusted/, /--tls-ca/).finally(other.remove);
		});
		it('at SASL with another mechanism', () =>
			endsAt(b.iam, asReader(), 'sasl', /does not offer SCRAM-SHA-512; it offers OAUTHBEARER/, /--auth iam/, 'authentication'));
		it('at SASL with a wrong password', async () => {
			const diagnosis = await probe([b.scram], { ...asReader(), secrets: withPassword('wrong-secret') });
			const { step, message, seen } = failedStep(diagnosis);
			assert.equal(step, 'sasl');
			assert.match(message, /refused user reader/);
			assert.equal(seen.detail, 'SCRAM-SHA-512; offered: SCRAM-SHA-512, SCRAM-SHA-256');
			assert.doesNotMatch(JSON.stringify(diagnosis), /wrong-secret/);
		});
		it('at SASL with an expired token; the clock is looked at first', async () => {
			const past = async () => {
				const url = Buffer.from(await signed(), 'base64url')
					.toString()
					.replace(/X-Amz-Date=\d{8}/, 'X-Amz-Date=20200101');
				return Buffer.from(url).toString('base64url');
			};
			const bare = await probe([b.iam], asIam(past));
			assert.equal(failedStep(bare).step, 'sasl');
			assert.equal(failedStep(bare).kind, 'authentication');
			const failure = new Failure('authentication', 'The clock of this machine is 600 s ahead.');
			const off = await probe([b.iam], { ...asIam(past), checkClock: async () => ({ offsetMs: 600_000, failure }) });
			assert.equal(failedStep(off).step, 'clock');
			const right = await probe([b.iam], { ...asIam(past), checkClock: async () => ({ offsetMs: 400, failure: null }) });
			assert.equal(failedStep(right).step, 'sasl');
			assert.equal(right.steps[1]?.detail, 'within 1 s of AWS');
			// Brokers that take the token all the same do not make the clock right.
			const lenient = await probe([b.iam], { ...asIam(signed), checkClock: async () => ({ offsetMs: 600_000, failure }) });
			assert.deepEqual([lenient.steps[1]?.ok, lenient.steps[1]?.warning], [true, failure.message]);
			const silent = await probe([b.iam], { ...asIam(signed), checkClock: () => new Promise(() => {}) });
			assert.deepEqual([silent.steps[1]?.ok, silent.steps[1]?.detail], [null, 'AWS has not told the time; no broker doubts ours']);
		});
	});

	describe('shows rights', () => {
		it('exactly as they were granted to the reader', async () => {
			const diagnosis = await probe([b.scram], { ...asReader(), options: { topic, group: 'billing' } });
			assert.deepEqual(
				rights(diagnosis, true).filter(r => r.endsWith(topic)),
				[`DescribeTopic ${topic}`, `DescribeTopicDynamicConfiguration ${topic}`, `ReadData ${topic}`],
			);
			assert.deepEqual(
				rights(diagnosis, false).filter(r => !r.endsWith('billing')),
				['DescribeCluster', `WriteData ${topic}`, `AlterTopic ${topic}`, `AlterTopicDynamicConfiguration ${topic}`, `DeleteTopic ${topic}`],
			);
		});

		it('of a topic that may not be seen, and of a group that is not granted', async () => {
			const diagnosis = await probe([b.scram], { ...asReader(), options: { topic: hidden, group: `hidden-${mark}` } });
			assert.deepEqual(rights(diagnosis, true), []);
			assert.deepEqual(rights(diagnosis, false), ['DescribeCluster', `DescribeTopic ${hidden}`, `DescribeGroup hidden-${mark}`]);
			assert.match(diagnosis.permissions.find(p => p.right.action === 'ReadData')?.known ?? '', /only to whom Describe is granted/);
		});

		it('all of them to the super user, and changes nothing to find out', async () => {
			const before = await broker.javaTool('org.apache.kafka.tools.TopicCommand', '--list');
			const missing = `missing-${mark}`;
			const diagnosis = await probe([b.plaintext], { options: { topic } });
			const all = unknownPermissions('').filter(p => p.right.resourceType === 'topic' || p.right.resourceType === 'cluster');
			assert.ok(all.every(row => rights(diagnosis, true).some(r => r.split(' ')[0] === row.right.action)));
			const absent = await probe([b.plaintext], { options: { topic: missing, group: missing } });
			assert.deepEqual(rights(absent, null).filter(r => r.endsWith(missing)).length, 10);
			assert.deepEqual(
				absent.steps.filter(s => s.ok === false),
				[],
			);
			const afterwards = await broker.javaTool('org.apache.kafka.tools.TopicCommand', '--list');
			assert.doesNotMatch(afterwards.stdout, new RegExp(missing));
			assert.ok(before.code === 0 && afterwards.code === 0);
		});
	});
});
