import assert from 'node:assert/strict';
import { after, beforeEach, describe, it } from 'node:test';
import { checkClock } from '../../source/aws/clock-check.ts';
import { credentialFacts } from '../../source/aws/credential-facts.ts';
import { Failure } from '../../source/model/failure.ts';
import { refusals } from '../../source/sandbox/aws/service-error.ts';
import { awsGround, CALLER, roleArn } from './aws-ground.ts';

const region = 'eu-west-1';
const aws = await awsGround();
after(() => aws.close());
beforeEach(() => {
	aws.reset();
	for (const name of ['ops', 'kafka']) aws.tokens.roles.set(roleArn(name), { arn: roleArn(name) });
	aws.config(
		'[profile sso]\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = reader\n[sso-session corp]\nsso_start_url = https://corp.awsapps.com/start\nsso_region = eu-west-1\n[profile ops]\nrole_arn = arn:aws:iam::111122223333:role/ops\nsource_profile = keys\n',
	);
});

describe('the facts about AWS credentials', () => {
	it('name the source and the kind of key, and hold no secret', async () => {
		const keys = aws.stub.know({
			accessKeyId: 'AKIAENVI000000000042',
			secretAccessKey: 'very-secret',
			arn: 'arn:aws:iam::111122223333:user/env',
		});
		process.env.AWS_ACCESS_KEY_ID = keys.accessKeyId;
		process.env.AWS_SECRET_ACCESS_KEY = keys.secretAccessKey;
		const facts = await credentialFacts({ region }, []);
		const { caller, account, ...rest } = facts;
		assert.deepEqual(rest, { source: 'the environment', accessKeyId: 'AKIA…0042', isTemporary: false, region });
		assert.deepEqual([caller, account], [keys.arn, '111122223333']);
		assert.doesNotMatch(JSON.stringify(facts), /very-secret|ENVI/);
	});

	it('leave the caller unknown, and say why, where STS does not answer', async () => {
		for (const [trouble, why] of [
			['reset', /could not be reached/],
			['hang', /^STS of eu-west-1 did not answer within 3 s\.$/],
			[
				refusals.denied(CALLER, 'sts:GetCallerIdentity', '*', 'no VPC endpoint policy allows the sts:GetCallerIdentity action'),
				/may not sts:GetCallerIdentity on \*: no VPC endpoint policy/,
			],
		] as const) {
			aws.stub.trouble('sts.GetCallerIdentity', trouble);
			const facts = await credentialFacts({ region, profile: 'keys' }, []);
			assert.equal(facts.caller, undefined);
			assert.match(facts.callerUnknown ?? '', why);
		}
	});

	it('are none when AWS does not know the keys any more', async () => {
		aws.credentials('[keys]\naws_access_key_id = AKIADELETED000000000\naws_secret_access_key = gone\n');
		await assert.rejects(credentialFacts({ region, profile: 'keys' }, []), {
			kind: 'authentication',
			message: /^AWS does not know the access key of profile keys/,
		});
	});

	it('name the profile', async () => {
		const facts = await credentialFacts({ region, profile: 'keys' }, []);
		assert.deepEqual([facts.source, facts.profile], ['the shared files', 'keys']);
	});

	it('tell when a role session ends, of a profile and of --role-arn', async () => {
		for (const settings of [
			{ region, profile: 'ops' },
			{ region, profile: 'keys', roleArn: 'arn:aws:iam::111122223333:role/kafka' },
		]) {
			const facts = await credentialFacts(settings, []);
			assert.equal(facts.source, 'an assumed role');
			assert.equal(facts.isTemporary, true);
			assert.ok((facts.expires?.getTime() ?? 0) > Date.now());
		}
	});

	it('of a missing SSO login say how to log in, also on a bastion', async () => {
		const failure = await credentialFacts({ region, profile: 'sso' }, []).then(
			() => assert.fail('it should have failed'),
			(error: unknown) => error as Failure,
		);
		assert.ok(failure instanceof Failure);
		assert.equal(failure.nextSteps[0], 'aws sso login --profile sso');
		assert.match(failure.nextSteps[1] ?? '', /--use-device-code/);
	});
});

describe('the clock', () => {
	it('is compared with that of AWS', async () => {
		const right = await checkClock({ region }, [], Date.now);
		assert.equal(right?.failure, null);
		for (const [minutes, word] of [
			[10, 'ahead'],
			[-10, 'behind'],
		] as const) {
			const off = await checkClock({ region }, [], () => Date.now() + minutes * 60_000);
			assert.match(off?.failure?.message ?? '', new RegExp(`clock of this machine is (599|60[01]) s ${word}`));
			assert.match(off?.failure?.nextSteps[0] ?? '', /Set the clock/);
		}
	});

	it('is not known where AWS cannot be asked', async () => {
		process.env.AWS_ENDPOINT_URL_STS = 'http://127.0.0.1:1';
		assert.equal(await checkClock({ region }, [], Date.now), undefined);
	});
});
