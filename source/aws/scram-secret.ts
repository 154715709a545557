import type { AwsSettings } from '../model/connection-settings.ts';
import { Failure } from '../model/failure.ts';
import { arnRegion } from '../model/msk-address.ts';
import { systemClock } from '../ports/clock.ts';
import { toAwsFailure } from './aws-failure.ts';
import { awsServiceSettings } from './client-settings.ts';
import { awsCredentials, awsRegion, type CredentialHooks, profileName } from './credentials.ts';
import { secretFailure } from './secret-failure.ts';
import { timeBound } from './time-bound.ts';

/** What a secret holds; MSK's are JSON with both fields, others may be the bare password. */
export type ScramSecret = { readonly username?: string; readonly password: string };

export type SecretPlace = {
	readonly aws: AwsSettings;
	/** Bootstrap hosts and the ARN of the cluster: they tell the region when nothing else does. */
	readonly hosts: readonly string[];
	readonly arn?: string | undefined;
};

/** A rotated secret reaches the brokers within ten minutes (MSK Developer Guide); connections made later need the new one. */
const KEPT_MS = 300_000;
const kept = new Map<string, { readonly secret: ScramSecret; readonly atMs: number }>();

/**
 * A SCRAM secret by its ARN or name, asked for again after five minutes; when that fails, the one that was read before is used on.
 * Rejects with a Failure, in whose text nothing secret stands.
 */
export const scramSecret = async (id: string, place: SecretPlace, hooks: CredentialHooks = {}): Promise<ScramSecret> => {
	const key = JSON.stringify([id, profileName(place.aws), place.aws.roleArn, place.aws.region]);
	const clock = hooks.clock ?? systemClock;
	const old = kept.get(key);
	if (old !== undefined && clock.now() - old.atMs < KEPT_MS) return old.secret;
	try {
		const secret = await readScramSecret(id, place, hooks);
		kept.set(key, { secret, atMs: clock.now() });
		return secret;
	} catch (error) {
		if (old === undefined) throw error;
		return old.secret;
	}
};

/** Forgets all secrets, between tests. */
export const forgetSecrets = (): void => kept.clear();

/** One call (secretsmanager:GetSecretValue). */
const readScramSecret = async (id: string, { aws, hosts, arn }: SecretPlace, hooks: CredentialHooks = {}): Promise<ScramSecret> => {
	const region = arnRegion(id) ?? (await awsRegion(aws, hosts, arn));
	const settings = { ...aws, region };
	const credentials = awsCredentials(settings, hooks);
	await credentials();
	const { GetSecretValueCommand, SecretsManagerClient } = await import('./secrets-client.ts');
	const client = new SecretsManagerClient({ ...(await awsServiceSettings('secrets_manager', region, profileName(aws))), credentials });
	try {
		const asked = { action: 'secretsmanager:GetSecretValue', region };
		const { SecretString } = await timeBound(hooks.timeoutMs, asked, bound =>
			client.send(new GetSecretValueCommand({ SecretId: id }), bound),
		);
		if (SecretString === undefined) throw new Failure('config', `The secret ${id} is binary, a password is text.`);
		return secretOf(id, SecretString);
	} catch (error) {
		const attempt = { profile: profileName(aws), region, roleArn: aws.roleArn, action: 'secretsmanager:GetSecretValue', resource: id };
		throw secretFailure(error, attempt) ?? toAwsFailure(error, attempt);
	} finally {
		client.destroy();
	}
};

const secretOf = (id: string, text: string): ScramSecret => {
	const parsed = jsonOf(text);
	if (typeof parsed !== 'object' || parsed === null) {
		if (text.trim().startsWith('{')) throw malformed(id, 'is broken JSON');
		return { password: text };
	}
	const { username, password } = parsed as { username?: unknown; password?: unknown };
	if (typeof password !== 'string' || password === '') throw malformed(id, 'has no password');
	return typeof username === 'string' && username !== '' ? { username, password } : { password };
};

const jsonOf = (text: string): unknown => {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
};

const malformed = (id: string, what: string): Failure =>
	new Failure('config', `The secret ${id} ${what}.`, {
		nextSteps: ['MSK wants a secret of type Other with the JSON {"username":"…","password":"…"}.'],
		details: { secret: id },
	});
