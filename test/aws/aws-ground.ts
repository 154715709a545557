import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { forgetCredentials } from '../../source/aws/credentials.ts';
import { type AwsStub, startAwsStub } from '../../source/sandbox/aws/aws-stub.ts';
import { serveTokens, type TokenService } from '../../source/sandbox/aws/token-service.ts';
import { type AwsEnvironment, awsEnvironment } from './aws-environment.ts';

export const ACCOUNT = '111122223333';
export const KEYS = { accessKeyId: 'AKIAKEYS000000000000', secretAccessKey: 'keys-secret' };
export const CALLER = `arn:aws:iam::${ACCOUNT}:user/ann`;
export const roleArn = (name: string): string => `arn:aws:iam::${ACCOUNT}:role/${name}`;

/** A home of its own and AWS on loopback, with the user ann whose keys are the profile `keys`. */
export type AwsGround = AwsEnvironment & {
	readonly stub: AwsStub;
	readonly tokens: TokenService;
	/** Puts a login of `aws sso login` into the SDK's cache; `key` is the session's name, or the start URL of an old profile. */
	readonly login: (key: string, login: { readonly accessToken?: string; readonly hoursLeft?: number; readonly more?: object }) => void;
	/** Writes a file into the home. */
	readonly file: (name: string, text: string) => string;
	/** Back to nothing but the home and the stub: no variables, no memory, no troubles. */
	readonly reset: () => void;
	readonly close: () => Promise<void>;
};

export const awsGround = async (): Promise<AwsGround> => {
	const environment = awsEnvironment();
	const stub = await startAwsStub();
	const tokens = serveTokens(stub);
	stub.know({ ...KEYS, arn: CALLER });
	const file = (name: string, text: string) => {
		const path = join(environment.folder, name);
		mkdirSync(join(path, '..'), { recursive: true });
		writeFileSync(path, text);
		return path;
	};
	const variables = { ...environment.env, ...stub.env };
	const reset = () => {
		forgetCredentials();
		stub.heal();
		stub.calls.length = 0;
		stub.clockOffsetMs = 0;
		for (const name of Object.keys(process.env)) if (name.startsWith('AWS_') && !(name in variables)) delete process.env[name];
		Object.assign(process.env, variables);
		environment.credentials(`[keys]\naws_access_key_id = ${KEYS.accessKeyId}\naws_secret_access_key = ${KEYS.secretAccessKey}\n`);
	};
	reset();
	return {
		...environment,
		env: variables,
		stub,
		tokens,
		file,
		login: (key, { accessToken = 'sso-token', hoursLeft = 1, more = {} }) => {
			const expiresAt = new Date(Date.now() + hoursLeft * 3_600_000).toISOString();
			file(
				`.aws/sso/cache/${createHash('sha1').update(key).digest('hex')}.json`,
				JSON.stringify({ startUrl: key, region: 'eu-west-1', accessToken, expiresAt, ...more }),
			);
		},
		reset,
		close: async () => {
			await stub.close();
			environment.remove();
		},
	};
};
