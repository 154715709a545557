/** STS's client behind a static import, see check-imports. */
export { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
