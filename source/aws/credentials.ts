import type { AwsSettings } from '../model/connection-settings.ts';
import type { Clock } from '../ports/clock.ts';
import { systemClock } from '../ports/clock.ts';
import { checkProfile } from './profile-check.ts';
import { assumeRole, sourceCredentials } from './profile-credentials.ts';
import { resolveRegion } from './region.ts';
import { readSharedConfig } from './shared-config.ts';

export type AwsCredentials = {
	readonly accessKeyId: string;
	readonly secretAccessKey: string;
	readonly sessionToken?: string;
	readonly expiration?: Date;
};

/** Gives credentials that are valid for some minutes; fit for AWS clients (`credentials:`) and for signing. Rejects with a Failure. */
export type CredentialProvider = () => Promise<AwsCredentials>;

export type CredentialHooks = {
	/** Asks the person for the code of an MFA device; without it profiles with `mfa_serial` fail. */
	readonly mfaCode?: (serial: string) => Promise<string>;
	readonly clock?: Clock;
	/** Milliseconds that a call to a service may take over all its tries; credentials have limits of their own. */
	readonly timeoutMs?: number | undefined;
};

/** Credentials with less life than this are renewed before use. */
const RENEW_BEFORE_MS = 300_000;
/** When renewing fails, what is left is used down to this. */
const USABLE_MS = 60_000;
/** And renewing is not tried again at once: every broker wants a token of its own, and a person who refused a code is left in peace. */
const RETRY_MS = 60_000;

const providers = new Map<string, CredentialProvider>();

/**
 * The credential provider for a profile, role and region: one for the whole process, shared by token signing and AWS clients,
 * so that many tokens cost one STS call and every part of the program is the same identity.
 * A named profile (`--profile`, config, AWS_PROFILE) is the only source; without one the SDK's default chain is asked.
 */
export const awsCredentials = (settings: AwsSettings & { readonly region: string }, hooks: CredentialHooks = {}): CredentialProvider => {
	const key = JSON.stringify([profileName(settings), settings.roleArn, settings.region]);
	let provider = providers.get(key);
	if (provider === undefined) {
		provider = renewing(onAsking => load(settings, hooks, onAsking), hooks.clock ?? systemClock);
		providers.set(key, provider);
	}
	return provider;
};

/** Forgets all providers: after `aws sso login`, and between tests. */
export const forgetCredentials = (): void => providers.clear();

/** The profile that is asked for, by settings or by the environment. */
export const profileName = (settings: AwsSettings): string | undefined => settings.profile ?? (process.env.AWS_PROFILE || undefined);

type Load = (onAsking: () => void) => Promise<AwsCredentials>;

/**
 * Keeps what `load` gave until shortly before it expires; concurrent callers share one call. While a person is asked for something,
 * callers get what is left of the old ones: a screen must not stand still because nobody types an MFA code.
 */
const renewing = (load: Load, clock: Clock): CredentialProvider => {
	let current: AwsCredentials | undefined;
	let pending: Promise<AwsCredentials> | undefined;
	let triedAtMs = Number.NEGATIVE_INFINITY;
	let asking: PromiseWithResolvers<void> = Promise.withResolvers();
	const leftMs = () => (current === undefined ? -1 : (current.expiration?.getTime() ?? Number.POSITIVE_INFINITY) - clock.now());
	const renew = async () => {
		try {
			current = await load(() => asking.resolve());
			return current;
		} catch (error) {
			if (current === undefined || leftMs() < USABLE_MS) throw error;
			triedAtMs = clock.now();
			return current;
		} finally {
			pending = undefined;
			asking = Promise.withResolvers();
		}
	};
	return async () => {
		if (current !== undefined && leftMs() >= RENEW_BEFORE_MS) return current;
		const old = leftMs() >= USABLE_MS ? current : undefined;
		if (old !== undefined && clock.now() - triedAtMs < RETRY_MS) return old;
		pending ??= renew();
		return old === undefined ? pending : Promise.race([pending, asking.promise.then(() => old)]);
	};
};

const load = async (
	settings: AwsSettings & { readonly region: string },
	hooks: CredentialHooks,
	onAsking: () => void,
): Promise<AwsCredentials> => {
	const shared = await readSharedConfig();
	const { region, roleArn } = settings;
	const profile = profileName(settings);
	if (profile !== undefined) checkProfile(profile, shared);
	const { mfaCode } = hooks;
	const asked =
		mfaCode &&
		((serial: string) => {
			onAsking();
			return mfaCode(serial);
		});
	const source = await sourceCredentials(profile, { shared, region, mfaCode: asked }).catch(error => {
		// The default profile is only one source among many: what is wrong with it matters when there was no other.
		if (profile === undefined && shared.profiles.has('default')) checkProfile('default', shared);
		throw error;
	});
	return roleArn === undefined ? source : assumeRole({ roleArn, region }, source);
};

/** Whether a profile on the way has an `mfa_serial`, so that a person will be asked. */
export const asksForCode = async (settings: AwsSettings): Promise<boolean> => {
	const { profiles } = await readSharedConfig();
	const seen = new Set<string>();
	let name: string | undefined = profileName(settings) ?? 'default';
	while (name !== undefined && !seen.has(name)) {
		seen.add(name);
		const profile = profiles.get(name);
		if (profile?.has('role_arn') && profile.has('mfa_serial')) return true;
		name = profile?.get('source_profile');
	}
	return false;
};

/** The region for these settings and bootstrap hosts (see resolveRegion), with the profile's own as the last resort. */
export const awsRegion = async (settings: AwsSettings, hosts: readonly string[], arn?: string): Promise<string> => {
	const profile = profileName(settings) ?? 'default';
	const profileRegion = (await readSharedConfig()).profiles.get(profile)?.get('region');
	return resolveRegion({ explicit: settings.region, arn, hosts, env: process.env, profileRegion });
};
