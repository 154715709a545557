import type { CredentialHooks } from '../aws/credentials.ts';
import type { ClusterRequest } from '../composition.ts';
import { DEFAULT_TIMEOUT_MS } from '../files/connection-settings-resolution.ts';
import { MFA_CODE, promptHidden } from '../files/hidden-prompt.ts';
import { type ConnectionSources, type NeededFromAws, neededFromAws } from '../files/which-cluster.ts';
import type { ConnectionSettings } from '../model/connection-settings.ts';
import { Failure } from '../model/failure.ts';

/** The parts of a request that the AWS side needs. */
export type AwsRequest = Pick<ClusterRequest, 'mfaCode'>;

/** Where the AWS side asks the person for codes of MFA devices. */
export const awsHooks = ({ mfaCode }: AwsRequest): CredentialHooks => ({
	mfaCode: mfaCode ?? askForCode,
});

/** Asks on the terminal itself. */
export const askForCode = (serial: string): Promise<string> => promptHidden(`MFA code of ${serial}`, MFA_CODE);

/** Whether a person will be asked for a code on the way to this cluster: better before a time limit runs, or a screen is drawn. */
export const waitsForCode = async ({ authentication, aws }: ConnectionSettings): Promise<boolean> => {
	const usesAws = authentication.kind === 'iam' || (authentication.kind === 'scram' && authentication.password.kind === 'secret');
	return usesAws && (await import('../aws/credentials.ts')).asksForCode(aws ?? {});
};

/** Asks AWS what the settings depend on, and nothing when they do not. The AWS clients are loaded only here. */
export const lookUp = async (sources: ConnectionSources, request: AwsRequest): Promise<ConnectionSources> => {
	const needed = neededFromAws(sources);
	if (needed.arn === null && needed.secret === null) return sources;
	const hooks = { ...awsHooks(request), timeoutMs: sources.options.timeoutMs ?? DEFAULT_TIMEOUT_MS };
	const found =
		needed.arn === null ? undefined : await (await import('../aws/msk-cluster.ts')).findMskCluster(needed.arn, needed.aws, hooks);
	const secretUser = needed.secret === null ? undefined : await userOf(needed.secret, needed, hooks);
	return { ...sources, lookedUp: { ...(found && { found }), ...(secretUser !== undefined && { secretUser }) } };
};

const userOf = async (secret: string, { aws, arn, hosts }: NeededFromAws, hooks: CredentialHooks): Promise<string> => {
	const { scramSecret } = await import('../aws/scram-secret.ts');
	const { username } = await scramSecret(secret, { aws, hosts, arn: arn ?? undefined }, hooks);
	if (username === undefined)
		throw new Failure('config', `The secret ${secret} does not say whose password it holds.`, {
			nextSteps: ['Give the user with --username, or make the secret JSON with username and password as MSK wants it.'],
		});
	return username;
};

/** The password of a user from Secrets Manager; asked anew after some minutes, since secrets are rotated. */
export const secretPassword =
	(settings: ConnectionSettings, request: AwsRequest, user: string | undefined): ((id: string) => Promise<string>) =>
	async id => {
		const { scramSecret } = await import('../aws/scram-secret.ts');
		const place = { aws: settings.aws ?? {}, hosts: settings.bootstrap.map(at => at.host), arn: settings.arn };
		const { username, password } = await scramSecret(id, place, { ...awsHooks(request), timeoutMs: settings.connectTimeoutMs });
		if (username !== undefined && user !== undefined && username !== user)
			throw new Failure('config', `The secret ${id} holds the password of ${username}, not of ${user}.`, {
				nextSteps: [`Leave the user's name out, or name the secret of ${user}.`],
			});
		return password;
	};
