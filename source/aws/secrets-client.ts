/** Secrets Manager's client behind a static import, see check-imports: loaded only for `secret:`. */
export { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
