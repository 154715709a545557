import { Failure } from '../model/failure.ts';
import { toAwsFailure } from './aws-failure.ts';
import { awsClientSettings, awsServiceSettings, silentLogger } from './client-settings.ts';
import type { AwsCredentials } from './credentials.ts';
import { roleSessionName, stableSessionName } from './role-session.ts';
import type { SharedConfig } from './shared-config.ts';

export type SourceRequest = {
	readonly shared: SharedConfig;
	/** Of the cluster; a profile's own region decides where its role is assumed. */
	readonly region: string;
	/** Asks the person for the code of an MFA device. */
	readonly mfaCode?: ((serial: string) => Promise<string>) | undefined;
};

const MFA_TRIES = 3;
const DEFAULT_SECONDS = 3600;

/**
 * Credentials of a profile (already checked, see checkProfile), or of the SDK's default chain without one.
 * A role of a profile is assumed here and not by the SDK: link by link, so that a failure names its link, that nobody is asked for an MFA
 * code before the keys behind it are known to be there, and that a mistyped code is asked for again. Rejects with a Failure.
 */
export const sourceCredentials = async (profile: string | undefined, request: SourceRequest): Promise<AwsCredentials> => {
	const section = profile === undefined ? undefined : request.shared.profiles.get(profile);
	const roleArn = section?.get('role_arn');
	const source = section?.get('source_profile');
	if (profile === undefined || section === undefined || roleArn === undefined || source === undefined || source === profile)
		return sdkCredentials(profile, request);
	const credentials = await sourceCredentials(source, request);
	const duration = section.get('duration_seconds');
	const role: RoleRequest = {
		profile,
		roleArn,
		region: section.get('region') ?? request.region,
		sessionName: stableSessionName(section.get('role_session_name')),
		externalId: section.get('external_id'),
		seconds: duration === undefined ? DEFAULT_SECONDS : Number.parseInt(duration, 10),
	};
	const serial = section.get('mfa_serial');
	return serial === undefined ? assumeRole(role, credentials) : assumeWithCode(role, serial, credentials, request.mfaCode);
};

const assumeWithCode = async (
	role: RoleRequest,
	serial: string,
	credentials: AwsCredentials,
	ask: SourceRequest['mfaCode'],
): Promise<AwsCredentials> => {
	if (ask === undefined)
		throw new Failure('authentication', `The AWS profile ${role.profile} needs the code of an MFA device, and nobody can be asked.`, {
			nextSteps: ['Start it in a terminal, or get a session first and use its profile.'],
			details: { profile: role.profile, mfaSerial: serial },
		});
	for (let tries = 1; ; tries++) {
		const code = (await ask(serial)).trim();
		try {
			return await assumeRole({ ...role, mfa: { serial, code } }, credentials);
		} catch (error) {
			if (tries === MFA_TRIES || !(error instanceof Failure) || error.details.isMfaRefused !== true) throw error;
		}
	}
};

export type RoleRequest = {
	/** The profile whose role it is; absent for `--role-arn`. */
	readonly profile?: string | undefined;
	readonly roleArn: string;
	readonly region: string;
	readonly sessionName?: string;
	readonly externalId?: string | undefined;
	readonly seconds?: number;
	readonly mfa?: { readonly serial: string; readonly code: string };
};

/** Assumes a role; a new client each time, since the SDK's assumer keeps the first credentials it was given. Rejects with a Failure. */
export const assumeRole = async (role: RoleRequest, source: AwsCredentials): Promise<AwsCredentials> => {
	const { getDefaultRoleAssumer } = await import('./default-providers.ts');
	try {
		return await getDefaultRoleAssumer(await awsServiceSettings('sts', role.region, role.profile))(source, {
			RoleArn: role.roleArn,
			RoleSessionName: role.sessionName ?? roleSessionName(),
			...(role.externalId !== undefined && { ExternalId: role.externalId }),
			...(role.seconds !== undefined && { DurationSeconds: role.seconds }),
			...(role.mfa !== undefined && { SerialNumber: role.mfa.serial, TokenCode: role.mfa.code }),
		});
	} catch (error) {
		throw toAwsFailure(error, { profile: role.profile, region: role.region, roleArn: role.roleArn, action: 'sts:AssumeRole' });
	}
};

/** Everything that is no chain of roles: keys, SSO, processes, web identities, containers, instances. */
const sdkCredentials = async (profile: string | undefined, { shared, region, mfaCode }: SourceRequest): Promise<AwsCredentials> => {
	const { fromIni, fromNodeProviderChain, getDefaultRoleAssumer, getDefaultRoleAssumerWithWebIdentity } = await import(
		'./default-providers.ts'
	);
	const client = awsClientSettings(region);
	type Assumer = ReturnType<typeof getDefaultRoleAssumer>;
	type WebAssumer = ReturnType<typeof getDefaultRoleAssumerWithWebIdentity>;
	const roleAssumer: Assumer = (source, params) =>
		getDefaultRoleAssumer(client)(source, { ...params, RoleSessionName: stableSessionName(params.RoleSessionName) });
	const roleAssumerWithWebIdentity: WebAssumer = params =>
		getDefaultRoleAssumerWithWebIdentity(client)({ ...params, RoleSessionName: stableSessionName(params.RoleSessionName) });
	// SSO lives in a region of its own (sso_region), which a region given here would override.
	const { region: _, ...clientConfig } = client;
	const options = {
		// The files change under a running program: `aws sso login`, rotated keys.
		ignoreCache: true,
		logger: silentLogger,
		clientConfig,
		parentClientConfig: client,
		roleAssumer,
		roleAssumerWithWebIdentity,
		...(mfaCode !== undefined && { mfaCodeProvider: mfaCode }),
	};
	try {
		return await (profile === undefined ? fromNodeProviderChain(options) : fromIni({ ...options, profile }))();
	} catch (error) {
		const roleArn = shared.profiles.get(profile ?? 'default')?.get('role_arn');
		throw toAwsFailure(error, { profile, region, roleArn });
	}
};
