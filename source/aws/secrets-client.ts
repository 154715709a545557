/** Secrets Manager's client behind a static import, see check-imports: loaded only for `secret:` and for the secrets of SCRAM users. */
export {
	DescribeSecretCommand,
	type DescribeSecretResponse,
	GetSecretValueCommand,
	SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
