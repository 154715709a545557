import type { AwsSettings } from '../model/connection-settings.ts';
import { Failure } from '../model/failure.ts';
import { shortKeyId } from '../model/redaction.ts';
import type { CredentialFacts } from '../ports/connection-probe.ts';
import { callerIdentity } from './caller-identity.ts';
import { type AwsCredentials, awsCredentials, awsRegion, type CredentialHooks, profileName } from './credentials.ts';

/** What the SDK notes on credentials about their source (`$source`), most telling first; see its feature ids. */
const SOURCES: readonly (readonly [string, string])[] = [
	['CREDENTIALS_PROFILE_SSO', 'SSO'],
	['CREDENTIALS_PROFILE_SSO_LEGACY', 'SSO'],
	['CREDENTIALS_SSO', 'SSO'],
	['CREDENTIALS_SSO_LEGACY', 'SSO'],
	['CREDENTIALS_LOGIN', 'aws login'],
	['CREDENTIALS_PROFILE_LOGIN', 'aws login'],
	['CREDENTIALS_STS_ASSUME_ROLE_WEB_ID', 'a web identity'],
	['CREDENTIALS_ENV_VARS_STS_WEB_ID_TOKEN', 'a web identity'],
	['CREDENTIALS_PROFILE_STS_WEB_ID_TOKEN', 'a web identity'],
	['CREDENTIALS_STS_ASSUME_ROLE', 'an assumed role'],
	['CREDENTIALS_PROFILE_PROCESS', 'credential_process'],
	['CREDENTIALS_PROCESS', 'credential_process'],
	['CREDENTIALS_ENV_VARS', 'the environment'],
	['CREDENTIALS_HTTP', 'the container'],
	['CREDENTIALS_IMDS', 'the instance role'],
	['CREDENTIALS_PROFILE', 'the shared files'],
];

/**
 * Says which credentials a connection under IAM would use, the same ones from the same provider, and whose they are. Rejects with a Failure
 * when there are none, or when AWS does not know them.
 */
export const credentialFacts = async (
	settings: AwsSettings,
	hosts: readonly string[],
	hooks: CredentialHooks = {},
): Promise<CredentialFacts> => {
	const region = await awsRegion(settings, hosts);
	const credentials: Awaited<ReturnType<ReturnType<typeof awsCredentials>>> & {
		readonly accountId?: string;
		readonly $source?: Readonly<Record<string, string>>;
	} = await awsCredentials({ ...settings, region }, hooks)();
	const { accessKeyId, accountId, expiration } = credentials;
	const noted = credentials.$source ?? {};
	const profile = profileName(settings);
	const caller = await whoAmI(credentials, { ...settings, region });
	return {
		source: sourceOf(noted, settings, credentials.sessionToken !== undefined),
		accessKeyId: shortKeyId(accessKeyId),
		isTemporary: credentials.sessionToken !== undefined,
		region,
		...(accountId !== undefined && { account: accountId }),
		...caller,
		...(profile !== undefined && { profile }),
		...(expiration !== undefined && { expires: expiration }),
	};
};

const sourceOf = (noted: Readonly<Record<string, string>>, settings: AwsSettings, isTemporary: boolean): string => {
	if (settings.roleArn !== undefined) return 'an assumed role';
	const told = SOURCES.find(([feature]) => feature in noted)?.[1];
	// Of all links of the SDK's chain only instance metadata leaves no note.
	return told ?? (profileName(settings) === undefined && isTemporary ? 'the instance role' : 'a source not told');
};

/** Keys that AWS refuses are a failure; that STS cannot be reached, as in many private subnets, only leaves the name unknown. */
const whoAmI = async (
	credentials: AwsCredentials,
	settings: AwsSettings & { readonly region: string },
): Promise<Pick<CredentialFacts, 'account' | 'caller' | 'callerUnknown'>> => {
	try {
		const { account, arn } = await callerIdentity(credentials, settings);
		return { account, caller: arn };
	} catch (error) {
		if (error instanceof Failure && error.kind !== 'authentication') return { callerUnknown: error.message };
		throw error;
	}
};
