import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import { describe, it } from 'node:test';
import { signMskIamToken } from '../../source/aws/msk-iam-token.ts';
import { awsEnvironment } from './aws-environment.ts';

awsEnvironment().remove();

const KEYS = { accessKeyId: 'ASIAEXAMPLE000000000', secretAccessKey: 'wJalr/secret+key', sessionToken: 'a session/token==' };
const urlOf = (token: string) => new URL(Buffer.from(token, 'base64url').toString());
const inMs = (ms: number) => ({ ...KEYS, expiration: new Date(Date.now() + ms) });

describe('an MSK IAM token', () => {
	it('is the signed request that the broker recomputes', async () => {
		const { token } = await signMskIamToken(KEYS, 'eu-west-1');
		const url = urlOf(token);
		assert.equal(url.origin, 'https://kafka.eu-west-1.amazonaws.com');
		assert.equal(url.searchParams.get('Action'), 'kafka-cluster:Connect');
		assert.equal(url.searchParams.get('X-Amz-Security-Token'), KEYS.sessionToken);
		const encode = (s: string) => encodeURIComponent(s).replace(/[!'()*]/g, c => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
		const query = [...url.searchParams]
			.filter(([name]) => name !== 'X-Amz-Signature' && name !== 'User-Agent')
			.map(([name, value]) => `${encode(name)}=${encode(value)}`)
			.sort()
			.join('&');
		const sha = (s: string) => createHash('sha256').update(s).digest('hex');
		const hmac = (key: string | Buffer, s: string) => createHmac('sha256', key).update(s).digest();
		const date = url.searchParams.get('X-Amz-Date') ?? '';
		const scope = `${date.slice(0, 8)}/eu-west-1/kafka-cluster/aws4_request`;
		const request = `GET\n/\n${query}\nhost:kafka.eu-west-1.amazonaws.com\n\nhost\n${sha('')}`;
		const key = hmac(hmac(hmac(hmac(`AWS4${KEYS.secretAccessKey}`, date.slice(0, 8)), 'eu-west-1'), 'kafka-cluster'), 'aws4_request');
		const signature = hmac(key, `AWS4-HMAC-SHA256\n${date}\n${scope}\n${sha(request)}`).toString('hex');
		assert.equal(url.searchParams.get('X-Amz-Signature'), signature);
	});

	it('lives whole seconds, never longer than its credentials', async () => {
		const cases: readonly (readonly [number | undefined, number])[] = [
			[undefined, 900],
			[3_600_000, 900],
			[900_900, 900],
			[899_500, 899],
			[500_123, 500],
			[61_900, 61],
		];
		for (const [ms, seconds] of cases) {
			// Many times: the signer's fraction comes back with a tick of the clock between its two readings.
			for (let i = 0; i < 50; i++) {
				const { token, lifetimeSeconds } = await signMskIamToken(ms === undefined ? KEYS : inMs(ms), 'eu-west-1');
				assert.equal(urlOf(token).searchParams.get('X-Amz-Expires'), String(lifetimeSeconds));
				assert.ok(lifetimeSeconds === seconds || lifetimeSeconds === seconds - 1, `${ms} ms gave ${lifetimeSeconds} s`);
			}
		}
	});

	it('is not made with less than a minute left', async () => {
		await assert.rejects(signMskIamToken(inMs(59_000), 'eu-west-1'), { kind: 'authentication', message: /expire in 5\d s/ });
		await assert.rejects(signMskIamToken(inMs(-1), 'eu-west-1'), { kind: 'authentication', message: /have expired/ });
	});
});
