import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { after, beforeEach, describe, it } from 'node:test';
import { awsCredentials, awsRegion, forgetCredentials } from '../../source/aws/credentials.ts';
import { mskIamTokenProvider } from '../../source/aws/msk-iam-token.ts';
import { roleSessionName } from '../../source/aws/role-session.ts';
import type { Failure } from '../../source/model/failure.ts';
import { refusals } from '../../source/sandbox/aws/service-error.ts';
import type { Role } from '../../source/sandbox/aws/token-service.ts';
import { type AwsGround, awsGround, CALLER, roleArn } from './aws-ground.ts';

const region = 'eu-west-1';
const ROLE = roleArn('kafka-operator');
const SESSION = `msk-tui-${userInfo().username}`;
const MFA = 'arn:aws:iam::111122223333:mfa/me';
const aws: AwsGround = await awsGround();
after(() => aws.close());
const { stub, tokens } = aws;
/** AssumeRole as it was asked for: role, session, whose keys. */
const assumed = () =>
	stub.calls
		.filter(c => c.operation === 'sts.AssumeRole')
		.map(c => {
			const { RoleArn = '', RoleSessionName = '' } = c.input as { RoleArn?: string; RoleSessionName?: string };
			return [RoleArn.split('/')[1], RoleSessionName, c.caller?.arn.split('/')[1]];
		});

beforeEach(() => {
	aws.reset();
	tokens.roles.clear();
	for (const name of ['ops', 'second', 'kafka-operator']) tokens.roles.set(roleArn(name), { arn: roleArn(name) });
	tokens.roles.set(roleArn('guarded'), { arn: roleArn('guarded'), mfa: { serial: MFA, code: '123456' } });
	aws.config(
		`[default]\nregion = eu-north-1\n[profile ops]\nrole_arn = ${roleArn('ops')}\nsource_profile = keys # mine\nregion = us-west-2\n[profile named]\nrole_arn = ${roleArn('ops')}\nrole_session_name = mine\nsource_profile = keys\n[profile chain]\nrole_arn = ${roleArn('second')}\nsource_profile = ops\n[profile mfa]\nrole_arn = ${roleArn('guarded')}\nsource_profile = keys\nmfa_serial = ${MFA}\n[profile mfa-sso]\nrole_arn = ${roleArn('guarded')}\nsource_profile = sso\nmfa_serial = ${MFA}\n[profile empty]\nregion = eu-west-1\n[profile sso]\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = reader\n[sso-session corp]\nsso_start_url = https://corp.awsapps.com/start\nsso_region = eu-west-1\n`,
	);
});

const refused = async (work: Promise<unknown>): Promise<Failure> =>
	work.then(
		() => assert.fail('it should have failed'),
		(f: Failure) => f,
	);

const until = async (holds: () => boolean | Promise<boolean>): Promise<void> => {
	while (!(await holds())) await new Promise(resolve => setImmediate(resolve));
};

describe('role credentials', () => {
	it('cost one AssumeRole for many tokens, with a stable session name', async () => {
		const token = mskIamTokenProvider({ region, roleArn: ROLE, profile: 'keys' }, []);
		const signed = await Promise.all(Array.from({ length: 20 }, token));
		signed.push(...(await Promise.all([token(), mskIamTokenProvider({ region, roleArn: ROLE, profile: 'keys' }, [])()])));
		assert.deepEqual(assumed(), [['kafka-operator', SESSION, 'ann']]);
		const keys = new Set(signed.map(t => /X-Amz-Credential=(\w+)/.exec(Buffer.from(t, 'base64url').toString())?.[1]));
		assert.equal(keys.size, 1);
		assert.match([...keys][0] ?? '', /^ASIA/);
		assert.equal(roleSessionName('ann smith/x'), 'msk-tui-ann-smith-x');
	});

	it('of a profile carry our session name too, unless the profile has its own', async () => {
		await awsCredentials({ profile: 'ops', region })();
		await awsCredentials({ profile: 'named', region })();
		assert.deepEqual(
			assumed().map(([, session]) => session),
			[SESSION, 'mine'],
		);
	});

	it('of a chain are made with those of the link before', async () => {
		const made = await awsCredentials({ profile: 'chain', region })();
		assert.deepEqual(JSON.parse(Buffer.from(made.sessionToken ?? '', 'base64').toString()), { role: 'second', session: SESSION });
		assert.deepEqual(assumed(), [
			['ops', SESSION, 'ann'],
			['second', SESSION, 'ops'],
		]);
		assert.deepEqual(
			stub.calls.map(c => c.region),
			['us-west-2', region],
			'a role is assumed in the region of its own profile',
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
		stub.trouble('sts.AssumeRole', refusals.unavailable());
		assert.equal((await provider()).accessKeyId, first.accessKeyId, 'what is left is used');
		stub.heal();
		assert.equal((await provider()).accessKeyId, first.accessKeyId, 'not tried again at once');
		now += 60_001;
		const count = assumed().length;
		const [a, b] = await Promise.all([provider(), provider()]);
		assert.notEqual(a.accessKeyId, first.accessKeyId);
		assert.equal(a, b);
		assert.equal(assumed().length, count + 1, 'callers share one renewal');
		assert.ok(now > started);
	});

	it('ask for the MFA code through the hook, again when it was mistyped', async () => {
		const asked: string[] = [];
		const codes = ['999999', ' 123456\n'];
		const ask = async (serial: string) => {
			asked.push(serial);
			return codes[asked.length - 1] ?? '000000';
		};
		await awsCredentials({ profile: 'mfa', region }, { mfaCode: ask })();
		assert.deepEqual(asked, [MFA, MFA]);
		forgetCredentials();
		const wrong = await refused(awsCredentials({ profile: 'mfa', region }, { mfaCode: ask })());
		assert.deepEqual([wrong.kind, wrong.message, asked.length], ['authentication', 'AWS refused the MFA code.', 5]);
		assert.match(wrong.nextSteps.join(), /A code works once: wait for the next one/);
		forgetCredentials();
		const without = await refused(awsCredentials({ profile: 'mfa', region })());
		assert.equal(without.kind, 'authentication');
		assert.match(without.message, /profile mfa needs the code of an MFA device/);
	});

	it('ask for no code while the keys behind it are missing', async () => {
		const failure = await refused(
			awsCredentials({ profile: 'mfa-sso', region }, { mfaCode: () => assert.fail('nobody should be asked') })(),
		);
		assert.match(failure.message, /SSO session of profile sso has ended/);
	});

	it('that wait for a code do not hold up what the old ones still allow', async () => {
		let now = Date.now();
		let type: (code: string) => void = () => {};
		const ask = () =>
			new Promise<string>(resolve => {
				type = resolve;
			});
		const provider = awsCredentials({ profile: 'mfa', region }, { mfaCode: ask, clock: { now: () => now } });
		const pending = provider();
		await until(() => stub.calls.length === 0 && type.length === 1);
		type('123456');
		const first = await pending;
		now = (first.expiration?.getTime() ?? 0) - 200_000;
		assert.equal(await provider(), first, 'nobody has typed yet');
		assert.equal(await provider(), first);
		type('123456');
		await until(async () => (await provider()) !== first);
	});

	it('that are refused name role and caller', async () => {
		const role = (more: Partial<Role>) => tokens.roles.set(ROLE, { arn: ROLE, ...more });
		for (const trouble of [
			() => role({ trusts: [roleArn('somebody')] }),
			() => role({ externalId: 'x' }),
			() => tokens.roles.delete(ROLE),
		]) {
			trouble();
			forgetCredentials();
			const failure = await refused(awsCredentials({ profile: 'keys', region, roleArn: ROLE })());
			assert.equal(failure.kind, 'authentication');
			assert.equal(failure.message, `${CALLER} may not assume the role ${ROLE}.`);
			assert.match(failure.nextSteps[0] ?? '', /needs sts:AssumeRole on it, and its trust policy must name the caller/);
		}
	});

	it('that one link of a chain refuses name that link', async () => {
		tokens.roles.set(roleArn('second'), { arn: roleArn('second'), trusts: [CALLER] });
		const failure = await refused(awsCredentials({ profile: 'chain', region })());
		assert.equal(failure.message, `arn:aws:sts::111122223333:assumed-role/ops/${SESSION} may not assume the role ${roleArn('second')}.`);
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
			assert.match(
				failure.nextSteps.join(),
				/Did you mean ops\?,Known profiles: default, ops, named, chain, mfa, mfa-sso, empty, sso, keys\./,
			);
		}
	});

	it('wins over keys in the environment', async () => {
		process.env.AWS_ACCESS_KEY_ID = 'AKIAOTHER00000000000';
		process.env.AWS_SECRET_ACCESS_KEY = 'other';
		assert.equal((await awsCredentials({ profile: 'keys', region })()).accessKeyId, 'AKIAKEYS000000000000');
		forgetCredentials();
		assert.equal((await awsCredentials({ region })()).accessKeyId, 'AKIAOTHER00000000000');
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
