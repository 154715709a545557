/** The SDK's credential providers behind a static import, see check-imports: only MSK IAM pays for loading them. */
export { getDefaultRoleAssumer, getDefaultRoleAssumerWithWebIdentity } from '@aws-sdk/client-sts';
export { fromIni, fromNodeProviderChain } from '@aws-sdk/credential-providers';
