import type { AwsSettings } from '../model/connection-settings.ts';
import { Failure } from '../model/failure.ts';
import type { Clock } from '../ports/clock.ts';
import { systemClock } from '../ports/clock.ts';
import { type AwsCredentials, awsCredentials, awsRegion, type CredentialHooks } from './credentials.ts';

export type MskIamToken = {
	/** The signed request, base64url: what OAUTHBEARER sends. */
	readonly token: string;
	/** Whole seconds the token is valid; the broker ends the session then unless we authenticate again. */
	readonly lifetimeSeconds: number;
};

/** What the signer of AWS asks for, and MSK's longest session by token. */
const LONGEST_SECONDS = 900;
/** A token with less life would die while the connection is being set up. */
const SHORTEST_SECONDS = 60;
const ATTEMPTS = 5;

/**
 * The function that the Kafka side calls for every connection and re-authentication on an MSK cluster with IAM.
 * Signing costs 0.1 ms: credentials are kept, tokens never. Rejects with a Failure.
 */
export const mskIamTokenProvider = (
	settings: AwsSettings,
	hosts: readonly string[],
	hooks: CredentialHooks = {},
): (() => Promise<string>) => {
	return async () => {
		const region = await awsRegion(settings, hosts);
		const credentials = await awsCredentials({ ...settings, region }, hooks)();
		return (await signMskIamToken(credentials, region, hooks.clock)).token;
	};
};

/**
 * Signs a token with AWS's own signer. Version 1.0.3 puts a fraction of a second into X-Amz-Expires when credentials end within 15 minutes,
 * which no broker takes; it is therefore shown an expiration that is a whole number of seconds away, and the result is checked.
 * Throws a Failure of kind authentication when the credentials end within a minute.
 */
export const signMskIamToken = async (credentials: AwsCredentials, region: string, clock: Clock = systemClock): Promise<MskIamToken> => {
	const { generateAuthTokenFromCredentialsProvider } = await import('./msk-iam-signer.ts');
	const { expiration, ...keys } = credentials;
	for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
		const lifetime = lifetimeSeconds(expiration, clock.now());
		const shown = lifetime === LONGEST_SECONDS ? keys : { ...keys, expiration: new SecondsFromNow(lifetime) };
		const { token } = await generateAuthTokenFromCredentialsProvider({ region, awsCredentialsProvider: async () => shown });
		// A tick of the clock between the signer's two readings brings the fraction back: once in some ten thousand tokens.
		if (tokenLifetime(token) === lifetime) return { token, lifetimeSeconds: lifetime };
	}
	throw new Failure('bug', 'No IAM token with a whole number of seconds could be made.');
};

/** Whole seconds that a token may live: never longer than the credentials behind it. */
const lifetimeSeconds = (expiration: Date | undefined, nowMs: number): number => {
	const left = expiration === undefined ? LONGEST_SECONDS : Math.floor((expiration.getTime() - nowMs) / 1000);
	if (left < SHORTEST_SECONDS)
		throw new Failure('authentication', left <= 0 ? 'The AWS credentials have expired.' : `The AWS credentials expire in ${left} s.`, {
			nextSteps: ['Renew them (aws sso login, a new role session), then connect again.'],
			details: { expiration: expiration?.toISOString() },
		});
	return Math.min(left, LONGEST_SECONDS);
};

/** X-Amz-Expires of a token; NaN when it is not digits only. */
const tokenLifetime = (token: string): number => {
	const expires = new URL(Buffer.from(token, 'base64url').toString()).searchParams.get('X-Amz-Expires') ?? '';
	return /^[1-9]\d*$/.test(expires) ? Number(expires) : Number.NaN;
};

/** A moment that stays a whole number of seconds away whenever it is asked for. */
class SecondsFromNow extends Date {
	readonly #seconds: number;

	constructor(seconds: number) {
		super(Date.now() + seconds * 1000);
		this.#seconds = seconds;
	}

	override getTime(): number {
		return Date.now() + this.#seconds * 1000;
	}
}
