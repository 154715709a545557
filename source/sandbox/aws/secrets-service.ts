/** Secrets Manager as far as reading a secret goes. */
import { DescribeSecretCommand, GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import type { AwsStub } from './aws-stub.ts';
import { accountOf } from './identities.ts';
import { ServiceError } from './service-error.ts';

export type PlayedSecret = {
	readonly arn: string;
	readonly name: string;
	readonly text?: string;
	readonly binary?: Uint8Array;
	/** Absent: the account's `aws/secretsmanager`. */
	readonly kmsKeyId?: string;
	readonly isBeingDeleted?: boolean;
};

/** Teaches the stub Secrets Manager. The texts are those of the service's API reference and of its access denied page. */
export const serveSecrets = (stub: AwsStub): PlayedSecret[] => {
	const secrets: PlayedSecret[] = [];
	stub.on(GetSecretValueCommand, (input, { caller }) => {
		const id = input.SecretId ?? '';
		const found = secrets.find(s => s.arn === id || s.name === id || s.arn.replace(/-\w{6}$/, '') === id);
		if (found === undefined) throw new ServiceError('ResourceNotFoundException', 400, "Secrets Manager can't find the specified secret.");
		if (found.kmsKeyId === undefined && accountOf(found.arn) !== accountOf(caller!.arn))
			throw new ServiceError(
				'InvalidRequestException',
				400,
				"You can't access a secret from a different AWS account if you encrypt the secret with the default KMS service key.",
			);
		if (found.isBeingDeleted)
			throw new ServiceError(
				'InvalidRequestException',
				400,
				"You can't perform this operation on the secret because it was marked for deletion.",
			);
		return {
			ARN: found.arn,
			Name: found.name,
			VersionId: '00000000-0000-4000-8000-000000000001',
			VersionStages: ['AWSCURRENT'],
			CreatedDate: new Date(1_700_000_000_000),
			SecretString: found.text,
			SecretBinary: found.binary,
		};
	});
	stub.on(DescribeSecretCommand, ({ SecretId }) => {
		const found = secrets.find(s => s.arn === SecretId || s.name === SecretId);
		if (found === undefined) throw new ServiceError('ResourceNotFoundException', 400, "Secrets Manager can't find the specified secret.");
		return {
			ARN: found.arn,
			Name: found.name,
			KmsKeyId: found.kmsKeyId,
			LastChangedDate: new Date(1_700_000_000_000),
			...(found.isBeingDeleted && { DeletedDate: new Date(1_800_000_000_000) }),
		};
	});
	return secrets;
};
