import type { AwsSettings } from '../model/connection-settings.ts';
import { Failure } from '../model/failure.ts';
import { toAwsFailure } from './aws-failure.ts';
import { awsServiceSettings } from './client-settings.ts';
import { type AwsCredentials, profileName } from './credentials.ts';

export type CallerIdentity = { readonly arn: string; readonly account: string };

/** It is asked beside something else, and where STS has no endpoint nobody answers. */
const PATIENCE_MS = 3_000;

/** Asks STS whose credentials these are; it needs no permission. Rejects with a Failure, of kind timeout after three seconds. */
export const callerIdentity = async (
	credentials: AwsCredentials,
	settings: AwsSettings & { readonly region: string },
): Promise<CallerIdentity> => {
	const { region } = settings;
	const profile = profileName(settings);
	const { GetCallerIdentityCommand, STSClient } = await import('./token-client.ts');
	const client = new STSClient({ ...(await awsServiceSettings('sts', region, profile)), credentials });
	try {
		const { Arn, Account } = await client.send(new GetCallerIdentityCommand({}), { abortSignal: AbortSignal.timeout(PATIENCE_MS) });
		if (Arn === undefined || Account === undefined) throw new Failure('connection', 'STS did not tell whose credentials these are.');
		return { arn: Arn, account: Account };
	} catch (error) {
		if ((error as { name?: string }).name === 'AbortError')
			throw new Failure('timeout', `STS of ${region} did not answer within ${PATIENCE_MS / 1000} s.`, {
				nextSteps: ['In a private subnet STS needs a VPC endpoint or a NAT.'],
			});
		throw toAwsFailure(error, { region, profile, action: 'sts:GetCallerIdentity' });
	} finally {
		client.destroy();
	}
};
