import type { AwsSettings } from '../model/connection-settings.ts';
import { Failure } from '../model/failure.ts';
import type { Clock } from '../ports/clock.ts';
import { systemClock } from '../ports/clock.ts';
import { toAwsFailure } from './aws-failure.ts';
import { awsClientSettings, silentLogger } from './client-settings.ts';
import { resolveRegion } from './region.ts';
import { roleSessionName, stableSessionName } from './role-session.ts';
import { readSharedConfig, type SharedConfig } from './shared-config.ts';

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
};

/** Credentials with less life than this are renewed before use. */
const RENEW_BEFORE_MS = 300_000;
/** When renewing fails, what is left is used down to this. */
const USABLE_MS = 60_000;

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
		provider = renewing(() => load(settings, hooks), hooks.clock ?? systemClock);
		providers.set(key, provider);
	}
	return provider;
};

/** Forgets all providers: after `aws sso login`, and between tests. */
export const forgetCredentials = (): void => providers.clear();

/** The profile that is asked for, by settings or by the environment. */
export const profileName = (settings: AwsSettings): string | undefined => settings.profile ?? (process.env.AWS_PROFILE || undefined);

/** Keeps what `load` gave until shortly before it expires; concurrent callers share one call. */
const renewing = (load: CredentialProvider, clock: Clock): CredentialProvider => {
	let current: AwsCredentials | undefined;
	let pending: Promise<AwsCredentials> | undefined;
	const leftMs = () => (current === undefined ? -1 : (current.expiration?.getTime() ?? Number.POSITIVE_INFINITY) - clock.now());
	const renew = async () => {
		try {
			current = await load();
			return current;
		} catch (error) {
			if (current !== undefined && leftMs() >= USABLE_MS) return current;
			throw error;
		} finally {
			pending = undefined;
		}
	};
	return async () => {
		if (current !== undefined && leftMs() >= RENEW_BEFORE_MS) return current;
		pending ??= renew();
		return pending;
	};
};

const load = async (settings: AwsSettings & { readonly region: string }, hooks: CredentialHooks): Promise<AwsCredentials> => {
	const shared = await readSharedConfig();
	const profile = profileName(settings);
	if (profile !== undefined && !shared.profiles.has(profile)) throw unknownProfile(profile, shared);
	try {
		const source = () => sourceCredentials(profile, settings.region, hooks);
		return settings.roleArn === undefined ? await source() : await assumedRole(settings.roleArn, settings.region, await source());
	} catch (error) {
		throw toAwsFailure(error, { profile, roleArn: settings.roleArn, region: settings.region });
	}
};

/** With a misspelt profile the SDK's chain silently goes on to the instance role: another identity than the person asked for. */
const unknownProfile = (profile: string, shared: SharedConfig): Failure => {
	const known = [...shared.profiles.keys()];
	const knownText = known.length === 0 ? 'No profile is defined there.' : `Known profiles: ${known.join(', ')}.`;
	return new Failure('config', `There is no AWS profile ${profile} in ${shared.files.join(' or ')}.`, {
		nextSteps: [knownText, 'Give another with --profile or AWS_PROFILE.'],
		details: { profile, known, files: shared.files },
	});
};

const sourceCredentials = async (profile: string | undefined, region: string, hooks: CredentialHooks): Promise<AwsCredentials> => {
	const { fromIni, fromNodeProviderChain, getDefaultRoleAssumer, getDefaultRoleAssumerWithWebIdentity } = await import(
		'./default-providers.ts'
	);
	const client = awsClientSettings(region);
	type Assumer = ReturnType<typeof getDefaultRoleAssumer>;
	type WebAssumer = ReturnType<typeof getDefaultRoleAssumerWithWebIdentity>;
	// A new assumer for each call: one keeps a client with the first source credentials, which is wrong for chains of roles and after a renewal.
	const roleAssumer: Assumer = (source, params) =>
		getDefaultRoleAssumer(client)(source, { ...params, RoleSessionName: stableSessionName(params.RoleSessionName) });
	const roleAssumerWithWebIdentity: WebAssumer = params =>
		getDefaultRoleAssumerWithWebIdentity(client)({ ...params, RoleSessionName: stableSessionName(params.RoleSessionName) });
	const options = {
		// The files change under a running program: `aws sso login`, rotated keys.
		ignoreCache: true,
		logger: silentLogger,
		clientConfig: client,
		parentClientConfig: client,
		roleAssumer,
		roleAssumerWithWebIdentity,
		...(hooks.mfaCode !== undefined && { mfaCodeProvider: hooks.mfaCode }),
	};
	return profile === undefined ? fromNodeProviderChain(options)() : fromIni({ ...options, profile })();
};

const assumedRole = async (roleArn: string, region: string, source: AwsCredentials): Promise<AwsCredentials> => {
	const { getDefaultRoleAssumer } = await import('./default-providers.ts');
	return getDefaultRoleAssumer(awsClientSettings(region))(source, { RoleArn: roleArn, RoleSessionName: roleSessionName() });
};

/** The region for these settings and bootstrap hosts (see resolveRegion), with the profile's own as the last resort. */
export const awsRegion = async (settings: AwsSettings, hosts: readonly string[], arn?: string): Promise<string> => {
	const profile = profileName(settings) ?? 'default';
	const profileRegion = (await readSharedConfig()).profiles.get(profile)?.get('region');
	return resolveRegion({ explicit: settings.region, arn, hosts, env: process.env, profileRegion });
};
