/** Every source of AWS credentials, found and not found, over the stub of AWS; what is said must name what was tried and what to do. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, beforeEach, describe, it } from 'node:test';
import { credentialFacts } from '../../source/aws/credential-facts.ts';
import type { Failure } from '../../source/model/failure.ts';
import { CONTAINER_PATH, serveContainerCredentials, serveInstanceMetadata } from '../../source/sandbox/aws/metadata-service.ts';
import { refusals } from '../../source/sandbox/aws/service-error.ts';
import { ACCOUNT, awsGround, CALLER, KEYS, roleArn } from './aws-ground.ts';

const aws = await awsGround();
after(() => aws.close());
const { stub, tokens } = aws;
serveInstanceMetadata(stub, roleArn('bastion'));
serveContainerCredentials(stub, roleArn('task'), 'Bearer pod');
const web = aws.file('web-token', 'jwt');
const oldWeb = aws.file('old-web-token', 'old');

const profiles = {
	keys: undefined,
	ops: { role_arn: roleArn('ops'), source_profile: 'keys' },
	external: { role_arn: roleArn('partner'), source_profile: 'keys', external_id: 'ticket-7' },
	'external-wrong': { role_arn: roleArn('partner'), source_profile: 'keys', external_id: 'ticket-8' },
	'no-such-source': { role_arn: roleArn('ops'), source_profile: 'kesy' },
	'no-source': { role_arn: roleArn('ops') },
	'loop-a': { role_arn: roleArn('ops'), source_profile: 'loop-b' },
	'loop-b': { role_arn: roleArn('ops'), source_profile: 'loop-a' },
	empty: { region: 'eu-west-1' },
	instance: { role_arn: roleArn('ops'), credential_source: 'Ec2InstanceMetadata' },
	container: { role_arn: roleArn('ops'), credential_source: 'EcsContainer' },
	environment: { role_arn: roleArn('ops'), credential_source: 'Environment' },
	moon: { role_arn: roleArn('ops'), credential_source: 'Moon' },
	web: { role_arn: roleArn('web'), web_identity_token_file: web },
	'web-old': { role_arn: roleArn('web'), web_identity_token_file: oldWeb },
	'web-gone': { role_arn: roleArn('web'), web_identity_token_file: '/nonexistent/token' },
	'web-other': { role_arn: roleArn('ops'), web_identity_token_file: web },
	process: { credential_process: `echo '{"Version":1,"AccessKeyId":"${KEYS.accessKeyId}","SecretAccessKey":"${KEYS.secretAccessKey}"}'` },
	'process-fails': { credential_process: 'sh -c "echo token=hunter2 no vault >&2; exit 1"' },
	'process-prints-rubbish': { credential_process: 'echo hunter2' },
	sso: { sso_session: 'corp', sso_account_id: ACCOUNT, sso_role_name: 'reader' },
	'sso-old': { sso_start_url: 'https://old.awsapps.com/start', sso_region: 'eu-west-1', sso_account_id: ACCOUNT, sso_role_name: 'reader' },
	'sso-other': { sso_session: 'corp', sso_account_id: ACCOUNT, sso_role_name: 'admin' },
	'sso-half': { sso_session: 'corp', sso_account_id: ACCOUNT },
	'sso-nowhere': { sso_session: 'none', sso_account_id: ACCOUNT, sso_role_name: 'reader' },
} as const;
type Profile = keyof typeof profiles;

const CONTAINER = { AWS_CONTAINER_CREDENTIALS_FULL_URI: stub.url + CONTAINER_PATH, AWS_CONTAINER_AUTHORIZATION_TOKEN: 'Bearer pod' };
const INSTANCE = { AWS_EC2_METADATA_DISABLED: 'false', AWS_EC2_METADATA_SERVICE_ENDPOINT: stub.url };
const ENVIRONMENT = { AWS_ACCESS_KEY_ID: KEYS.accessKeyId, AWS_SECRET_ACCESS_KEY: KEYS.secretAccessKey };

beforeEach(() => {
	aws.reset();
	tokens.roles.clear();
	tokens.portal.clear();
	for (const name of ['ops', 'bastion']) tokens.roles.set(roleArn(name), { arn: roleArn(name) });
	tokens.roles.set(roleArn('partner'), { arn: roleArn('partner'), externalId: 'ticket-7' });
	tokens.roles.set(roleArn('web'), { arn: roleArn('web'), webToken: 'jwt' });
	tokens.portal.set('sso-token', { account: ACCOUNT, role: 'reader' });
	aws.login('corp', {});
	aws.login('https://old.awsapps.com/start', {});
	aws.config(
		Object.entries(profiles)
			.filter(([, fields]) => fields !== undefined)
			.map(([name, fields]) => [`[profile ${name}]`, ...Object.entries(fields ?? {}).map(([key, value]) => `${key} = ${value}`)].join('\n'))
			.concat('[sso-session corp]\nsso_start_url = https://corp.awsapps.com/start\nsso_region = us-east-1\n')
			.join('\n'),
	);
});

const factsOf = (profile: Profile | undefined, env: Readonly<Record<string, string>> = {}) => {
	Object.assign(process.env, env);
	return credentialFacts({ region: 'eu-west-1', ...(profile !== undefined && { profile }) }, []);
};

const failureOf = (profile: Profile | undefined, env?: Readonly<Record<string, string>>): Promise<Failure> =>
	factsOf(profile, env).then(
		() => assert.fail('it should have failed'),
		(f: Failure) => f,
	);

describe('AWS credentials come from', () => {
	const cases: readonly (readonly [Profile | undefined, Readonly<Record<string, string>>, source: string, operations: string])[] = [
		['keys', {}, 'the shared files', ''],
		['ops', {}, 'an assumed role', 'sts.AssumeRole'],
		['external', {}, 'an assumed role', 'sts.AssumeRole'],
		['instance', INSTANCE, 'an assumed role', 'sts.AssumeRole'],
		['container', CONTAINER, 'an assumed role', 'sts.AssumeRole'],
		['environment', ENVIRONMENT, 'an assumed role', 'sts.AssumeRole'],
		['web', {}, 'a web identity', 'sts.AssumeRoleWithWebIdentity'],
		['process', {}, 'credential_process', ''],
		['sso', {}, 'SSO', 'sso.GetRoleCredentials'],
		['sso-old', {}, 'SSO', 'sso.GetRoleCredentials'],
		[undefined, ENVIRONMENT, 'the environment', ''],
		[undefined, { AWS_WEB_IDENTITY_TOKEN_FILE: web, AWS_ROLE_ARN: roleArn('web') }, 'a web identity', 'sts.AssumeRoleWithWebIdentity'],
		[undefined, CONTAINER, 'the container', ''],
		[undefined, INSTANCE, 'the instance role', ''],
	];
	for (const [profile, env, source, operations] of cases)
		it(`${source}: ${profile === undefined ? Object.keys(env)[0] : `profile ${profile}`}`, async () => {
			const facts = await factsOf(profile, env);
			assert.equal(facts.source, source);
			assert.deepEqual(
				stub.calls.map(c => c.operation),
				[...(operations === '' ? [] : [operations]), 'sts.GetCallerIdentity'],
			);
			assert.match(facts.caller ?? '', new RegExp(`^arn:aws:(iam|sts)::${ACCOUNT}:`));
			assert.doesNotMatch(JSON.stringify(facts), new RegExp(KEYS.secretAccessKey));
		});

	it('SSO in the region of the SSO session, wherever the cluster is', async () => {
		const asked: string[] = [];
		const proxy = createServer().on('connect', (request, socket) => {
			asked.push(request.url ?? '');
			socket.destroy();
		});
		await new Promise<void>(resolve => proxy.listen(0, '127.0.0.1', resolve));
		process.env.AWS_ENDPOINT_URL = '';
		try {
			await failureOf('sso', { HTTPS_PROXY: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}` });
		} finally {
			delete process.env.HTTPS_PROXY;
			proxy.closeAllConnections();
			proxy.close();
		}
		assert.equal(asked[0], 'portal.sso.us-east-1.amazonaws.com:443');
	});
});

describe('AWS credentials that cannot be had say why', () => {
	const cases: readonly (readonly [
		title: string,
		Profile | undefined,
		kind: Failure['kind'],
		message: RegExp,
		cure: RegExp,
		env?: Readonly<Record<string, string>>,
		prepare?: () => void,
	])[] = [
		[
			'an external id',
			'external-wrong',
			'authentication',
			new RegExp(`^${CALLER} may not assume the role ${roleArn('partner')}\\.$`),
			/external_id and mfa_serial of profile external-wrong/,
		],
		[
			'a source that is not there',
			'no-such-source',
			'config',
			/^The source_profile of the AWS profile no-such-source is kesy, and there is no such profile\.$/,
			/Did you mean keys\?/,
		],
		[
			'no source',
			'no-source',
			'config',
			/^The AWS profile no-source has a role_arn, but does not say with whose credentials/,
			/source_profile = NAME/,
		],
		['a loop', 'loop-a', 'config', /leads back to itself: loop-a → loop-b → loop-a\.$/, /Break the chain/],
		['nothing', 'empty', 'config', /^The AWS profile empty holds no usable credentials\.$/, /aws configure list --profile empty/],
		[
			'no metadata',
			'instance',
			'authentication',
			/^The role of this instance, from which the profile instance starts, could not be read\.$/,
			/Instance metadata must be on/,
		],
		['no container', 'container', 'config', /takes its credentials from the container, and this is none/, /Ec2InstanceMetadata/],
		[
			'an empty environment',
			'environment',
			'config',
			/takes its credentials from the environment, and there are none/,
			/AWS_ACCESS_KEY_ID/,
		],
		[
			'an unknown source',
			'moon',
			'config',
			/credential_source of the AWS profile moon is Moon, which AWS does not know/,
			/Environment, Ec2InstanceMetadata, EcsContainer/,
		],
		[
			'an old web token',
			'web-old',
			'authentication',
			new RegExp(`does not take the web identity token for the role ${roleArn('web')}: it has expired\\.$`),
			/must renew it/,
		],
		[
			'a missing web token',
			'web-gone',
			'config',
			/^The web identity token file \/nonexistent\/token of profile web-gone does not exist\.$/,
			/web_identity_token_file; on EKS the service account/,
		],
		[
			'a missing web token of the environment',
			undefined,
			'config',
			/token file \/nonexistent\/token does not exist/,
			/AWS_WEB_IDENTITY_TOKEN_FILE/,
			{ AWS_WEB_IDENTITY_TOKEN_FILE: '/nonexistent/token', AWS_ROLE_ARN: roleArn('web') },
		],
		[
			'a web identity without trust',
			'web-other',
			'authentication',
			new RegExp(`^The web identity may not assume the role ${roleArn('ops')}\\.$`),
			/sts:AssumeRoleWithWebIdentity to the identity provider/,
		],
		[
			'a process that fails',
			'process-fails',
			'authentication',
			/credential_process of profile process-fails gave no credentials: .*no vault/,
			/Run the command by hand/,
		],
		[
			'a process that prints no JSON',
			'process-prints-rubbish',
			'authentication',
			/credential_process returned invalid JSON/,
			/one JSON object/,
		],
		[
			'half an SSO profile',
			'sso-half',
			'config',
			/^The AWS profile sso-half lacks sso_role_name for SSO\.$/,
			/aws configure sso --profile sso-half/,
		],
		[
			'an SSO session that is not there',
			'sso-nowhere',
			'config',
			/names the sso_session none, and there is no such section/,
			/\[sso-session none\]/,
		],
		[
			'an SSO session that the portal ended',
			'sso',
			'authentication',
			/^The AWS SSO session of profile sso has ended or never began\.$/,
			/aws sso login --profile sso --use-device-code/,
			{},
			() => tokens.portal.clear(),
		],
		[
			'an SSO login that is over',
			'sso',
			'authentication',
			/SSO session of profile sso has ended/,
			/^aws sso login --profile sso/,
			{},
			() => aws.login('corp', { hoursLeft: -1 }),
		],
		[
			'an SSO login that cannot be renewed',
			'sso',
			'authentication',
			/SSO session of profile sso has ended/,
			/--use-device-code/,
			{},
			() =>
				aws.login('corp', {
					hoursLeft: -1,
					more: { refreshToken: 'r', clientId: 'c', clientSecret: 's', registrationExpiresAt: new Date(Date.now() + 1e6).toISOString() },
				}),
		],
		[
			'a role that SSO did not assign',
			'sso-other',
			'authentication',
			/^AWS SSO does not give you the role that the profile sso-other names\.$/,
			/sso_account_id and sso_role_name/,
		],
		['no source at all', undefined, 'authentication', /^No AWS credentials were found/, /Give --profile NAME/],
		[
			'a container that gives none',
			undefined,
			'authentication',
			/^No AWS credentials were found/,
			/container’s endpoint gave none/,
			{ ...CONTAINER, AWS_CONTAINER_AUTHORIZATION_TOKEN: 'Bearer other' },
		],
		[
			'an ended session',
			'ops',
			'authentication',
			/^The AWS credentials of profile ops have expired\.$/,
			/aws sso login --profile ops/,
			{},
			() => stub.trouble('sts.AssumeRole', refusals.expired(true)),
		],
		[
			'throttling',
			'ops',
			'connection',
			/^AWS asks for fewer requests of sts:AssumeRole\.$/,
			/share the limit/,
			{},
			() => stub.trouble('sts.AssumeRole', refusals.throttled()),
		],
		[
			'a login page',
			'ops',
			'connection',
			/^Something that is not AWS answered/,
			/HTTPS_PROXY/,
			{},
			() => stub.trouble('sts.AssumeRole', { page: '<html>log in</html>' }),
		],
		[
			'a broken line',
			'ops',
			'connection',
			/could not be reached \(ECONNRESET\)/,
			/Check network/,
			{},
			() => stub.trouble('sts.AssumeRole', 'reset'),
		],
		[
			'keys that AWS does not know',
			'ops',
			'authentication',
			/^AWS does not know the access key of profile ops/,
			/key pair/,
			{},
			() => aws.credentials('[keys]\naws_access_key_id = AKIADELETED000000000\naws_secret_access_key = gone\n'),
		],
		[
			'a wrong secret',
			'ops',
			'authentication',
			/the secret key does not belong to the access key/,
			/AWS_SECRET_ACCESS_KEY/,
			{},
			() => aws.credentials(`[keys]\naws_access_key_id = ${KEYS.accessKeyId}\naws_secret_access_key = slip-of-a-key\n`),
		],
	];
	for (const [title, profile, kind, message, cure, env, prepare] of cases)
		it(title, async () => {
			prepare?.();
			const failure = await failureOf(profile, env);
			assert.equal(failure.kind, kind, failure.message);
			assert.match(failure.message, message);
			assert.match(failure.nextSteps.join('\n'), cure);
			const said = JSON.stringify([failure.message, failure.nextSteps, failure.details]);
			assert.doesNotMatch(said, /hunter2|keys-secret|slip-of-a-key|sso-token|Bearer|jwt/);
		});

	it('a clock that is off is put right by the SDK', async () => {
		stub.clockOffsetMs = 600_000;
		assert.equal((await factsOf('ops')).source, 'an assumed role');
	});
});
