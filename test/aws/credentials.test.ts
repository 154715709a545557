import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import { awsCredentials, awsRegion, forgetCredentials } from '../../source/aws/credentials.ts';
import { mskIamTokenProvider } from '../../source/aws/msk-iam-token.ts';
import { roleSessionName } from '../../source/aws/role-session.ts';
import type { Failure } from '../../source/model/failure.ts';
import { awsEnvironment } from './aws-environment.ts';
import { type StsStub, startStsStub } from './sts-stub.ts';

const aws = awsEnvironment();
const region = 'eu-west-1';
const ROLE = 'arn:aws:iam::111122223333:role/kafka-operator';
const SESSION = `msk-tui-${userInfo().username}`;
let sts: StsStub;

before(async () => {
	sts = await startStsStub();
	process.env.AWS_ENDPOINT_URL_STS = sts.url;
});
after(async () => {
	await sts.close();
	aws.remove();
});
beforeEach(() => {
	forgetCredentials();
	sts.calls.length = 0;
	for (const name of ['AWS_PROFILE', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_REGION', 'AWS_DEFAULT_REGION'])
		delete process.env[name];
	aws.config(
		'[default]\nregion = eu-north-1\n[profile ops]\nrole_arn = arn:aws:iam::111122223333:role/ops\nsource_profile = keys\nregion = us-west-2\n[profile named]\nrole_arn = arn:aws:iam::111122223333:role/ops\nrole_session_name = mine\nsource_profile = keys\n[profile chain]\nrole_arn = arn:aws:iam::111122223333:role/second\nsource_profile = ops\n[profile mfa]\nrole_arn = arn:aws:iam::111122223333:role/ops\nsource_profile = keys\nmfa_serial = arn:aws:iam::111122223333:mfa/me\n[profile empty]\nregion = eu-west-1\n[profile loop]\nrole_arn = arn:aws:iam::111122223333:role/ops\nsource_profile = pool\n[profile pool]\nrole_arn = arn:aws:iam::111122223333:role/ops\nsource_profile = loop\n[profile sso]\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = reader\n[sso-session corp]\nsso_start_url = https://corp.awsapps.com/start\nsso_region = eu-west-1\n',
	);
	aws.credentials('[keys]\naws_access_key_id = AKIAKEYS000000000000\naws_secret_access_key = keys-secret\n');
});

const refused = async (work: Promise<unknown>): Promise<Failure> =>
	work.then(
		() => assert.fail('it should have failed'),
		(f: Failure) => f,
	);

describe('role credentials', () => {
	it('cost one AssumeRole for many tokens, with a stable session name', async () => {
		const token = mskIamTokenProvider({ region, roleArn: ROLE, profile: 'keys' }, []);
		const tokens = await Promise.all(Array.from({ length: 20 }, token));
		tokens.push(...(await Promise.all([token(), mskIamTokenProvider({ region, roleArn: ROLE, profile: 'keys' }, [])()])));
		assert.deepEqual(sts.calls, [{ action: 'AssumeRole', roleArn: ROLE, session: SESSION, accessKey: 'AKIAKEYS000000000000' }]);
		for (const t of tokens) assert.match(Buffer.from(t, 'base64url').toString(), /X-Amz-Credential=ASIASTUB00000001%2F/);
		assert.equal(roleSessionName('ann smith/x'), 'msk-tui-ann-smith-x');
	});

	it('of a profile carry our session name too, unless the profile has its own', async () => {
		await awsCredentials({ profile: 'ops', region })();
		await awsCredentials({ profile: 'named', region })();
		assert.deepEqual(
			sts.calls.map(c => c.session),
			[SESSION, 'mine'],
		);
	});

	it('of a chain are made with those of the link before', async () => {
		const made = await awsCredentials({ profile: 'chain', region })();
		assert.equal(made.accessKeyId, 'ASIASTUB00000002');
		assert.deepEqual(
			sts.calls.map(c => [c.roleArn.split('/')[1], c.accessKey, c.session]),
			[
				['ops', 'AKIAKEYS000000000000', SESSION],
				['second', 'ASIASTUB00000001', SESSION],
			],
		);
	});

	it('are renewed five minutes before they end, and used on when that fails', async () => {
		let now = Date.now();
		const started = now;
		const provider = awsCredentials({ profile: 'ops', region }, { clock: { now: () => now } });
		const first = await provider();
		const end = first.expiration?.getTime() ?? 0;
		now = end - 300_001;
		assert.equal((await provider()).accessKeyId, first.accessKeyId);
		now = end - 299_999;
		const usual = sts.answer;
		sts.answer = () => ({ status: 500, code: 'InternalFailure', message: 'later' });
		assert.equal((await provider()).accessKeyId, first.accessKeyId, 'what is left is used');
		sts.answer = usual;
		const count = sts.calls.length;
		const [a, b] = await Promise.all([provider(), provider()]);
		assert.notEqual(a.accessKeyId, first.accessKeyId);
		assert.equal(a, b);
		assert.equal(sts.calls.length, count + 1, 'callers share one renewal');
		assert.ok(now > started);
	});

	it('ask for the MFA code through the hook', async () => {
		const asked: string[] = [];
		await awsCredentials({ profile: 'mfa', region }, { mfaCode: async serial => (asked.push(serial) > 0 ? '123456' : '') })();
		assert.deepEqual(asked, ['arn:aws:iam::111122223333:mfa/me']);
		forgetCredentials();
		const without = await refused(awsCredentials({ profile: 'mfa', region })());
		assert.equal(without.kind, 'authentication');
		assert.match(without.message, /profile mfa needs the code of an MFA device/);
	});

	it('that are refused name role and caller', async () => {
		const usual = sts.answer;
		sts.answer = () => ({
			status: 403,
			code: 'AccessDenied',
			message: `User: arn:aws:iam::111122223333:user/x is not authorized to perform: sts:AssumeRole on resource: ${ROLE}`,
		});
		const failure = await refused(awsCredentials({ profile: 'keys', region, roleArn: ROLE })());
		sts.answer = usual;
		assert.equal(failure.kind, 'authentication');
		assert.match(
			failure.message,
			/The role arn:aws:iam::111122223333:role\/kafka-operator may not be assumed: User: arn:aws:iam::111122223333:user\/x/,
		);
	});
});

describe('a named profile', () => {
	it('that does not exist is told with the known ones, never passed over', async () => {
		process.env.AWS_ACCESS_KEY_ID = 'AKIAOTHER00000000000';
		process.env.AWS_SECRET_ACCESS_KEY = 'other';
		for (const settings of [{ profile: 'opps' }, {}]) {
			if (!('profile' in settings)) process.env.AWS_PROFILE = 'opps';
			const failure = await refused(awsCredentials({ ...settings, region })());
			assert.equal(failure.kind, 'config');
			assert.match(failure.message, new RegExp(`no AWS profile opps in ${aws.env.AWS_CONFIG_FILE} or `));
			assert.match(failure.nextSteps.join(), /Known profiles: default, ops, named, chain, mfa, empty, loop, pool, sso, keys/);
		}
	});

	it('wins over keys in the environment', async () => {
		process.env.AWS_ACCESS_KEY_ID = 'AKIAOTHER00000000000';
		process.env.AWS_SECRET_ACCESS_KEY = 'other';
		assert.equal((await awsCredentials({ profile: 'keys', region })()).accessKeyId, 'AKIAKEYS000000000000');
		forgetCredentials();
		assert.equal((await awsCredentials({ region })()).accessKeyId, 'AKIAOTHER00000000000');
	});

	it('that holds nothing, loops or has no SSO session says so', async () => {
		const cases: readonly (readonly [string, string, RegExp])[] = [
			['empty', 'config', /profile empty holds no usable credentials/],
			['loop', 'config', /source_profile of the AWS profile loop leads back to itself/],
			['sso', 'authentication', /AWS SSO session of profile sso has ended or never began/],
		];
		for (const [profile, kind, message] of cases) {
			const failure = await refused(awsCredentials({ profile, region })());
			assert.equal(failure.kind, kind, failure.message);
			assert.match(failure.message, message);
		}
		assert.match((await refused(awsCredentials({ profile: 'sso', region })())).nextSteps.join(), /aws sso login --profile sso/);
	});
});

describe('without any source', () => {
	it('the failure lists what was tried', async () => {
		aws.config('');
		const failure = await refused(awsCredentials({ region })());
		assert.equal(failure.kind, 'authentication');
		assert.match(failure.message, /No AWS credentials were found/);
	});
});

describe('a credential process', () => {
	it('that fails is repeated masked', async () => {
		aws.config('[profile p]\ncredential_process = sh -c "echo token=hunter2 no vault >&2; exit 1"\n');
		const failure = await refused(awsCredentials({ profile: 'p', region })());
		assert.equal(failure.kind, 'authentication');
		assert.match(failure.message, /no vault/);
		assert.doesNotMatch(`${failure.message} ${JSON.stringify(failure.details)}`, /hunter2/);
	});
});

describe('the region', () => {
	const MSK = 'b-1.orders.abc123.c2.kafka.ap-southeast-2.amazonaws.com';
	it('is explicit, of the ARN or host, of the environment, of the profile', async () => {
		process.env.AWS_DEFAULT_REGION = 'sa-east-1';
		assert.equal(await awsRegion({ region: 'us-gov-west-1' }, [MSK]), 'us-gov-west-1');
		assert.equal(await awsRegion({}, [MSK], 'arn:aws:kafka:ca-central-1:111122223333:cluster/o/x'), 'ca-central-1');
		assert.equal(await awsRegion({}, ['tunnel', MSK]), 'ap-southeast-2');
		assert.equal(await awsRegion({}, ['localhost']), 'sa-east-1');
		process.env.AWS_REGION = 'eu-south-1';
		assert.equal(await awsRegion({}, ['localhost']), 'eu-south-1');
		delete process.env.AWS_REGION;
		delete process.env.AWS_DEFAULT_REGION;
		assert.equal(await awsRegion({ profile: 'ops' }, []), 'us-west-2');
		assert.equal(await awsRegion({}, []), 'eu-north-1');
		aws.config('');
		await assert.rejects(awsRegion({}, []), { kind: 'config', message: 'The AWS region is not known.' });
		await assert.rejects(awsRegion({ region: 'Ireland' }, []), { kind: 'config', message: 'Ireland is not an AWS region.' });
	});
});

describe('the terminal', () => {
	it('hears nothing from the SDK', () => {
		const source = (path: string) => JSON.stringify(join(import.meta.dirname, '../../source/aws', path));
		const script = `
			import { awsCredentials } from ${source('credentials.ts')};
			import { signMskIamToken } from ${source('msk-iam-token.ts')};
			const c = await awsCredentials({ region: 'eu-west-1' })();
			await signMskIamToken(c, 'eu-west-1');
			process.stdout.write(c.accessKeyId);`;
		const run = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
			encoding: 'utf8',
			env: { ...process.env, AWS_PROFILE: 'keys', AWS_ACCESS_KEY_ID: 'AKIAOTHER00000000000', AWS_SECRET_ACCESS_KEY: 'other' },
		});
		assert.equal(run.stderr, '');
		assert.equal(run.stdout, 'AKIAKEYS000000000000');
	});
});
